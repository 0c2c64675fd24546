"""The list of conversations: groups, opening, renaming, deleting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.store import Conversation, Folder
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.chats.row_button import RowButton
from tests.ui.chat.chats.listed import choose, conversation, index, listing, menu_of, press, rows


def test_conversations_are_grouped_by_day(conversations: ConversationList) -> None:
    assert rows(conversations) == [
        "Today", "Autumn", "Yesterday", "Lunch mail", "Previous 7 days", "五言绝句", "Earlier", "New chat",
    ]  # fmt: skip


def test_a_screen_reader_opens_the_menu_of_the_list_as_the_mouse_does(
    conversations: ConversationList, qtbot: QtBot
) -> None:
    button = next(
        each
        for each in conversations.findChildren(QToolButton)
        if each.accessibleName() == "Folders, export and import"
    )
    actions = QAccessible.queryAccessibleInterface(button).actionInterface()
    assert actions is not None
    actions.doAction("Press")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "New folder" in [action.text() for action in menu.actions()]
    menu.close()


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
    conversations.show_listing(listing(conversation(5, "Newer", 0), *conversations.conversations))
    chosen = conversations.view.selectionModel().selectedIndexes()
    assert [i.data() for i in chosen] == ["Lunch mail"]
    conversations.show_listing(listing(conversation(5, "Newer", 0)))
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


def begin_to_rename(conversations: ConversationList, title: str, typed: str) -> QLineEdit:
    """The editor of this row, into which `typed` was typed."""
    view = conversations.view
    view.edit(view.model().index(index(conversations, title), 0))
    (editor,) = [each for each in view.viewport().findChildren(QLineEdit) if each.isVisible()]
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    return editor


@pytest.mark.parametrize(
    "happens",
    [
        lambda chats: [conversation(3, "五言绝句", 0), *chats[:2], chats[3]],  # an answer ends: it goes up
        lambda chats: [conversation(9, "Another", 0), *chats],  # one more
        lambda chats: chats[1:],  # it is gone from the list
        lambda chats: [conversation(1, "A title of the model's", 0), *chats[1:]],
        lambda chats: [conversation(1, "Autumn", -1), *chats[1:]],  # its own answer ends
    ],
)
def test_a_name_that_is_being_typed_stays_whatever_happens_in_the_list(
    conversations: ConversationList,
    qtbot: QtBot,
    happens: Callable[[list[Conversation]], list[Conversation]],
) -> None:
    renamed: list[tuple[int, str]] = []
    conversations.rename_asked.connect(lambda number, title: renamed.append((number, title)))
    conversations.select(1)
    editor = begin_to_rename(conversations, "Autumn", "Leaves in Oct")
    assert conversations.is_edited(1)
    chats = happens(conversations.conversations)
    conversations.mark(frozenset({1}), frozenset({2}), 1)
    conversations.show_listing(listing(*chats))
    conversations.select(2)
    conversations.mark(frozenset(), frozenset({1}), 2)
    QApplication.processEvents()
    assert editor.isVisible()
    assert editor.text() == "Leaves in Oct"
    QTest.keyClicks(editor, "ober")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: renamed == [(1, "Leaves in October")])
    qtbot.waitUntil(lambda: conversations.conversations == chats)  # what happened meanwhile shows now
    assert not conversations.is_edited(1)


def test_what_happened_while_a_name_was_typed_shows_when_it_is_given_up(
    conversations: ConversationList, qtbot: QtBot
) -> None:
    editor = begin_to_rename(conversations, "Autumn", "Leaves")
    conversations.show_listing(listing(conversation(1, "A title of the model's", 0)))
    conversations.show_listing(listing(conversation(1, "The newest title", 0)))
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: rows(conversations) == ["Today", "The newest title"])
    again = begin_to_rename(conversations, "The newest title", "")
    assert again.text() == "The newest title"


def test_the_delete_key_deletes(conversations: ConversationList) -> None:
    deleted: list[int] = []
    conversations.delete_asked.connect(deleted.append)
    conversations.select(2)
    QTest.keyClick(conversations.view, Qt.Key.Key_Delete)
    assert deleted == [2]


def test_the_menu_at_the_end_of_a_row_opens_no_chat(conversations: ConversationList) -> None:
    opened: list[int] = []
    conversations.opened.connect(opened.append)
    menu = menu_of(conversations, "Autumn")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Rename", "Pin", "Move to folder", "Duplicate", "Export…", "Delete"]
    menu.close()
    assert opened == []
    press(conversations, "Autumn")
    assert opened == [1]


def test_each_entry_of_the_menu_asks_for_its_chat(conversations: ConversationList) -> None:
    asked: list[tuple[object, ...]] = []
    conversations.show_listing(
        listing(conversation(1, "Autumn", 0, folder=7), folders=(Folder(7, "A & B", False, 1),))
    )
    conversations.pin_asked.connect(lambda *what: asked.append(what))
    conversations.move_asked.connect(lambda *what: asked.append(what))
    conversations.delete_asked.connect(lambda *what: asked.append(what))
    conversations.new_folder_asked.connect(lambda *what: asked.append(what))
    conversations.duplicate_asked.connect(lambda chat: asked.append((chat.title,)))
    conversations.save_asked.connect(lambda chat: asked.append((chat.title,)))
    choose(menu_of(conversations, "Autumn"), "Pin")
    choose(menu_of(conversations, "Autumn"), "Move to folder", "No folder")
    choose(menu_of(conversations, "Autumn"), "Move to folder", "A && B")
    choose(menu_of(conversations, "Autumn"), "Move to folder", "New folder")
    choose(menu_of(conversations, "Autumn"), "Duplicate")
    choose(menu_of(conversations, "Autumn"), "Export…")
    choose(menu_of(conversations, "Autumn"), "Delete")
    assert asked == [(1, True), ([1], None), ([1], 7), ([1],), ("Autumn",), ("Autumn",), (1,)]


def test_the_current_row_has_a_button_with_a_name_for_the_keyboard(conversations: ConversationList) -> None:
    conversations.select(2)
    (button,) = [b for b in conversations.findChildren(RowButton) if b.isVisible()]
    assert button.accessibleName() == "Menu of “Lunch mail”"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (menu,) = [each for each in conversations.findChildren(QMenu) if each.isVisible()]
    deleted: list[int] = []
    conversations.delete_asked.connect(deleted.append)
    choose(menu, "Delete")
    assert deleted == [2]
