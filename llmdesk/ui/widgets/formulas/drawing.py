"""A laid-out formula on a painter: sharp at every size, in the colour of the text around it.

Owns how outlines, bars and borrowed signs are drawn. Must not know documents.
"""

from __future__ import annotations

import array

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from llmdesk.tools.formulas import Formula

# The letters of the mathematical font are smaller than those of the fonts of windows.
SCALE = 1.1


class Drawing:
    """A formula and, from when it is first drawn, its outline."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self._path: QPainterPath | None = None

    def draw(self, painter: QPainter, left: QPointF, em: float, font: QFont, color: QColor) -> None:
        """At `left`, the beginning of its baseline; `em` in pixels. `font`: of what the window lends it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in self.formula.bars:
            x, y, width, height = (em * part for part in bar)
            painter.fillRect(_snapped(painter, QRectF(left.x() + x, left.y() + y, width, height)), color)
        painter.setPen(color)
        for sign in self.formula.signs:
            font.setPixelSize(max(1, round(sign.size * em)))
            painter.setFont(font)
            painter.drawText(QPointF(left.x() + sign.x * em, left.y() + sign.y * em), sign.text)
        painter.translate(left)
        painter.scale(em, em)
        if self._path is None:
            self._path = _path(self.formula)
        painter.fillPath(self._path, color)
        painter.restore()


def _path(formula: Formula) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    points = array.array("f")
    points.frombytes(formula.points)
    numbers = iter(points.tolist())
    take = numbers.__next__
    for segment in formula.outline:
        if segment == "M":
            path.moveTo(take(), take())
        elif segment == "L":
            path.lineTo(take(), take())
        elif segment == "Q":
            path.quadTo(take(), take(), take(), take())
        elif segment == "C":
            path.cubicTo(take(), take(), take(), take(), take(), take())
        else:
            path.closeSubpath()
    return path


def _snapped(painter: QPainter, bar: QRectF) -> QRectF:
    """`bar` on whole pixels of the screen, across its length: else a thin one is a grey shadow."""
    ratio, shift = painter.device().devicePixelRatio(), painter.worldTransform()

    def whole(place: float, by: float) -> float:
        return round((place + by) * ratio) / ratio - by

    if bar.width() >= bar.height():
        thick = max(1, round(bar.height() * ratio)) / ratio
        return QRectF(bar.x(), whole(bar.y(), shift.dy()), bar.width(), thick)
    thick = max(1, round(bar.width() * ratio)) / ratio
    return QRectF(whole(bar.x(), shift.dx()), bar.y(), thick, bar.height())
