"""The file of the libraries: damaged, of another program, of a newer llmdesk."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store.connections import connect
from llmdesk.store.libraries import Libraries, file
from llmdesk.store.libraries.schema import MIGRATIONS
from llmdesk.store.schema import migrate
from tests.store.libraries.made import found, put

NAME = "libraries.sqlite3"
PAGE = 4096  # bytes


def made(folder: Path, documents: int = 1) -> Path:
    """The closed file of one library."""
    libraries = Libraries(folder / NAME)
    library = libraries.add("Papers", [Path("/papers")]).id
    for number in range(documents):
        put(libraries, library, Path(f"/papers/{number}"), *(f"roof number {number} {n}" for n in range(40)))
    libraries.close()
    return folder / NAME


def overwrite(path: Path, start: int, size: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:start] + b"\xa5" * size + data[start + size :])


def test_a_file_that_is_no_database_is_set_aside_and_told(tmp_path: Path) -> None:
    overwrite(made(tmp_path), 0, 10_000)
    libraries = Libraries(tmp_path / NAME)
    assert libraries.all() == []
    (notice,) = libraries.take_notices()
    assert "damaged" in str(notice)
    assert libraries.take_notices() == ()
    assert len(list(tmp_path.glob(f"{NAME}.damaged-*"))) == 1
    libraries.close()


def test_of_a_file_that_breaks_while_it_is_used_names_and_folders_are_saved(tmp_path: Path) -> None:
    path = made(tmp_path, 60)
    sound = Libraries(path)
    (before,) = sound.all()
    documents = sound.readable([before.id])
    sound.close()
    body = re.search(rb"(?<!digest of )roof number 59 0", path.read_bytes())
    assert body is not None
    page = body.start() // PAGE
    overwrite(path, page * PAGE, PAGE)
    libraries = Libraries(path)
    with pytest.raises(StoreError, match="damaged"):
        list(map(libraries.body, documents))
    libraries.close()
    again = Libraries(path)
    (library,) = again.all()
    assert library.id == before.id, "chats know it by that"
    assert (library.name, library.roots, library.documents) == ("Papers", (Path("/papers"),), 0)
    assert "Update the libraries" in str(again.take_notices()[0])
    put(again, library.id, Path("/papers/1"), "roof")
    assert found(again, [library.id], "roof") == [Path("/papers/1")]
    again.close()


def test_words_that_are_damaged_within_a_value_are_told_and_cost_the_file_alone(tmp_path: Path) -> None:
    path = made(tmp_path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE content SET words = x'a5a5a5'")
    libraries = Libraries(path)
    (library,) = libraries.all()
    with pytest.raises(StoreError, match="damaged"):
        put(libraries, library.id, Path("/papers/0"), "another roof")
    libraries.close()
    again = Libraries(path)
    assert [(each.name, each.documents) for each in again.all()] == [("Papers", 0)]
    again.close()


def test_what_is_saved_of_a_damaged_file_does_not_hold_up_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = [
        (7, "A", 0.0, "", [b"/a"]),
        (7, "B", 0.0, "", []),
        (8, "", 0.0, "", []),
        (9, "a", 0.0, "", []),
        (10, "C", 0.0, "", []),
    ]
    monkeypatch.setattr(file, "_saved_from", lambda _path: saved)
    overwrite(made(tmp_path), 0, 10_000)
    libraries = Libraries(tmp_path / NAME)
    assert [(each.id, each.name, each.roots) for each in libraries.all()] == [
        (7, "A", (Path("/a"),)),
        (10, "C", ()),
    ]
    libraries.close()


@pytest.mark.parametrize("end", ["damaged", "deleted"])
def test_a_file_that_is_made_anew_gives_no_id_again(tmp_path: Path, end: str) -> None:
    """A chat that chose a library would ask another one."""
    path = made(tmp_path)
    libraries = Libraries(path)
    (before,) = libraries.all()
    documents = libraries.readable([before.id])
    if end == "deleted":
        libraries.delete_everything()
    else:
        libraries.close()
        overwrite(path, 0, 10_000)
        libraries = Libraries(path)
    new = libraries.add("Letters", [Path("/letters")]).id
    put(libraries, new, Path("/letters/1"), "roof")
    assert new != before.id
    assert not set(documents) & set(libraries.readable([new]))
    libraries.close()


def test_libraries_of_an_older_llmdesk_are_still_there(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    with closing(connect(tmp_path / NAME, "mode=rw")) as db:
        migrate(db, MIGRATIONS[:1])
        db.execute("INSERT INTO library (name, created) VALUES ('Papers', 0)")
    libraries = Libraries(tmp_path / NAME)
    (before,) = libraries.all()
    assert (before.id, before.name) == (1, "Papers")
    assert libraries.add("Letters", [Path("/letters")]).id > 2
    libraries.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("PRAGMA user_version = 99", "newer version"),
        ("CREATE TABLE other (x); PRAGMA user_version = 0", "another program"),
    ],
)
def test_what_is_not_ours_is_not_touched(tmp_path: Path, statement: str, told: str) -> None:
    path = made(tmp_path) if "99" in statement else tmp_path / NAME
    with closing(sqlite3.connect(path)) as db:
        db.executescript(statement)
    before = path.read_bytes()
    libraries = Libraries(path)
    with pytest.raises(StoreError, match=told):
        libraries.all()
    libraries.close()
    assert path.read_bytes() == before


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    libraries = Libraries(tmp_path / "file" / NAME)
    with pytest.raises(StoreError, match="could not be opened"):
        libraries.add("Papers", [Path("/papers")])
