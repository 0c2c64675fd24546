"""Titles that a model makes: asked for in bounds, cleaned, and refused where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, FinishReason, ModelSpec, Timings
from llmdesk.errors import Cancelled
from llmdesk.store import BranchMessage, Conversation, StoredMessage
from llmdesk.tools.chat.answering import automatic_title
from llmdesk.tools.chat.titles import MOST_TOKENS, make_title, title_of, wants_title
from tests.fakes import FakeEngine

QUESTION = "Why do leaves change colour in autumn?"
ANSWER = "The days get shorter, and trees stop making chlorophyll."
POEM = "写一首关于秋天的五言绝句"
SPEC = ModelSpec(FileRef(Path("fake.gguf")))


def completion(text: str, reason: FinishReason = "stop") -> Completion:
    return Completion(
        text=text,
        thoughts="",
        finish_reason=reason,
        prompt_tokens=1,
        reused_tokens=0,
        completion_tokens=1,
        timings=Timings(),
        model="m",
        seed=1,
    )


def branch(question: str = QUESTION, answer: str = ANSWER, state: str = "done") -> list[BranchMessage]:
    asked = StoredMessage(1, 1, None, "user", question, "done", "", 0.0)
    said = StoredMessage(2, 1, 1, "assistant", answer, state, "m", 0.0, {}, "")  # type: ignore[arg-type]  # a literal
    return [BranchMessage(asked, 1, 1), BranchMessage(said, 1, 1)]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Leaves in Autumn", "Leaves in Autumn"),
        ('  "Leaves in Autumn."\n', "Leaves in Autumn"),
        ("Title: Leaves in Autumn", "Leaves in Autumn"),
        ("**Title:** *Leaves in Autumn*", "Leaves in Autumn"),
        ("# Leaves in Autumn", "Leaves in Autumn"),
        ("Sure! Here is a short title:\n\n“Why Leaves Change”", "Why Leaves Change"),
        ("Leaves: why they change", "Leaves: why they change"),
        ("Why do leaves change?", "Why do leaves change?"),
        ("Leaves in Autumn\n\nThis title says what the chat is about.", "Leaves in Autumn"),
    ],
)
def test_what_stands_around_a_title_is_taken_away(written: str, title: str) -> None:
    assert title_of(completion(written), QUESTION, ANSWER) == title


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\n\n",
        "***",
        "Leaves change their colour in autumn because the days get shorter and the trees stop",
        "Leaves change colour. It is because of autumn.",
        "Sure! Here is a title:",
        "I am sorry",
        "Dogs and cats",
        "秋天的树叶",
        "Autumn " * 20,
        "A\x00\x1b",
        "Here it is:\n\n***",
    ],
)
def test_an_essay_and_what_is_about_something_else_is_no_title(written: str) -> None:
    assert title_of(completion(written), QUESTION, ANSWER) == ""


def test_a_title_that_was_cut_is_none() -> None:
    assert title_of(completion("Leaves in", "length"), QUESTION, ANSWER) == ""
    assert (
        title_of(completion("Leaves in Autumn\nThis title", "length"), QUESTION, ANSWER) == "Leaves in Autumn"
    )


def test_a_chinese_chat_gets_a_chinese_title() -> None:
    assert title_of(completion("《秋天的绝句》"), POEM, "秋夜凉风起。") == "秋天的绝句"
    assert title_of(completion("标题：秋天的五言绝句。"), POEM, "秋夜凉风起。") == "秋天的五言绝句"
    assert title_of(completion("秋夜思乡"), POEM, "秋夜凉风起。") == "秋夜思乡"
    assert title_of(completion("今日新闻"), POEM, "秋夜凉风起。") == ""
    assert title_of(completion("A Poem about Autumn"), POEM, "秋夜凉风起。") == ""


def test_other_scripts_keep_theirs() -> None:
    asked, said = "秋についての俳句を書いてください", "秋深き隣は何をする人ぞ"
    assert title_of(completion("秋の俳句"), asked, said) == "秋の俳句"
    asked, said = "Почему листья желтеют осенью?", "Потому что хлорофилл исчезает."
    assert title_of(completion("Осенние листья"), asked, said) == "Осенние листья"
    assert title_of(completion("秋天的树叶"), asked, said) == ""


def test_the_model_is_asked_for_few_tokens_beside_the_chats() -> None:
    engine = FakeEngine()
    engine.load(SPEC)
    engine.enqueue("Leaves in Autumn")
    assert make_title(engine, branch(QUESTION * 500, ANSWER * 500), CancelToken()) == "Leaves in Autumn"
    (request,) = engine.requests
    assert (request.max_tokens, request.priority) == (MOST_TOKENS, "batch")
    assert sum(len(message.content) for message in request.messages) < 2_000


def test_a_title_that_is_cancelled_ends_at_once() -> None:
    engine = FakeEngine()
    engine.load(SPEC)
    engine.gate.clear()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        make_title(engine, branch(), cancel)
    assert engine.requests == []


def test_only_a_chat_with_the_title_of_its_question_wants_one() -> None:
    chat = Conversation(1, automatic_title(QUESTION), True, 0.0, 0.0, 2, "")
    assert wants_title(chat, branch())
    own = Conversation(1, automatic_title(QUESTION), False, 0.0, 0.0, 2, "")
    assert not wants_title(own, branch())
    named = Conversation(1, "Leaves in Autumn", True, 0.0, 0.0, 2, "")
    assert not wants_title(named, branch())
    assert not wants_title(chat, branch(state="stopped"))
    assert not wants_title(chat, branch()[:1])
