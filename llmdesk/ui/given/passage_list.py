"""A short list of passages of a text, each wrapped, one of them chosen.

Owns how high it is. What is in it is its owner's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from llmdesk.ui.theme import HALF

_LEAST = 40  # pixels
_COUNTED = 24  # passages; more are higher than any list


class PassageList(QListWidget):
    """`passage_chosen(number)` for what the user picks. As high as its passages, up to `most` pixels and a
    `share` of the window."""

    passage_chosen = Signal(int)

    def __init__(self, most: int, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most, self._share = most, share
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._on_passage)
        self.itemActivated.connect(self._on_passage)
        self.currentItemChanged.connect(lambda item, _old: self._on_passage(item))

    def show_passages(self, passages: Sequence[str], current: int = 0) -> None:
        """Other passages, the one of number `current` chosen; nobody is told."""
        self.blockSignals(True)
        self.clear()
        self.addItems(list(passages))
        self.setCurrentRow(min(current, self.count() - 1))
        self.blockSignals(False)
        self.setVisible(self.count() > 0)
        QTimer.singleShot(0, self, self._fit)  # when it has its width

    def choose(self, number: int) -> None:
        """Nobody is told."""
        self.blockSignals(True)
        self.setCurrentRow(min(number, self.count() - 1))
        self.blockSignals(False)

    def _on_passage(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.passage_chosen.emit(self.row(item))

    def _fit(self) -> None:
        rows = [self.visualItemRect(self.item(row)) for row in range(min(self.count(), _COUNTED))]
        needed = rows[-1].bottom() - rows[0].top() + HALF if rows else 0
        most = max(_LEAST, min(self._most, round(self._share * self.window().height())))
        self.setFixedHeight(max(_LEAST, min(needed, most)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
