"""The file: versions, damage, backups, the search index made anew."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, StoreError
from llmdesk.store import Holding, Store
from llmdesk.store.database import Database
from llmdesk.store.schema import MIGRATIONS, Migration, migrate
from tests.store.conftest import Place

DAY = 86_400


def fill(store: Store, *contents: str) -> int:
    """A new conversation with these messages; its id."""
    chat = store.create_conversation()
    for content in contents:
        store.add_message(chat.id, None, "user", content)
    return chat.id


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def reopen(place: Place, migrations: Sequence[Migration]) -> Database:
    return Database(place.path, place.backups, place.clock, migrations=migrations)


# -- what is promised of each connection ------------------------------------------------------
def test_the_file_is_kept_as_the_design_says(place: Place) -> None:
    database = reopen(place, MIGRATIONS)
    with closing(database):
        for action in (database.write, database.read):
            values = {
                name: action(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0])  # type: ignore[misc]
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "user_version")
            }
            assert values == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "user_version": len(MIGRATIONS),
            }


@pytest.mark.skipif(not hasattr(__import__("os"), "getuid"), reason="Windows keeps access rights elsewhere")
def test_nobody_else_may_read_the_conversations(place: Place) -> None:
    store = place.open()
    fill(store, "private")
    place.clock.now += 2 * DAY
    place.open()
    for path in [*place.files("*.sqlite3*"), *place.files("backups/*")]:
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0, path


# -- versions ---------------------------------------------------------------------------------
def test_a_newer_database_is_refused_and_not_touched(place: Place) -> None:
    place.open().close()
    execute(place.path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = place.path.read_bytes()
    with pytest.raises(StoreError, match="newer version of llmdesk") as caught:
        place.open()
    assert "was not touched" in str(caught.value)
    assert place.path.read_bytes() == before
    assert place.files("*.sqlite3-*") == []
    assert place.files("backups/*") == []


def test_a_database_of_another_program_is_refused_and_not_touched(place: Place) -> None:
    execute(place.path, "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('soup')")
    before = place.path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        place.open()
    assert place.path.read_bytes() == before


NEXT: Migration = ("ALTER TABLE conversation ADD COLUMN of_later INTEGER NOT NULL DEFAULT 0",)


def test_a_migration_keeps_what_is_there_and_backs_it_up_first(place: Place) -> None:
    store = place.open()
    chat = fill(store, "before the update")
    store.close()
    with closing(reopen(place, [*MIGRATIONS, NEXT])) as database:
        assert database.read(lambda db: db.execute("SELECT of_later FROM conversation").fetchone()[0]) == 0
        (backup,) = [b for b in database.backups.all() if "-update-" in b.path.name]
    with closing(sqlite3.connect(backup.path)) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert old.execute("SELECT content FROM message").fetchall() == [("before the update",)]
        assert old.execute("SELECT id FROM conversation").fetchall() == [(chat,)]


def test_runs_of_the_first_version_stay_and_no_id_of_a_deleted_one_comes_again(place: Place) -> None:
    with closing(reopen(place, MIGRATIONS[:1])):
        pass
    row = "INSERT INTO run (kind, title, model, inputs, options, result, state, created, updated)"
    values = "VALUES ('summary', 'A', 'm', '{\"a\": 1}', '{}', '{\"text\": \"T\"}', 'done', 1, 2)"
    execute(place.path, f"{row} {values}", f"{row} {values}", "DELETE FROM run WHERE id = 2")
    store = place.open()
    (kept,) = store.runs("summary")
    assert (kept.id, kept.title, kept.inputs, kept.result) == (1, "A", {"a": 1}, {"text": "T"})
    new = store.add_run("check", {}, {}, title="New")
    assert new.id == 3
    assert [run.id for run in store.runs("check")] == [3]
    assert [heading.title for heading in store.run_headings("summary")] == ["A"]


def test_scored_tables_of_the_second_version_become_a_kind_of_their_own(place: Place) -> None:
    with closing(reopen(place, MIGRATIONS[:2])):
        pass
    row = "INSERT INTO run (kind, title, model, inputs, options, state, created, updated)"
    for title, inputs in (("a text", '{"text": "path"}'), ("a table", '{"path": "/a.csv"}')):
        execute(place.path, f"{row} VALUES ('sentiment', '{title}', 'm', '{inputs}', '{{}}', 'done', 1, 2)")
    store = place.open()
    assert [run.title for run in store.runs("sentiment")] == ["a text"]
    assert [run.title for run in store.runs("table")] == ["a table"]
    assert [one.title for one in store.run_headings("sentiment", "table")] == ["a table", "a text"]


def test_a_migration_that_fails_leaves_the_old_version(place: Place) -> None:
    store = place.open()
    fill(store, "text")
    store.close()
    broken: Migration = (*NEXT, "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        reopen(place, [*MIGRATIONS, broken])
    orphan: Migration = ("INSERT INTO message (conversation_id, role, content, state, created)"
                         " VALUES (99, 'user', '', 'done', 0)",)  # fmt: skip
    with pytest.raises(sqlite3.IntegrityError, match="breaks a reference"):
        reopen(place, [*MIGRATIONS, orphan])
    store = place.open()
    assert [chat.id for chat in store.conversations("text")] == [1]


def test_no_migration_while_another_llmdesk_has_the_file_open(place: Place) -> None:
    place.open()
    with pytest.raises(StoreError, match="another llmdesk"):
        reopen(place, [*MIGRATIONS, NEXT])


# -- damage -----------------------------------------------------------------------------------
def test_a_damaged_database_is_set_aside_and_the_newest_backup_used(place: Place) -> None:
    store = place.open()
    chat = fill(store, "old")
    store.close()
    place.clock.now += 2 * DAY
    store = place.open()
    store.add_message(chat, None, "user", "new")
    store.close()
    damaged = b"\0" * 1000 + place.path.read_bytes()[1000:]
    place.path.write_bytes(damaged)

    store = place.open()
    (notice,) = store.notices
    (kept,) = place.files("*.damaged-*")
    assert kept.read_bytes() == damaged
    assert str(kept) in str(notice)
    assert "backup of" in str(notice)
    assert [entry.message.content for entry in store.branch(chat)] == ["old"]
    assert store.search("old")
    store.close()
    assert place.open().notices == ()


def test_without_a_backup_a_damaged_database_makes_room_for_an_empty_one(place: Place) -> None:
    place.path.write_bytes(b"no database at all")
    store = place.open()
    assert "no backup" in str(store.notices[0])
    assert store.conversations() == []
    place.close_all()
    place.path.write_bytes(b"no database again")
    place.open()
    assert len(place.files("*.damaged-*")) == 2
    assert {p.read_bytes() for p in place.files("*.damaged-*")} == {
        b"no database at all",
        b"no database again",
    }


def test_a_damaged_backup_is_passed_over_for_an_older_one(place: Place) -> None:
    store = place.open()
    chat = fill(store, "one")
    for _ in range(2):
        store.close()
        place.clock.now += 2 * DAY
        store = place.open()
    newest, older = store.backups()
    store.close()
    newest.path.write_bytes(b"rubbish" * 1000)
    place.path.write_bytes(b"rubbish" * 1000)
    store = place.open()
    assert store.notices[0].params["backup"] == older.path
    assert len(store.branch(chat)) == 1


def test_an_emptied_database_counts_as_damaged_where_there_are_backups(place: Place) -> None:
    store = place.open()
    chat = fill(store, "text")
    store.close()
    place.clock.now += 2 * DAY
    place.open().close()
    place.path.write_bytes(b"")
    store = place.open()
    assert len(store.notices) == 1
    assert len(store.branch(chat)) == 1


def test_what_was_streaming_in_a_restored_backup_is_stopped(place: Place) -> None:
    store = place.open()
    chat = fill(store, "Q")
    answer = store.begin_answer(chat, store.branch(chat)[0].message.id, "m")
    place.clock.now += 2 * DAY
    second = place.open()
    (backup,) = second.backups()
    assert second.message(answer.id).state == "streaming"
    store.close()
    second.restore_backup(backup.path)
    assert second.message(answer.id).state == "stopped"


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_is_a_traceback(place: Place, seed: int) -> None:
    store = place.open()
    fill(store, *(f"message {n} " + "text " * 60 for n in range(60)))
    store.close()
    chance = random.Random(seed)
    data = bytearray(place.path.read_bytes())
    if seed % 4 == 0:
        del data[chance.randrange(1, len(data)) :]
    else:
        for _ in range(chance.choice([1, 3, 40])):
            where = chance.randrange(len(data) if seed % 2 else 4096)
            data[where] = chance.randrange(256)
    place.path.write_bytes(data)
    with contextlib.suppress(StoreError):
        store = place.open()
        for chat in store.conversations():
            store.branch(chat.id)
        store.search("message")
        fill(store, "after the damage")


# -- the search index ---------------------------------------------------------------------------
# FTS5 keeps its words in the rows above 10.
DAMAGE_INDEX = "UPDATE message_index_data SET block = x'00' WHERE id > 10"


def test_a_damaged_index_is_made_anew_without_losing_the_text_that_met_it(place: Place) -> None:
    store = place.open()
    chat = fill(store, "first elephant")
    execute(place.path, DAMAGE_INDEX)
    store.add_message(chat, None, "user", "second elephant")
    assert len(store.search("elephant")) == 2
    execute(place.path, DAMAGE_INDEX)
    assert len(store.search("elephant")) == 2
    store.close()
    execute(place.path, DAMAGE_INDEX)
    store = place.open()
    assert len(store.search("elephant")) == 2
    assert store.notices == ()


# -- backups ------------------------------------------------------------------------------------
def test_a_backup_is_made_once_a_day_and_three_are_kept(place: Place) -> None:
    place.open().close()
    assert place.open().backups() == []
    place.close_all()
    store = place.open()
    fill(store, "text")
    store.close()
    counts = []
    for hours in (0, 1, 22, 1, 24, 24, 24, 24):
        place.clock.now += hours * 3600
        store = place.open()
        counts.append(len(store.backups()))
        store.close()
    assert counts == [1, 1, 1, 2, 3, 3, 3, 3] or counts == [1, 1, 1, 1, 2, 3, 3, 3]
    newest = store_backups(place)[0]
    assert newest.name.startswith("llmdesk-daily-")
    assert len(store_backups(place)) == 3


@pytest.mark.parametrize("made", ["item", "folder", "draft", "kept"])
def test_whatever_the_user_made_is_backed_up(place: Place, made: str) -> None:
    store = place.open()
    if made == "item":
        store.items.add("preset", "Brief", {"instructions": "Be brief."})
    elif made == "folder":
        store.folders.make("Work")
    elif made == "draft":
        store.save_draft(None, "typed and not sent")
    else:
        store.keep("poetry.draft", "snow")
    store.close()
    assert len(place.open().backups()) == 1


def store_backups(place: Place) -> list[Path]:
    return sorted(place.files("backups/*"), reverse=True)


def test_a_backup_that_cannot_be_made_is_told_and_stops_nothing(place: Place) -> None:
    store = place.open()
    fill(store, "text")
    store.close()
    place.backups.write_text("a file in the way")
    store = place.open()
    assert "daily backup" in str(store.notices[0])
    assert len(store.conversations()) == 1


def test_going_back_to_a_backup_can_be_undone(place: Place) -> None:
    store = place.open()
    chat = fill(store, "old")
    place.clock.now += 2 * DAY
    store.close()
    store = place.open()
    store.add_message(chat, None, "user", "new")
    store.restore_backup(store.backups()[0].path)
    assert [entry.message.content for entry in store.branch(chat)] == ["old"]
    assert store.search("new") == []
    undo = next(b for b in store.backups() if "-restore-" in b.path.name)
    store.restore_backup(undo.path)
    assert store.search("new")
    store.close()
    assert place.open().search("new")


def test_a_bad_backup_is_refused(place: Place) -> None:
    store = place.open()
    chat = fill(store, "kept")
    bad = place.folder / "bad.sqlite3"
    bad.write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match="cannot be used"):
        store.restore_backup(bad)
    with pytest.raises(StoreError):
        store.restore_backup(place.folder / "absent.sqlite3")
    assert len(store.branch(chat)) == 1


def test_a_backup_says_what_is_in_it(place: Place) -> None:
    store = place.open()
    fill(store, "one")
    fill(store, "two")
    store.delete_conversation(fill(store, "deleted"))
    store.add_run("poem", {}, {})
    store.items.add("prompt", "name", {})
    store.close()
    place.clock.now += DAY
    store = place.open()
    assert store.holding(store.backups()[0].path) == Holding(2, 1, 1, place.clock.now - DAY)
    bad = place.folder / "bad.sqlite3"
    bad.write_bytes(b"rubbish" * 1000)
    for path in (bad, place.folder / "absent.sqlite3"):
        with pytest.raises(StoreError, match="cannot be used"):
            store.holding(path)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_backup_of_before_says_what_is_in_it(place: Place, version: int) -> None:
    store = place.open()
    old = place.folder / "old.sqlite3"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrate(db, MIGRATIONS[:version])
    assert store.holding(old) == Holding(0, 0, 0, None)


# -- compacting ---------------------------------------------------------------------------------
def with_room(place: Place) -> tuple[Store, int]:
    """A store with a chat, and much that is deleted."""
    store = place.open()
    kept = fill(store, "kept")
    for _ in range(20):
        store.delete_conversation(fill(store, "x" * 100_000))
    store.purge_deleted()
    return store, kept


def test_compacting_gives_room_back_and_keeps_everything(place: Place) -> None:
    store, kept = with_room(place)
    made = store.compact(CancelToken())
    assert made.before > 1_000_000 > made.after
    assert made.after == place.path.stat().st_size
    assert [entry.message.content for entry in store.branch(kept)] == ["kept"]
    assert store.search("kept")
    fill(store, "goes on")
    store.close()
    assert len(place.open().conversations()) == 2


class Late(CancelToken):
    """Cancelled when it was asked so many times."""

    def __init__(self, asked: int) -> None:
        super().__init__()
        self._left = asked

    @property
    def cancelled(self) -> bool:
        self._left -= 1
        return self._left < 0


def test_compacting_that_is_cancelled_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmdesk.store.database._STEPS", 1)
    store, kept = with_room(place)
    for cancel in (Late(0), Late(3)):
        with pytest.raises(Cancelled):
            store.compact(cancel)
    assert [entry.message.content for entry in store.branch(kept)] == ["kept"]
    assert store.compact(CancelToken()).before > 1_000_000


def test_nothing_is_compacted_while_another_llmdesk_is_at_work(place: Place) -> None:
    store, _ = with_room(place)
    place.open()
    with pytest.raises(StoreError, match="Another llmdesk"):
        store.compact(CancelToken())
