"""The list of conversations: groups, opening, renaming, deleting."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.store import ChatListing, Conversation, Folder, SearchHit
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.chats.row_button import RowButton
from llmdesk.ui.chat.chats.rows import Found
from llmdesk.ui.chat.chats.view import ChatView
from llmdesk.ui.theme import Theme

DAY = 86_400.0
DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


def conversation(
    number: int, title: str, age: float, folder: int | None = None, pinned: bool = False
) -> Conversation:
    when = time.time() - age
    return Conversation(number, title, True, when, when, None, "", folder, pinned)


def listing(*chats: Conversation, folders: tuple[Folder, ...] = (), more: bool = False) -> ChatListing:
    return ChatListing(folders, chats, more, chats[0].id if chats else None)


@pytest.fixture
def conversations(qtbot: QtBot, qapp: QApplication) -> ConversationList:
    widget = ConversationList(Theme(qapp, "light"))
    qtbot.addWidget(widget)
    widget.resize(240, 500)
    widget.show()
    widget.show_listing(
        listing(
            conversation(1, "Autumn", 0),
            conversation(2, "Lunch mail", DAY),
            conversation(3, "五言绝句", 3 * DAY),
            conversation(4, "", 100 * DAY),
        )
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


def in_folders(conversations: ConversationList, *, collapsed: bool = False) -> None:
    inside = () if collapsed else (conversation(3, "Roses", DAY, folder=7),)
    conversations.show_listing(
        listing(
            conversation(1, "Autumn", 0, pinned=True),
            *inside,
            conversation(2, "Lunch mail", 0),
            folders=(Folder(7, "Garden", collapsed, 1), Folder(8, "Work", False, 0)),
        )
    )


def test_pinned_chats_and_folders_stand_above_the_days(conversations: ConversationList) -> None:
    in_folders(conversations)
    assert rows(conversations) == [
        "Pinned", "Autumn", "Folders", "Garden", "Roses", "Work", "Today", "Lunch mail",
    ]  # fmt: skip
    in_folders(conversations, collapsed=True)
    assert "Roses" not in rows(conversations)
    view = conversations.view.model()
    described = view.index(rows(conversations).index("Garden"), 0).data(DESCRIPTION)
    assert described == "Folder, collapsed, chats: 1"


def test_a_folder_is_folded_by_a_press_and_by_keys(conversations: ConversationList) -> None:
    folded: list[tuple[int, bool]] = []
    opened: list[int] = []
    conversations.folded.connect(lambda *what: folded.append(what))
    conversations.opened.connect(opened.append)
    in_folders(conversations)
    press(conversations, "Garden")
    view = conversations.view
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Right)  # it is not collapsed
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert folded == [(7, True)] * 3
    in_folders(conversations, collapsed=True)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert folded[3:] == [(7, False)]
    assert opened == []


def test_the_left_key_goes_from_a_chat_to_its_folder(conversations: ConversationList) -> None:
    in_folders(conversations)
    conversations.select(3)
    QTest.keyClick(conversations.view, Qt.Key.Key_Left)
    assert conversations.view.currentIndex().data() == "Garden"


def test_a_folder_is_renamed_and_deleted(conversations: ConversationList, qtbot: QtBot) -> None:
    renamed: list[tuple[int, str]] = []
    deleted: list[str] = []
    conversations.folder_rename_asked.connect(lambda number, name: renamed.append((number, name)))
    conversations.folder_delete_asked.connect(lambda folder: deleted.append(folder.name))
    in_folders(conversations)
    conversations.edit_folder(7)
    editor = conversations.view.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Folder name"
    editor.setText("Roses and leaves")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: renamed == [(7, "Roses and leaves")])
    choose(menu_of(conversations, "Garden"), "Delete folder (keeps its chats)")
    assert deleted == ["Garden"]


def drop(conversations: ConversationList, dragged: str, target: str) -> bool:
    """Let go of a chat over the row of another; whether it may be dropped there."""
    view = conversations.view
    model = view.model()
    data = model.mimeData([model.index(index(conversations, dragged), 0)])
    place = view.visualRect(model.index(index(conversations, target), 0)).center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    entered = QDragEnterEvent(place, move, data, left, none)
    let_go = QDropEvent(QPointF(place), move, data, left, none)
    ChatView.dragEnterEvent(view, entered)
    if entered.isAccepted():
        ChatView.dropEvent(view, let_go)
    return entered.isAccepted()


def test_a_chat_is_dragged_to_a_folder_to_the_pinned_ones_and_out(conversations: ConversationList) -> None:
    dropped: list[tuple[object, ...]] = []
    conversations.drop_asked.connect(lambda *what: dropped.append(what))
    in_folders(conversations)
    assert drop(conversations, "Lunch mail", "Garden")
    assert drop(conversations, "Lunch mail", "Roses")
    assert drop(conversations, "Lunch mail", "Autumn")
    assert drop(conversations, "Roses", "Today")
    assert dropped == [([2], False, 7), ([2], False, 7), ([2], True, None), ([3], False, None)]
    assert not drop(conversations, "Roses", "Roses")


def test_chats_are_marked_while_they_answer_and_when_nobody_saw_it(conversations: ConversationList) -> None:
    conversations.mark(frozenset({1}), frozenset({2}), 3)
    model = conversations.view.model()
    described = [
        model.index(index(conversations, title), 0).data(DESCRIPTION) for title in ("Autumn", "Lunch mail")
    ]
    assert described == ["Answering…", "New answer"]
    assert rows(conversations)[1] == "Autumn"  # the name stays the title


def test_a_long_list_asks_for_more_where_it_ends(conversations: ConversationList, qtbot: QtBot) -> None:
    asked: list[bool] = []
    conversations.more_asked.connect(lambda: asked.append(True))
    many = [conversation(n, f"Chat {n}", n) for n in range(1, 200)]
    conversations.show_listing(listing(*many, more=True))
    assert asked == []
    conversations.view.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked))


def hit(chat: int, message: int | None, snippet: str, *spans: tuple[int, int]) -> SearchHit:
    return SearchHit(chat, message, "Autumn", snippet, spans)


def test_places_that_were_found_stand_under_their_chat(conversations: ConversationList) -> None:
    chosen: list[SearchHit] = []
    opened: list[int] = []
    conversations.hit_chosen.connect(chosen.append)
    conversations.opened.connect(opened.append)
    hits = (
        hit(1, None, "Autumn", (0, 6)),
        *(hit(1, n, f"autumn leaf {n}", (0, 6)) for n in range(10, 16)),
        hit(2, 20, "an autumn lunch", (3, 9)),
    )
    chats = {1: conversation(1, "Autumn", 0), 2: conversation(2, "Lunch mail", 0)}
    conversations.show_found(Found(hits, chats), (), "autumn")
    assert rows(conversations) == [
        "Autumn", "autumn leaf 10", "autumn leaf 11", "autumn leaf 12", "3 more in this chat",
        "Lunch mail", "an autumn lunch",
    ]  # fmt: skip
    press(conversations, "autumn leaf 11")
    press(conversations, "autumn leaf 11")
    assert [each.message_id for each in chosen] == [11, 11]
    press(conversations, "3 more in this chat")
    assert rows(conversations)[4:7] == ["autumn leaf 13", "autumn leaf 14", "autumn leaf 15"]
    assert opened == []
    conversations.grab()  # draws the words that were found


def test_enter_goes_to_the_first_place_of_what_is_typed_and_of_nothing_before(
    conversations: ConversationList,
) -> None:
    chosen: list[int | None] = []
    asked: list[str] = []
    conversations.hit_chosen.connect(lambda found: chosen.append(found.message_id))
    conversations.search_changed.connect(asked.append)
    search = next(e for e in conversations.findChildren(QLineEdit) if e.accessibleName() == "Search chats")
    chats = {1: conversation(1, "Autumn", 0)}

    def found(message: int, text: str) -> None:
        conversations.show_found(Found((hit(1, message, f"an {text}", (3, 4)),), chats), (), text)

    QTest.keyClicks(search, "leaf")
    QTest.keyClick(search, Qt.Key.Key_Return)  # at once: nothing was searched yet
    assert (asked, chosen) == (["leaf"], [])
    found(10, "leaf")
    assert chosen == [10]
    found(10, "leaf")  # read again, as an answer ends
    assert chosen == [10]
    QTest.keyClicks(search, "lets")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert (asked, chosen) == (["leaf", "leaflets"], [10])
    found(10, "leaf")  # the reading before comes late
    assert chosen == [10]
    found(20, "leaflets")
    assert chosen == [10, 20]
    QTest.keyClick(search, Qt.Key.Key_Return)  # it shows already
    assert (asked[2:], chosen) == ([], [10, 20, 20])
    QTest.keyClicks(search, " of")
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClicks(search, " beech")  # typed on: nothing is chosen until Enter
    found(30, "leaflets of")
    assert chosen == [10, 20, 20]


def test_nothing_found_is_said_with_what_to_do(conversations: ConversationList) -> None:
    search = next(e for e in conversations.findChildren(QLineEdit) if e.accessibleName() == "Search chats")
    search.setText("zebra")
    conversations.show_found(Found((), {}), (), "zebra")
    texts = [label.text() for label in conversations.findChildren(QLabel) if label.isVisible()]
    assert any("“zebra”" in text for text in texts)
    assert any("fewer words" in text for text in texts)
    assert not conversations.view.isVisible()
    clear = next(b for b in conversations.findChildren(QPushButton) if b.text() == "Clear the search")
    clear.click()
    assert search.text() == ""
    conversations.show_listing(listing(conversation(1, "Autumn", 0)))
    assert conversations.view.isVisible()
