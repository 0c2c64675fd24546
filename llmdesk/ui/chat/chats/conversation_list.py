"""The list at the left: new chat, search, folders and chats, and the menu of each.

Owns how the list is used with mouse and keyboard. Must not read or change the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.store import ChatListing, Conversation, Folder
from llmdesk.ui.chat.chats.conversation_model import ConversationModel
from llmdesk.ui.chat.chats.menus import ChatMenu, FolderMenu
from llmdesk.ui.chat.chats.nothing_found import NothingFound
from llmdesk.ui.chat.chats.row_button import RowButton
from llmdesk.ui.chat.chats.rows import ChatRow, FolderRow, Found, HitRow, Key, MoreRow, key_of
from llmdesk.ui.chat.chats.view import ChatView
from llmdesk.ui.chat.transfer.bar import TransferBar
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind

_SEARCH_MS = 150


class ConversationList(QWidget):
    """Signals say what was asked for; `show_listing`, `show_found` and `select` say what is."""

    new_asked = Signal()
    opened = Signal(int)
    hit_chosen = Signal(object)  # the SearchHit
    delete_asked = Signal(int)
    rename_asked = Signal(int, str)
    pin_asked = Signal(int, bool)
    move_asked = Signal(object, object)  # list of ids, folder's id or None
    drop_asked = Signal(object, bool, object)  # list of ids, pinned, folder's id or None
    duplicate_asked = Signal(object)  # the Conversation
    new_folder_asked = Signal(object)  # list of ids that go into it
    folder_rename_asked = Signal(int, str)
    folder_delete_asked = Signal(object)  # the Folder
    folded = Signal(int, bool)
    save_asked = Signal(object)  # the Conversation
    export_asked = Signal()
    import_asked = Signal()
    import_folder_asked = Signal()
    dropped = Signal(object)  # the list[Path] of files to import
    search_changed = Signal(str)
    more_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._selected: int | None = None
        self._silent = False
        self._shown_text = ""  # what was searched for the rows that show
        self._first_of: str | None = None  # of what the first place is to be chosen, once it shows
        self._kept: Callable[[], None] | None = None  # what shows once no name is being typed
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "sidebar")
        self._new, self._search = QPushButton(), QLineEdit()
        self._more = QToolButton()
        self.transfer = TransferBar()
        self.model = ConversationModel(self)
        self.view = ChatView(theme, self.model)
        self._nothing = NothingFound()
        self._nothing.hide()
        self._row_button = RowButton(theme, self.view, self)
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
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.transfer)
        QWidget.setTabOrder(self.view, self._row_button)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_asked)
        menu = QMenu(self._more)
        self._new_folder = menu.addAction("", lambda: self.new_folder_asked.emit([]))
        menu.addSeparator()
        self._export = menu.addAction("", self.export_asked.emit)
        self._import = menu.addAction("", self.import_asked.emit)
        self._import_folder = menu.addAction("", self.import_folder_asked.emit)
        menu.aboutToShow.connect(self._prepare_menu)
        # A button that has the menu itself opens it for the mouse and the keys, but not for a screen reader.
        self._more.clicked.connect(lambda: menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        self._search.textChanged.connect(self._on_typed)
        self._search_timer.timeout.connect(lambda: self.search_changed.emit(self._search.text()))
        self._search.returnPressed.connect(self._choose_first)
        self._search.installEventFilter(self)
        self._nothing.clear_asked.connect(self._clear_search)
        self.model.rename_asked.connect(self.rename_asked)
        self.model.folder_rename_asked.connect(self.folder_rename_asked)
        view = self.view
        view.selectionModel().selectionChanged.connect(self._on_selection)
        view.delete_asked.connect(self._ask_delete)
        view.menu_asked.connect(self._show_menu)
        view.chosen.connect(self._choose)
        view.folded.connect(self.folded)
        view.chats_dropped.connect(self.drop_asked)
        view.more_asked.connect(self.more_asked)
        view.edit_ended.connect(self._show_kept)
        self._row_button.menu_asked.connect(self._show_menu)
        self._theme.changed.connect(self._retint)

    # -- what is --------------------------------------------------------------------------------
    @property
    def search_text(self) -> str:
        return self._search.text()

    @property
    def conversations(self) -> list[Conversation]:
        return self.model.conversations

    def show_listing(self, listing: ChatListing) -> None:
        """Show all chats, in their order."""
        if self._keeps(lambda: self.show_listing(listing)):
            return
        self._shown_text, self._first_of = "", None
        self._keeping_place(lambda: self.model.show(listing), uniform=True)
        self._show_nothing("" if not listing.chats and not listing.folders else None)

    def show_found(self, found: Found, folders: Sequence[Folder], searched: str) -> None:
        """Show what a search found."""
        if self._keeps(lambda: self.show_found(found, folders, searched)):
            return
        self._keeping_place(lambda: self.model.show_found(found, folders), uniform=False)
        self._show_nothing(None if found.hits else searched)
        self._shown_text = searched
        if self._first_of == searched:
            self._choose_shown()

    def mark(self, answering: frozenset[int], unseen: frozenset[int], open_id: int | None) -> None:
        """Which chats are answering, and which have an answer that nobody saw."""
        self.model.mark(answering, unseen, open_id)

    def select(self, conversation_id: int | None) -> None:
        """Mark the conversation that is open, without opening it."""
        self._selected = conversation_id
        self.model.mark(self.model.answering, self.model.unseen, conversation_id)
        row = self.model.row_at(self.view.currentIndex())
        if isinstance(row, HitRow) and row.hit.conversation_id == conversation_id:
            return
        if self._is_editing():
            self._kept = self._kept or (lambda: self.select(self._selected))
        else:
            self._put_current(self.model.row_of(conversation_id))

    def is_edited(self, conversation_id: int) -> bool:
        """Whether the user is typing the title of this chat. Any thread."""
        return self.view.edited == ("chat", conversation_id)

    def edit_folder(self, folder_id: int) -> None:
        """Let the user name this folder."""
        place = self.model.place_of(("folder", folder_id))
        if place >= 0:
            self._put_current(place)
            self.view.scrollTo(self.model.index(place))
            self.view.edit(self.model.index(place))

    def focus_search(self) -> None:
        """Ready to type what is searched."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _is_editing(self) -> bool:
        return self.view.state() == ChatView.State.EditingState

    def _keeps(self, show: Callable[[], None]) -> bool:
        """Whether a name is being typed: the newest of what is to show then waits, as other rows would take
        the text away, or give it to another chat."""
        self._kept = show if self._is_editing() else None
        return self._kept is not None

    def _show_kept(self) -> None:
        if self._kept is not None and not self._is_editing():
            show, self._kept = self._kept, None
            show()

    def _keeping_place(self, change: Callable[[], None], *, uniform: bool) -> None:
        """Other rows, and yet what was current, and what one saw, where it is still there."""
        row = self.model.row_at(self.view.currentIndex())
        key: Key | None = None if row is None else key_of(row)
        scrolled = self.view.verticalScrollBar().value()
        same_kind = self.view.uniformItemSizes() == uniform
        self._silent = True
        self.view.setUniformItemSizes(uniform)
        change()
        self._silent = False
        place = self.model.place_of(key)
        self._put_current(place if place >= 0 else self.model.row_of(self._selected))
        if not self._is_editing():
            self.view.doItemsLayout()
            self.view.verticalScrollBar().setValue(scrolled if same_kind else 0)
        self._row_button.follow()
        self.view.look_for_end()

    def _put_current(self, place: int) -> None:
        """Make this row the current one, and none where it is -1; nothing is opened."""
        self._silent = True
        if place < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        elif self.view.currentIndex().row() != place or not self.view.selectionModel().hasSelection():
            self.view.setCurrentIndex(self.model.index(place))
        self._silent = False

    def _show_nothing(self, searched: str | None) -> None:
        """Words in the list's place; None: there are rows."""
        self._nothing.setVisible(searched is not None)
        self.view.setVisible(searched is None)
        if searched is not None:
            self._nothing.show_nothing(searched)
        self._row_button.follow()

    # -- what is asked for ------------------------------------------------------------------------
    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        indexes = self.view.selectionModel().selectedIndexes()
        if self._silent or not indexes:
            return
        self._first_of = None  # somebody chose another one meanwhile
        row = self.model.row_at(indexes[0])
        self._put_current(indexes[0].row())  # who chooses by assistive technology moves no current row
        if isinstance(row, ChatRow):
            self._open(row.chat)
        elif isinstance(row, HitRow):
            self.hit_chosen.emit(row.hit)

    def _open(self, conversation: Conversation | None) -> None:
        if conversation is not None and conversation.id != self._selected:
            self._selected = conversation.id
            self.opened.emit(conversation.id)

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, HitRow):
            self.hit_chosen.emit(row.hit)
        elif isinstance(row, MoreRow):
            conversation_id = row.conversation_id
            self._keeping_place(lambda: self.model.show_all_of(conversation_id), uniform=False)
        else:
            self._open(self.model.conversation_at(index))

    def _on_typed(self) -> None:
        self._first_of = None
        self._search_timer.start()

    def _choose_first(self) -> None:
        """Enter in the search: go to the first place of what is typed, once it was searched."""
        text = self._search.text().strip()
        if not self._search_timer.isActive() and text == self._shown_text:
            self._choose_shown()
            return
        self._search_timer.stop()
        self._first_of = text
        self.search_changed.emit(self._search.text())

    def _choose_shown(self) -> None:
        self._first_of = None
        for place in range(self.model.rowCount()):
            if isinstance(self.model.row_at(self.model.index(place)), HitRow):
                self._put_current(place)
                self._choose(self.model.index(place))
                return
        if self.model.found is not None and self.model.rowCount():
            self._choose(self.model.index(0))

    def _clear_search(self) -> None:
        self._search.clear()
        self._search.setFocus()

    def _ask_delete(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, ChatRow):
            self.delete_asked.emit(row.chat.id)
        elif isinstance(row, FolderRow):
            self.folder_delete_asked.emit(row.folder)

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        row = self.model.row_at(index)
        menu: ChatMenu | FolderMenu
        if isinstance(row, ChatRow):
            menu = self._chat_menu(row.chat)
        elif isinstance(row, FolderRow):
            number = row.folder.id
            menu = FolderMenu(self._theme, row.folder, self)
            menu.fold_asked.connect(lambda collapsed: self.folded.emit(number, collapsed))
        else:
            return
        key = key_of(row)
        menu.rename_asked.connect(lambda: self._edit(key))
        menu.delete_asked.connect(lambda: self._ask_delete(self.model.index(self.model.place_of(key))))
        menu.popup(place)

    def _chat_menu(self, chat: Conversation) -> ChatMenu:
        menu = ChatMenu(self._theme, chat, self.model.folders, self)
        menu.pin_asked.connect(lambda pinned: self.pin_asked.emit(chat.id, pinned))
        menu.move_asked.connect(lambda folder: self.move_asked.emit([chat.id], folder))
        menu.new_folder_asked.connect(lambda: self.new_folder_asked.emit([chat.id]))
        menu.duplicate_asked.connect(lambda: self.duplicate_asked.emit(chat))
        menu.export_asked.connect(lambda: self.save_asked.emit(chat))
        return menu

    def _edit(self, key: Key | None) -> None:
        place = self.model.place_of(key)
        if place >= 0:
            self.view.edit(self.model.index(place))

    def _prepare_menu(self) -> None:
        """One export or import at a time; the bar below shows the one that is under way."""
        for action in (self._export, self._import, self._import_folder):
            action.setEnabled(not self.transfer.busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search down into what was found."""
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self.view.isVisible()
        ):
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    # -- files that are dropped ---------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _files_of(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    # -- words and looks ------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row_button.follow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._keeping_place(self.model.show_again, uniform=self.view.uniformItemSizes())
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._new.setText(self.tr("New chat"))
        self._new.setAccessibleName(self.tr("New chat"))
        self._new.setToolTip(self.tr("New chat (Ctrl+N)"))
        self._more.setAccessibleName(self.tr("Folders, export and import"))
        self._more.setToolTip(self.tr("Folders, export and import"))
        self._new_folder.setText(self.tr("New folder"))
        self._export.setText(self.tr("Export chats…"))
        self._import.setText(self.tr("Import chats…"))
        self._import_folder.setText(self.tr("Import a folder of chats…"))
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search chats"))
        for inside in self._search.findChildren(QToolButton):
            inside.setAccessibleName(self.tr("Clear the search"))
        self.view.setAccessibleName(self.tr("Conversations"))
        self.view.setToolTip(self.tr("F2 renames, Delete deletes, the menu key shows what else there is"))

    def _retint(self) -> None:
        self._new.setIcon(self._theme.icon("plus"))
        self._more.setIcon(self._theme.icon("more"))
        self._search_icon.setIcon(self._theme.icon("search", "muted"))
        self.view.scheduleDelayedItemsLayout()  # the text may have another size, too
        self._row_button.follow()


def _files_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
