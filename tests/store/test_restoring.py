"""Going back to a backup loses nothing: not the way back, not what another process writes, not what lives."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.store.conftest import Place

DAY = 86_400.0


def begun(place: Place) -> tuple[Store, Path, int]:
    """A store with newer work than its one backup; that backup; the chat."""
    store = place.open()
    chat = store.create_conversation("chat").id
    store.add_message(chat, None, "user", "old")
    store.close()
    place.clock.now += 2 * DAY
    store = place.open(busy_timeout_s=0.2)
    store.add_message(chat, None, "user", "newest work")
    (backup,) = store.backups()
    return store, backup.path, chat


def holders(store: Store, text: str = "newest work") -> list[Path]:
    """The backups with a message of that text."""
    found = []
    for backup in store.backups():
        with closing(sqlite3.connect(backup.path)) as db:
            if db.execute("SELECT 1 FROM message WHERE content = ?", (text,)).fetchone():
                found.append(backup.path)
    return found


def restore_repeatedly(place: Place, store: Store, backup: Path, times: int) -> None:
    for _ in range(times):
        place.clock.now += 60
        store.restore_backup(backup)


def test_whoever_tries_backup_after_backup_can_return_to_where_one_began(place: Place) -> None:
    store, backup, _ = begun(place)
    restore_repeatedly(place, store, backup, 6)
    (undo,) = holders(store)
    place.clock.now += 60
    store.restore_backup(undo)
    assert store.search("newest")


def test_ways_back_are_not_kept_for_ever(place: Place) -> None:
    store, backup, _ = begun(place)
    restore_repeatedly(place, store, backup, 6)
    place.clock.now += 8 * DAY
    store.restore_backup(backup)
    assert [each.occasion for each in store.backups()].count("restore") == 3
    restore_repeatedly(place, store, backup, 25)
    assert [each.occasion for each in store.backups()].count("restore") == 20
    assert backup.exists()


def test_the_backup_that_is_restored_is_never_thinned_out(place: Place) -> None:
    store, backup, _ = begun(place)
    restore_repeatedly(place, store, backup, 4)
    (undo,) = holders(store)
    place.clock.now += 30 * DAY
    store.restore_backup(undo)
    assert undo.exists()
    assert store.search("newest")


def test_a_restore_that_fails_takes_no_backup_away(place: Place) -> None:
    resource = pytest.importorskip("resource", reason="no limits on files there")
    store, backup, chat = begun(place)
    store.add_message(chat, None, "user", "much " * 400_000)
    restore_repeatedly(place, store, backup, 4)
    (undo,) = holders(store)
    place.clock.now += 30 * DAY
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        with pytest.raises(StoreError):
            store.restore_backup(undo)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert undo.exists()
    assert [entry.message.content for entry in store.branch(chat)] == ["old"]
    store.restore_backup(undo)
    assert store.search("newest")


def test_no_backup_is_restored_under_another_llmdesk(place: Place) -> None:
    store, backup, chat = begun(place)
    other = place.open()
    question = other.add_message(chat, None, "user", "asked elsewhere")
    answer = other.begin_answer(chat, question.id, "m")
    for attempt in (store.raise_if_shared, lambda: store.restore_backup(backup)):
        with pytest.raises(StoreError, match="not restored"):
            attempt()
    other.finish_message(answer.id, "answered elsewhere", "done", {})
    assert store.message(answer.id).content == "answered elsewhere"
    other.close()
    store.raise_if_shared()
    store.restore_backup(backup)
    assert not store.search("elsewhere")


def test_a_restore_does_not_wait_for_ever_for_a_program_that_writes(place: Place) -> None:
    store, backup, _ = begun(place)
    told: list[BaseException] = []

    def restore() -> None:
        try:
            store.restore_backup(backup)
        except StoreError as error:
            told.append(error)

    with closing(sqlite3.connect(place.path, isolation_level=None)) as program:
        program.execute("BEGIN IMMEDIATE")
        thread = threading.Thread(target=restore, daemon=True)
        thread.start()
        thread.join(60)
        waits = thread.is_alive()
        program.execute("ROLLBACK")
    thread.join()
    assert not waits
    assert told
    assert store.search("newest")


# -- what was deleted, then or now ------------------------------------------------------------------
def test_a_chat_that_was_deleted_comes_back_and_stays_on_the_way_back(place: Place) -> None:
    store, backup, chat = begun(place)
    store.delete_conversation(chat)
    store.restore_backup(backup)
    assert [each.id for each in store.conversations()] == [chat]
    undo = next(each for each in store.backups() if each.occasion == "restore")
    place.clock.now += 60
    store.restore_backup(undo.path)  # in it the chat was just deleted
    store.purge_deleted()
    assert [each.id for each in store.conversations()] == [chat]
    assert store.search("newest")
    assert len(holders(store, "old")) == 3


def test_messages_that_lived_come_back_from_a_backup_that_has_them_as_deleted(place: Place) -> None:
    store, backup, chat = begun(place)
    store.delete_messages(store.branch(chat)[0].message.id, and_after=True)
    store.restore_backup(backup)
    store.add_message(chat, None, "user", "of today")
    undo = next(each for each in store.backups() if each.occasion == "restore")
    place.clock.now += 60
    store.restore_backup(undo.path)
    store.purge_deleted()
    assert store.search("old")
    assert holders(store, "of today")


def test_what_stays_deleted_is_erased_with_the_next_purge(place: Place) -> None:
    store, backup, chat = begun(place)
    second = store.create_conversation("zanzibar").id
    store.delete_conversation(second)
    store.restore_backup(backup)
    undo = next(each for each in store.backups() if each.occasion == "restore")
    place.clock.now += 60
    store.restore_backup(undo.path)
    store.purge_deleted()
    assert [each.id for each in store.conversations()] == [chat]
    assert all(b"zanzibar" not in each.path.read_bytes() for each in store.backups())


def test_a_run_that_was_deleted_since_comes_back_and_is_not_erased(place: Place) -> None:
    store = place.open()
    run = store.add_run("sentiment", {"text": "good"}, {})
    store.finish_run(run.id, {}, "done")
    store.close()
    place.clock.now += 2 * DAY
    store = place.open()
    store.delete_run(run.id)
    store.restore_backup(store.backups()[0].path)
    store.purge_deleted()
    assert store.run(run.id).inputs == {"text": "good"}


def test_what_cannot_be_put_in_order_now_is_no_failed_restore(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, backup, chat = begun(place)

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("llmdesk.store.restoring.keep_what_lives", fail)
    store.restore_backup(backup)
    assert [entry.message.content for entry in store.branch(chat)] == ["old"]
