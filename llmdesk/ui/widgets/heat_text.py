"""A text on a heat map: blue where it speaks for a label, orange where it speaks against.

Where the label's own colour is orange (what is negative), it is the other way round.

Owns the colours behind the words and the numbers that show over them. The text is plain text, read
only, and stays what it was; what is told by colour is told by a number too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.reading_text import ReadingText

_LEAST, _MOST = 24, 130  # alpha of the faintest and of the strongest colour
_LEAST_SHOWN = 0.05  # of the strongest; less is no colour at all


@dataclass(frozen=True)
class Heat:
    """text[start:end] moves the result by `share`; `note` says so in words."""

    start: int
    end: int
    share: float
    note: str


class HeatText(ReadingText):
    """`show_heat(text, heat)`; `note_at` is what the pointer reads."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heat: tuple[Heat, ...] = ()
        self._orange_is_for = False
        self._offsets: Callable[[int], int] = int
        theme.changed.connect(self._paint_heat)

    @property
    def heat(self) -> tuple[Heat, ...]:
        return self._heat

    def show_heat(self, text: str, heat: Sequence[Heat], *, orange_is_for: bool = False) -> None:
        """`heat` in character offsets of `text`."""
        self._heat, self._orange_is_for = tuple(heat), orange_is_for
        self._offsets = utf16_offsets(text)
        self.show_text(text)
        self._paint_heat()

    def _paint_heat(self) -> None:
        strongest = max((abs(part.share) for part in self._heat), default=0.0)
        selections = []
        for part in self._heat:
            level = abs(part.share) / strongest if strongest else 0.0
            if level < _LEAST_SHOWN:
                continue
            is_blue = (part.share > 0) != self._orange_is_for
            color = QColor(self._theme.color("blue" if is_blue else "orange"))
            color.setAlpha(round(_LEAST + (_MOST - _LEAST) * level))
            selections.append(self._selection(part, color))
        self.setExtraSelections(selections)

    def _selection(self, part: Heat, color: QColor) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(self._offsets(part.start), last))
        cursor.setPosition(min(self._offsets(part.end), last), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(color)
        selection.cursor, selection.format = cursor, form  # type: ignore[attr-defined]  # Qt's fields
        return selection

    def note_at(self, position: int) -> str:
        """The words about what stands at `position` of the shown document; "" for nothing."""
        for part in self._heat:
            if self._offsets(part.start) <= position < self._offsets(part.end):
                return part.note
        return ""

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


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Qt counts UTF-16 units, Python characters: from the one to the other."""
    if text.isascii() or max(map(ord, text), default=0) < 0x10000:
        return int
    places, units = [0], 0
    for character in text:
        units += 2 if ord(character) > 0xFFFF else 1
        places.append(units)
    return lambda offset: places[min(offset, len(text))]
