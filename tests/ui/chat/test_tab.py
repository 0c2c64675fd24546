"""The Chat tab as a user uses it, on a real store with a fake engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from llmdesk.engine.kept_contexts import Keeping, chat_name
from llmdesk.engine.types import Message, Written
from llmdesk.errors import EngineCrashed, StoreError
from llmdesk.store import Store, StoredMessage
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, SomePieces, button, point_at, texts, visible_text
from tests.ui.file_dialog import choose_in_dialog


def push_button(tab: ChatTab, name: str) -> QPushButton:
    return next(b for b in tab.findChildren(QPushButton) if b.accessibleName() == name)


def type_and_send(desk: Desk, tab: ChatTab, text: str) -> None:
    QTest.keyClicks(tab.composer.edit, text)
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)


def test_a_question_is_sent_and_the_answer_streams(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.gate.clear()
    desk.engine.enqueue("Red, **orange** and gold.")
    type_and_send(desk, tab, "Colours?")
    desk.wait(lambda: len(tab.session.branch) == 2)
    assert push_button(tab, "Stop").isVisible()
    assert not push_button(tab, "Send").isVisible()
    assert tab.composer.text() == ""
    desk.engine.gate.set()
    desk.wait(lambda: desk.answered(tab, "Colours?"))
    assert push_button(tab, "Send").isVisible()
    assert "Red, orange and gold." in visible_text(tab.transcript.views[-1])
    assert "4 tokens" in visible_text(tab.transcript.views[-1])


def test_an_answer_is_asked_for_as_the_settings_say(desk: Desk) -> None:
    desk.services.settings.update(
        chat_instructions="Be brief.", chat_thinking=False, chat_temperature=0.0, chat_max_tokens=99
    )
    desk.ask(desk.tab(), "Colours?")
    request = desk.engine.requests[-1]
    assert request.messages[0] == Message("system", "Be brief.")
    assert request.template_variables == {"enable_thinking": False}
    assert (request.sampling.temperature, request.max_tokens) == (0.0, 99)


def test_a_chat_is_saved_as_a_file(desk: Desk, tmp_path: Path) -> None:
    tab, target = desk.tab(), tmp_path / "chat"
    desk.ask(tab, "Colours?")
    (conversation,) = desk.services.store.conversations()
    tab.conversations.save_asked.emit(conversation)
    assert choose_in_dialog(desk.qtbot, target) == "Colours.md"
    desk.wait(target.with_suffix(".md").exists)
    assert "## You\n\nColours?" in target.with_suffix(".md").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody can write into")
def test_a_chat_that_cannot_be_saved_there_is_told_so(desk: Desk) -> None:
    tab = desk.tab()
    desk.ask(tab, "Colours?")
    (conversation,) = desk.services.store.conversations()
    tab.conversations.save_asked.emit(conversation)
    choose_in_dialog(desk.qtbot, Path("/proc/chat"))
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert "could not be written" in desk.services.notify.notices[-1].texts[0]


def test_a_chat_is_saved_beside_a_folder_of_its_name(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    desk.ask(tab, "Colours?")
    (tmp_path / "chat.md").mkdir()
    (conversation,) = desk.services.store.conversations()
    tab.conversations.save_asked.emit(conversation)
    choose_in_dialog(desk.qtbot, tmp_path / "chat")
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert "chat (2).md" in desk.services.notify.notices[-1].texts[0]
    assert (tmp_path / "chat (2).md").is_file()


def test_what_has_come_shows_before_the_end(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("one two three four", error=None)
    desk.engine.gate.clear()
    type_and_send(desk, tab, "Count")
    desk.wait(lambda: len(tab.session.branch) == 2)
    tab.session.text_changed.emit(tab.session.branch[-1].message.id, Written("one two"))
    desk.wait(lambda: "one two" in visible_text(tab.transcript.views[-1]))
    assert tab.session.is_running


def test_stop_keeps_what_came(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("word " * 200)
    desk.engine.gate = SomePieces(3)
    type_and_send(desk, tab, "Talk")
    desk.wait(lambda: len(tab.session.branch) == 2)
    desk.wait(lambda: "word word" in visible_text(tab.transcript.views[-1]))
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.answered(tab, "Talk"))
    answer = tab.session.branch[-1].message
    assert (answer.state, answer.content) == ("stopped", "word word word")
    assert "Stopped." in visible_text(tab.transcript.views[-1])
    assert push_button(tab, "Send").isVisible()


def test_regenerating_makes_a_second_version_and_one_can_switch(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("First.", "Second.")
    desk.ask(tab, "Say something")
    button(tab.transcript.views[-1], "Regenerate").click()
    desk.wait(lambda: texts(tab) == ["Say something", "Second."])
    assert "2/2" in visible_text(tab.transcript.views[-1])
    button(tab.transcript.views[-1], "Previous version").click()
    desk.wait(lambda: texts(tab) == ["Say something", "First."])
    assert "1/2" in visible_text(tab.transcript.views[-1])
    assert not button(tab.transcript.views[-1], "Previous version").isEnabled()
    button(tab.transcript.views[-1], "Next version").click()
    desk.wait(lambda: texts(tab) == ["Say something", "Second."])


def test_an_edited_question_is_a_new_version_and_the_old_stays(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("About cats.", "More of cats.", "About dogs.")
    desk.ask(tab, "Cats?")
    desk.ask(tab, "More?")
    tab.composer.set_text("an unsent draft")
    point_at(tab.transcript.views[0])
    button(tab.transcript.views[0], "Edit message").click()
    assert tab.composer.text() == "Cats?"
    desk.ask(tab, "Dogs?")
    assert texts(tab) == ["Dogs?", "About dogs."]
    assert tab.composer.text() == "an unsent draft"
    point_at(tab.transcript.views[0])
    button(tab.transcript.views[0], "Previous version").click()
    desk.wait(lambda: texts(tab) == ["Cats?", "About cats.", "More?", "More of cats."])


def test_editing_can_be_left_with_escape(desk: Desk) -> None:
    tab = desk.tab()
    desk.ask(tab, "Cats?")
    tab.composer.set_text("my draft")
    point_at(tab.transcript.views[0])
    button(tab.transcript.views[0], "Edit message").click()
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    assert tab.composer.text() == "my draft"
    desk.ask(tab, "Then this")
    assert texts(tab)[0] == "Cats?"


def test_a_crash_keeps_the_partial_answer_and_the_next_question_works(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Half an", error=EngineCrashed("The engine stopped unexpectedly."))
    desk.ask(tab, "Go on")
    assert texts(tab) == ["Go on", "Half an"]
    assert tab.session.branch[-1].message.state == "failed"
    assert "engine" in visible_text(tab.transcript.views[-1])
    assert any("engine" in notice.texts[0] for notice in desk.services.notify.notices)
    desk.engine.enqueue("Here again.")
    desk.ask(tab, "Still there?")
    assert texts(tab)[-1] == "Here again."


def test_a_model_that_does_not_load_loses_no_text(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.load_error = EngineCrashed("The engine could not start.")
    type_and_send(desk, tab, "Hello?")
    desk.wait(lambda: bool(tab.session.branch) and not tab.session.is_running)
    assert texts(tab) == ["Hello?"]
    assert desk.services.notify.notices
    desk.engine.load_error = None
    again = button(tab.transcript.views[-1], "Regenerate")
    desk.wait(again.isVisible)
    again.click()
    desk.wait(lambda: desk.answered(tab, "Hello?"))


def test_a_message_that_cannot_be_stored_stays_in_the_composer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = desk.tab()

    def full(*_: object) -> StoredMessage:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "add_message", full)
    type_and_send(desk, tab, "Do not lose me")
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert tab.composer.text() == "Do not lose me"
    assert push_button(tab, "Send").isVisible()


def test_a_draft_survives_the_window(desk: Desk) -> None:
    conversation = desk.conversation_of([("Cats?", "Yes.")])
    first = desk.tab()
    desk.wait(lambda: first.session.conversation_id == conversation.id)
    first.composer.set_text("half a thought")
    first.hide()
    second = desk.tab()
    desk.wait(lambda: second.session.conversation_id == conversation.id)
    desk.wait(lambda: second.composer.text() == "half a thought")


def test_the_draft_of_a_new_chat_survives_and_leaves_when_sent(desk: Desk) -> None:
    first = desk.tab()
    first.composer.set_text("half a thought")
    first.hide()
    desk.wait(lambda: desk.services.store.draft(None) == "half a thought")
    second = desk.tab()
    desk.wait(lambda: second.composer.text() == "half a thought")
    desk.ask(second, "half a thought")
    second.hide()
    desk.wait(lambda: desk.services.store.draft(None) == "")
    assert desk.services.store.draft(second.session.conversation_id) == ""


def test_each_conversation_has_its_own_draft(desk: Desk) -> None:
    one = desk.conversation_of([("Cats?", "Yes.")], "Cats")
    desk.conversation_of([("Dogs?", "No.")], "Dogs")
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == ["Dogs?", "No."])
    tab.composer.set_text("about dogs")
    tab.conversations.opened.emit(one.id)
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    assert tab.composer.text() == ""
    tab.conversations.new_asked.emit()
    assert texts(tab) == []
    tab.conversations.opened.emit(tab.conversations.conversations[0].id)
    desk.wait(lambda: texts(tab) == ["Dogs?", "No."])
    assert tab.composer.text() == "about dogs"


def test_a_conversation_gets_a_title_and_shows_in_the_list(desk: Desk) -> None:
    tab = desk.tab()
    desk.ask(tab, "Name three colours")
    desk.wait(lambda: [c.title for c in tab.conversations.conversations] == ["Name three colours"])
    assert tab.conversations.view.selectionModel().hasSelection()


def test_a_deleted_conversation_comes_back_with_undo(desk: Desk) -> None:
    conversation = desk.conversation_of([("Cats?", "Yes.")], "Cats")
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    desk.engine.keep_contexts(Keeping(desk.services.paths.contexts, 1 << 20))
    read = desk.services.paths.contexts / chat_name(conversation.id)
    read.mkdir(parents=True)
    tab.conversations.delete_asked.emit(conversation.id)
    desk.wait(lambda: bool(desk.services.notify.notices))
    desk.wait(lambda: not tab.conversations.conversations)
    assert texts(tab) == []
    assert not read.exists(), "what was read of it does not come back: it is read again"
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    desk.wait(lambda: len(tab.conversations.conversations) == 1)


def test_an_answer_goes_on_while_another_conversation_is_open(desk: Desk) -> None:
    other = desk.conversation_of([("Cats?", "Yes.")], "Cats")
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    tab.conversations.new_asked.emit()
    desk.engine.gate.clear()
    desk.engine.enqueue("A long answer")
    type_and_send(desk, tab, "Talk")
    desk.wait(lambda: len(tab.session.branch) == 2)
    running = tab.session.conversation_id
    assert running is not None
    tab.conversations.opened.emit(other.id)
    desk.wait(lambda: texts(tab) == ["Cats?", "Yes."])
    assert push_button(tab, "Send").isVisible()
    tab.conversations.opened.emit(running)
    desk.wait(lambda: tab.session.conversation_id == running)
    assert push_button(tab, "Stop").isVisible()
    desk.engine.gate.set()
    desk.wait(lambda: desk.answered(tab, "Talk"))
    assert texts(tab)[-1] == "A long answer"


def test_a_search_finds_what_was_said(desk: Desk) -> None:
    desk.conversation_of([("Cats?", "They purr.")], "Cats")
    desk.conversation_of([("Dogs?", "They bark.")], "Dogs")
    tab = desk.tab()
    desk.wait(lambda: len(tab.conversations.conversations) == 2)
    search = next(e for e in tab.findChildren(QLineEdit) if e.accessibleName() == "Search chats")
    QTest.keyClicks(search, "purr")
    desk.wait(lambda: [c.title for c in tab.conversations.conversations] == ["Cats"])


def test_copying_a_message_gives_its_source(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Use **bold**.")
    desk.ask(tab, "How?")
    button(tab.transcript.views[-1], "Copy message").click()
    assert QGuiApplication.clipboard().text() == "Use **bold**."


def test_messages_that_were_left_out_are_told(desk: Desk) -> None:
    desk.engine.context = 60
    desk.conversation_of([("word " * 15, "word " * 15)] * 3)
    tab = desk.tab()
    desk.wait(lambda: len(tab.session.branch) == 6)
    desk.ask(tab, "And now?")
    shown = visible_text(tab.transcript.views[-1])
    assert "6 earlier messages did not fit and were not sent." in shown


def test_an_example_fills_the_composer_and_sends_nothing(desk: Desk) -> None:
    tab = desk.tab()
    tab.transcript.example_chosen.emit("Name three colours")
    assert tab.composer.text() == "Name three colours"
    assert not tab.session.is_running
