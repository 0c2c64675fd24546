"""A full disk, a file that cannot be written, a locked one: told clearly, and no text is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.store.failures import explained
from tests.store.conftest import Place

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits and rights")


def in_a_child(action: Callable[[], None]) -> None:
    """Run `action` in a fork, so that it may give up rights; fail if it raises."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            action()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


def add_texts(store: Store, conversation_id: int, saved: list[int]) -> None:
    """Add long texts until that fails; the ids of those that were added."""
    for _ in range(1000):
        saved.append(store.add_message(conversation_id, None, "user", "x" * 10_000).id)


def complete(error: StoreError) -> bool:
    """Title, detail and hint are there, and every place in them is filled."""
    return all(part and "{" not in part for part in error.render())


@posix_only
def test_a_disk_that_takes_no_more_loses_nothing_that_was_saved(place: Place) -> None:
    import resource

    def fill_up() -> None:
        # A limit on the size of files stands in for the end of the disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = place.open()
        chat = store.create_conversation()
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        saved: list[int] = []
        with pytest.raises(StoreError) as caught:
            add_texts(store, chat.id, saved)
        assert complete(caught.value)
        assert saved
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        store.add_message(chat.id, None, "user", "after space was freed")
        store.close()
        again = place.open()
        assert not again.notices
        assert len(again.search("xxx", limit=2000)) == len(saved)
        assert len(again.search("freed")) == 1

    in_a_child(fill_up)


@posix_only
def test_a_file_that_may_not_be_written_is_named(place: Place) -> None:
    place.open().close()
    before = place.path.read_bytes()
    place.path.chmod(0o444)
    place.folder.chmod(0o755)
    for parent in (place.folder.parent, place.folder.parent.parent, place.folder.parent.parent.parent):
        parent.chmod(0o755)

    def as_nobody() -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        with pytest.raises(StoreError) as caught:
            place.open()
        assert complete(caught.value)

    in_a_child(as_nobody)
    assert place.path.read_bytes() == before


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
    assert sys.exc_info() == (None, None, None)
