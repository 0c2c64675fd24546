"""A full disk, a file that cannot be written, a locked one: told clearly, and no text is lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.store.failures import explained
from tests.store.conftest import Place, Start

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits and rights")


def complete(error: StoreError) -> bool:
    """Title, detail and hint are there, and every place in them is filled."""
    return all(part and "{" not in part for part in error.render())


@posix_only
def test_a_disk_that_takes_no_more_loses_nothing_that_was_saved(place: Place, start: Start) -> None:
    child = start("fill")
    told, _ = child.communicate()
    assert child.returncode == 0
    saved, sentences = told.split(maxsplit=1)
    assert 0 < int(saved) < 1000
    assert "could not be saved" in sentences
    assert "try again" in sentences
    store = place.open()
    assert not store.notices
    assert len(store.search("xxx", limit=2000)) == int(saved)
    assert len(store.search("freed")) == 1


@posix_only
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_file_that_may_not_be_written_is_named(place: Place, start: Start, folder_mode: int) -> None:
    place.open().close()
    before = place.path.read_bytes()
    place.path.chmod(0o444)
    place.path.with_name(place.path.name + ".opening").unlink()
    place.path.with_name(place.path.name + ".sessions").rmdir()
    for folder in place.folder.parents[:2]:
        folder.chmod(0o755)
    place.folder.chmod(folder_mode)
    told, _ = start("nobody").communicate()
    place.folder.chmod(0o755)
    assert told.startswith("refused ")
    assert str(place.folder) in told
    assert "Traceback" not in told
    assert place.path.read_bytes() == before
    if folder_mode == 0o777:
        assert "can be read but not written" in told


def test_a_folder_in_the_place_of_the_file_is_named(place: Place) -> None:
    place.path.mkdir()
    with pytest.raises(StoreError) as caught:
        place.open()
    assert complete(caught.value)
    assert str(place.path) in str(caught.value)


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        Store(tmp_path / "data" / "llmdesk.sqlite3", tmp_path / "backups")
    assert complete(caught.value)


def test_a_locked_database_is_told_after_the_time_out_and_works_again_later(place: Place) -> None:
    store = place.open(busy_timeout_s=0.05)
    chat = store.create_conversation()
    with closing(sqlite3.connect(place.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program") as caught:
            store.add_message(chat.id, None, "user", "text")
        assert complete(caught.value)
        assert store.branch(chat.id) == []
        other.execute("ROLLBACK")
    store.add_message(chat.id, None, "user", "text")
    assert len(store.branch(chat.id)) == 1


def test_a_text_that_is_too_long_for_sqlite_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "any.sqlite3")) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
        with pytest.raises(sqlite3.DataError) as caught:
            connection.execute("SELECT ?", ("x" * 2000,))
    error = explained(caught.value, tmp_path)
    assert error is not None
    assert "too long" in str(error)


def test_an_error_that_only_a_bug_can_cause_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "any.sqlite3")) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELEC 1")
        assert explained(caught.value, tmp_path) is None


def test_a_failed_opening_leaves_no_lock_behind(place: Place) -> None:
    place.path.mkdir()
    with pytest.raises(StoreError):
        place.open()
    place.path.rmdir()
    assert place.open().conversations() == []
