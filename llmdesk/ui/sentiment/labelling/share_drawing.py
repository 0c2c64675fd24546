"""How shares with their intervals are drawn: a line for each label of each group, above an axis.

Owns the measures and the picture of all lines. Knows no widget, so that a task can draw the picture; what is
drawn never changes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from llmdesk.tools.sentiment.shares import Share
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import SPACE

_ROW, _AXIS = 26, 24
_MOST_NAME = 160
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_SCALE = 2  # of a picture: sharp on screens of high density
_MOST_HIGH = 32_000  # pixels: Qt's painter draws nothing below 32,767
_MOST_PIXELS = 24_000_000


@dataclass(frozen=True)
class Line:
    """A label's share with its words; a heading where there is no share. `color`: of the share."""

    name: str
    words: str = ""
    share: Share | None = None
    color: str = ""


@dataclass(frozen=True)
class ShareDrawing:
    """`ticks`: places on the axis with their words. `colors` by name: those of the lines, and text, muted,
    rule and surface."""

    lines: Sequence[Line]
    ticks: Sequence[tuple[float, str]]
    font: QFont
    colors: Mapping[str, QColor]

    @cached_property
    def row(self) -> int:
        """The height of a line."""
        return scaled(_ROW)

    @cached_property
    def _axis(self) -> int:
        return scaled(_AXIS)

    @property
    def height(self) -> int:
        return self.row * len(self.lines) + self._axis

    def picture(self, width: int) -> QImage:
        """All of it, so wide, twice as large; less where that would be too many pixels. Any thread."""
        pixels = max(1, width * self.height)
        scale = min(_SCALE, _MOST_HIGH / self.height, math.sqrt(_MOST_PIXELS / pixels))
        size = QSize(max(1, round(width * scale)), max(1, round(self.height * scale)))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(self.colors["surface"])
        painter = QPainter(image)
        self.paint(painter, width, 0, self.height)
        painter.end()
        return image

    def paint(self, painter: QPainter, width: int, top: int, bottom: int) -> None:
        """What lies between `top` and `bottom`, of lines so wide."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font)
        names = min(self._widest_name, _MOST_NAME, width // 4)
        left = names + 2 * SPACE
        track = QRectF(left, 0, max(40, width - self._widest_words - SPACE - left), self.height - self._axis)
        self._draw_axis(painter, track)
        for place in range(max(0, top // self.row), min(len(self.lines), bottom // self.row + 1)):
            line, y = self.lines[place], self.row * place
            if line.share is None:
                self._draw_heading(painter, QRect(0, y, width, self.row), line.name)
                continue
            painter.setPen(self.colors["text"])
            label = self._metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRect(0, y, names, self.row), _LEFT, label)
            numbers = QRect(width - self._widest_words, y, self._widest_words, self.row)
            painter.drawText(numbers, _RIGHT, line.words)
            self._draw_share(painter, track, y + self.row / 2, line.share, self.colors[line.color])

    # -- measures -----------------------------------------------------------------------------------
    @cached_property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font)

    @cached_property
    def _widest_name(self) -> int:
        return self._widest({line.name for line in self.lines if line.share is not None})

    @cached_property
    def _widest_words(self) -> int:
        return self._widest({line.words for line in self.lines})

    def _widest(self, texts: set[str]) -> int:
        return max(map(self._metrics.horizontalAdvance, texts), default=0) + 2

    # -- parts --------------------------------------------------------------------------------------
    def _draw_axis(self, painter: QPainter, track: QRectF) -> None:
        narrow = track.width() < len(self.ticks) * self._metrics.horizontalAdvance("100% ")
        for share, words in self.ticks:
            x = track.left() + share * track.width()
            painter.setPen(self.colors["rule"])
            painter.drawLine(QPointF(x, 0), QPointF(x, track.bottom()))
            if narrow and share in (0.25, 0.75):
                continue
            painter.setPen(self.colors["muted"])
            box = QRectF(x - 30, track.bottom() + 4, 60, self._axis - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)

    def _draw_heading(self, painter: QPainter, box: QRect, name: str) -> None:
        font = QFont(self.font)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self.colors["text"])
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        background = QRect(box.topLeft(), QSize(metrics.horizontalAdvance(shown) + SPACE, box.height()))
        painter.fillRect(background, self.colors["surface"])
        painter.drawText(box, _LEFT, shown)
        painter.setFont(self.font)

    def _draw_share(self, painter: QPainter, track: QRectF, y: float, each: Share, color: QColor) -> None:
        def at(share: float) -> float:
            return track.left() + share * track.width()

        painter.setPen(QPen(self.colors["muted"], 1.5))
        painter.drawLine(QPointF(at(each.counted), y - 8), QPointF(at(each.counted), y + 8))
        if each.estimate is None or each.low is None or each.high is None:
            return
        painter.setPen(QPen(color, 3))
        painter.drawLine(QPointF(at(each.low), y), QPointF(at(each.high), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(at(each.estimate), y), 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
