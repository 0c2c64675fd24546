"""How large a poem is set and how far its lines stand apart.

Owns the faces and the choice among them. Must not know the widget that shows the poem.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from llmdesk.ui.theme import Theme

_SERIFS = (
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Songti SC",
    "SimSun",
    "Georgia",
    "Noto Serif",
    "DejaVu Serif",
)
_SCALES = (2.0, 1.75, 1.5, 1.35, 1.2, 1.1)  # of the body font
_READABLE = 1.35  # the largest face of a poem that has to scroll whatever its face
# Line heights in percent of the face's own, the airy one first; marks above the lines want more room.
_SPACINGS, _SPACINGS_MARKED = (175, 140), (190, 160)


_MEASURED = 60  # of the lines, the longest
_MOST_IN_SIGHT = 200  # lines that could be in the room at once


@dataclass(frozen=True, slots=True)
class Face:
    """`spacing`: the line height in percent of the font's own."""

    font: QFont
    spacing: int


def poem_font(theme: Theme, scale: float = 1.5) -> QFont:
    """A serif face; Chinese falls back to the system's own."""
    font = theme.font("body")
    font.setFamilies([*_SERIFS, *font.families()[1:]])  # not the window's own: that has no serifs
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(font.pixelSize() * scale))
    return font


def face_for(theme: Theme, lines: Sequence[str], room: QSizeF, *, marked: bool) -> Face:
    """The largest face in which all of the poem is in `room`, its lines in one piece; where there is
    none, one that reads well. `marked`: marks stand above the lines."""
    spacings = _SPACINGS_MARKED if marked else _SPACINGS
    faces = [Face(poem_font(theme, scale), spacing) for scale in _SCALES for spacing in spacings]
    longest = nlargest(_MEASURED, lines, key=len)  # a text of a thousand lines would hold the window up
    whole = [face for face in faces if _widest(face.font, longest) <= room.width()]
    for face in whole if len(lines) <= _MOST_IN_SIGHT else ():
        if _height(face, lines, room.width()) <= room.height():
            return face
    readable = poem_font(theme, _READABLE).pixelSize()
    return next((face for face in reversed(whole) if face.font.pixelSize() >= readable), faces[-1])


def _widest(font: QFont, lines: Sequence[str]) -> float:
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(line) for line in lines), default=0.0)


def _height(face: Face, lines: Sequence[str], width: float) -> float:
    metrics = QFontMetricsF(face.font)
    rows = sum(max(1, math.ceil(metrics.horizontalAdvance(line) / max(1.0, width))) for line in lines)
    return rows * math.ceil(metrics.height()) * face.spacing / 100  # a row is whole pixels high
