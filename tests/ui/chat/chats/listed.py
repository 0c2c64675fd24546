"""A list of conversations as the tests of it make and read one."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from llmdesk.store import ChatListing, Conversation, Folder
from llmdesk.ui.chat.chats.conversation_list import ConversationList

DAY = 86_400.0
DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


def conversation(
    number: int, title: str, age: float, folder: int | None = None, pinned: bool = False
) -> Conversation:
    when = time.time() - age
    return Conversation(number, title, True, when, when, None, "", folder, pinned)


def listing(*chats: Conversation, folders: tuple[Folder, ...] = (), more: bool = False) -> ChatListing:
    return ChatListing(folders, chats, more, chats[0].id if chats else None)


def rows(widget: ConversationList) -> list[str]:
    model = widget.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def index(widget: ConversationList, title: str) -> int:
    return rows(widget).index(title)


def menu_of(conversations: ConversationList, title: str) -> QMenu:
    """Press ⋯ at the end of the row, and wait for nothing: it opens at once."""
    view = conversations.view
    box = view.visualRect(view.model().index(index(conversations, title), 0))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=QPoint(box.right() - 14, box.center().y()))
    (menu,) = [each for each in conversations.findChildren(QMenu) if each.isVisible()]
    return menu


def choose(menu: QMenu, *path: str) -> None:
    *above, last = path
    menu.hide()
    for text in above:
        inside = next(action for action in menu.actions() if action.text() == text).menu()
        assert isinstance(inside, QMenu)
        menu = inside
    next(action for action in menu.actions() if action.text() == last).trigger()


def press(conversations: ConversationList, title: str) -> None:
    view = conversations.view
    box = view.visualRect(view.model().index(index(conversations, title), 0))
    place = QPoint(box.left() + 30, box.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
