"""The list at the left: new chat, search, conversations; rename and delete.

Owns how the list is used with mouse and keyboard. Must not read or change the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.store import Conversation
from llmdesk.ui.chat.chats.conversation_model import ConversationModel
from llmdesk.ui.chat.transfer.bar import TransferBar
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind

_SEARCH_MS = 150
_ROW = 34
_HEADING = 32
_ICON = 16
_Index = QModelIndex | QPersistentModelIndex


class ConversationList(QWidget):
    """Signals say what was asked for; `show_conversations` and `select` say what is."""

    new_asked = Signal()
    opened = Signal(int)
    delete_asked = Signal(int)
    rename_asked = Signal(int, str)
    save_asked = Signal(object)  # the Conversation
    export_asked = Signal()
    import_asked = Signal()
    import_folder_asked = Signal()
    dropped = Signal(object)  # the list[Path] of files to import
    search_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._selected: int | None = None
        self._silent = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "sidebar")
        self._new, self._search = QPushButton(), QLineEdit()
        self._more = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.transfer = TransferBar()
        self._model = ConversationModel(self)
        self.view = _View(theme)
        self.view.setModel(self._model)
        self._search_timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._new, "quiet")
        self._search.setClearButtonEnabled(True)
        self._search_icon = self._search.addAction(
            self._theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, 0)
        layout.setSpacing(SPACE)
        head = QHBoxLayout()
        head.setSpacing(HALF)
        head.addWidget(self._new, 1)
        head.addWidget(self._more)
        layout.addLayout(head)
        layout.addWidget(self._search)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.transfer)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_asked)
        menu = QMenu(self._more)
        self._export = menu.addAction("", self.export_asked.emit)
        self._import = menu.addAction("", self.import_asked.emit)
        self._import_folder = menu.addAction("", self.import_folder_asked.emit)
        menu.aboutToShow.connect(self._prepare_menu)
        self._more.setMenu(menu)
        self._search.textChanged.connect(self._search_timer.start)
        self._search_timer.timeout.connect(lambda: self.search_changed.emit(self._search.text()))
        self._model.rename_asked.connect(self.rename_asked)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.delete_asked.connect(self._ask_delete)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._theme.changed.connect(self._retint)

    # -- what is --------------------------------------------------------------------------------
    @property
    def search_text(self) -> str:
        return self._search.text()

    @property
    def conversations(self) -> list[Conversation]:
        return self._model.conversations

    def show_conversations(self, conversations: Sequence[Conversation]) -> None:
        self._silent = True
        self._model.show(conversations)
        self._silent = False
        self.select(self._selected)

    def select(self, conversation_id: int | None) -> None:
        """Mark the conversation that is open, without opening it."""
        self._selected = conversation_id
        self._silent = True
        row = self._model.row_of(conversation_id)
        if row < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        elif self.view.currentIndex().row() != row or not self.view.selectionModel().hasSelection():
            self.view.setCurrentIndex(self._model.index(row))
        self._silent = False

    # -- what is asked for ------------------------------------------------------------------------
    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        indexes = self.view.selectionModel().selectedIndexes()
        conversation = self._model.conversation_at(indexes[0]) if indexes else None
        if self._silent or conversation is None or conversation.id == self._selected:
            return
        self._selected = conversation.id
        self.opened.emit(conversation.id)

    def _ask_delete(self, index: QModelIndex) -> None:
        conversation = self._model.conversation_at(index)
        if conversation is not None:
            self.delete_asked.emit(conversation.id)

    def _show_menu(self, position: QPoint) -> None:
        index = self.view.indexAt(position)
        conversation = self._model.conversation_at(index)
        if conversation is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._theme.icon("rename"), self.tr("Rename"), lambda: self.view.edit(index))
        menu.addAction(
            self._theme.icon("export"), self.tr("Export…"), lambda: self.save_asked.emit(conversation)
        )
        menu.addAction(self._theme.icon("trash"), self.tr("Delete"), lambda: self._ask_delete(index))
        menu.popup(self.view.viewport().mapToGlobal(position))

    def _prepare_menu(self) -> None:
        """One export or import at a time; the bar below shows the one that is under way."""
        for action in (self._export, self._import, self._import_folder):
            action.setEnabled(not self.transfer.busy)

    # -- files that are dropped ---------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _files_of(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_conversations(self._model.conversations)
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._new.setText(self.tr("New chat"))
        self._new.setAccessibleName(self.tr("New chat"))
        self._new.setToolTip(self.tr("New chat (Ctrl+N)"))
        self._more.setAccessibleName(self.tr("Export and import"))
        self._more.setToolTip(self.tr("Export and import"))
        self._export.setText(self.tr("Export chats…"))
        self._import.setText(self.tr("Import chats…"))
        self._import_folder.setText(self.tr("Import a folder of chats…"))
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search chats"))
        for inside in self._search.findChildren(QToolButton):
            inside.setAccessibleName(self.tr("Clear the search"))
        self.view.setAccessibleName(self.tr("Conversations"))
        self.view.setToolTip(self.tr("Press F2 to rename, Delete to delete"))

    def _retint(self) -> None:
        self._new.setIcon(self._theme.icon("plus"))
        self._more.setIcon(self._theme.icon("more"))
        self._search_icon.setIcon(self._theme.icon("search", "muted"))
        self.view.viewport().update()


def _files_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class _View(QListView):
    """Keys and the bin at the end of a row."""

    delete_asked = Signal(QModelIndex)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.delete_asked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the bin does not open the conversation."""
        if not self._bin_at(event).isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._bin_at(event)
        if index.isValid():
            self.delete_asked.emit(index)
        else:
            super().mouseReleaseEvent(event)

    def _bin_at(self, event: QMouseEvent) -> QModelIndex:
        """The row whose bin is under the pointer."""
        position = event.position().toPoint()
        index = self.indexAt(position)
        if event.button() != Qt.MouseButton.LeftButton or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return QModelIndex()
        box = self._delegate.bin_box(self.visualRect(index)).adjusted(-HALF, -SPACE, SPACE, SPACE)
        return index if box.contains(position) else QModelIndex()


class _Delegate(QStyledItemDelegate):
    """Draws headings and titles; a bin shows under the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        return QSize(60, scaled(_HEADING if heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        title = str(index.data())
        box = option.rect.adjusted(SPACE, 0, -SPACE, 0)
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._paint_heading(painter, box, title)
            return
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selected" if selected else "hover"))
            if selected and state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(self._theme.color("focus"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        if hovered:
            bin_box = self.bin_box(option.rect)
            self._theme.icon("trash", "muted").paint(painter, bin_box)
            box.setRight(bin_box.left() - HALF)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text"))
        text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.save()
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("muted"))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine
        painter.drawText(box.adjusted(0, 0, 0, -HALF), flags, text)
        painter.restore()

    def bin_box(self, row: QRect) -> QRect:
        """Where the bin is in a row at `row`."""
        return QRect(row.right() - SPACE - _ICON, row.center().y() - _ICON // 2 + 1, _ICON, _ICON)
