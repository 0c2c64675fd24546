"""The list of chats as a Qt model: pinned ones, folders, the others by day; or what a search found.

Owns grouping, the words of the rows and what marks them; asks its owner to rename. Must not read the store.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from llmdesk.errors import fill
from llmdesk.store import ChatListing, Conversation, Folder
from llmdesk.ui.chat.chats.rows import (
    ChatRow,
    FolderRow,
    Found,
    Heading,
    HitRow,
    Key,
    Row,
    found_rows,
    key_of,
)

ROW = Qt.ItemDataRole.UserRole
CHAT_MIME = "application/x-llmdesk-chat"
_DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole
_NAME_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole)
_Index = QModelIndex | QPersistentModelIndex


class ConversationModel(QAbstractListModel):
    """`rename_asked(id, title)`, `folder_rename_asked(id, name)`: a row was edited."""

    rename_asked = Signal(int, str)
    folder_rename_asked = Signal(int, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[Key, int] = {}
        self._listing = ChatListing((), (), more=False, newest=None)
        self._found: Found | None = None
        self._whole: set[int] = set()  # chats of which all places show
        self.open_id: int | None = None
        self.answering: frozenset[int] = frozenset()
        self.unseen: frozenset[int] = frozenset()

    # -- what shows -------------------------------------------------------------------------------
    @property
    def conversations(self) -> list[Conversation]:
        """The chats that have rows."""
        return [row.chat for row in self._rows if isinstance(row, ChatRow)]

    @property
    def folders(self) -> tuple[Folder, ...]:
        return self._listing.folders

    @property
    def found(self) -> Found | None:
        """What a search found; None: nothing is searched."""
        return self._found

    @property
    def has_more(self) -> bool:
        """There is more in the store than there are rows."""
        return self._found.more if self._found is not None else self._listing.more

    def show(self, listing: ChatListing) -> None:
        """Show the list; rows that stay keep their place in the view."""
        self._listing, self._found = listing, None
        self._whole.clear()
        self._set_rows(self._grouped())

    def show_found(self, found: Found, folders: Sequence[Folder]) -> None:
        """Show what a search found."""
        self._found = found
        self._listing = ChatListing(tuple(folders), (), more=False, newest=None)
        self._set_rows(found_rows(found, self._whole))

    def show_all_of(self, conversation_id: int) -> None:
        """Show every place that was found in this chat."""
        if self._found is not None:
            self._whole.add(conversation_id)
            self._set_rows(found_rows(self._found, self._whole))

    def show_again(self) -> None:
        """In the language of now, and by the day of today."""
        if self._found is None:
            self._set_rows(self._grouped())
        self._all_changed()

    def mark(self, answering: frozenset[int], unseen: frozenset[int], open_id: int | None) -> None:
        """Which chats are answering, have an answer that nobody saw, and which is open."""
        changed = (answering ^ self.answering) | (unseen ^ self.unseen)
        if open_id != self.open_id:
            changed |= {number for number in (open_id, self.open_id) if number is not None}
        self.answering, self.unseen, self.open_id = answering, unseen, open_id
        for number in changed:
            if (place := self.row_of(number)) >= 0:
                self.dataChanged.emit(self.index(place), self.index(place))

    def _set_rows(self, rows: list[Row]) -> None:
        if rows == self._rows:
            return
        same_size = len(rows) == len(self._rows)
        if not same_size:
            self.beginResetModel()
        self._rows = rows
        self._places = {}
        for place, row in enumerate(rows):
            key = key_of(row)
            if key is not None:
                self._places.setdefault(key, place)
        if same_size:
            self._all_changed()
        else:
            self.endResetModel()

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _grouped(self) -> list[Row]:
        """Pinned chats, folders with their chats, then the others under their days."""
        rows: list[Row] = []
        pinned = [chat for chat in self._listing.chats if chat.pinned]
        if pinned:
            rows.append(Heading(self.tr("Pinned"), is_pinned=True))
            rows += map(ChatRow, pinned)
        inside: dict[int | None, list[Row]] = {}
        for chat in self._listing.chats:
            if not chat.pinned and chat.folder_id is not None:
                inside.setdefault(chat.folder_id, []).append(ChatRow(chat, inside=True))
        if self._listing.folders:
            rows.append(Heading(self.tr("Folders")))
        for folder in self._listing.folders:
            rows.append(FolderRow(folder))
            rows += inside.get(folder.id, [])
        others = [chat for chat in self._listing.chats if not chat.pinned and chat.folder_id is None]
        return rows + self._by_day(others)

    def _by_day(self, chats: Sequence[Conversation]) -> list[Row]:
        rows: list[Row] = []
        today = datetime.fromtimestamp(time.time()).date()
        groups = [
            (_begin_of(today), self.tr("Today")),
            (_begin_of(today - timedelta(days=1)), self.tr("Yesterday")),
            (_begin_of(today - timedelta(days=7)), self.tr("Previous 7 days")),
            (-math.inf, self.tr("Earlier")),
        ]
        of_group = -1
        for chat in chats:
            place = next(place for place, (begin, _) in enumerate(groups) if chat.updated >= begin)
            if place != of_group:
                rows.append(Heading(groups[place][1]))
                of_group = place
            rows.append(ChatRow(chat))
        return rows

    # -- rows ---------------------------------------------------------------------------------------
    def row_at(self, index: _Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, key: Key | None) -> int:
        """Which row that is, -1 when it is not shown."""
        return -1 if key is None else self._places.get(key, -1)

    def row_of(self, conversation_id: int | None) -> int:
        """The row of a conversation, -1 when it is not shown."""
        return -1 if conversation_id is None else self.place_of(("chat", conversation_id))

    def conversation_at(self, index: _Index) -> Conversation | None:
        """None for what is no chat."""
        row = self.row_at(index)
        return row.chat if isinstance(row, ChatRow) else None

    def title(self, conversation: Conversation) -> str:
        return conversation.title or self.tr("New chat")

    # -- words --------------------------------------------------------------------------------------
    def _text(self, row: Row) -> str:
        if isinstance(row, Heading):
            return row.text
        if isinstance(row, FolderRow):
            return row.folder.name
        if isinstance(row, ChatRow):
            return self.title(row.chat)
        if isinstance(row, HitRow):
            return row.hit.snippet
        return fill(self.tr("{count} more in this chat"), {"count": row.count})

    def _description(self, row: Row) -> str:
        """What a reader of the screen says after the name."""
        if isinstance(row, FolderRow):
            folded = self.tr("collapsed") if row.folder.collapsed else self.tr("expanded")
            told = self.tr("Folder, {state}, chats: {count}")
            return fill(told, {"state": folded, "count": row.folder.chats})
        if isinstance(row, HitRow):
            return fill(self.tr("Found in “{title}”"), {"title": row.hit.title or self.tr("New chat")})
        if not isinstance(row, ChatRow):
            return ""
        return self._state(row.chat)

    def _state(self, chat: Conversation) -> str:
        if chat.id in self.answering:
            return self.tr("Answering…")
        if chat.id in self.unseen:
            return self.tr("New answer")
        return self.tr("Pinned") if chat.pinned else ""

    # -- Qt's questions -------------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role in _NAME_ROLES:
            return self._text(row)
        if role == _DESCRIPTION:
            return self._description(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ChatRow):
            state = self._state(row.chat)
            return f"{self._text(row)}\n{state}" if state else self._text(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or isinstance(row, Heading):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(row, ChatRow | FolderRow):
            flags |= Qt.ItemFlag.ItemIsEditable
        if isinstance(row, ChatRow):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        name = " ".join(str(value).split())
        if not isinstance(row, ChatRow | FolderRow) or role != Qt.ItemDataRole.EditRole or not name:
            return False
        if name == self._text(row):
            return True
        if isinstance(row, FolderRow):
            self.folder_rename_asked.emit(row.folder.id, name)
        else:
            self.rename_asked.emit(row.chat.id, name)
        return True

    # -- dragging a chat -------------------------------------------------------------------------------
    def mimeTypes(self) -> list[str]:
        return [CHAT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        chats = [chat for index in indexes if (chat := self.conversation_at(index)) is not None]
        numbers = ",".join(str(chat.id) for chat in chats)
        data.setData(CHAT_MIME, f"{os.getpid()}:{numbers}".encode())
        return data


def _begin_of(day: date) -> float:
    """When a day begins on this computer's clock."""
    return datetime.combine(day, datetime.min.time()).timestamp()


def dragged_chats(data: QMimeData) -> list[int]:
    """The chats that are being dragged; none of another llmdesk's, whose numbers mean other chats here."""
    found = bytes(data.data(CHAT_MIME).data()).decode("ascii", "replace")
    process, _, numbers = found.partition(":")
    if process != str(os.getpid()):
        return []
    return [int(number) for number in numbers.split(",") if number.isdecimal()]


def drop_target(row: Row | None, ids: Collection[int]) -> tuple[bool, int | None] | None:
    """Where chats that are dropped on a row go: (whether they are pinned, the folder); None: nowhere."""
    if isinstance(row, FolderRow):
        return False, row.folder.id
    if isinstance(row, Heading):
        return row.is_pinned, None
    if isinstance(row, ChatRow) and row.chat.id not in ids:
        return (True, None) if row.chat.pinned else (False, row.chat.folder_id)
    return (False, None) if row is None else None
