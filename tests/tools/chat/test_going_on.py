"""A stopped or cut answer goes on where it ended; what does not fit is left out by the user's choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Message, ModelSpec, Written
from llmdesk.errors import EngineCrashed
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.tools.chat.answering import ChatOptions, Hearing, can_go_on
from llmdesk.tools.chat.sending import LeavesOut, Overflow, Selection, Turn, left_out_of, prompt, select
from tests.fakes import FakeEngine


def engine_of(context: int) -> FakeEngine:
    engine = FakeEngine(context)
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    return engine


def ask(
    engine: FakeEngine, store: Store, text: str, after: StoredMessage | None, overflow: Overflow = "oldest"
) -> StoredMessage:
    chat = after.conversation_id if after else store.create_conversation().id
    asked = store.add_message(chat, after.id if after else None, "user", text)
    options = ChatOptions(overflow=overflow)
    return answering.answer(engine, store, chat, asked.id, options, Hearing(), CancelToken()).message


def go_on(engine: FakeEngine, store: Store, message: StoredMessage, heard: list[Written]) -> StoredMessage:
    options, hearing = ChatOptions(), Hearing(heard.append)
    return answering.continue_answer(engine, store, message.id, options, hearing, CancelToken()).message


def test_an_answer_goes_on_behind_its_last_character_as_a_new_version(store: Store) -> None:
    engine = engine_of(4096)
    engine.enqueue("Once upon a", reason="length")
    cut = ask(engine, store, "Tell me a story", None)
    assert can_go_on(cut)
    engine.enqueue(" time there was.")
    heard: list[Written] = []
    whole = go_on(engine, store, cut, heard)
    assert engine.requests[-1].begun == "Once upon a"
    assert engine.requests[-1].messages == (Message("user", "Tell me a story"),)
    assert whole.content == "Once upon a time there was."
    assert heard[0].text == "Once upon a time"
    assert heard[-1].text == whole.content
    assert not can_go_on(whole)
    shown = store.branch(whole.conversation_id)[-1]
    assert (shown.message.id, shown.version, shown.versions) == (whole.id, 2, 2)
    assert store.message(cut.id) == cut


def test_an_answer_goes_on_in_the_middle_of_its_thoughts(store: Store) -> None:
    engine = engine_of(4096)
    engine.enqueue("<think>Let me", reason="length")
    cut = ask(engine, store, "Why?", None)
    assert (cut.content, cut.thoughts) == ("", "Let me")
    assert can_go_on(cut)
    engine.enqueue(" see.</think>\n\nBecause", reason="length")
    further = go_on(engine, store, cut, [])
    assert engine.requests[-1].begun == "<think>Let me"
    assert (further.content, further.thoughts) == ("Because", "Let me see.")
    engine.enqueue(" so.")
    whole = go_on(engine, store, further, [])
    assert engine.requests[-1].begun == "<think>Let me see.</think>\n\nBecause"
    assert (whole.content, whole.thoughts) == ("Because so.", "Let me see.")


def test_an_answer_that_fills_the_context_is_kept_and_says_so(store: Store) -> None:
    engine = engine_of(4096)
    engine.enqueue("It was a dark", reason="context")
    full = ask(engine, store, "Tell me a story", None)
    assert (full.content, full.state) == ("It was a dark", "stopped")
    assert full.detail["finish_reason"] == "context"
    assert can_go_on(full)


def test_an_answer_goes_on_after_a_crash(store: Store) -> None:
    engine = engine_of(4096)
    engine.enqueue("Half an", error=EngineCrashed("The engine stopped."))
    with pytest.raises(EngineCrashed):
        ask(engine, store, "Go", None)
    failed = store.branch(store.conversations()[0].id)[-1].message
    assert can_go_on(failed)
    engine.enqueue(" answer.")
    assert go_on(engine, store, failed, []).content == "Half an answer."


def test_a_crash_while_it_goes_on_loses_nothing(store: Store) -> None:
    engine = engine_of(4096)
    engine.enqueue("One two", reason="length")
    cut = ask(engine, store, "Count", None)
    engine.enqueue(" three", error=EngineCrashed("The engine stopped."))
    with pytest.raises(EngineCrashed):
        go_on(engine, store, cut, [])
    assert store.branch(cut.conversation_id)[-1].message.content == "One two three"
    assert store.message(cut.id).content == "One two"


def test_the_oldest_turns_make_room_and_never_the_end_of_the_answer(store: Store) -> None:
    engine = engine_of(400)
    engine.enqueue("old " * 100)
    first = ask(engine, store, "The first", None)
    engine.enqueue("new " * 200 + "END", reason="context")
    full = ask(engine, store, "The second", first)
    engine.enqueue(" and more.")
    whole = go_on(engine, store, full, [])
    sent = engine.requests[-1]
    assert sent.begun == full.content
    assert sent.messages == (Message("user", "The second"),)
    assert whole.content == full.content + " and more."
    assert left_out_of(whole).count == 2


def test_of_an_answer_longer_than_the_context_the_end_is_sent(store: Store) -> None:
    engine = engine_of(200)
    engine.enqueue(" ".join(f"word{n}" for n in range(190)), reason="context")
    full = ask(engine, store, "Tell", None)
    engine.enqueue(" more.")
    whole = go_on(engine, store, full, [])
    begun = engine.requests[-1].begun
    assert full.content.endswith(begun)
    assert 50 < len(begun.split()) < 150
    assert whole.content == full.content + " more."
    assert left_out_of(whole).shortened


def test_who_types_go_on_after_a_full_context_is_understood(store: Store) -> None:
    """The answer before does not fit whole: its end is sent, not nothing of it."""
    engine = engine_of(200)
    engine.enqueue(" ".join(f"word{n}" for n in range(190)), reason="context")
    full = ask(engine, store, "Tell me a story", None)
    ask(engine, store, "Continue.", full)
    *_, before, asked = engine.requests[-1].messages
    assert asked == Message("user", "Continue.")
    assert before.role == "assistant"
    assert before.content.endswith("word188 word189")


def test_the_first_turn_stays_where_the_user_wants_it(store: Store) -> None:
    engine = engine_of(300)
    last: StoredMessage | None = None
    for number in range(12):
        engine.enqueue("answer " * 20)
        last = ask(engine, store, f"question {number} " + "word " * 20, last, "keep_first")
    sent = engine.requests[-1].messages
    assert sent[0].content.startswith("question 0")
    assert sent[-1].content.startswith("question 11")
    assert len(sent) < 23
    assert last is not None
    left_out = left_out_of(last)
    assert left_out.head == 2
    assert left_out.head + left_out.count + len(sent) - 2 == 23


def test_who_wants_to_be_asked_is_asked_before_anything_is_left_out(store: Store) -> None:
    engine = engine_of(200)
    engine.enqueue("answer " * 100)
    first = ask(engine, store, "The first", None, "ask")
    with pytest.raises(LeavesOut) as caught:
        ask(engine, store, "word " * 60, first, "ask")
    assert caught.value.params["count"] == 1  # of the long answer, its beginning
    kept = [entry.message for entry in store.branch(first.conversation_id)]
    assert [message.role for message in kept] == ["user", "assistant", "user"]  # the question is safe
    assert len(engine.requests) == 1


turns = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60)), min_size=1, max_size=12)


@given(turns, st.integers(20, 300), st.sampled_from(["oldest", "keep_first"]), st.integers(0, 400))
def test_what_is_said_to_be_left_out_is_what_is_not_sent(
    sizes: list[tuple[int, int]], room: int, overflow: Overflow, begun_words: int
) -> None:
    made = tuple(
        Turn((Message("user", f"q{n} " * asked), Message("assistant", f"a{n} " * answered)), 2)
        for n, (asked, answered) in enumerate(sizes)
    )
    made = (*made[:-1], Turn(made[-1].messages[:1], 1))
    begun = "b " * begun_words + "end"
    chosen: Selection = select(made, "", room, overflow, lambda texts: [len(t.split()) for t in texts], begun)
    left_out = chosen.left_out
    assert chosen.sent[-1] == made[-1]
    assert begun.endswith(chosen.begun_sent)
    assert chosen.begun_sent
    assert left_out.head + left_out.count + sum(turn.stored for turn in chosen.sent[chosen.head :]) == sum(
        turn.stored for turn in made
    )
    assert prompt(chosen.sent, "")[-1].content.endswith(made[-1].messages[0].content)


@pytest.mark.parametrize(
    ("begun", "sent"),
    [
        ("<think>" + "so " * 100, "<think>so "),
        ("<think>" + "so " * 100 + "</think>\n\nYes", "<think>so "),
        ("<think>so</think>\n\n" + "yes " * 100, "yes "),
    ],
    ids=["still thinking", "just answering", "long answered"],
)
def test_thoughts_of_which_only_the_end_is_sent_stay_thoughts(begun: str, sent: str) -> None:
    chosen = Selection((Turn((Message("user", "Why?"),), 1),), begun=begun, begun_from=200)
    assert chosen.begun_sent.startswith(sent)
    assert begun.endswith(chosen.begun_sent.removeprefix("<think>"))


@pytest.mark.parametrize("overflow", ["oldest", "keep_first", "ask"])
def test_of_a_chat_that_fits_by_tokens_nothing_is_left_out(overflow: Overflow) -> None:
    """However many bytes it has."""
    answer = Message("assistant", "answer " * 60)
    made = tuple(Turn((Message("user", f"question{n} " * 20), answer), 2) for n in range(5))
    chosen = select(made, "", 2000, overflow, lambda texts: [len(t.split()) for t in texts])
    assert not chosen.left_out
    assert chosen.sent == made
