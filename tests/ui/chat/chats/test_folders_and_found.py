"""The list of conversations with folders, what answers, and what was found."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.store import Folder, SearchHit
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.chats.rows import Found
from llmdesk.ui.chat.chats.view import ChatView
from tests.ui.chat.chats.listed import (
    DAY,
    DESCRIPTION,
    choose,
    conversation,
    index,
    listing,
    menu_of,
    press,
    rows,
)


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
