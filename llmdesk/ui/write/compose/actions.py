"""What one does with a text that was made: copy it, save it.

Owns the dialogs and the words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.tools.compose import Composed
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.services import Services
from llmdesk.ui.write.compose import job


class ComposeActions(QObject):
    """Acts on the text that shows; `shown()` is it, None for none."""

    def __init__(self, services: Services, shown: Callable[[], Composed | None], page: QWidget) -> None:
        super().__init__(page)
        self._services, self._shown, self._page = services, shown, page

    def copy(self) -> None:
        composed = self._shown()
        if composed is not None:
            QGuiApplication.clipboard().setText(composed.text)
            self._services.notify.show(self.tr("Text copied to the clipboard."))

    def save(self) -> None:
        """Ask where, and save; of code the code alone may be saved, too."""
        composed = self._shown()
        if composed is None:
            return
        text, markdown = self.tr("Text (*.txt)"), self.tr("Markdown (*.md)")
        kinds = [markdown, text] if "code" in composed.form else [text, markdown]
        alone = self.tr("The code alone (*)")
        if job.code_of(composed):
            kinds.append(alone)

        def meant(path: Path, kind: str) -> Path:
            suffix = {text: ".txt", markdown: ".md"}.get(kind, "")
            return path if path.suffix else path.with_suffix(suffix)

        def save(path: Path, kind: str) -> None:
            self.save_to(path, job.code_of(composed) if kind == alone else composed.text)

        suffix = ".md" if kinds[0] == markdown else ".txt"
        name = Path(self.tr("text")).with_suffix(suffix)
        ask_place(self._page, self.tr("Save the text"), name, kinds, save, meant)

    def save_to(self, path: Path, text: str) -> None:
        self._services.tasks.start(
            lambda _context: job.save(path, text),
            owner=self,
            on_done=lambda place: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": place.name})
            ),
        )
