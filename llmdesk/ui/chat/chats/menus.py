"""The menus of the rows: what can be done with a chat, and with a folder.

Owns their words and order. Must not do any of it: a signal says what was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from llmdesk.store import Conversation, Folder
from llmdesk.ui.theme import Theme


class ChatMenu(QMenu):
    """What can be done with a chat."""

    rename_asked = Signal()
    pin_asked = Signal(bool)
    move_asked = Signal(object)  # a folder's id, or None
    new_folder_asked = Signal()
    duplicate_asked = Signal()
    export_asked = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, chat: Conversation, folders: Sequence[Folder], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(theme.icon("rename"), self.tr("Rename"), self.rename_asked.emit)
        pin = self.tr("Unpin") if chat.pinned else self.tr("Pin")
        self.addAction(theme.icon("pin"), pin, lambda: self.pin_asked.emit(not chat.pinned))
        self._add_folders(self.addMenu(theme.icon("folder"), self.tr("Move to folder")), chat, folders)
        self.addAction(theme.icon("copy"), self.tr("Duplicate"), self.duplicate_asked.emit)
        self.addAction(theme.icon("export"), self.tr("Export…"), self.export_asked.emit)
        self.addSeparator()
        self.addAction(theme.icon("trash"), self.tr("Delete"), self.delete_asked.emit)

    def _add_folders(self, move: QMenu, chat: Conversation, folders: Sequence[Folder]) -> None:
        """Every folder, with a tick at the one that the chat is in."""

        def add(text: str, folder_id: int | None) -> None:
            action = move.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(chat.folder_id == folder_id)
            action.triggered.connect(lambda: self.move_asked.emit(folder_id))

        add(self.tr("No folder"), None)
        for folder in folders:
            add(folder.name, folder.id)
        move.addSeparator()
        move.addAction(self.tr("New folder"), self.new_folder_asked.emit)


class FolderMenu(QMenu):
    """What can be done with a folder."""

    rename_asked = Signal()
    fold_asked = Signal(bool)
    delete_asked = Signal()

    def __init__(self, theme: Theme, folder: Folder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(theme.icon("rename"), self.tr("Rename"), self.rename_asked.emit)
        fold = self.tr("Expand") if folder.collapsed else self.tr("Collapse")
        icon = theme.icon("down" if folder.collapsed else "up")
        self.addAction(icon, fold, lambda: self.fold_asked.emit(not folder.collapsed))
        self.addSeparator()
        self.addAction(
            theme.icon("trash"), self.tr("Delete folder (keeps its chats)"), self.delete_asked.emit
        )
