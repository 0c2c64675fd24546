"""All documents of a chat are asked for a value, which is kept with the answer and told in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat.everything.found import AllRead, as_detail, found_of, of_a_file, rows_of
from llmdesk.tools.chat.everything.reading import as_counted
from llmdesk.tools.chat.everything.wanted import is_about_all, way_of
from llmdesk.tools.chat.everything.words import total
from tests.tools.chat.everything.test_reading import Chat
from tests.tools.extract.copying_engine import CopyingEngine

QUESTION = "What is the rent in each letter?"
TEXTS = {
    "one": "Dear Ms Orr.\nrent: 850 euros",
    "two": "House rules.\nThe cellar is locked.",
    "three": "Hello.\nrent: 610 euros",
    "four": "Hello again.\nrent: *to be* agreed",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "chats.sqlite3", tmp_path / "backups")
    yield store
    store.close()


def chat_of(store: Store, question: str = QUESTION) -> Chat:
    chat, engine = Chat(store, TEXTS, question), CopyingEngine()
    engine.load(ModelSpec(FileRef(Path("model.gguf"))))
    chat.engine = engine  # type: ignore[assignment]
    return chat


def found_in(message: StoredMessage) -> AllRead:
    found = found_of(message)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "way"),
    [
        (QUESTION, "valued"),
        ("What does the parcel cost?", "valued"),
        ("Does it mention a refund?", "judged"),
        ("How many of these letters complain?", "judged"),
        ("Summarize the letters.", ""),
        ("每封信要求退款多少？", "valued"),
        ("总结这些信", ""),
    ],
)
def test_how_each_document_is_asked_is_told_by_the_question(question: str, way: str) -> None:
    assert way_of(question) == way


def test_a_question_for_a_value_of_each_is_about_all() -> None:
    assert is_about_all(QUESTION)
    assert not is_about_all("What does the parcel cost?")


def test_the_values_and_what_they_come_to_are_kept_and_told(store: Store) -> None:
    message = chat_of(store).read()
    found = found_in(message)
    assert (found.asked_for, found.count, found.unsure, found.different) == ("rent", 2, 1, 2)
    assert [row.value for row in found.first] == ["850 euros", "610 euros", "*to be* agreed"]
    assert [row.answer for row in rows_of(found)] == ["yes", "no", "yes", "unsure"]
    assert "**rent**: stated in **2 of 4** documents" in message.content
    figures = "Lowest: **610 euros** (three); highest: **850 euros** (one); together **1,460 EUR**"
    assert figures in message.content
    assert "Not checked: 1" in message.content
    table = as_counted(found)
    assert (table.asked_for, table.rows[0].value) == ("rent", "850 euros")


def test_a_stopped_one_goes_on_with_what_was_asked(store: Store) -> None:
    chat = chat_of(store)
    chat.cancel.cancel()
    stopped = chat.read()
    assert stopped.state == "stopped"
    chat.cancel = type(chat.cancel)()
    whole = chat.read(stopped)
    engine = chat.engine
    assert isinstance(engine, CopyingEngine)
    asked = len(engine.asked)
    again = chat.read(whole)
    assert len(engine.asked) == asked  # nothing is asked twice
    assert rows_of(found_in(again)) == rows_of(found_in(whole))


def test_what_a_file_from_anybody_has_of_values_is_bounded(store: Store) -> None:
    detail = as_detail(found_in(chat_of(store).read()))
    kept = dict(next(iter(detail.values())), asked_for="x" * 50_000)  # type: ignore[call-overload]
    taken = of_a_file(kept, lambda path: path)
    found = msgspec.convert(taken, AllRead)
    assert len(found.asked_for) == 1_000
    assert [row.value for row in rows_of(found)] == ["850 euros", "", "610 euros", "*to be* agreed"]
    assert len(total(found)) < 3_000
