"""A text on a heat map: blue where it speaks for a label, orange where it speaks against.

Where the label's own colour is orange (what is negative), it is the other way round. Owns the
colours behind the words and the numbers that show over them; only what is in sight is coloured. The
text is plain text, read only, and stays what it was but for line breaks in place of spaces; what is
told by colour is told by a number too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.reading_text import ReadingText

_LEAST, _MOST = 24, 130  # alpha of the faintest and of the strongest colour
_LEAST_SHOWN = 0.05  # of the strongest; less is no colour at all
_MOST_AT_ONCE = 2000  # coloured parts; more are never in sight
_PHRASE_END = re.compile(r"[.!?;,] |\n")
_BREAK_EVERY = 600  # characters of a long line; Qt lays out whole lines
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Heat:
    """text[start:end] moves the result by `share`."""

    start: int
    end: int
    share: float


class HeatText(ReadingText):
    """`show_heat(text, heat, note)`; `note_at` is what the pointer reads."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heat: tuple[Heat, ...] = ()
        self._places: list[tuple[int, int]] = []  # of the heat, in the document
        self._ends: list[int] = []
        self._strongest = 0.0
        self._orange_is_for = False
        self._note: Callable[[int], str] = str
        theme.changed.connect(self._color_sight)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._color_sight())

    @property
    def heat(self) -> tuple[Heat, ...]:
        return self._heat

    def show_heat(
        self, text: str, heat: Sequence[Heat], note: Callable[[int], str], *, orange_is_for: bool = False
    ) -> None:
        """`heat` in character offsets of `text`, none over another; `note(n)` tells of the n-th in words,
        in the order of the text."""
        self._heat = tuple(sorted(heat, key=lambda part: part.start))
        self._note, self._orange_is_for = note, orange_is_for
        offsets = utf16_offsets(text)
        self._places = [(offsets(part.start), offsets(part.end)) for part in self._heat]
        self._ends = [end for _, end in self._places]
        self._strongest = max((abs(part.share) for part in self._heat), default=0.0)
        self.show_text(with_breaks(text))
        self._color_sight()

    def note_at(self, position: int) -> str:
        """The words about what stands at `position` of the shown document; "" for nothing."""
        number = bisect_left(self._ends, position + 1)
        if number < len(self._places) and self._places[number][0] <= position:
            return self._note(number)
        return ""

    # -- colours ------------------------------------------------------------------------------------
    def _color_sight(self) -> None:
        """Colour what is in sight."""
        first = self.firstVisibleBlock().position()
        bottom = self.viewport().rect().bottomRight()
        last = self.cursorForPosition(bottom).block()
        end = last.position() + last.length()
        number = bisect_left(self._ends, first)
        selections: list[QTextEdit.ExtraSelection] = []
        while number < len(self._heat) and self._places[number][0] < end and len(selections) < _MOST_AT_ONCE:
            level = abs(self._heat[number].share) / self._strongest if self._strongest else 0.0
            if level >= _LEAST_SHOWN:
                selections.append(self._selection(number, level))
            number += 1
        self.setExtraSelections(selections)

    def _selection(self, number: int, level: float) -> QTextEdit.ExtraSelection:
        is_blue = (self._heat[number].share > 0) != self._orange_is_for
        color = QColor(self._theme.color("blue" if is_blue else "orange"))
        color.setAlpha(round(_LEAST + (_MOST - _LEAST) * level))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        start, end = self._places[number]
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(color)
        selection.cursor, selection.format = cursor, form
        return selection

    # -- Qt -----------------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place: QPoint = self.viewport().mapFromGlobal(event.globalPos())
            note = self.note_at(self.cursorForPosition(place).position())
            if note:
                QToolTip.showText(event.globalPos(), note, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._color_sight()


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Qt counts UTF-16 units, Python characters: from the one to the other."""
    if text.isascii():
        return int
    astral = [found.start() for found in _ASTRAL.finditer(text)]
    return lambda offset: offset + bisect_left(astral, offset)


def with_breaks(text: str) -> str:
    """Long lines broken at a space each, character for character the same length."""
    if max(map(len, text.split("\n")), default=0) <= 4 * _BREAK_EVERY:
        return text
    parts, start, line = [], 0, 0
    for end in _PHRASE_END.finditer(text):
        if end[0] == "\n":
            line = end.end()
        elif end.start() - line >= _BREAK_EVERY:
            parts.append(text[start : end.end() - 1])
            start = line = end.end()
    return "\n".join([*parts, text[start:]])
