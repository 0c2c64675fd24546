"""Chats with a box to tick at each.

Owns the rows and which are ticked. Must not read the store.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from llmdesk.store import Conversation

_Index = QModelIndex | QPersistentModelIndex


class ChatChoice(QAbstractListModel):
    """`changed` fires when other chats are ticked."""

    changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._chats: list[Conversation] = []
        self._ticked: set[int] = set()

    def show(self, chats: Sequence[Conversation], ticked: Collection[int] | None) -> None:
        """Show these; `ticked` are the ids of those that are, None: all."""
        self.beginResetModel()
        self._chats = list(chats)
        known = {chat.id for chat in chats}
        self._ticked = known if ticked is None else known & set(ticked)
        self.endResetModel()
        self.changed.emit()

    def tick(self, ticked: bool) -> None:
        """All of them, or none."""
        self._ticked = {chat.id for chat in self._chats} if ticked else set()
        if self._chats:
            roles = [Qt.ItemDataRole.CheckStateRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._chats) - 1), roles)
        self.changed.emit()

    @property
    def ticked(self) -> list[int]:
        """Their ids, in the order of the list."""
        return [chat.id for chat in self._chats if chat.id in self._ticked]

    @property
    def first_title(self) -> str:
        return next((chat.title for chat in self._chats if chat.id in self._ticked), "")

    # -- Qt's questions ---------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._chats)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._chats):
            return None
        chat = self._chats[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return chat.title or self.tr("New chat")
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if chat.id in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        chat = self._chats[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(chat.id)
        else:
            self._ticked.discard(chat.id)
        self.dataChanged.emit(index, index, [role])
        self.changed.emit()
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            if index.isValid()
            else Qt.ItemFlag.NoItemFlags
        )
