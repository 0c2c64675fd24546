"""Answering a branch: what is sent, what is kept, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Written
from llmdesk.errors import (
    Cancelled,
    ContextTooLong,
    EngineCrashed,
    EngineRefused,
    EngineUnreachable,
    UserError,
)
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.tools.chat.answering import ChatOptions, Hearing, automatic_title
from tests.fakes import FakeEngine, FakeStream


def question(store: Store, text: str, after: StoredMessage | None = None) -> StoredMessage:
    conversation_id = after.conversation_id if after else store.create_conversation().id
    return store.add_message(conversation_id, after.id if after else None, "user", text)


def reply(
    engine: FakeEngine,
    store: Store,
    asked: StoredMessage,
    on_written: Callable[[Written], None] = lambda _: None,
    cancel: CancelToken | None = None,
    options: ChatOptions | None = None,
    on_begin: Callable[[StoredMessage], None] = lambda _: None,
) -> answering.Answer:
    return answering.answer(
        engine,
        store,
        asked.conversation_id,
        asked.id,
        options or ChatOptions(),
        Hearing(on_written, on_begin),
        cancel or CancelToken(),
    )


def test_an_answer_streams_and_is_stored_with_its_figures(engine: FakeEngine, store: Store) -> None:
    engine.enqueue("Red, orange and gold.")
    heard: list[Written] = []
    answer = reply(engine, store, question(store, "Colours?"), heard.append)
    assert [each.text for each in heard[:2]] == ["Red,", "Red, orange"]
    assert heard[-1].text == answer.message.content == "Red, orange and gold."
    assert answer.message.state == "done"
    assert answer.message.detail["completion_tokens"] == 4
    assert answer.dropped_turns == 0
    assert store.message(answer.message.id) == answer.message


def test_the_branch_and_the_system_prompt_are_sent(engine: FakeEngine, store: Store) -> None:
    first = reply(engine, store, question(store, "One?")).message
    reply(engine, store, question(store, "Two?", first), options=ChatOptions(system_prompt="Be brief."))
    assert engine.requests[-1].messages == (
        Message("system", "Be brief."),
        Message("user", "One?"),
        Message("assistant", "Fine."),
        Message("user", "Two?"),
    )


def test_thoughts_of_earlier_answers_are_not_sent(engine: FakeEngine, store: Store) -> None:
    engine.enqueue("<think>Counting.</think>\n\nOne it is.")
    first = reply(engine, store, question(store, "One?")).message
    assert (first.content, first.thoughts) == ("One it is.", "Counting.")
    reply(engine, store, question(store, "Two?", first))
    assert engine.requests[-1].messages == (
        Message("user", "One?"),
        Message("assistant", "One it is."),
        Message("user", "Two?"),
    )


def test_an_answer_says_who_gave_it(engine: FakeEngine, store: Store) -> None:
    engine.load(ModelSpec(FileRef(Path("file.gguf")), name="A Model 1B"))
    assert reply(engine, store, question(store, "One?")).message.model == "A Model 1B"


def test_another_version_of_an_answer_is_not_sent(engine: FakeEngine, store: Store) -> None:
    asked = question(store, "One?")
    first = reply(engine, store, asked).message
    again = reply(engine, store, asked).message
    assert engine.requests[-1].messages == (Message("user", "One?"),)
    assert again.parent_id == first.parent_id == asked.id


def test_a_question_without_an_answer_joins_the_next(engine: FakeEngine, store: Store) -> None:
    reply(engine, store, question(store, "Two?", question(store, "One?")))
    assert engine.requests[-1].messages == (Message("user", "One?\n\nTwo?"),)


@pytest.mark.parametrize("kind", [EngineCrashed, EngineUnreachable, EngineRefused])
def test_an_engine_that_is_gone_leaves_the_partial_answer_and_what_happened(
    engine: FakeEngine, store: Store, kind: type[UserError]
) -> None:
    engine.enqueue("Half an", error=kind("The engine stopped: {reason}", reason="killed"))
    asked = question(store, "Go on")
    with pytest.raises(kind):
        reply(engine, store, asked)
    kept = store.branch(asked.conversation_id)[-1].message
    assert (kept.content, kept.state) == ("Half an", "failed")
    error = answering.error_of(kept)
    assert error is not None
    assert error.render()[0] == "The engine stopped: killed"


def test_a_stopped_answer_keeps_what_came(engine: FakeEngine, store: Store) -> None:
    engine.enqueue("one two three four")
    cancel = CancelToken()
    received: list[Written] = []

    def stop_at_the_first(written: Written) -> None:
        received.append(written)
        engine.gate.clear()
        cancel.cancel()

    answer = reply(engine, store, question(store, "Count"), stop_at_the_first, cancel)
    assert answer.message.state == "stopped"
    assert answer.message.content == received[-1].text
    assert received


def test_a_cancel_before_the_first_word_is_stored_as_stopped(engine: FakeEngine, store: Store) -> None:
    cancel = CancelToken()
    asked = question(store, "Hello")
    with pytest.raises(Cancelled):
        reply(engine, store, asked, cancel=cancel, on_begin=lambda _: cancel.cancel())
    assert store.branch(asked.conversation_id)[-1].message.state == "stopped"


def test_a_bug_in_the_receiver_does_not_leave_the_engine_running(engine: FakeEngine, store: Store) -> None:
    streams: list[FakeStream] = []
    generate = engine.generate

    def recording(request: GenerateRequest) -> FakeStream:
        streams.append(generate(request))
        return streams[-1]

    def broken(_: Written) -> None:
        engine.gate.clear()
        raise ZeroDivisionError

    engine.generate = recording  # type: ignore[method-assign]  # to look at the stream
    engine.enqueue("a b c " * 1000)
    with pytest.raises(ZeroDivisionError):
        reply(engine, store, question(store, "Count"), broken)
    assert streams[0].result(5).finish_reason == "cancelled"


def test_the_oldest_turns_are_left_out_visibly(store: Store) -> None:
    engine = FakeEngine(context=1000)
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    last: StoredMessage | None = None
    dropped: list[int] = []
    for number in range(30):
        engine.enqueue("answer " * 20)
        answer = reply(engine, store, question(store, f"question {number} " + "word " * 20, last))
        last = answer.message
        dropped.append(answer.dropped_turns)
    assert dropped[0] == 0
    assert dropped[-1] > 0
    assert answering.dropped_messages(answer.message) == 2 * dropped[-1]
    sent = engine.requests[-1].messages
    assert sent[0].role == "user"
    assert sent[-1].content.startswith("question 29")
    # The window moves in steps: several turns begin with the same message, and the cache is used.
    assert dropped == sorted(dropped)
    assert len(set(dropped)) <= len(dropped) // 2


def test_a_refusal_of_the_engine_leaves_out_more(engine: FakeEngine, store: Store) -> None:
    last: StoredMessage | None = None
    for number in range(6):
        last = reply(engine, store, question(store, f"question {number} " + "word " * 20, last)).message
    generate = engine.generate
    refusals: list[int] = []

    def strict(request: GenerateRequest) -> FakeStream:
        if len(request.messages) > 3:
            refusals.append(len(request.messages))
            raise ContextTooLong("Too long.", prompt_tokens=200, context=150)
        return generate(request)

    engine.generate = strict  # type: ignore[method-assign]  # an engine that counts otherwise
    answer = reply(engine, store, question(store, "the last", last))
    assert refusals
    assert answer.message.state == "done"
    assert answer.dropped_turns >= 5


def test_a_question_that_is_too_long_alone_is_refused_and_kept(store: Store) -> None:
    engine = FakeEngine(context=50)
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    asked = question(store, "word " * 100)
    with pytest.raises(ContextTooLong):
        reply(engine, store, asked)
    kept = store.branch(asked.conversation_id)
    assert [entry.message.state for entry in kept] == ["done", "failed"]
    assert kept[0].message.content == "word " * 100


def test_after_a_question_that_was_too_long_the_next_one_is_answered(store: Store) -> None:
    engine = FakeEngine(context=60)
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    long = question(store, "word " * 100)
    with pytest.raises(ContextTooLong):
        reply(engine, store, long)
    failed = store.branch(long.conversation_id)[-1].message
    answer = reply(engine, store, question(store, "Short?", failed))
    assert engine.requests[-1].messages == (Message("user", "Short?"),)
    assert answer.message.state == "done"
    assert answer.dropped_turns == 1


def test_the_answer_is_written_down_while_it_streams(
    engine: FakeEngine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "CHECKPOINT_S", 0.0)
    engine.enqueue("one two three")
    asked = question(store, "Count")
    seen: list[str] = []
    reply(
        engine,
        store,
        asked,
        lambda _: seen.append(store.branch(asked.conversation_id)[-1].message.content),
    )
    assert seen == ["one", "one two", "one two three"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Name three colours of autumn leaves.", "Name three colours of autumn leaves."),
        ("\n\n## **Plan** for `today`\nmore", "Plan for today"),
        (
            "Write a long and winding story about a fox who learns to sail",
            "Write a long and winding story about a fox…",
        ),
        (
            "请写一首关于秋天的五言绝句，要有月亮和故乡，还要有落叶与归雁",
            "请写一首关于秋天的五言绝句，要有月亮和故乡…",
        ),
        ("```\n***\n", ""),
        ("", ""),
    ],
)
def test_a_title_is_the_beginning_of_the_first_message(text: str, title: str) -> None:
    assert automatic_title(text) == title


@given(st.text())
def test_a_title_is_one_short_line_of_any_text(text: str) -> None:
    title = automatic_title(text)
    assert len(title) <= answering.TITLE_COLUMNS + 1
    assert len(title.splitlines()) <= 1
    assert title == title.strip()
