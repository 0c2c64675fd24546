"""The view of the list of chats: keys, the mouse, dragging.

Owns what a key and a press on a row ask for. Must not change the store.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from llmdesk.ui.chat.chats.conversation_model import (
    ConversationModel,
    dragged_chats,
    drop_target,
)
from llmdesk.ui.chat.chats.delegate import ChatDelegate
from llmdesk.ui.chat.chats.rows import ChatRow, FolderRow, Key, MoreRow
from llmdesk.ui.theme import HALF, SPACE, Theme

_NEAR_END = 400  # pixels


class ChatView(QListView):
    """Signals carry the index that was meant, or what it stands for."""

    delete_asked = Signal(QModelIndex)
    menu_asked = Signal(QModelIndex, QPoint)  # and where, on the screen
    chosen = Signal(QModelIndex)  # by Enter, or a click on what is current already
    folded = Signal(int, bool)  # folder, collapsed
    chats_dropped = Signal(object, bool, object)  # list of ids, pinned, folder or None
    more_asked = Signal()  # the end is near
    edit_ended = Signal()

    def __init__(self, theme: Theme, model: ConversationModel) -> None:
        super().__init__()
        self._chats = model
        self._delegate = ChatDelegate(theme, model, self)
        self._pressed_menu, self._pressed_current = QModelIndex(), False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        # Not before the view is done with the editor.
        self._delegate.edit_ended.connect(self.edit_ended, Qt.ConnectionType.QueuedConnection)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.verticalScrollBar().valueChanged.connect(self.look_for_end)
        self.verticalScrollBar().rangeChanged.connect(self.look_for_end)

    @property
    def edited(self) -> Key | None:
        """What is being renamed. Any thread."""
        return self._delegate.edited

    def menu_place(self, index: QModelIndex) -> QPoint:
        """Where the menu of a row opens, on the screen."""
        box = self._delegate.menu_box(self.visualRect(index))
        return self.viewport().mapToGlobal(box.bottomLeft())

    def look_for_end(self) -> None:
        """Ask for more where the end is near."""
        bar = self.verticalScrollBar()
        if self._chats.has_more and bar.maximum() - bar.value() < _NEAR_END:
            self.more_asked.emit()

    # -- keys -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self._chats.row_at(index)
        key = event.key()
        if key == Qt.Key.Key_Delete and isinstance(row, ChatRow | FolderRow):
            self.delete_asked.emit(index)
            return
        takes = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if takes and self._take(index):
            return
        steps = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if not (steps and self._step_out_or_in(index, key)):
            super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> bool:
        row = self._chats.row_at(index)
        if self.state() == QAbstractItemView.State.EditingState or row is None:
            return False
        if isinstance(row, FolderRow):
            self.folded.emit(row.folder.id, not row.folder.collapsed)
        else:
            self.chosen.emit(index)
        return True

    def _step_out_or_in(self, index: QModelIndex, key: int) -> bool:
        """Left folds a folder, or goes from a chat to its folder; right unfolds."""
        row = self._chats.row_at(index)
        if isinstance(row, FolderRow):
            collapse = key == Qt.Key.Key_Left
            if row.folder.collapsed != collapse:
                self.folded.emit(row.folder.id, collapse)
            return True
        if isinstance(row, ChatRow) and row.inside and key == Qt.Key.Key_Left:
            place = self._chats.place_of(("folder", row.chat.folder_id or 0))
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._chats.index(place), flag)
            return True
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self.menu_asked.emit(index, event.globalPos())
        elif self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            self.menu_asked.emit(self.currentIndex(), self.menu_place(self.currentIndex()))

    # -- the mouse ------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on ⋯ or on a folder opens no chat."""
        self._pressed_menu = self._menu_at(event)
        self._pressed_current = self.indexAt(event.position().toPoint()) == self.currentIndex()
        if not self._pressed_menu.isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._menu_at(event)
        if self._pressed_menu.isValid():
            if index == self._pressed_menu:
                self.menu_asked.emit(index, self.menu_place(index))
            self._pressed_menu = QModelIndex()
            return
        was_drag = self.state() == QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not was_drag and at == self.currentIndex():
            # What was not current has been chosen by the press.
            acts = isinstance(self._chats.row_at(at), FolderRow | MoreRow)
            if acts or self._pressed_current:
                self._take(at)

    def _menu_at(self, event: QMouseEvent) -> QModelIndex:
        """The row whose ⋯ is under the pointer."""
        position = event.position().toPoint()
        index = self.indexAt(position)
        row = self._chats.row_at(index)
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(row, ChatRow | FolderRow):
            return QModelIndex()
        box = self._delegate.menu_box(self.visualRect(index)).adjusted(-HALF, -SPACE, SPACE, SPACE)
        return index if box.contains(position) else QModelIndex()

    # -- dragging chats -------------------------------------------------------------------------------
    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803  # Qt's name
        """A chat is moved by the store, never by taking its row out of the list."""
        indexes = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._chats.mimeData(indexes))
            drag.exec(Qt.DropAction.MoveAction)
            self._point_at(-1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # which scrolls at the edges
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._point_at(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        target = self._target(event)
        self._point_at(-1)
        self.setState(QAbstractItemView.State.NoState)
        if target is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.chats_dropped.emit(dragged_chats(event.mimeData()), *target)

    def _judge(self, event: QDragMoveEvent) -> None:
        """Files are for the list around; chats may go where there is a folder, a pin or neither."""
        if self._target(event) is None:
            self._point_at(-1)
            event.ignore()
        else:
            row = self.indexAt(event.position().toPoint()).row()
            self._point_at(row)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def _target(self, event: QDropEvent) -> tuple[bool, int | None] | None:
        ids = dragged_chats(event.mimeData())
        if not ids or self._chats.found is not None:
            return None
        return drop_target(self._chats.row_at(self.indexAt(event.position().toPoint())), ids)

    def _point_at(self, row: int) -> None:
        if self._delegate.drop_row != row:
            self._delegate.drop_row = row
            self.viewport().update()
