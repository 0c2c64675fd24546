"""What the user decides about documents that a model counted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from llmdesk.engine.types import EngineState
from llmdesk.store import Store, StoredMessage
from llmdesk.store.libraries import Libraries
from llmdesk.tools.chat.attaching.asked import Sources
from llmdesk.tools.chat.attaching.sources import Documents
from llmdesk.tools.chat.everything import words
from llmdesk.tools.chat.everything.found import AllRead, as_detail, decided, found_of, rows_of
from llmdesk.tools.library import update
from tests.tools.ask.test_everything import LATE, MAYBE, Sifting
from tests.tools.chat.everything.test_reading import Chat, _Named, letters

WELL = "All is well."
LETTERS = {"one": LATE, "two": WELL, "three": MAYBE}


class Other(Sifting):
    """Another model."""

    def state(self) -> EngineState:
        state = super().state()
        assert state.model is not None
        return replace(state, model=replace(state.model, name="other"))


def kept(store: Store, message: StoredMessage, found: AllRead) -> StoredMessage:
    return store.finish_message(message.id, words.total(found), "done", as_detail(found))


def answers(found: AllRead) -> dict[str, str]:
    return {row.document.name: row.answer + (" by hand" if row.by_hand else "") for row in rows_of(found)}


def test_the_total_still_says_that_a_model_judged_what_was_not_decided(store: Store) -> None:
    found = Chat(store, LETTERS).found()
    for name in ("two", "three"):  # the one that counts is the model's
        row = next(row for row in rows_of(found) if row.document.name == name)
        found = decided(found, row, "no")
    assert (found.count, found.by_hand) == (1, 2)
    assert "The model judged each of them" in words.total(found)
    assert "Decided by hand: 2." in words.total(found)
    found = decided(found, rows_of(found)[0], "yes")
    assert "The model judged each of them" not in words.total(found)


def test_the_same_text_follows_where_its_sentence_is_not_kept(store: Store, tmp_path: Path) -> None:
    with closing(Libraries(tmp_path / "libraries.sqlite3")) as libraries:
        number = libraries.add("Letters", [letters(tmp_path / "letters", {"a": WELL, "b": WELL})]).id
        update(libraries, number)
        chat = Chat(store, {})
        chat.sources = Sources(Documents(store), [_Named(libraries, [number])])
        message = chat.read()
        found = found_of(message)
        assert found is not None
        found = decided(found, rows_of(found)[0], "yes")
        assert answers(found) == {"a.txt": "yes by hand", "b.txt": "yes by hand"}
        again = found_of(chat.read(kept(store, message, found)))
        assert again is not None
        assert answers(again) == {"a.txt": "yes by hand", "b.txt": "yes by hand"}


def test_what_was_decided_stays_when_another_model_reads_all(store: Store) -> None:
    chat = Chat(store, LETTERS)
    message = chat.read()
    found = found_of(message)
    assert found is not None
    found = decided(found, rows_of(found)[0], "no")
    found = decided(found, rows_of(found)[1], "yes")
    before = kept(store, message, found)
    chat.engine = Other()
    again = chat.found(before)
    assert chat.engine.asked
    assert again.model == "other"
    assert answers(again) == {"one": "no by hand", "two": "yes by hand", "three": "unsure"}
    assert rows_of(again)[1].quote == WELL
