"""Questions that are typed while an answer runs wait, are sent in their turn, and are never lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from llmdesk.errors import EngineCrashed
from llmdesk.ui.chat.messages.queue import QueueBar
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, texts


def send(tab: ChatTab, text: str) -> None:
    tab.composer.set_text(text)
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)


def queued(tab: ChatTab) -> list[str]:
    bar = tab.findChildren(QueueBar)[0]
    labels = [label for label in bar.findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in labels]


def queue_button(tab: ChatTab, name: str) -> QToolButton:
    return next(b for b in tab.findChildren(QToolButton) if b.accessibleName() == name and b.isVisible())


def begin(desk: Desk, tab: ChatTab, *answers: str) -> None:
    """The first question is being answered, by `answers[0]`, as soon as the engine's gate opens."""
    desk.engine.gate.clear()
    desk.engine.enqueue(*answers)
    send(tab, "First?")
    desk.wait(lambda: len(tab.session.branch) == 2 and tab.composer.text() == "")


def test_a_question_waits_and_is_sent_when_the_answer_ends(desk: Desk) -> None:
    tab = desk.tab()
    begin(desk, tab, "One.", "Two.", "Three.")
    send(tab, "Second?")
    send(tab, "Third?")
    desk.wait(lambda: queued(tab) == ["Queued: Second?", "Queued: Third?"])
    assert tab.composer.text() == ""
    assert texts(tab)[0] == "First?"
    tab.composer.set_text("still typing")
    desk.engine.gate.set()
    desk.wait(lambda: texts(tab) == ["First?", "One.", "Second?", "Two.", "Third?", "Three."])
    desk.wait(lambda: not tab.session.is_running)
    assert queued(tab) == []
    assert tab.composer.text() == "still typing"
    tab.hide()
    desk.wait(lambda: desk.services.store.draft(tab.session.conversation_id) == "still typing")


def test_when_the_answer_is_stopped_what_waited_comes_back_above_what_is_typed(desk: Desk) -> None:
    tab = desk.tab()
    begin(desk, tab, "One.")
    send(tab, "Second?")
    send(tab, "Third?")
    tab.composer.set_text("more")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    desk.wait(lambda: not tab.session.is_running)
    assert tab.composer.text() == "Second?\n\nThird?\n\nmore"
    assert queued(tab) == []


def test_when_the_answer_fails_what_waited_comes_back(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.gate.clear()
    desk.engine.enqueue("Half", error=EngineCrashed("The engine stopped unexpectedly."))
    send(tab, "First?")
    desk.wait(lambda: len(tab.session.branch) == 2 and tab.composer.text() == "")
    send(tab, "Second?")
    desk.engine.gate.set()
    desk.wait(lambda: not tab.session.is_running)
    assert tab.composer.text() == "Second?"
    desk.wait(lambda: texts(tab) == ["First?", "Half"])


def test_a_waiting_question_can_be_edited_or_removed_and_had_back(desk: Desk) -> None:
    tab = desk.tab()
    begin(desk, tab, "One.", "Two.")
    send(tab, "Second?")
    desk.wait(lambda: queued(tab) == ["Queued: Second?"])
    queue_button(tab, "Edit queued question").click()
    assert (queued(tab), tab.composer.text()) == ([], "Second?")
    send(tab, "Second, mended?")
    desk.wait(lambda: queued(tab) == ["Queued: Second, mended?"])
    queue_button(tab, "Remove queued question").click()
    assert queued(tab) == []
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert queued(tab) == ["Queued: Second, mended?"]
    desk.engine.gate.set()
    desk.wait(lambda: texts(tab) == ["First?", "One.", "Second, mended?", "Two."])


def test_what_waits_is_kept_as_a_draft_at_once(desk: Desk) -> None:
    """A window that is killed then shows it in the composer."""
    tab = desk.tab()
    begin(desk, tab, "One.")
    send(tab, "Second?")
    opened = tab.session.conversation_id
    assert opened is not None
    desk.wait(lambda: desk.services.store.draft(opened) == "Second?")
    tab.composer.set_text("and this")
    tab.typing.keep_now()
    desk.wait(lambda: desk.services.store.draft(opened) == "Second?\n\nand this")


def test_it_waits_in_its_own_chat_and_is_sent_while_another_is_open(desk: Desk) -> None:
    other = desk.conversation_of([("Cats?", "Yes.")], "Cats")
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    tab.conversations.new_asked.emit()
    begin(desk, tab, "One.", "Two.")
    send(tab, "Second?")
    running = tab.session.conversation_id
    assert running is not None
    tab.conversations.opened.emit(other.id)
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    assert (queued(tab), tab.composer.text()) == ([], "")
    tab.conversations.opened.emit(running)
    desk.wait(lambda: queued(tab) == ["Queued: Second?"])
    assert tab.composer.text() == ""
    tab.conversations.opened.emit(other.id)
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    desk.engine.gate.set()
    store = desk.services.store
    desk.wait(lambda: len(store.branch(running)) == 4 and store.branch(running)[-1].message.content == "Two.")
    desk.wait(lambda: running not in tab.session.being_answered)
    assert texts(tab) == ["Cats?", "Yes."]
    tab.typing.keep_now()
    desk.wait(lambda: store.draft(running) == "")


def test_enter_while_the_first_question_is_being_stored_sends_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, may_store = desk.tab(), threading.Event()
    add = desk.services.store.add_message

    def slowly(*arguments: object) -> object:
        may_store.wait(10)
        return add(*arguments)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(desk.services.store, "add_message", slowly)
    desk.engine.enqueue("One.")
    send(tab, "First?")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)
    assert queued(tab) == []
    may_store.set()
    desk.wait(lambda: desk.answered(tab, "First?"))
    assert texts(tab) == ["First?", "One."]
