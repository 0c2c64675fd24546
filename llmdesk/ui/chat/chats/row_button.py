"""The ⋯ of the current row as a button that Tab reaches and a screen reader names.

Owns where it is. The ⋯ of the other rows are only drawn: whoever uses the keyboard has a current row.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.ui.chat.chats.rows import ChatRow, FolderRow
from llmdesk.ui.chat.chats.view import ChatView
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import icon_size, scaled
from llmdesk.ui.theme import HALF, Theme

_SIZE = 24


class RowButton(Retranslating, QToolButton):
    """`menu_asked(index, place on the screen)`, as the view's."""

    menu_asked = Signal(QModelIndex, QPoint)

    def __init__(self, theme: Theme, view: ChatView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._view, self._around = theme, view, parent
        icon_size(self, 16)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        self.clicked.connect(self._ask)
        view.selectionModel().currentChanged.connect(self.follow)
        view.verticalScrollBar().valueChanged.connect(self.follow)
        view.verticalScrollBar().rangeChanged.connect(self.follow)
        theme.changed.connect(self._retint)
        self._retint()

    def follow(self) -> None:
        """Go to the current row; hide where that does not show, or has no menu."""
        index = self._view.currentIndex()
        row = self._view.model().data(index, Qt.ItemDataRole.UserRole) if index.isValid() else None
        box = self._view.visualRect(index) if index.isValid() else None
        inside = box is not None and self._view.viewport().rect().contains(box.center())
        if (
            box is None
            or not inside
            or not self._view.isVisible()
            or not isinstance(row, ChatRow | FolderRow)
        ):
            self.hide()
            return
        place = self._view.viewport().mapTo(self._around, box.topRight())
        size = scaled(_SIZE)
        self.setGeometry(place.x() - size - HALF + 1, place.y() + (box.height() - size) // 2, size, size)
        self._name(str(index.data()))
        self.show()
        self.raise_()

    def _name(self, title: str) -> None:
        self.setAccessibleName(fill(self.tr("Menu of “{title}”"), {"title": title}))

    def _ask(self) -> None:
        index = self._view.currentIndex()
        if index.isValid():
            self.menu_asked.emit(index, self.mapToGlobal(self.rect().bottomLeft()))

    def _retint(self) -> None:
        self.setIcon(self._theme.icon("more"))

    def _retranslate(self) -> None:
        self.follow()
