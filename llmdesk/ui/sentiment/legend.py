"""What the two colours of a heat map mean, in a line.

Owns the line. Must not know the map.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from llmdesk.errors import fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, HALF, SPACE, ColorName, Theme

_SQUARE = 12


class Legend(Retranslating, QWidget):
    """`show_label` says whose colours these are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._label = theme, ""
        self._orange_is_for = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_label(self, label: str, *, orange_is_for: bool = False) -> None:
        self._label, self._orange_is_for = label, orange_is_for
        self.update()

    def entries(self) -> tuple[tuple[ColorName, str], tuple[ColorName, str]]:
        """(colour, what it means), what speaks for the label first."""
        places = {"label": self._label}
        speaks_for, against = (
            fill(self.tr("for “{label}”"), places),
            fill(self.tr("against “{label}”"), places),
        )
        if self._orange_is_for:
            return ("orange", speaks_for), ("blue", against)
        return ("blue", speaks_for), ("orange", against)

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self._theme.font("small")).height() + HALF)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        left, most = 0, self.width() // 2 - _SQUARE - SPACE - GAP
        for color, text in self.entries():
            fillet = self._theme.color(color)
            fillet.setAlpha(130)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fillet)
            top = (self.height() - _SQUARE) / 2
            painter.drawRoundedRect(QRectF(left, top, _SQUARE, _SQUARE), 3, 3)
            left += _SQUARE + SPACE
            painter.setPen(self._theme.color("muted"))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, most)
            painter.drawText(left, 0, most, self.height(), Qt.AlignmentFlag.AlignVCenter, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + GAP

    def _retranslate(self) -> None:
        self.update()
