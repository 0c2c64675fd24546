"""What one does with a rewritten text: copy it, save it.

Owns the dialogs and the words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.services import Services
from llmdesk.ui.write import job
from llmdesk.ui.write.versions import Version

_SUFFIXES = {".md": ".md", ".markdown": ".md", ".docx": ".docx"}  # of a text's file: how it is saved


class RewriteActions(QObject):
    """Acts on the version that shows; `shown()` is it, None for none."""

    def __init__(self, services: Services, shown: Callable[[], Version | None], page: QWidget) -> None:
        super().__init__(page)
        self._services, self._shown, self._page = services, shown, page

    def copy(self) -> None:
        version = self._shown()
        if version is not None:
            QGuiApplication.clipboard().setText(version.revision.text)
            self._services.notify.show(self.tr("Text copied to the clipboard."))

    def save(self) -> None:
        """Ask where, and save."""
        version = self._shown()
        if version is None:
            return
        kinds = {
            self.tr("Text (*.txt)"): ".txt",
            self.tr("Markdown (*.md)"): ".md",
            self.tr("Word (*.docx)"): ".docx",
        }
        name = proposed_name(Path(version.name).stem) or self.tr("text")
        suffix = _SUFFIXES.get(Path(version.name).suffix.lower(), ".txt")
        proposal = fill(self.tr("{name} (rewritten)"), {"name": name}) + suffix
        offered = sorted(kinds, key=lambda kind: kinds[kind] != suffix)

        def meant(path: Path, kind: str) -> Path:
            return path if path.suffix else path.with_suffix(kinds.get(kind, suffix))

        def save(path: Path, _kind: str) -> None:
            self.save_to(path)

        ask_place(self._page, self.tr("Save the text"), Path(proposal), offered, save, meant)

    def save_to(self, path: Path) -> None:
        """Write the text that shows; never over the file that it comes from."""
        version = self._shown()
        if version is None:
            return
        text, newline = version.revision.text, version.newline
        inputs = [] if version.path is None else [version.path]
        self._services.tasks.start(
            lambda _context: job.save(path, text, newline, inputs),
            owner=self,
            on_done=lambda place: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": place.name})
            ),
        )
