"""Texts that are shortened with … where there is no room for them, and told whole below the pointer.

Owns where they are cut: in the middle where it is a path or the name of a file, whose end says most. Plain
text only.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QToolTip, QWidget

from llmdesk.ui.theme import set_kind

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ElidedLabel(QLabel):
    """Gives way to its neighbours; the whole text stays its text, for screen readers and tests. `of_file`: it
    is a path, or the name of a file."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, of_file: bool = False) -> None:
        super().__init__(text, parent)
        self._mode = Qt.TextElideMode.ElideMiddle if of_file else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @property
    def shown(self) -> str:
        """What of the text is drawn."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.width())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.shown != self.text():
            _tell_whole(self, event, self.text())
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), _LEFT, self.shown)


class Fact(QLineEdit):
    """A value that can be selected and copied, such as a path, which no label breaks. While it has the focus,
    one moves through all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setReadOnly(True)
        self.setCursorPosition(0)
        set_kind(self, "fact")

    @property
    def shown(self) -> str:
        """What of the text is drawn while it has no focus."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.shown != self.text():
            _tell_whole(self, event, self.text())
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), _LEFT, self.shown)


def _tell_whole(widget: QWidget, event: QHelpEvent, text: str) -> None:
    QToolTip.showText(event.globalPos(), f"<qt>{html.escape(text)}</qt>", widget)  # so it wraps
