"""A full context, a cut answer and a long prompt, as a user sees them in the chat."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from llmdesk.engine.types import EngineState, Message
from llmdesk.tools.chat.meter import Usage
from llmdesk.ui.chat.fit_bar import FitNote, OverflowBar
from llmdesk.ui.chat.seen_divider import SeenDivider
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, button, visible_text


def told(tab: ChatTab) -> str:
    """What the last message shows, numbers without marks between thousands."""
    views = tab.transcript.views
    return visible_text(views[-1]).replace(",", "") if views else ""


def shown_dividers(tab: ChatTab) -> list[tuple[int, str]]:
    """(number of the message below, what it says) of each line between what is seen and what is not."""
    return [
        (index, divider.text)
        for index, view in enumerate(tab.transcript.views)
        for divider in view.findChildren(SeenDivider)
        if divider.isVisibleTo(view)
    ]


def whole_answer(tab: ChatTab, text: str) -> bool:
    last = tab.session.branch[-1].message
    return not tab.session.is_running and last.content == text and last.state != "streaming"


def test_a_cut_answer_goes_on_in_its_place_with_a_button(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Once upon a", reason="context")
    desk.ask(tab, "Tell me a story")
    last = tab.transcript.views[-1]
    assert "The context is full" in visible_text(last)
    desk.engine.enqueue(" time.")
    button(last, "Continue").click()
    desk.wait(lambda: whole_answer(tab, "Once upon a time."))
    last = tab.transcript.views[-1]
    assert "Once upon a time." in visible_text(last)
    assert "2/2" in visible_text(last)
    assert not [b for b in last.findChildren(type(button(last, "Regenerate"))) if b.text() and b.isVisible()]
    button(last, "Previous version").click()
    desk.wait(lambda: tab.session.branch[-1].message.content == "Once upon a")


def test_a_cut_answer_goes_on_with_the_keyboard(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Once upon a", reason="length")
    desk.ask(tab, "Tell me a story")
    desk.engine.enqueue(" time.")
    QTest.keyClick(
        tab.composer.edit,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    desk.wait(lambda: whole_answer(tab, "Once upon a time."))


def test_a_whole_answer_offers_nothing_to_continue(desk: Desk) -> None:
    tab = desk.tab()
    desk.ask(tab, "Colours?")
    with pytest.raises(StopIteration):
        button(tab.transcript.views[-1], "Continue")


def test_what_was_written_stays_in_view_while_its_prompt_is_read_again(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Once upon a", reason="length")
    desk.ask(tab, "Tell me a story")
    desk.engine.gate.clear()
    desk.engine.readings = [(512, 5600), (4608, 5600)]
    desk.engine.enqueue(" time.")
    button(tab.transcript.views[-1], "Continue").click()
    desk.wait(lambda: "Reading 4608 of 5600 tokens" in told(tab))
    assert "Once upon a" in visible_text(tab.transcript.views[-1])
    desk.services.models.state_changed.emit(EngineState("busy"))  # other news do not take it away
    assert "Reading 4608" in told(tab)
    desk.engine.gate.set()
    desk.wait(lambda: whole_answer(tab, "Once upon a time."))
    assert "Reading" not in visible_text(tab.transcript.views[-1])


def test_reading_shows_again_in_a_chat_that_one_comes_back_to(desk: Desk) -> None:
    other = desk.conversation_of([("Other?", "Yes.")])
    tab = desk.tab()
    desk.wait(lambda: len(tab.session.branch) == 2)
    tab.session.open_new()
    desk.engine.gate.clear()
    desk.engine.readings = [(512, 5600)]
    tab.composer.set_text("Long")
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: "Reading 512 of 5600 tokens" in told(tab))
    reading = tab.session.conversation_id
    assert reading is not None
    tab.session.open(other.id)
    desk.wait(lambda: tab.session.conversation_id == other.id)
    assert "Reading" not in visible_text(tab.transcript.views[-1])
    tab.session.open(reading)
    desk.wait(lambda: "Reading 512 of 5600 tokens" in told(tab))
    desk.engine.gate.set()


def test_a_line_shows_what_the_model_no_longer_sees(desk: Desk) -> None:
    desk.engine.context = 300
    tab = desk.tab()
    for number in range(6):
        desk.engine.enqueue("answer " * 40)
        desk.ask(tab, f"question {number}")
    left_out = tab.session.branch[-1].message.detail["dropped_messages"]
    assert shown_dividers(tab) == [(left_out, "The model no longer sees what is above")]


def long_chat(desk: Desk, turns: int) -> int:
    return desk.conversation_of([("one two three", "four five")] * turns).id


def opened(desk: Desk, conversation: int) -> ChatTab:
    """The tab with this chat open: it opens by itself, a moment after the tab, but not once one types."""
    tab = desk.tab()
    desk.wait(lambda: tab.session.conversation_id == conversation and bool(tab.session.branch))
    return tab


def test_the_meter_is_that_of_the_chat_that_shows(desk: Desk) -> None:
    long = long_chat(desk, 100)
    tab = opened(desk, long)
    desk.services.models.load()
    desk.wait(lambda: tab.meter.usage is not None and not tab.meter.usage.estimated)
    assert tab.session.conversation_id == long
    assert tab.meter.usage is not None
    assert tab.meter.usage.total == 100 * 5 + 200 * 3
    tab.session.open_new()
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.total == 0)
    tab.composer.set_text("one two")
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.total == 7)


def test_a_count_that_comes_late_does_not_show_in_another_chat(desk: Desk) -> None:
    tab = opened(desk, long_chat(desk, 100))
    started, go_on = threading.Event(), threading.Event()
    count = desk.engine.count_chat

    def slow(messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None) -> int:
        started.set()
        assert go_on.wait(10)
        return count(messages, template_variables)

    desk.engine.count_chat = slow  # type: ignore[method-assign]  # an engine that reads a long prompt
    desk.services.models.load()
    desk.wait(started.is_set)
    tab.session.open_new()
    shown: list[object] = []
    tab.meter.changed.connect(shown.append)
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.total == 0)
    go_on.set()
    desk.ask(tab, "one")
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.messages > 0)
    assert all(usage is None or (isinstance(usage, Usage) and usage.total < 100) for usage in shown)


def test_what_will_be_left_out_is_said_while_one_types(desk: Desk) -> None:
    desk.engine.context = 400
    tab = opened(desk, long_chat(desk, 30))
    desk.services.models.load()
    desk.wait(lambda: tab.meter.usage is not None and not tab.meter.usage.estimated)
    note = tab.findChild(FitNote)
    assert note is not None
    assert not note.isVisible()
    tab.composer.set_text("word " * 150)
    desk.wait(lambda: note.isVisible() and "no longer sees the oldest" in note.text())
    tab.composer.set_text("word " * 500)
    desk.wait(lambda: "This message has about" in note.text())
    tab.composer.set_text("")
    desk.wait(lambda: not note.isVisible())


def test_who_wants_to_be_asked_chooses_in_the_window(desk: Desk) -> None:
    desk.engine.context = 300
    desk.services.settings.update(chat_overflow="ask")
    conversation = long_chat(desk, 30)
    tab = desk.tab()
    desk.wait(lambda: len(tab.session.branch) == 60)
    tab.composer.set_text("And now?")
    tab.composer.edit.submitted.emit()
    bar = tab.findChild(OverflowBar)
    assert bar is not None
    desk.wait(bar.isVisible)
    assert not desk.engine.requests
    assert tab.composer.text() == ""
    next(b for b in bar.findChildren(QPushButton) if "middle" in b.text()).click()
    desk.wait(lambda: desk.answered(tab, "And now?"))
    assert not bar.isVisible()
    assert tab.session.branch[-1].message.detail["kept_messages"] == 2
    desk.ask(tab, "And then?")  # it is not asked again in this chat
    assert len(desk.services.store.branch(conversation)) == 64


def test_a_question_that_is_not_to_be_answered_stays(desk: Desk) -> None:
    desk.engine.context = 300
    desk.services.settings.update(chat_overflow="ask")
    long_chat(desk, 30)
    tab = desk.tab()
    desk.wait(lambda: len(tab.session.branch) == 60)
    tab.composer.set_text("And now?")
    tab.composer.edit.submitted.emit()
    bar = tab.findChild(OverflowBar)
    assert bar is not None
    desk.wait(bar.isVisible)
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    desk.wait(lambda: not bar.isVisible())
    assert tab.session.branch[-1].message.content == "And now?"
    assert not tab.session.is_running
