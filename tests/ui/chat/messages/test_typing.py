"""Nothing that is typed is lost: while an edit is stored, after one that was cancelled, beside an answer."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, SomePieces, opened, texts


def opened_with_a_stopped_answer(desk: Desk) -> ChatTab:
    store = desk.services.store
    chat = store.create_conversation("Cats")
    question = store.add_message(chat.id, None, "user", "Cats?")
    answer = store.begin_answer(chat.id, question.id, "Fake")
    store.finish_message(answer.id, "They", "stopped", {"finish_reason": "cancelled"})
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == ["Cats?", "They"])
    return tab


def held(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> threading.Event:
    """The store does this only when the event is set."""
    store, may_store = desk.services.store, threading.Event()
    real = getattr(store, name)

    def slowly(*arguments: object) -> object:
        may_store.wait(10)
        return real(*arguments)

    monkeypatch.setattr(store, name, slowly)
    return may_store


def edit_and_send(tab: ChatTab, place: int, text: str) -> None:
    tab.typing.edit(tab.session.branch[place].message.id)
    tab.composer.set_text(text)
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)


# -- while it is stored ----------------------------------------------------------------------------
@pytest.mark.parametrize(("place", "name"), [(0, "add_message"), (1, "add_edited")])
def test_what_is_typed_while_an_edit_is_stored_stays_below_the_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: int, name: str
) -> None:
    tab, may_store = opened(desk, ("Cats?", "They purr.")), held(desk, monkeypatch, name)
    tab.composer.set_text("my draft")
    edit_and_send(tab, place, "Changed")
    QTest.keyClicks(tab.composer.edit, " and more")
    may_store.set()
    desk.wait(lambda: not tab.typing.is_editing and texts(tab)[place] == "Changed")
    assert tab.composer.text() == "my draft\n\n and more"
    chat = tab.session.conversation_id
    desk.wait(lambda: desk.services.store.draft(chat) == "my draft\n\n and more")


def test_an_edit_that_is_cancelled_while_it_is_stored_leaves_what_is_typed_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, may_store = opened(desk, ("Cats?", "They purr.")), held(desk, monkeypatch, "add_edited")
    edit_and_send(tab, 1, "They hiss.")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    QTest.keyClicks(tab.composer.edit, "new question")
    may_store.set()
    desk.wait(lambda: texts(tab) == ["Cats?", "They hiss."])
    assert (tab.typing.is_editing, tab.composer.text()) == (False, "new question")


def test_what_was_typed_into_an_edit_that_is_stored_from_another_chat_is_its_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.conversation_of([("Dogs?", "They bark.")], "Dogs")
    tab, may_store = opened(desk, ("Cats?", "They purr.")), held(desk, monkeypatch, "add_edited")
    cats = tab.session.conversation_id
    assert cats is not None
    edit_and_send(tab, 1, "They hiss.")
    QTest.keyClicks(tab.composer.edit, " Often.")
    tab.conversations.opened.emit(other.id)
    desk.wait(lambda: texts(tab) == ["Dogs?", "They bark."])
    may_store.set()
    desk.wait(lambda: desk.services.store.branch(cats)[-1].message.content == "They hiss.")
    desk.wait(lambda: desk.services.store.draft(cats) == " Often.")
    tab.conversations.opened.emit(cats)
    desk.wait(lambda: texts(tab) == ["Cats?", "They hiss."])
    assert (tab.typing.is_editing, tab.composer.text()) == (False, " Often.")


# -- an edit whose message shows no more -----------------------------------------------------------
@pytest.mark.parametrize("how", ["stop", "cancel"])
def test_an_edited_answer_that_is_gone_on_with_becomes_a_draft(desk: Desk, how: str) -> None:
    tab = opened_with_a_stopped_answer(desk)
    before = tab.session.branch[1].message.id
    tab.typing.edit(before)
    tab.composer.set_text("Half an edit")
    desk.engine.gate = SomePieces(1)
    desk.engine.enqueue("purr and sleep all day")
    tab.session.go_on(before)
    desk.wait(lambda: tab.session.is_running and tab.session.branch[1].message.id != before)
    if how == "stop":
        tab.session.stop()
        desk.engine.gate.set()
        desk.wait(lambda: not tab.session.is_running)
    else:
        next(b for b in tab.findChildren(QToolButton) if b.accessibleName() == "Cancel editing").click()
    assert (tab.typing.is_editing, tab.composer.text()) == (False, "Half an edit")


def test_a_cancelled_edit_comes_back_as_a_draft_where_its_message_is_gone(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    answer = tab.session.branch[1].message.id
    tab.typing.edit(answer)
    tab.composer.set_text("a long piece of work")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    way_back = desk.services.notify.notices[-1].undo
    assert way_back is not None
    tab.deeds.delete(answer)
    desk.wait(lambda: texts(tab) == ["Cats?"])
    tab.composer.set_text("typed meanwhile")
    way_back()
    text = "typed meanwhile\n\na long piece of work"
    assert (tab.typing.is_editing, tab.composer.text()) == (False, text)
    desk.wait(lambda: desk.services.store.draft(tab.session.conversation_id) == text)


# -- going on ---------------------------------------------------------------------------------------
def test_an_answer_whose_question_was_deleted_is_not_gone_on_with(desk: Desk) -> None:
    tab = opened_with_a_stopped_answer(desk)
    tab.deeds.delete(tab.session.branch[0].message.id)
    desk.wait(lambda: texts(tab) == ["They"])
    tab.session.go_on(tab.session.branch[0].message.id)
    assert not tab.session.is_running
    assert texts(tab) == ["They"]
