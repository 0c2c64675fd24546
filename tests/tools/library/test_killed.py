"""An update that is killed, again and again: nothing is read twice into the library, and nothing is
missing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.store.libraries import Libraries
from llmdesk.tools.library import LibrarySource, update
from llmdesk.tools.passages import words_of
from tests.tools.library.conftest import read_here

DOCUMENTS, SENTENCES = 150, 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_update_that_is_killed_twenty_times_leaves_each_document_once(tmp_path: Path) -> None:
    folder, database = tmp_path / "papers", tmp_path / "libraries.sqlite3"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = " ".join(f"Sentence {n} is about lighthouse number {number}." for n in range(SENTENCES))
        (folder / f"{number}.txt").write_text(text)
    words = [sys.executable, "-m", "tests.tools.library.killing", str(folder), str(database)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert int(done.stdout) >= 15  # else it was never killed in the middle

    libraries = Libraries(database)
    (library,) = libraries.all()
    left = update(libraries, library.id, read=read_here)
    assert not libraries.take_notices()
    assert left.added + left.unchanged == DOCUMENTS
    assert left.unchanged > 0
    documents = libraries.documents(library.id, limit=1000)
    assert sorted(each.path.name for each in documents) == sorted(path.name for path in folder.iterdir())
    assert {each.state for each in documents} == {"indexed"}
    hits = LibrarySource(libraries, [library.id]).find("lighthouse 77", 1000)
    libraries.close()
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ((passages,),) = db.execute("SELECT count(*) FROM passage")
        word = next(words_of("lighthouse"))
        counted = db.execute("SELECT count(*) FROM passage_index WHERE passage_index MATCH ?", (word,))
        ((indexed,),) = counted
    assert passages == sum(each.passages for each in documents) == indexed == len(hits)
