"""A bar for each label: its name, how probable it is, and the number.

Owns the drawing. Numbers stand beside the bars, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import RADIUS, SPACE, ColorName, Theme
from llmdesk.ui.words import percent

_ROW = 28
_BAR = 8
_MOST_NAME = 200


class ProbabilityBars(QWidget):
    """Show them with `show_probabilities`; the likeliest is set in bold."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[tuple[str, float, ColorName], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_probabilities(
        self, probabilities: Mapping[str, float], colors: Mapping[str, ColorName] | None = None
    ) -> None:
        """In their order; `colors` of labels that have one of their own, the others are blue."""
        given = colors or {}
        self._rows = tuple((name, p, given.get(name, "soft_blue")) for name, p in probabilities.items())
        said = ", ".join(f"{name} {percent(value)}" for name, value, _ in self._rows)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    @property
    def shown(self) -> dict[str, str]:
        """What is drawn: label → number."""
        return {name: percent(value) for name, value, _ in self._rows}

    def sizeHint(self) -> QSize:
        return QSize(240, scaled(_ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, scaled(_ROW) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        likeliest = max(self._rows, key=lambda row: row[1])
        painter.setFont(bold)
        widest = max(painter.fontMetrics().horizontalAdvance(name) for name, _, _ in self._rows)
        names = min(widest, _MOST_NAME, self.width() // 3)
        numbers = painter.fontMetrics().horizontalAdvance("> 99.9 %")
        for number, row in enumerate(self._rows):
            box = QRect(0, number * scaled(_ROW), self.width(), scaled(_ROW))
            painter.setFont(bold if row is likeliest else self.font())
            self._draw_row(painter, box, names, numbers, row)

    def _draw_row(
        self, painter: QPainter, box: QRect, names: int, numbers: int, row: tuple[str, float, ColorName]
    ) -> None:
        name, value, color = row
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.color("text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRect(0, box.y(), names, box.height()), middle | Qt.AlignmentFlag.AlignLeft, shown)
        right = QRect(box.right() - numbers, box.y(), numbers, box.height())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, percent(value))
        left = names + 2 * SPACE
        track = QRectF(left, box.y() + (box.height() - _BAR) / 2, max(0, right.left() - SPACE - left), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("rule"))
        painter.drawRoundedRect(track, RADIUS / 2, RADIUS / 2)
        painter.setBrush(self._theme.color(color))
        track.setWidth(max(2.0, track.width() * value))
        painter.drawRoundedRect(track, RADIUS / 2, RADIUS / 2)
