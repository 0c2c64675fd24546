"""The list of conversations: groups, opening, renaming, deleting."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from llmdesk.store import Conversation
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.theme import Theme

DAY = 86_400.0


def conversation(number: int, title: str, age: float) -> Conversation:
    when = time.time() - age
    return Conversation(number, title, True, when, when, None, "")


@pytest.fixture
def conversations(qtbot: QtBot, qapp: QApplication) -> ConversationList:
    widget = ConversationList(Theme(qapp, "light"))
    qtbot.addWidget(widget)
    widget.resize(240, 500)
    widget.show()
    widget.show_conversations(
        [
            conversation(1, "Autumn", 0),
            conversation(2, "Lunch mail", DAY),
            conversation(3, "五言绝句", 3 * DAY),
            conversation(4, "", 100 * DAY),
        ]
    )
    return widget


def rows(widget: ConversationList) -> list[str]:
    model = widget.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def index(widget: ConversationList, title: str) -> int:
    return rows(widget).index(title)


def test_conversations_are_grouped_by_day(conversations: ConversationList) -> None:
    assert rows(conversations) == [
        "Today", "Autumn", "Yesterday", "Lunch mail", "Previous 7 days", "五言绝句", "Earlier", "New chat",
    ]  # fmt: skip


def test_headings_cannot_be_chosen(conversations: ConversationList) -> None:
    heading = conversations.view.model().index(0, 0)
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable


def test_choosing_a_row_opens_it_and_marking_it_does_not(conversations: ConversationList) -> None:
    opened: list[int] = []
    conversations.opened.connect(opened.append)
    conversations.select(1)
    assert opened == []
    view = conversations.view
    view.setCurrentIndex(view.model().index(index(conversations, "Lunch mail"), 0))
    assert opened == [2]


def test_what_is_open_stays_marked_when_the_list_changes(conversations: ConversationList) -> None:
    opened: list[int] = []
    conversations.opened.connect(opened.append)
    conversations.select(2)
    conversations.show_conversations([conversation(5, "Newer", 0), *conversations.conversations])
    chosen = conversations.view.selectionModel().selectedIndexes()
    assert [i.data() for i in chosen] == ["Lunch mail"]
    conversations.show_conversations([conversation(5, "Newer", 0)])
    assert not conversations.view.selectionModel().hasSelection()
    assert opened == []


def test_f2_renames(conversations: ConversationList, qtbot: QtBot) -> None:
    renamed: list[tuple[int, str]] = []
    conversations.rename_asked.connect(lambda number, title: renamed.append((number, title)))
    conversations.select(1)
    conversations.view.edit(conversations.view.currentIndex())
    editor = conversations.view.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("  Leaves   in October ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: renamed == [(1, "Leaves in October")])


def test_the_delete_key_deletes(conversations: ConversationList) -> None:
    deleted: list[int] = []
    conversations.delete_asked.connect(deleted.append)
    conversations.select(2)
    QTest.keyClick(conversations.view, Qt.Key.Key_Delete)
    assert deleted == [2]


def test_the_bin_deletes_and_does_not_open(conversations: ConversationList) -> None:
    deleted: list[int] = []
    opened: list[int] = []
    conversations.delete_asked.connect(deleted.append)
    conversations.opened.connect(opened.append)
    view = conversations.view
    box = view.visualRect(view.model().index(index(conversations, "Autumn"), 0))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=QPoint(box.right() - 14, box.center().y()))
    assert (deleted, opened) == ([1], [])
    QTest.mouseClick(view.viewport(), left, pos=QPoint(box.left() + 20, box.center().y()))
    assert (deleted, opened) == ([1], [1])


def test_a_conversation_is_saved_from_its_menu(conversations: ConversationList, qtbot: QtBot) -> None:
    row = conversations.view.model().index(index(conversations, "五言绝句"), 0)
    with qtbot.waitSignal(conversations.save_asked) as asked:
        conversations.view.customContextMenuRequested.emit(conversations.view.visualRect(row).center())
        (menu,) = [each for each in conversations.findChildren(QMenu) if each.isVisible()]
        next(action for action in menu.actions() if action.text() == "Export…").trigger()
    assert asked.args is not None
    assert asked.args[0].title == "五言绝句"
