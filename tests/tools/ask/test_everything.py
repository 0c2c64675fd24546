"""A question about all documents: every one is read whole, and the program counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.errors import ContextTooLong
from llmdesk.store import Store
from llmdesk.tools.ask import (
    AskOptions,
    AskProgress,
    ask_everything,
    asks_for_all,
    everything_as_json,
    everything_as_text,
    everything_from_run,
    save_run,
    write_everything,
)
from llmdesk.tools.documents import Document, from_text
from tests.tools.ask.answering_engine import AnsweringEngine

LATE = "The parcel came late."


def letter(name: str, text: str) -> Document:
    return replace(from_text(text), name=name)


LETTERS = [
    letter("one", f"Dear team, the lamp is lovely. {LATE} Regards."),
    letter("two", "Dear team, all is well."),
    letter("three", "It is long. " * 300 + f"\n\n{LATE}\n\n" + "It is long. " * 300),
]


def test_every_document_is_judged_whole_and_counted_once() -> None:
    engine = AnsweringEngine(likes=LATE)
    found = ask_everything(engine, "How many came late?", LETTERS)
    assert [row.counts for row in found.rows] == [True, False, True]
    assert found.count == 2
    assert found.complete
    asked = " ".join(engine.weighed)
    assert asked.count("It is long.") >= 600  # nothing of it was left out


def test_a_document_that_counts_shows_the_sentence_that_says_so() -> None:
    found = ask_everything(AnsweringEngine(likes=LATE), "How many came late?", LETTERS)
    for row in found.rows:
        assert (row.quote is not None) == row.counts
        if row.quote is not None:
            assert row.quote.quote == LATE
            assert LETTERS[row.document].text[row.quote.start : row.quote.end] == LATE


def test_a_cancel_keeps_the_documents_that_are_judged() -> None:
    cancel = CancelToken()
    many = [letter(str(number), f"Letter {number}. {LATE}") for number in range(100)]

    def stop(progress: AskProgress) -> None:
        if progress.done == 40:
            cancel.cancel()

    found = ask_everything(AnsweringEngine(likes=LATE), "How many came late?", many, None, stop, cancel)

    assert not found.complete
    assert 40 <= len(found.rows) < 100
    assert everything_as_json(found)["answer"] is None


def test_a_document_that_cannot_be_judged_is_not_counted_as_one_that_is_not_meant() -> None:
    class Narrow(AnsweringEngine):
        def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
            for index in range(len(request.items)):
                yield Score(index, (), 5000, "5,000 tokens, and 4,096 fit.")

    with pytest.raises(ContextTooLong):
        ask_everything(Narrow(), "How many came late?", LETTERS)


def test_an_empty_collection_of_words_counts_nothing() -> None:
    found = ask_everything(AnsweringEngine(likes=LATE), "How many came late?", [letter("dots", "…")])
    assert found.count == 0
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("question", "all_of_them"),
    [
        ("How many of these letters complain about delivery?", True),
        ("Which of them mention the roof?", True),
        ("List all meetings with Ms Keller.", True),
        ("有多少封信抱怨送货？", True),
        ("哪些评论称赞了早餐？", True),
        ("When does the pool open?", False),
        ("What did the roof cost?", False),
        ("大桥什么时候通车？", False),
    ],
)
def test_questions_for_a_count_or_a_list_are_known(question: str, all_of_them: bool) -> None:
    assert asks_for_all(question) is all_of_them


def test_the_table_runs_no_formula() -> None:
    letters = [letter("=cmd()", f"=1+1 {LATE}")]
    found = ask_everything(AnsweringEngine(likes=LATE), "How many came late?", letters)
    rows = list(csv.reader(io.StringIO(write_everything(found, ".csv").decode("utf-8-sig")), strict=True))
    assert rows[0][:3] == ["file", "counts", "quote"]
    assert rows[1][0] == "'=cmd()"
    assert rows[1][1] == "yes"
    assert b'"count": 1' in write_everything(found, ".json")
    assert everything_as_text(found).startswith("1 of 1 documents")


def test_it_comes_back_from_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept.sqlite3", tmp_path / "backups")
    found = ask_everything(AnsweringEngine(likes=LATE), "How many came late?", LETTERS)
    run = save_run(store, [(each, None) for each in LETTERS], AskOptions(), found)
    assert everything_from_run(store.run(run.id)) == found
