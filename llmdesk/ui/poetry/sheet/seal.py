"""A seal (印章): up to four characters cut in red, read from top to bottom and from right to left.

Owns its parts and its edges, which are a little uneven, as a stone's are. Must not know the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPolygonF, QTransform

from llmdesk.ui.poetry.sheet.choices import Cut
from llmdesk.ui.poetry.sheet.faces import missing

RED = QColor("#b3322a")
_FRAME, _INSIDE, _APART = 0.055, 0.115, 0.035  # of the side: the rim, where characters begin, between two
_SQUARE = 3  # characters of a seal that have no one order from left to right
_ROUGH, _CHIPS = 0.0035, 37  # how far an edge strays, of the side; into how many parts it goes


def paint_seal(painter: QPainter, corner: QPointF, side: float, text: str, cut: Cut, font: QFont) -> None:
    """A character that no font has leaves its place empty."""
    painter.save()
    painter.translate(corner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(RED)
    whole = _stone(QRectF(0, 0, side, side), side)
    drawn = QPainterPath()
    for character, place in zip(_in_order(text), _places(len(text), side), strict=False):
        if not missing(character, font):
            drawn.addPath(_stretched(character, place, font))
    if cut == "white":
        painter.drawPath(whole.subtracted(drawn))
    else:
        rim = side * _FRAME
        inner = _stone(QRectF(rim, rim, side - 2 * rim, side - 2 * rim), side)
        painter.drawPath(whole.subtracted(inner))
        painter.drawPath(drawn)
    painter.restore()


def _in_order(text: str) -> str:
    """Letters are read from left to right, also in a seal."""
    return text[::-1] if text.isascii() and len(text) < _SQUARE else text


def _places(count: int, side: float) -> Iterator[QRectF]:
    """Where the characters stand: columns from the right, as full as can be."""
    columns = {1: (1,), 2: (1, 1), 3: (1, 2), 4: (2, 2)}.get(count, ())
    room = side * (1 - 2 * _INSIDE)
    apart = side * _APART
    wide = (room - apart * (len(columns) - 1)) / max(1, len(columns))
    for number, rows in enumerate(columns):
        left = side * _INSIDE + room - wide - number * (wide + apart)
        high = (room - apart * (rows - 1)) / rows
        for row in range(rows):
            yield QRectF(left, side * _INSIDE + row * (high + apart), wide, high)


def _stretched(character: str, place: QRectF, font: QFont) -> QPainterPath:
    """The character as large as its place, as characters of seals are; a thin one (一) keeps its shape."""
    path = QPainterPath()
    path.addText(0, 0, font, character)
    ink = path.boundingRect()
    if ink.isEmpty():
        return path
    full = font.pixelSize() * 0.82
    across = place.width() / max(ink.width(), full)
    down = place.height() / max(ink.height(), full)
    move = QTransform()
    move.translate(place.center().x(), place.center().y())
    move.scale(across, down)
    move.translate(-ink.center().x(), -ink.center().y())
    return move.map(path)


def _stone(place: QRectF, side: float) -> QPainterPath:
    """A square whose edges stray a little, always in the same way."""
    points = []
    corners = [place.topLeft(), place.topRight(), place.bottomRight(), place.bottomLeft()]
    for number, start in enumerate(corners):
        end = corners[(number + 1) % 4]
        for part in range(_CHIPS):
            share = part / _CHIPS
            stray = (
                side * _ROUGH * (math.sin(1.7 * part * part + 2.1 * number) + math.sin(0.31 * part + number))
            )
            x = start.x() + (end.x() - start.x()) * share
            y = start.y() + (end.y() - start.y()) * share
            across = number % 2 == 0
            points.append(QPointF(x, y + stray) if across else QPointF(x + stray, y))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path
