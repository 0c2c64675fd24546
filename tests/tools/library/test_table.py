"""The documents of a library as a table that the tools for tables open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UsageError
from llmdesk.outputs import look_at
from llmdesk.store.libraries import Libraries
from llmdesk.tools.library import update
from llmdesk.tools.library.table import SUFFIXES, write_table
from llmdesk.tools.tables.opening import open_table
from tests.tools.library.conftest import read_here

TEXTS = {"a.txt": "One, two.\n\n“Three.”", "b.md": "=1+1 is no formula here", "c.txt": "灯坏了。"}


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    found = Libraries(tmp_path / "libraries.sqlite3")
    yield found
    found.close()


@pytest.fixture
def letters(libraries: Libraries, tmp_path: Path) -> int:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    number = libraries.add("Letters", [folder]).id
    update(libraries, number, read=read_here)
    return number


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_document_is_a_row_with_all_of_its_text(
    libraries: Libraries, letters: int, tmp_path: Path, suffix: str
) -> None:
    told: list[tuple[int, int]] = []
    path = write_table(
        libraries, [letters], look_at(tmp_path / f"out{suffix}"), lambda *done: told.append(done)
    )
    table = open_table(path)
    assert list(table.columns) == ["file", "text"]
    rows = [[str(cell) for cell in row] for row in table.rows()]
    assert [Path(name).name for name, _text in rows] == list(TEXTS)
    assert rows[0][1].split() == TEXTS["a.txt"].split()
    assert rows[1][1].lstrip("'") == TEXTS["b.md"]
    assert rows[2][1] == TEXTS["c.txt"]
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_stop_writes_nothing(libraries: Libraries, letters: int, tmp_path: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        write_table(
            libraries, [letters], look_at(tmp_path / "out.csv"), lambda *_done: cancel.cancel(), cancel
        )
    assert not list(tmp_path.glob("out*"))


def test_a_library_without_documents_is_no_table(libraries: Libraries, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    number = libraries.add("Empty", [tmp_path / "empty"]).id
    with pytest.raises(UsageError, match="no documents"):
        write_table(libraries, [number], look_at(tmp_path / "out.csv"))
