"""Shares with their intervals: a line for each label of each group.

Owns the drawing. Numbers stand beside the bars, so that nothing is told by shape or colour alone.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from llmdesk.errors import fill
from llmdesk.tools.sentiment.shares import Share
from llmdesk.ui.sentiment.probability_bars import percent
from llmdesk.ui.sentiment.words import label_colors
from llmdesk.ui.theme import SPACE, ColorName, Theme

_ROW, _AXIS = 26, 24
_MOST_NAME = 160
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class ShareChart(QWidget):
    """`show_shares` says what; a line of words for each is its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_shares(self, shares: Sequence[Share]) -> None:
        self._shares = tuple(shares)
        self.setAccessibleDescription("\n".join(self.lines()))
        self.updateGeometry()
        self.update()

    def lines(self) -> Iterator[str]:
        """ "May: positive 62.1% (55.0% – 68.7%)", a line a share."""
        for each in self._shares:
            group = "" if each.group is None else f"{self._name(each.group)}: "
            yield f"{group}{each.label} {self._words(each)}"

    def picture(self) -> QImage:
        """The plot as it shows, twice as large, on the window's ground."""
        image = QImage(self.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(self._theme.color("surface"))
        self.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
        return image

    def event(self, event: QEvent) -> bool:
        """All words of the line below the pointer: its label may be cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._line_at(event.pos().y()), self)
            return True
        return super().event(event)

    def _line_at(self, y: int) -> str:
        lines, words = list(self.lines()), list[str]()
        for number, (each, line) in enumerate(zip(self._shares, lines, strict=True)):
            if self._grouped and (number == 0 or each.group != self._shares[number - 1].group):
                words.append(self._name(each.group))
            words.append(line)
        place = y // _ROW
        return html.escape(words[place]) if place < len(words) else ""

    def sizeHint(self) -> QSize:
        return QSize(360, _ROW * (len(self._shares) + self._headings()) + _AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def _headings(self) -> int:
        """Where there are groups, they and all rows have a line of their own above their labels."""
        return len({each.group for each in self._shares}) if self._grouped else 0

    @property
    def _grouped(self) -> bool:
        return any(each.group is not None for each in self._shares)

    # -- drawing ------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shares:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(each.label) for each in self._shares) + 2
        names = min(names, _MOST_NAME, self.width() // 4)
        numbers = max(metrics.horizontalAdvance(self._words(each)) for each in self._shares) + 2
        left = names + 2 * SPACE
        track = QRectF(left, 0, max(40, self.width() - numbers - SPACE - left), self.height() - _AXIS)
        self._draw_axis(painter, track)
        colors, y = label_colors([each.label for each in self._shares]), 0
        for number, each in enumerate(self._shares):
            if self._grouped and (number == 0 or each.group != self._shares[number - 1].group):
                self._draw_heading(painter, y, self._name(each.group))
                y += _ROW
            painter.setPen(self._theme.color("text"))
            middle = Qt.AlignmentFlag.AlignVCenter
            label = metrics.elidedText(each.label, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRect(0, y, names, _ROW), middle | Qt.AlignmentFlag.AlignLeft, label)
            right = QRect(self.width() - numbers, y, numbers, _ROW)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, self._words(each))
            self._draw_share(painter, track, y + _ROW / 2, each, colors[each.label])
            y += _ROW

    def _draw_axis(self, painter: QPainter, track: QRectF) -> None:
        narrow = track.width() < len(_TICKS) * painter.fontMetrics().horizontalAdvance("100% ")
        for share in _TICKS:
            x = track.left() + share * track.width()
            painter.setPen(self._theme.color("rule"))
            painter.drawLine(QPointF(x, 0), QPointF(x, track.bottom()))
            if narrow and share in (0.25, 0.75):
                continue
            painter.setPen(self._theme.color("muted"))
            box = QRectF(x - 30, track.bottom() + 4, 60, _AXIS - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, percent(share))

    def _draw_heading(self, painter: QPainter, y: int, name: str) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, self.width())
        box = QRect(0, y, self.width(), _ROW)
        background = QRect(0, y, painter.fontMetrics().horizontalAdvance(shown) + SPACE, _ROW)
        painter.fillRect(background, self._theme.color("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setFont(self.font())

    def _draw_share(self, painter: QPainter, track: QRectF, y: float, each: Share, color: ColorName) -> None:
        def at(share: float) -> float:
            return track.left() + share * track.width()

        painter.setPen(QPen(self._theme.color("muted"), 1.5))
        painter.drawLine(QPointF(at(each.counted), y - 8), QPointF(at(each.counted), y + 8))
        if each.estimate is None or each.low is None or each.high is None:
            return
        painter.setPen(QPen(self._theme.color(color), 3))
        painter.drawLine(QPointF(at(each.low), y), QPointF(at(each.high), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(color))
        painter.drawEllipse(QPointF(at(each.estimate), y), 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # -- words --------------------------------------------------------------------------------------
    def _words(self, each: Share) -> str:
        if each.estimate is None or each.low is None or each.high is None:
            return fill(self.tr("{share} counted"), {"share": percent(each.counted, 1)})
        places = {name: percent(getattr(each, name), 1) for name in ("estimate", "low", "high")}
        return fill(self.tr("{estimate} ({low} – {high})"), places)

    def _name(self, group: str | None) -> str:
        return self.tr("All rows") if group is None else group or self.tr("(empty)")
