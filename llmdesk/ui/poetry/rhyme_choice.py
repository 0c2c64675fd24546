"""The rhyme book of Chinese verse: one to write by, and one to check by, or whichever fits.

Owns both choices and shows the one that counts now. Must not write or check anything.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from llmdesk.tools.poetry.types import Book
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox


class RhymeChoice(ChoiceBox):
    """`writing` and `checking` are the books; `checking` None: the one that a poem fits best."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.writing: Book = "zhonghua"
        self.checking: Book | None = None
        self._checks = False
        self.chosen.connect(self._on_chosen)
        self.retranslate()

    def set_checks(self, checks: bool) -> None:
        """Whether a poem is checked, and not written."""
        self._checks = checks
        self.retranslate()

    def set_writing(self, book: Book | None) -> None:
        self.writing = book or "zhonghua"
        self.retranslate()

    def _on_chosen(self, data: object) -> None:
        book: Book | None = next((each for each in ("zhonghua", "pingshui", "cilin") if each == data), None)
        if self._checks:
            self.checking = book
        else:
            self.writing = book or "zhonghua"

    def retranslate(self) -> None:
        choices = [
            Choice(self.tr("中华通韵 · sounds of today"), "zhonghua"),
            Choice(self.tr("平水韵 · the 106 rhymes of old"), "pingshui"),
            Choice(self.tr("词林正韵 · the rhymes of songs"), "cilin"),
        ]
        if self._checks:
            choices.insert(0, Choice(self.tr("Whichever fits"), None))
        self.set_choices(choices, self.checking if self._checks else self.writing)
