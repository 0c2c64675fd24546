"""Whole conversations: put in at once, recognized when they come again, grown by what is new in them."""

from __future__ import annotations

from dataclasses import replace

from llmdesk.store import WholeConversation, WholeMessage
from tests.store.conftest import Place
from tests.tools.chat.made import chat


def test_a_conversation_that_comes_again_is_not_put_in_twice(place: Place) -> None:
    store = place.open()
    first = store.take_in(chat("Autumn", "Colours?", "Red."))
    again = store.take_in(chat("Autumn", "Colours?", "Red."))
    assert (first.outcome, again.outcome) == ("new", "known")
    assert again.conversation_id == first.conversation_id
    other = store.take_in(chat("Autumn", "Colours?", "Red.", created=1_700_000_001.0))
    assert other.outcome == "new"
    assert len(store.conversation_ids()) == 2


def test_what_is_new_in_a_copy_is_added_and_nothing_is_taken_away(place: Place) -> None:
    store = place.open()
    number = store.take_in(chat("Autumn", "Colours?", "Red.")).conversation_id
    store.rename_conversation(number, "My own title")
    grown = store.take_in(chat("Other", "Colours?", "Red.", "Why?", "Because."))
    assert (grown.outcome, grown.conversation_id) == ("extended", number)
    assert [e.message.content for e in store.branch(number)] == ["Colours?", "Red.", "Why?", "Because."]
    assert store.conversation(number).title == "My own title"
    assert store.search("because")
    changed = store.take_in(chat("Other", "Colours?", "Blue."))
    assert changed.outcome == "extended"
    assert [e.message.content for e in store.branch(number)][-1] == "Because."
    assert [m.content for m in store.whole_conversation(number).messages] == [
        "Colours?",
        "Red.",
        "Why?",
        "Because.",
        "Blue.",
    ]


def test_what_was_deleted_comes_back_as_a_new_conversation(place: Place) -> None:
    store = place.open()
    number = store.take_in(chat("Autumn", "Colours?", "Red.")).conversation_id
    store.delete_conversation(number)
    assert store.take_in(chat("Autumn", "Colours?", "Red.")).outcome == "new"
    assert len(store.conversation_ids()) == 1


def test_an_answer_under_way_comes_in_as_stopped(place: Place) -> None:
    store = place.open()
    one = chat("A", "Hi", "Ho")
    streaming = WholeMessage(0, "assistant", "Ho", "streaming", "M", 1.0)
    number = store.take_in(replace(one, messages=(one.messages[0], streaming))).conversation_id
    assert [message.state for message in store.whole_conversation(number).messages] == ["done", "stopped"]


def test_an_empty_chat_with_a_draft_is_known_again(place: Place) -> None:
    store = place.open()
    empty = WholeConversation("Plan", False, 5.0, 6.0, "half a thought", (), None)
    assert [store.take_in(empty).outcome for _ in range(2)] == ["new", "known"]
    assert store.draft(store.conversation_ids()[0]) == "half a thought"
