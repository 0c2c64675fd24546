"""Whole conversations: put in at once, recognized when they come again, grown by what is new in them."""

from __future__ import annotations

from dataclasses import replace

from llmdesk.store import WholeConversation, WholeMessage
from tests.store.conftest import Place, Start
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


def test_a_kill_while_chats_are_taken_in_leaves_whole_ones_and_none_that_was_told_is_lost(
    place: Place, start: Start
) -> None:
    told = -1
    for more in (1, 5):
        child = start("take in")
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= told + more:
                break
        child.kill()
        rest, _ = child.communicate()
        told = max(
            [told + more, *(int(each) for each in rest.splitlines(keepends=True) if each[-1:] == "\n")]
        )
        store = place.open()
        taken = [store.whole_conversation(number) for number in store.conversation_ids()]
        assert {len(one.messages) for one in taken} == {20}
        assert len({one.title for one in taken}) == len(taken) >= told + 1
        store.close()


def test_a_copy_with_thoughts_or_a_draft_gives_them_to_one_without(place: Place) -> None:
    store = place.open()
    full = chat("Autumn", "Colours?", "Red.")
    answer = replace(full.messages[1], thoughts="Leaves turn.")
    full = replace(full, messages=(full.messages[0], answer), draft="And spring?")
    bare = replace(full, messages=(full.messages[0], replace(answer, thoughts="")), draft="")
    number = store.take_in(bare).conversation_id
    assert store.take_in(full).outcome == "extended"
    assert store.whole_conversation(number).messages[1].thoughts == "Leaves turn."
    assert store.draft(number) == "And spring?"
    assert store.search("leaves")
    assert store.take_in(full).outcome == store.take_in(bare).outcome == "known"


def test_an_old_answer_is_known_again_in_a_copy_without_its_thoughts(place: Place) -> None:
    """Its thoughts stood in its text."""
    store = place.open()
    old = chat("Autumn", "Colours?", "<think>Hm.</think>\n\nRed.", "Why?")
    old = replace(old, messages=tuple(replace(each, thoughts=None) for each in old.messages))
    store.take_in(old)
    said = replace(old.messages[1], content="Red.", thoughts="")
    assert store.take_in(replace(old, messages=(old.messages[0], said, old.messages[2]))).outcome == "known"


def test_a_copy_brings_its_preset_where_none_was_and_replaces_none(place: Place) -> None:
    store = place.open()
    number = store.take_in(chat("Autumn", "Colours?", "Red.")).conversation_id
    tutor, cook = {"name": "Tutor"}, {"name": "Cook"}
    assert store.take_in(replace(chat("Autumn", "Colours?", "Red."), preset=tutor)).outcome == "extended"
    assert store.conversation(number).preset == tutor
    assert store.take_in(replace(chat("Autumn", "Colours?", "Red."), preset=cook)).outcome == "known"
    assert store.whole_conversation(number).preset == tutor
