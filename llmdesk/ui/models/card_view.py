"""Untrusted Markdown in a page that scrolls: a model card, a text that a model writes.

Owns the page. Loads nothing and opens no link by itself: `link_clicked` tells which was meant.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import READING_WIDTH, SPACE, Theme
from llmdesk.ui.widgets.markdown_view import MarkdownView

_SETTLE_MS = 60
_LEAST_WIDTH = 160


class CardView(QScrollArea):
    """`show_text("")` empties it; `stream` shows what there is of a text on its way."""

    link_clicked = Signal(QUrl)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._final = "", True
        self._view: MarkdownView | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._fit)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, SPACE, SPACE, SPACE)
        self._column.addStretch(1)
        self.setWidget(holder)
        theme.changed.connect(self._rebuild)

    def show_text(self, text: str) -> None:
        """Lay `text` out when it can be seen."""
        self._text, self._final = text, True
        self._rebuild()
        self.verticalScrollBar().setValue(0)

    def stream(self, text: str) -> None:
        """What there is so far, more each time; who is at the end stays there."""
        self._text, self._final = text, False
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum() - 1
        if self._view is None:
            self._rebuild()
        else:
            self._view.set_source(text, final=False)
        if was_at_end:
            bar.setValue(bar.maximum())

    def _rebuild(self) -> None:
        if self._view is not None:
            self._column.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
            self._view = None
        if self._text and self.isVisible():
            self._view = MarkdownView(self._theme, self._width())
            self._view.link_clicked.connect(self.link_clicked)
            self._column.insertWidget(0, self._view)
            self._view.set_source(self._text, final=self._final)

    def _width(self) -> int:
        return max(scaled(_LEAST_WIDTH), min(scaled(READING_WIDTH), self.viewport().width() - 2 * SPACE))

    def _fit(self) -> None:
        if self._view is None:
            self._rebuild()
        else:
            self._view.set_width(self._width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()
