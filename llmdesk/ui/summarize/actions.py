"""What can be done with a summary: copy it, save it, give it to another tab.

Owns the dialog for the file and the words around a text that goes to Chat. Must not change the summary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.services import Services
from llmdesk.ui.summarize import job
from llmdesk.ui.summarize.result import SummaryResult


class SummaryActions(QObject):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(
        self,
        services: Services,
        result: SummaryResult,
        sources: Callable[[], Sequence[Path]],
        parent: QObject,
    ) -> None:
        """`sources()`: the files that are open, which no summary may replace."""
        super().__init__(parent)
        self._services, self._result, self._sources = services, result, sources
        result.copy_asked.connect(self._copy)
        result.save_asked.connect(self._choose_place)
        result.hand_over.connect(self._hand_over)

    def _copy(self) -> None:
        if self._result.shown is not None:
            QGuiApplication.clipboard().setText(self._result.shown.text)
            self._services.notify.show(self.tr("Summary copied to the clipboard."))

    def _choose_place(self) -> None:
        if self._result.document is None:
            return
        name = proposed_name(Path(self._result.document.name).stem) or self.tr("summary")
        markdown, html = self.tr("Markdown (*.md)"), self.tr("Web page (*.html)")
        proposal = fill(self.tr("{name} (summary)"), {"name": name}) + ".md"

        def save(path: Path, _kind: str) -> None:
            self.save_to(path)

        def meant(path: Path, kind: str) -> Path:
            return path if path.suffix else path.with_suffix(".html" if kind == html else ".md")

        title = self.tr("Save the summary")
        ask_place(self._result, title, Path(proposal), [markdown, html], save, meant)

    def save_to(self, path: Path) -> None:
        """Write the summary with its sources: Markdown for `.md`, a web page otherwise."""
        summary, document = self._result.summary, self._result.document
        if summary is None or document is None:
            return
        sources = tuple(self._sources())
        self._services.tasks.start(
            lambda _context: job.save(path, summary, document, sources),
            owner=self,
            on_done=lambda _none: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": path.name})
            ),
        )

    def _hand_over(self, tab: str) -> None:
        summary, document = self._result.shown, self._result.document
        if summary is None or document is None:
            return
        text = summary.text
        if tab == "chat":
            of_file = fill(self.tr("This is a summary of “{name}”:"), {"name": document.name})
            intro = of_file if document.name else self.tr("This is a summary:")
            text = f"{intro}\n\n{text}\n\n"
        self.hand_over.emit(tab, text)
