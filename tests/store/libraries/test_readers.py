"""Some read the file of the libraries at once, and a close waits for them."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store.libraries.file import LibraryFile
from llmdesk.store.libraries.readers import AT_ONCE

LONG_S = 30.0  # whoever waits so long waits for ever


def names(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM library ORDER BY name")]


def add(db: sqlite3.Connection, name: str) -> None:
    db.execute("INSERT INTO library (name, created) VALUES (?, 0)", (name,))


def test_searches_run_beside_each_other_each_on_its_own_state(tmp_path: Path) -> None:
    together = threading.Barrier(AT_ONCE, timeout=LONG_S)
    reading, written = threading.Event(), threading.Event()

    def read(db: sqlite3.Connection) -> list[list[str]]:
        before = names(db)
        together.wait()  # passes only when all of them read
        reading.set()
        assert written.wait(LONG_S)
        return [before, names(db)]

    with closing(LibraryFile(tmp_path / "libraries.sqlite3")) as file, ThreadPoolExecutor(AT_ONCE) as pool:
        file.write(lambda db: add(db, "Papers"))
        found = [pool.submit(file.read, read) for _ in range(AT_ONCE)]
        assert reading.wait(LONG_S)
        file.write(lambda db: add(db, "Letters"))
        written.set()
        assert [each.result() for each in found] == [[["Papers"], ["Papers"]]] * AT_ONCE
        assert file.read(names) == ["Letters", "Papers"]


@pytest.mark.parametrize("end", ["close", "delete"])
def test_who_reads_is_waited_for_before_the_file_is_let_go(tmp_path: Path, end: str) -> None:
    begun, done = threading.Event(), threading.Event()

    def read(db: sqlite3.Connection) -> list[str]:
        begun.set()
        done.wait(LONG_S)
        return names(db)

    with closing(LibraryFile(tmp_path / "libraries.sqlite3")) as file, ThreadPoolExecutor(2) as pool:
        file.write(lambda db: add(db, "Papers"))
        reading = pool.submit(file.read, read)
        assert begun.wait(LONG_S)
        ending = pool.submit(getattr(file, end))
        assert not ending.done()
        done.set()
        assert reading.result() == ["Papers"]
        ending.result()
        if end == "delete":
            assert file.read(names) == []
        else:
            with pytest.raises(StoreError):
                file.read(names)
