"""What one does with a poem that is there: copy it, save it, make a picture of it.

Owns the dialogs and the words. How a file looks is `file`'s and `sheet`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.poetry.file import poem_text, save_text
from llmdesk.ui.poetry.panel import PoemPanel
from llmdesk.ui.poetry.sheet.dialog import PictureDialog
from llmdesk.ui.poetry.sheet.saving import PICTURES, Saver, meant
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.services import Services


class PoemActions(QObject):
    """Acts on the poem that `panel` shows; `to_set()` is what of it would be set on a page."""

    def __init__(
        self, services: Services, panel: PoemPanel, settings: PageSettings, to_set: Callable[[], ToSet]
    ) -> None:
        super().__init__(panel)
        self._services, self._panel, self._settings, self._to_set = services, panel, settings, to_set
        self._saver = Saver(services, self)
        self.picture: PictureDialog | None = None  # made when it is asked for

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(poem_text(*self._poem))
        self._services.notify.show(self.tr("Poem copied to the clipboard."))

    def save(self) -> None:
        """Ask where, and save."""
        kinds = {
            self.tr("Text (*.txt)"): ".txt",
            self.tr("Picture (*.png)"): ".png",
            self.tr("PDF (*.pdf)"): ".pdf",
        }
        name = proposed_name(self._panel.title.text()) or self.tr("poem")

        def save(path: Path, _kind: str) -> None:
            self.save_to(path)

        def meant_by(path: Path, kind: str) -> Path:
            suffix = kinds.get(kind, ".txt")
            if suffix != ".txt":
                return meant(path, suffix)
            return path if path.suffix else path.with_suffix(suffix)

        place = Path(f"{name}.txt")
        ask_place(self._panel, self.tr("Save the poem"), place, list(kinds), save, meant_by)

    def save_to(self, path: Path) -> None:
        """Write the poem to `path`: a picture for `.png` and `.pdf`, text otherwise."""
        if path.suffix.lower() in PICTURES:
            self._saver.save(path, self._to_set(), self._settings.choices)
            return
        title, rows = self._poem
        self._services.tasks.start(
            lambda _context: save_text(path, title, rows),
            owner=self,
            on_done=lambda _none: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": path.name})
            ),
        )

    def show_picture(self) -> None:
        """The dialog for a picture, with the poem that shows."""
        if self.picture is None:
            self.picture = PictureDialog(self._services, self._settings, self._saver, self._panel.window())
        self.picture.open_for(self._to_set())

    @property
    def _poem(self) -> tuple[str, list[str]]:
        return self._panel.title.text(), self._panel.poem.toPlainText().strip().splitlines()
