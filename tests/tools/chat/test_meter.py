"""How much of the context a chat takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Message, ModelSpec
from llmdesk.errors import EngineCrashed
from llmdesk.store import BranchMessage, Store
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.meter import Meter, Usage
from tests.fakes import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    engine = FakeEngine(1000)
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    return engine


def chat(store: Store, turns: int) -> list[BranchMessage]:
    conversation = store.create_conversation().id
    parent: int | None = None
    for _ in range(turns):
        parent = store.add_message(conversation, parent, "user", "one two three").id
        answer = store.begin_answer(conversation, parent, "Fake")
        parent = store.finish_message(answer.id, "<think>so many words</think>four five", "done", {}).id
    return store.branch(conversation)


def measure(engine: FakeEngine, branch: Sequence[BranchMessage], typed: str = "", **more: Any) -> Usage:
    options = ChatOptions(system_prompt="Be brief.", **more)
    return Meter(engine, TokenCounter(engine)).measure(branch, options, typed)


def test_a_chat_counts_whole_with_its_instructions_and_what_is_typed(
    engine: FakeEngine, store: Store
) -> None:
    usage = measure(engine, chat(store, 50), "six seven")
    # As its prompt: 3 + 2 words a turn without the thoughts, and 3 tokens of the template a message.
    assert usage.instructions + usage.messages == 2 + 50 * 5 + 101 * 3
    assert (usage.instructions, usage.typed) == (2, 2 + 5)
    assert (usage.context, usage.estimated) == (1000, False)


def test_an_empty_chat_takes_what_is_typed_and_nothing_else(engine: FakeEngine) -> None:
    meter = Meter(engine, TokenCounter(engine))
    assert meter.measure([], ChatOptions(), "").total == 0
    assert meter.measure([], ChatOptions(), "one two").total == 2 + 5


def test_what_will_be_left_out_is_known_before_it_is_sent(engine: FakeEngine, store: Store) -> None:
    branch = chat(store, 40)
    assert not measure(engine, branch).left_out
    usage = measure(engine, branch, "word " * 300)
    assert usage.left_out.count > 0
    assert usage.left_out.count % 2 == 0
    assert measure(engine, branch, "word " * 300, overflow="keep_first").left_out.head == 2
    assert measure(engine, branch, "word " * 1200).too_long


def test_without_a_model_the_figures_are_an_estimate_and_nothing_is_loaded(store: Store) -> None:
    engine = FakeEngine()
    branch = chat(store, 2)
    usage = Meter(engine, TokenCounter(engine)).measure(branch, ChatOptions(), "字" * 100, context=2048)
    assert usage.estimated
    assert usage.context == 2048
    assert 50 <= usage.typed <= 110
    assert engine.model is None


def test_an_engine_that_ends_while_it_counts_leaves_an_estimate(engine: FakeEngine, store: Store) -> None:
    def ended(messages: Sequence[Message], template_variables: object = None) -> int:
        raise EngineCrashed("The engine stopped.")

    engine.count_chat = ended  # type: ignore[method-assign]  # an engine that crashes just then
    assert measure(engine, chat(store, 2)).estimated


def test_a_text_is_counted_once(engine: FakeEngine) -> None:
    asked: list[str] = []
    count = engine.count_tokens
    engine.count_tokens = lambda texts: count(asked.append(t) or t for t in texts)  # type: ignore[method-assign, func-returns-value]
    counter = TokenCounter(engine)
    assert counter.count(["one", "two three", "one"]) == [1, 2, 1]
    assert counter.count(["two three", "four"]) == [2, 1]
    assert asked == ["one", "two three", "four"]
