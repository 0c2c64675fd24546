"""A database and settings that llmdesk made before runs had kinds of their own open with everything in them.

`made_before/` was written by the command line and the code of that time, with the starter model; only
the folder of the files was renamed.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.model_ref import FileRef, read_ref
from llmdesk.engine.types import Written
from llmdesk.settings import load_settings, save_settings
from llmdesk.store import Run, Store
from llmdesk.tools.chat.thoughts import written
from llmdesk.tools.checking import checked_from_run
from llmdesk.tools.documents import from_text
from llmdesk.tools.kept import read
from llmdesk.tools.poetry import runs as poems
from llmdesk.tools.sentiment.runs import TABLE, TEXT, labels_from, past_table
from llmdesk.tools.sentiment.types import TextResult
from llmdesk.tools.summarize import summary_from_run

LIBRARY = (
    "The town library will close for repairs on 3 May 2027. The council agreed to pay 240,000 euros for a "
    "new roof. Mayor Anna Holt said the work would take nine months. During that time readers can borrow "
    "books from a van that stops at the market every Tuesday."
)
MADE = Path(__file__).parent / "made_before"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    shutil.copy(MADE / "llmdesk.sqlite3", tmp_path)
    store = Store(tmp_path / "llmdesk.sqlite3", tmp_path / "backups")
    yield store
    store.close()


def only(store: Store, kind: str) -> Run:
    (run,) = store.runs(kind)
    assert run.state == "done"
    return run


def test_conversations_their_search_and_the_draft_are_there(store: Store) -> None:
    (chat,) = store.conversations()
    said = [one.message.content for one in store.branch(chat.id)]
    assert said[0] == "Name three colours."
    assert said[1] == "The colours are: Red, Blue, and Green."
    assert said[-1] == "And 三种颜色?"
    assert [hit.conversation_id for hit in store.search("颜色")] == [chat.id]
    assert store.draft(None) == "not yet sent"
    assert chat.preset is None


def test_answers_of_before_keep_their_thoughts_between_the_marks_and_new_ones_apart(store: Store) -> None:
    (chat,) = store.conversations()
    last = store.branch(chat.id)[-1].message
    old = store.begin_answer(chat.id, last.id, "m")
    assert old.thoughts is None
    old = store.finish_message(old.id, "<think>Giraffes.</think>\n\nTall.", "done", {})
    new = store.begin_answer(chat.id, last.id, "m")
    store.checkpoint(new.id, "Ta", "Okapis.")
    assert store.message(new.id).thoughts == "Okapis."
    new = store.finish_message(new.id, "Tall.", "done", {}, "Okapis.")
    assert written(old) == Written("Tall.", "Giraffes.")
    assert written(new) == Written("Tall.", "Okapis.")
    for word, message in (("giraffes", old), ("okapis", new)):
        (hit,) = store.search(word)
        assert hit.message_id == message.id, "thoughts are found, as before"
        assert word in hit.snippet.lower()


def test_every_kind_of_run_reads_back_whole(store: Store) -> None:
    summary = summary_from_run(only(store, "summary"))
    assert summary is not None
    assert summary.sentences
    text = from_text("The library closes on 3 May 2027. The roof costs 900,000 euros.", "summary.txt")
    checked = checked_from_run(only(store, "check"), text, [from_text(LIBRARY, "library.txt")])
    assert checked is not None
    assert len(checked.sentences) == 2
    analyzed = only(store, TEXT)
    result, labels = read(TextResult, analyzed.result), labels_from(analyzed.options["labels"])
    assert result is not None
    assert labels is not None
    assert set(result.probabilities) == set(labels.names)
    table = past_table(only(store, TABLE))
    assert table is not None
    assert (table.rows, table.path.name, dict(table.counts)) == (
        3, "scored.csv", {"positive": 2, "negative": 1},
    )  # fmt: skip
    _options, poem = poems.read(only(store, "poem"))
    assert poem is not None
    assert poem.lines[0] == "snow falls on the ground"


def test_settings_are_what_they_were(tmp_path: Path) -> None:
    shutil.copy(MADE / "settings.json", tmp_path)
    settings, problem = load_settings(tmp_path / "settings.json")
    assert problem is None
    assert (settings.language, settings.theme, settings.threads) == ("zh_CN", "dark", 3)


def test_the_model_that_an_older_llmdesk_kept_is_the_file_that_it_was(tmp_path: Path) -> None:
    """A path was all that was kept; what is kept of a file now is the same text."""
    file = tmp_path / "models" / "A model #2.gguf"
    settings = replace(load_settings(MADE / "settings.json")[0], model=str(file))
    save_settings(tmp_path / "settings.json", settings)
    kept = load_settings(tmp_path / "settings.json")[0].model
    assert read_ref(kept) == FileRef(file)
    assert str(FileRef(file)) == kept


def test_a_damaged_index_of_that_time_is_made_anew_before_the_migration(tmp_path: Path) -> None:
    shutil.copy(MADE / "llmdesk.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "llmdesk.sqlite3")) as old, old:
        old.execute("DROP TABLE message_index")
    store = Store(tmp_path / "llmdesk.sqlite3", tmp_path / "backups")
    assert store.notices == ()
    assert len(store.conversations()) == 1
    assert store.search("颜色")
    store.close()
