"""Chats are kept in order in the real tab, on a real store with a fake engine."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from llmdesk.store import Folder
from llmdesk.ui.chat.chats import keeping
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk

DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


def rows(conversations: ConversationList) -> list[str]:
    model = conversations.model
    return [model.index(row).data() for row in range(model.rowCount())]


def state(tab: ChatTab, conversation_id: int) -> str:
    model = tab.conversations.model
    return str(model.index(model.row_of(conversation_id)).data(DESCRIPTION))


def folder(desk: Desk) -> Folder:
    (found,) = desk.services.store.folders.all()
    return found


def two_chats(desk: Desk) -> tuple[ChatTab, int, int]:
    """A tab with two chats; the second is open."""
    first = desk.conversation_of([("Cats?", "They purr.")], "Cats").id
    second = desk.conversation_of([("Dogs?", "They bark.")], "Dogs").id
    tab = desk.tab()
    desk.wait(lambda: rows(tab.conversations) == ["Today", "Dogs", "Cats"])
    desk.wait(lambda: tab.session.conversation_id == second and bool(tab.session.branch))
    return tab, first, second


def test_a_chat_goes_into_a_new_folder_that_is_named_at_once(desk: Desk) -> None:
    tab, first, _ = two_chats(desk)
    tab.conversations.new_folder_asked.emit([first])
    viewport = tab.conversations.view.viewport()
    desk.wait(lambda: any(e.isVisible() for e in viewport.findChildren(QLineEdit)))
    (editor,) = viewport.findChildren(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Animals")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.wait(lambda: rows(tab.conversations) == ["Folders", "Animals", "Cats", "Today", "Dogs"])
    tab.conversations.folded.emit(folder(desk).id, True)
    desk.wait(lambda: rows(tab.conversations) == ["Folders", "Animals", "Today", "Dogs"])
    assert folder(desk).collapsed


def test_a_name_that_another_folder_has_is_refused_and_the_old_one_stays(desk: Desk) -> None:
    tab, *_ = two_chats(desk)
    store = desk.services.store
    store.folders.make("Work")
    home = store.folders.make("Home")
    tab.conversations.folder_rename_asked.emit(home, "WORK")
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert "WORK" in desk.services.notify.notices[-1].texts[0]
    desk.wait(lambda: "Home" in rows(tab.conversations))


def test_a_deleted_folder_keeps_its_chats_and_comes_back(desk: Desk) -> None:
    tab, first, second = two_chats(desk)
    store = desk.services.store
    tab.conversations.move_asked.emit([first, second], store.folders.make("Animals"))
    desk.wait(lambda: rows(tab.conversations) == ["Folders", "Animals", "Dogs", "Cats"])
    tab.conversations.folder_delete_asked.emit(folder(desk))
    desk.wait(lambda: rows(tab.conversations) == ["Today", "Dogs", "Cats"])
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    desk.wait(lambda: rows(tab.conversations) == ["Folders", "Animals", "Dogs", "Cats"])


def test_a_pinned_chat_stands_above_and_one_that_is_dropped_below_no_longer(desk: Desk) -> None:
    tab, first, _ = two_chats(desk)
    tab.conversations.pin_asked.emit(first, True)
    desk.wait(lambda: rows(tab.conversations) == ["Pinned", "Cats", "Today", "Dogs"])
    assert state(tab, first) == "Pinned"
    tab.conversations.drop_asked.emit([first], False, None)
    desk.wait(lambda: rows(tab.conversations) == ["Today", "Dogs", "Cats"])


def test_a_copy_is_opened_and_the_first_stays(desk: Desk) -> None:
    tab, first, _ = two_chats(desk)
    tab.conversations.duplicate_asked.emit(desk.services.store.conversation(first))
    desk.wait(lambda: rows(tab.conversations) == ["Today", "Cats (copy)", "Dogs", "Cats"])
    desk.wait(lambda: [e.message.content for e in tab.session.branch] == ["Cats?", "They purr."])
    assert tab.session.conversation_id not in (None, first)


def answered_meanwhile(desk: Desk) -> tuple[ChatTab, int, int]:
    """`two_chats`, of which the second answered while the first showed."""
    tab, first, second = two_chats(desk)
    desk.engine.gate.clear()
    desk.engine.enqueue("A long answer")
    tab.composer.set_text("More of dogs?")
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: state(tab, second) == "Answering…")
    tab.conversations.opened.emit(first)
    desk.wait(lambda: tab.session.conversation_id == first)
    desk.engine.gate.set()
    desk.wait(lambda: state(tab, second) == "New answer")
    return tab, first, second


def test_the_chat_that_answers_is_marked_and_then_that_its_answer_waits(desk: Desk) -> None:
    tab, _, second = answered_meanwhile(desk)
    tab.conversations.opened.emit(second)
    desk.wait(lambda: state(tab, second) == "")


def test_an_answer_that_waits_still_waits_when_llmdesk_is_opened_again(desk: Desk) -> None:
    tab, first, second = answered_meanwhile(desk)
    desk.ask(tab, "More of cats?")
    assert desk.services.drafts.flush() is None
    again = desk.tab()
    desk.wait(lambda: again.session.conversation_id == first)
    desk.wait(lambda: state(again, second) == "New answer")
    again.conversations.opened.emit(second)
    desk.wait(lambda: state(again, second) == "")
    assert desk.services.drafts.flush() is None
    assert desk.services.store.kept(keeping.UNSEEN) == "[]"


def test_the_list_goes_on_where_one_scrolls_and_leaves_nothing_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PORTION", 40)
    for number in range(100):
        desk.services.store.create_conversation(f"Chat {number}")
    tab = desk.tab()
    desk.wait(lambda: len(tab.conversations.conversations) >= 40)
    assert len(tab.conversations.conversations) < 100

    def scrolled_to_all() -> bool:
        tab.conversations.view.scrollToBottom()
        return len(tab.conversations.conversations) == 100

    desk.wait(scrolled_to_all)
    assert not tab.conversations.model.has_more


def test_what_was_found_shows_where_it_stands_and_nothing_is_said_with_a_way_back(desk: Desk) -> None:
    tab, *_ = two_chats(desk)
    search = next(e for e in tab.findChildren(QLineEdit) if e.accessibleName() == "Search chats")
    QTest.keyClicks(search, "purr")
    desk.wait(lambda: rows(tab.conversations) == ["Cats", "They purr."])
    QTest.keyClicks(search, "zzz")
    desk.wait(lambda: any("“purrzzz”" in x.text() for x in tab.findChildren(QLabel) if x.isVisible()))
    search.clear()
    desk.wait(lambda: rows(tab.conversations) == ["Today", "Dogs", "Cats"])
