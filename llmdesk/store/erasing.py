"""What was deleted for good and still stands in backups, until it is erased there too.

Owns the list of it, kept in the database so that nothing interrupts the erasing for ever, and the erasing in
one backup. Must not decide when.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from llmdesk.store import conversations, deletions
from llmdesk.store.types import Gone

_PENDING = "store.to_erase"
_KINDS = {kind: kind for kind in ("conversation", "message", "run", "item")}  # names of their tables


def remember(db: sqlite3.Connection, gone: Collection[Gone]) -> None:
    """Keep, in the transaction that deletes it, that this is to be erased from the backups too."""
    if gone:
        _keep(db, [*pending(db), *gone])


def pending(db: sqlite3.Connection) -> list[Gone]:
    """What is to be erased from the backups; not what was put back meanwhile."""
    try:
        kept = json.loads(conversations.property_of(db, _PENDING) or "[]")
    except ValueError:
        return []
    gone = [_entry(one) for one in kept] if isinstance(kept, list) else []
    return [each for each in gone if each is not None and not _has(db, each)]


def done(db: sqlite3.Connection, gone: Collection[Gone]) -> None:
    """It is erased everywhere."""
    _keep(db, [each for each in pending(db) if each not in set(gone)])


def replace(db: sqlite3.Connection, gone: Collection[Gone]) -> None:
    """This and nothing else is to be erased."""
    _keep(db, gone)


def erase(path: Path, gone: Collection[Gone]) -> bool:
    """Erase it in the closed database file `path`; False where it stood not there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA secure_delete = ON").fetchall()
        here = [each for each in gone if _has(db, each)]
        if not here:
            return False
        db.execute("BEGIN IMMEDIATE")
        conversations.erase(db, [number for kind, number, _ in here if kind == "conversation"])
        deletions.erase(db, [number for kind, number, _ in here if kind == "message"])
        for kind, number, _ in here:
            if kind in ("run", "item"):
                db.execute(f"DELETE FROM {kind} WHERE id = ?", (number,))
        db.execute("COMMIT")
    return True


def stands_in(db: sqlite3.Connection, gone: Collection[Gone]) -> bool:
    return any(_has(db, each) for each in gone)


def _entry(kept: Any) -> Gone | None:
    """None where it makes no sense: that is no reason to erase nothing else."""
    try:
        kind, number, created = kept
        return _KINDS[kind], int(number), float(created)
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def _has(db: sqlite3.Connection, gone: Gone) -> bool:
    kind, number, created = gone
    if kind == "item" and not _has_items(db):
        return False
    tables = [kind]
    if kind == "message" and deletions.has_tables(db):
        tables.append("deleted_message")
    asked = "SELECT 1 FROM {} WHERE id = ? AND created = ?"
    found = (db.execute(asked.format(table), (number, created)).fetchone() for table in tables)
    return any(row is not None for row in found)


def _has_items(db: sqlite3.Connection) -> bool:
    """A backup of before there were any has none."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'item'").fetchone() is not None


def _keep(db: sqlite3.Connection, gone: Collection[Gone]) -> None:
    if gone:
        conversations.save_property(db, _PENDING, json.dumps(list(gone)))
    else:
        db.execute("DELETE FROM property WHERE name = ?", (_PENDING,))
