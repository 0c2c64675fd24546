"""The pieces that a line of verse is set of: a Chinese character with its sound, a mark, a word.

Owns what a piece is and how far it goes along its row. Must not know where a row stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QFontMetricsF

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.page import Page, PageLine, Sound
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.faces import EM, Faces, sized

How = Literal["upright", "corner", "turned", "gap", "word"]
PINYIN = 0.34  # of the verse's type
PINYIN_ROOM = 50  # units above a character
_LETTERS_APART = 6  # units between two characters
_PINYIN_APART = 14
_POINT, _POINT_ACROSS, _BRACKET, _GAP = 58, 72, 60, 45  # units that marks take, and what stands for one
_POINTS = "，。、；：！？,.;:!?"
_FULL_WIDTH = dict(zip(",.;:!?", "，。；：！？", strict=True))
# In columns Chinese has other quotation marks.
_VERTICAL = {"“": "『", "”": "』", "‘": "「", "’": "」"}
_TURNED = "「」『』（）()《》〈〉【】〔〕—…～－-–"


@dataclass(frozen=True, slots=True)
class Cell:
    """`advance`: units along the row. A "gap" draws nothing; a "word" of letters stands turned in a
    column; `sticks`: never at the beginning of a row."""

    text: str
    how: How
    advance: float
    sound: Sound | None = None
    sticks: bool = False


Row = tuple[Cell, ...]


class Setter:
    """Makes the cells of a page's lines."""

    def __init__(self, page: Page, choices: PageChoices, faces: Faces) -> None:
        self.chinese = page.language == "zh"
        self.vertical = choices.vertical and self.chinese
        self.pinyin, self.tones = choices.pinyin and self.chinese, choices.tones and self.chinese
        self.marks = choices.marks or not self.chinese
        self._metrics = QFontMetricsF(faces.verse)
        small = QFontMetricsF(sized(faces.pinyin, PINYIN))
        sounds = {sound.pinyin for line in page.lines for sound in line.sounds} if self.pinyin else {""}
        self.widest = max((small.horizontalAdvance(sound) for sound in sounds), default=0.0)

    @property
    def advance(self) -> float:
        """Units along the row that each character takes."""
        if self.vertical:
            return EM + _LETTERS_APART + (PINYIN_ROOM if self.pinyin else 0)
        return max(EM + _LETTERS_APART, self.widest + _PINYIN_APART if self.pinyin else 0.0)

    def line(self, line: PageLine) -> Row:
        if not self.chinese:
            return tuple(self._words(line.text))
        cells = list(self._cells(line))
        while cells and cells[-1].how == "gap":
            cells.pop()
        return tuple(cells)

    def gap(self) -> Cell:
        """What parts two lines in one row where no mark does."""
        return Cell("", "gap", 2 * _GAP, sticks=True)

    def ends_with_mark(self, row: Row) -> bool:
        return bool(row) and row[-1].text[-1:] in (*_POINTS, *_TURNED)

    def _words(self, text: str) -> Iterator[Cell]:
        space = self._metrics.horizontalAdvance(" ")
        for word in text.split():
            yield Cell(word, "word", self._metrics.horizontalAdvance(word) + space)

    def _cells(self, line: PageLine) -> Iterator[Cell]:
        sounds = iter(line.sounds)
        letters = ""
        for character in line.text:
            if _is_letter(character):
                letters += character
                continue
            if letters:
                yield self._letters(letters)
                letters = ""
            if hanzi.is_character(character):
                yield Cell(character, "upright", self.advance, next(sounds, None))
            else:
                yield self._mark(character)
        if letters:
            yield self._letters(letters)

    def _letters(self, letters: str) -> Cell:
        return Cell(letters, "word", self._metrics.horizontalAdvance(letters) + _LETTERS_APART)

    def _mark(self, character: str) -> Cell:
        if character.isspace() or not self.marks:
            return Cell("", "gap", _GAP, sticks=True)
        text = _FULL_WIDTH.get(character, character)
        if not self.vertical:
            opens = text in "“‘「『（《〈【〔("
            return Cell(text, "upright", _POINT_ACROSS if text in _POINTS else EM, sticks=not opens)
        text = _VERTICAL.get(text, text)
        if text in _POINTS:
            return Cell(text, "corner", _POINT, sticks=True)
        dash = text in "—…～"
        sticks = text not in "「『（《〈【〔("
        return Cell(text, "turned" if text in _TURNED else "upright", EM if dash else _BRACKET, None, sticks)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not hanzi.is_character(character)
