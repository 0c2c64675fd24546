"""Questions that lean on their chat: which do, what is taken as one of its own, and what that finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.tools.chat.answering import ChatOptions, Hearing
from llmdesk.tools.chat.attaching.grounds import Grounds, grounds_of
from llmdesk.tools.chat.attaching.standalone import LONGEST, Standalone, accepted, leans_on_chat, request
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.documents import from_text
from tests.fakes import FakeEngine

LEANING = """
and in 2021?|When did she finish it?|Why?|What about the second one?|How much did it cost?|Who are they?
and the others?|And land303, when?|why is that?|What does the same cost in winter?|Who else?
Which one?|in 2021?|How long?
那第二条呢？|2021年呢？|为什么？|他是谁？|这个多少钱？|那利润呢|第三条呢？
其中有几个是电动的？|成都呢？|多少钱？
"""
ALONE = """
How much did the roof cost?|Who built the Old Mill Bridge?|When was the museum opened?|What is photosynthesis?
Summarize the document|How many keys were handed over?|What does a ticket cost?|Is the museum open on Mondays?
Tell me about Karin Holm|Where is the library?|Which depot opened in 2021?|!?
屋顶多少钱？|公司的其他产品有哪些？|谁是馆长？|上海分公司有多少人？|租期到什么时候为止？|吉他多少钱？
哪种产品卖得最好？|怎么申请退款？
"""
TURNS = [("How many visitors did the zoo in Malden have in 2019?", "The zoo of Malden had 412,000 visitors.")]
TURNS_HAN = [("规定的第一条说了什么？", "第一条说工作时间是八小时。")]
BOOK = "\n\n".join(
    f"Chapter {n}. In the year {1000 + n} the king of land{n} built a bridge of stone." for n in range(900)
)


def each(lines: str) -> list[str]:
    return [one for line in lines.split("\n") for one in line.split("|") if one]


@pytest.mark.parametrize("question", each(LEANING))
def test_a_question_without_a_subject_of_its_own_leans_on_the_chat(question: str) -> None:
    assert leans_on_chat(question)


@pytest.mark.parametrize("question", each(ALONE))
def test_a_question_that_says_what_it_is_about_costs_no_call(question: str) -> None:
    assert not leans_on_chat(question)


def test_the_same_question_with_more_said_is_taken() -> None:
    whole = "How many visitors did the zoo in Malden have in 2021?"
    assert accepted(f' "{whole}" ', "and in 2021?", TURNS) == whole
    assert accepted("规定的第二条说了什么？", "那第二条呢？", TURNS_HAN) == "规定的第二条说了什么？"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "How many visitors did the zoo in Malden have?",  # without its number
        "How many visitors did the zoo in Berlin have in 2021?",  # a name from nowhere
        "How many of the 77 visitors came in 2021?",
        "The zoo had 412,000 visitors in 2021.",  # an answer
        "How many visitors were there in 2021?\nUser: and more",
        "2021年马尔登动物园有多少游客？",
        "in 2021?",
        "How many visitors " * (LONGEST // 18) + "in 2021?" + " x" * 40,
    ],
)
def test_anything_else_is_not(said: str) -> None:
    assert accepted(said, "and in 2021?", TURNS) == ""


def test_the_question_before_it_is_not_taken_for_it() -> None:
    assert accepted(TURNS_HAN[0][0], "那第二条呢？", TURNS_HAN) == ""
    assert accepted("How many visitors did the zoo in Malden have in 2019?", "And why?", TURNS) == ""


def ask(store: Store, text: str, after: StoredMessage | None = None) -> StoredMessage:
    if after is not None:
        return store.add_message(after.conversation_id, after.id, "user", text)
    given = attached(from_text(BOOK, "book.txt"))
    texts = {given.attachment.digest: given.body}
    return store.add_message(store.create_conversation().id, None, "user", text, [given.attachment], texts)


def resize(engine: FakeEngine, parameters: int) -> None:
    assert engine.model is not None
    engine.model = replace(engine.model, parameters=parameters)


def reply(engine: FakeEngine, store: Store, asked: StoredMessage) -> StoredMessage:
    return answering.answer(
        engine, store, asked.conversation_id, asked.id, ChatOptions(), Hearing(), CancelToken()
    ).message


def answered_by_the_rewritten_question(
    engine: FakeEngine, store: Store, said: str
) -> tuple[StoredMessage, Grounds]:
    """An answer that is `said`, whose passages were found by what the model made of the question."""
    resize(engine, 1_500_000_000)
    rewritten = "What did the king of land707 build his bridge of?"
    engine.enqueue("In 1707.", rewritten, said)
    first = reply(engine, store, ask(store, "When did the king of land707 build?"))
    second = reply(engine, store, ask(store, "What did he build it of?", first))
    found = grounds_of(second)
    assert found is not None
    assert found.searched == rewritten
    assert "land707" in found.passages[0].quote
    return second, found


def test_passages_are_looked_up_with_the_rewritten_question_which_stays_with_the_answer(
    engine: FakeEngine, store: Store
) -> None:
    answered_by_the_rewritten_question(engine, store, "Of stone.")
    asked = engine.requests[1].messages[-1].content
    assert "When did the king of land707 build?" in asked
    assert asked.endswith("Last question: What did he build it of?\nRewritten question:")
    assert (
        engine.requests[2].messages[-1].content.endswith("What did he build it of?")
    )  # the chat stays as it is


@pytest.mark.parametrize("question", ["And for children?", "那儿童呢？"])
def test_the_model_is_made_to_write_a_question_where_it_can_be(question: str) -> None:
    made = request(question, TURNS, in_form=True)
    assert made.grammar is not None
    assert "?" in made.grammar
    assert request(question, TURNS, in_form=False).grammar is None


def test_a_rewritten_question_that_is_none_is_not_used_and_a_small_model_is_not_asked(
    engine: FakeEngine, store: Store
) -> None:
    resize(engine, 1_500_000_000)
    engine.enqueue("In 1707.", "It was stone.", "Of stone.")
    first = reply(engine, store, ask(store, "When did the king of land707 build?"))
    second = reply(engine, store, ask(store, "What did he build it of?", first))
    assert second.content == "Of stone."
    found = grounds_of(second)
    assert found is not None
    assert found.searched == ""
    resize(engine, 135_000_000)
    engine.enqueue("Of stone, too.")
    asked = len(engine.requests)
    assert reply(engine, store, ask(store, "And he?", second)).content == "Of stone, too."
    assert len(engine.requests) == asked + 1


def test_going_on_with_an_answer_looks_up_what_it_began_with(engine: FakeEngine, store: Store) -> None:
    second, found = answered_by_the_rewritten_question(engine, store, "Of")
    store.finish_message(second.id, "Of", "stopped", second.detail)
    engine.enqueue(" stone.")
    more = answering.continue_answer(
        engine, store, second.id, ChatOptions(), Hearing(), CancelToken()
    ).message
    assert more.content == "Of stone."
    again = grounds_of(more)
    assert again is not None
    assert (again.searched, again.passages) == (found.searched, found.passages)


@pytest.mark.bilingual
@pytest.mark.parametrize(
    ("asked", "answer", "question", "wanted"),
    [
        ("How high was the rent in 2019?", "It was 620 euros a month.", "and in 2021?", ("rent", "2021")),
        ("合同的第一条说了什么？", "第一条说租期是两年。", "那第二条呢？", ("合同", "第二条")),
        (
            "What is the annual fee of the rowing club?",
            "It is 180 pounds.",
            "And for children?",
            ("children", "club"),
        ),
    ],
)
def test_a_real_model_says_what_a_question_is_about(
    bilingual: Path, tmp_path: Path, asked: str, answer: str, question: str, wanted: tuple[str, ...]
) -> None:
    store, engine = Store(tmp_path / "db.sqlite3", tmp_path / "backups"), Engine(tmp_path / "engine.log")
    try:
        engine.load(ModelSpec(FileRef(bilingual), context=2048))
        chat = store.create_conversation().id
        first = store.add_message(chat, None, "user", asked)
        begun = store.begin_answer(chat, first.id, "model")
        said = store.finish_message(begun.id, answer, "done", {})
        store.add_message(chat, said.id, "user", question)
        found = Standalone(engine, CancelToken())(store.branch(chat))
        assert all(each in found for each in wanted), found
    finally:
        engine.close()
        store.close()
