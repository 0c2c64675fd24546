"""Copies of the database: made, listed, thinned out.

Owns the backups folder. A backup appears under its name only when it is complete. Must not decide
when one is due to be restored.
"""

from __future__ import annotations

import calendar
import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import cast

from llmdesk.files import replace_file
from llmdesk.store import erasing, failures
from llmdesk.store.types import Backup, Gone, Holding, Occasion

KEEP = 3
KEEP_WAYS_BACK = 20  # of those before a restore, while they are young: one may try backup after backup
DAY_S = 86_400.0
YOUNG_S = 7 * DAY_S
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"llmdesk-(daily|update|restore)-(\d{8}-\d{6})\.sqlite3")


class Backups:
    """The backups of one database, in `folder`; the newest three of each occasion are kept, and those made
    before a restore for a week."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(
        self, source: sqlite3.Connection, occasion: Occasion, now: float, *, thin_out: bool = True
    ) -> Backup:
        """Copy the database that `source` has open. Raises OSError and sqlite3.Error."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self._unused_name(occasion, now)
        partial = target.with_suffix(".tmp")
        try:
            copy_database(source, partial)
            replace_file(partial, target)
        finally:
            partial.unlink(missing_ok=True)
        if thin_out:
            self.thin_out(occasion, now)
        return _backup(target, calendar.timegm(time.gmtime(now)), occasion)

    def all(self) -> list[Backup]:
        """Every complete backup, newest first."""
        found = []
        for path in self.folder.glob("llmdesk-*.sqlite3"):
            match = _NAME.fullmatch(path.name)
            if match is not None:
                created = calendar.timegm(time.strptime(match[2], _STAMP))
                found.append(_backup(path, created, cast(Occasion, match[1])))
        return sorted(found, key=lambda backup: (backup.created, backup.path.name), reverse=True)

    def daily_due(self, now: float) -> bool:
        """True when the newest daily backup is a day old (or dated by a clock that was wrong)."""
        newest = next((b for b in self.all() if b.occasion == "daily"), None)
        return newest is None or abs(now - newest.created) >= DAY_S

    def delete_all(self) -> None:
        """Delete every backup, unfinished ones too. Raises OSError."""
        for path in [*self.folder.glob("llmdesk-*.sqlite3*"), *self.folder.glob("llmdesk-*.tmp*")]:
            path.unlink(missing_ok=True)

    def drop_unfinished(self) -> None:
        """Delete what a killed process left; only while no other one can be making a backup."""
        for path in self.folder.glob("llmdesk-*.tmp*"):
            with contextlib.suppress(OSError):
                path.unlink()

    def erase(self, gone: Collection[Gone]) -> None:
        """Erase what was deleted from every backup in which it stands. Raises OSError and sqlite3.Error.

        A backup that is damaged, or of an llmdesk that kept things elsewhere, cannot be restored without
        its own program, and stays.
        """
        for backup in self.all():
            partial = backup.path.with_suffix(".tmp")
            try:
                if not self._stands_in(backup.path, gone):
                    continue
                with closing(
                    sqlite3.connect(f"{backup.path.absolute().as_uri()}?mode=ro", uri=True)
                ) as source:
                    copy_database(source, partial)
                erasing.erase(partial, gone)
                replace_file(partial, backup.path)
            finally:
                partial.unlink(missing_ok=True)

    def _stands_in(self, path: Path, gone: Collection[Gone]) -> bool:
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
                return erasing.stands_in(db, gone)
        except sqlite3.DatabaseError:
            return False

    def _unused_name(self, occasion: Occasion, now: float) -> Path:
        while True:
            stamp = time.strftime(_STAMP, time.gmtime(now))
            target = self.folder / f"llmdesk-{occasion}-{stamp}.sqlite3"
            if not target.exists():
                return target
            now += 1

    def thin_out(self, occasion: Occasion, now: float, but: Collection[Path] = ()) -> None:
        """Delete the older ones of an occasion, none of `but`. Raises OSError."""
        mine = [b for b in self.all() if b.occasion == occasion]
        for number, backup in enumerate(mine):
            is_way_back = occasion == "restore" and abs(now - backup.created) < YOUNG_S
            if number >= (KEEP_WAYS_BACK if is_way_back else KEEP) and backup.path not in but:
                backup.path.unlink(missing_ok=True)


def holding(db: sqlite3.Connection) -> Holding:
    """What the user would find in this database, of whatever version. Raises sqlite3.Error."""
    chats, last_chat = db.execute(
        "SELECT count(*), max(updated) FROM conversation WHERE deleted IS NULL"
    ).fetchone()
    results, last_result = db.execute("SELECT count(*), max(updated) FROM run").fetchone()
    has_items = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'item'").fetchone()
    items = db.execute("SELECT count(*) FROM item").fetchone()[0] if has_items else 0
    times = [time for time in (last_chat, last_result) if time is not None]
    return Holding(chats, results, items, max(times, default=None))


def holds_anything(db: sqlite3.Connection) -> bool:
    """Whether the user made anything; what `store.` keeps is the database's own. Raises sqlite3.Error."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    asked = {table: f"SELECT 1 FROM {table} LIMIT 1" for table in ("conversation", "run", "item", "folder")}
    asked["property"] = "SELECT 1 FROM property WHERE value <> '' AND name NOT LIKE 'store.%' LIMIT 1"
    return any(table in there and db.execute(sql).fetchone() for table, sql in asked.items())


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """A copy of `source` in the new file `target`, complete in that one file."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        source.backup(copy, progress=failures.raise_if_busy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _backup(path: Path, created: float, occasion: Occasion) -> Backup:
    return Backup(path, created, path.stat().st_size, occasion)
