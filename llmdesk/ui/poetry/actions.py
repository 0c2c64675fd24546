"""What one does with a poem that is there: copy it, save it.

Owns the dialog and the words. How a file looks is `file`'s.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.poetry.file import poem_text, save_poem
from llmdesk.ui.poetry.panel import PoemPanel
from llmdesk.ui.poetry.poem_face import poem_font
from llmdesk.ui.services import Services


class PoemActions(QObject):
    """Acts on the poem that `panel` shows."""

    def __init__(self, services: Services, panel: PoemPanel) -> None:
        super().__init__(panel)
        self._services, self._panel = services, panel

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(poem_text(*self._poem))
        self._services.notify.show(self.tr("Poem copied to the clipboard."))

    def save(self) -> None:
        """Ask where, and save."""
        text, picture = self.tr("Text (*.txt)"), self.tr("Picture (*.png)")
        name = proposed_name(self._panel.title.text()) or self.tr("poem")

        def save(path: Path, _kind: str) -> None:
            self.save_to(path)

        def meant(path: Path, kind: str) -> Path:
            return _of_kind(path, picture=kind == picture)

        ask_place(self._panel, self.tr("Save the poem"), Path(f"{name}.txt"), [text, picture], save, meant)

    def save_to(self, path: Path) -> None:
        """Write the poem to `path`: a picture for `.png`, text otherwise."""
        title, rows = self._poem
        font = poem_font(self._services.theme)
        self._services.tasks.start(
            lambda _context: save_poem(path, title, rows, font),
            owner=self,
            on_done=lambda _none: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": path.name})
            ),
        )

    @property
    def _poem(self) -> tuple[str, list[str]]:
        return self._panel.title.text(), self._panel.poem.toPlainText().strip().splitlines()


def _of_kind(chosen: Path, *, picture: bool) -> Path:
    """The file that is meant: who chooses the picture means it, although the proposed name still says
    ".txt"."""
    if picture and chosen.suffix.lower() != ".png":
        return chosen.with_suffix(".png") if chosen.suffix.lower() == ".txt" else Path(f"{chosen}.png")
    return chosen if chosen.suffix else chosen.with_suffix(".txt")
