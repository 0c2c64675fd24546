"""What the colours in a text mean, and how often each is there.

Owns the colours and the lines that go with them, since not everybody sees colours, and the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from llmdesk.tools.fields import Field
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme
from llmdesk.ui.widgets.source_view import GROUPS, TINT

_SQUARE = 14


def in_colors(fields: Sequence[Field]) -> bool:
    """Whether each field has a colour of its own in the text: where all of them name what is there."""
    return 1 < len(fields) <= len(GROUPS) and all(field.type == "list" for field in fields)


class EntityLegend(QWidget):
    """`show_counts((name, count)…)`; on as many lines as it needs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def texts(self) -> tuple[str, ...]:
        return self._texts

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        self._texts = tuple(f"{name} {count}" for name, count in counts)
        self.setAccessibleDescription(", ".join(self._texts))
        self.setVisible(bool(self._texts))
        self.updateGeometry()
        self.update()

    # -- where each stands --------------------------------------------------------------------------
    def _boxes(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(self._theme.font("small"))
        height, side = metrics.height() + HALF, scaled(_SQUARE)
        boxes, left, top = [], 0, 0
        for text in self._texts:
            wide = min(width, side + SPACE + metrics.horizontalAdvance(text) + 2)
            if left and left + wide > width:
                left, top = 0, top + height
            boxes.append(QRect(left, top, wide, height))
            left += wide + GAP
        return boxes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        side = scaled(_SQUARE)
        for number, (box, text) in enumerate(zip(self._boxes(self.width()), self._texts, strict=True)):
            name, line = GROUPS[number % len(GROUPS)]
            color = self._theme.color(name)
            color.setAlpha(TINT)
            square = QRect(box.left(), box.center().y() - side // 2, side, side)
            painter.fillRect(square, color)
            pen = QPen(self._theme.color(name), 2)
            pen.setStyle(Qt.PenStyle(line.value) if line.value <= 5 else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(square.bottomLeft(), square.bottomRight())
            painter.setPen(self._theme.color("text"))
            words = box.adjusted(side + SPACE, 0, 0, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
