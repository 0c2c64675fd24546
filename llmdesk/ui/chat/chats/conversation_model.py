"""The list of conversations as a Qt model, grouped by day.

Owns grouping and the rows; asks its owner for more and to rename. Must not read the store.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from llmdesk.store import Conversation

CONVERSATION = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class ConversationModel(QAbstractListModel):
    """Rows are group headings and conversations. `rename_asked(id, title)`."""

    rename_asked = Signal(int, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[str | Conversation] = []
        self._conversations: list[Conversation] = []

    @property
    def conversations(self) -> list[Conversation]:
        return list(self._conversations)

    def show(self, conversations: Sequence[Conversation]) -> None:
        """Show these, newest first; rows that stay keep their place in the view."""
        self._conversations = list(conversations)
        rows = self._grouped()
        if rows == self._rows:
            return
        if len(rows) == len(self._rows):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, conversation_id: int | None) -> int:
        """The row of a conversation, -1 when it is not shown."""
        for row, entry in enumerate(self._rows):
            if isinstance(entry, Conversation) and entry.id == conversation_id:
                return row
        return -1

    def conversation_at(self, index: _Index) -> Conversation | None:
        """None for a heading."""
        entry = self._rows[index.row()] if index.isValid() else None
        return entry if isinstance(entry, Conversation) else None

    def title(self, conversation: Conversation) -> str:
        return conversation.title or self.tr("New chat")

    def _grouped(self) -> list[str | Conversation]:
        rows: list[str | Conversation] = []
        group = ""
        today = date.fromtimestamp(time.time())
        for conversation in self._conversations:
            name = self._group(date.fromtimestamp(conversation.updated), today)
            if name != group:
                rows.append(name)
                group = name
            rows.append(conversation)
        return rows

    def _group(self, day: date, today: date) -> str:
        if day >= today:
            return self.tr("Today")
        if day == today - timedelta(days=1):
            return self.tr("Yesterday")
        return self.tr("Previous 7 days") if day > today - timedelta(days=8) else self.tr("Earlier")

    # -- Qt's questions ---------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role == CONVERSATION:
            return entry if isinstance(entry, Conversation) else None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return entry if isinstance(entry, str) else self.title(entry)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.conversation_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        conversation = self.conversation_at(index)
        title = " ".join(str(value).split())
        if conversation is None or role != Qt.ItemDataRole.EditRole or not title:
            return False
        if title != self.title(conversation):
            self.rename_asked.emit(conversation.id, title)
        return True
