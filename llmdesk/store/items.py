"""What the user made to use it again (presets, prompts), as rows.

Owns the SQL of items. Must not know what is in them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence

from llmdesk.store import erasing, failures
from llmdesk.store.conversations import one_line
from llmdesk.store.database import Database
from llmdesk.store.encoding import as_json
from llmdesk.store.types import Item


class Items:
    """`Store.items`. Every method raises `StoreError` where it cannot be done, and for what was deleted."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock

    def all(self, kind: str) -> list[Item]:
        """In the order of their making."""
        return self._database.read(lambda db: _all(db, kind))

    def add(self, kind: str, name: str, body: Mapping[str, object]) -> Item:
        return self._database.write(lambda db: _add(db, kind, name, body, self._clock()))

    def add_all(self, kind: str, named: Sequence[tuple[str, Mapping[str, object]]]) -> list[Item]:
        """Names with their bodies: all of them are kept, or none."""

        def add(db: sqlite3.Connection) -> list[Item]:
            now = self._clock()
            return [_add(db, kind, name, body, now) for name, body in named]

        return self._database.write(add)

    def change(self, item_id: int, name: str, body: Mapping[str, object]) -> Item:
        return self._database.write(lambda db: _change(db, item_id, name, body, self._clock()))

    def delete(self, item_id: int) -> Item:
        """What it was, so that `restore` can put it back; the next purge erases it from the backups."""

        def delete(db: sqlite3.Connection) -> Item:
            item = _delete(db, item_id)
            erasing.remember(db, [("item", item.id, item.created)])
            return item

        return self._database.write(delete)

    def restore(self, item: Item) -> None:
        """Put back what was deleted; nothing happens where it is there."""
        self._database.write(lambda db: _restore(db, item))


def _all(db: sqlite3.Connection, kind: str) -> list[Item]:
    return [_item(row) for row in db.execute("SELECT * FROM item WHERE kind = ? ORDER BY id", (kind,))]


def _add(db: sqlite3.Connection, kind: str, name: str, body: Mapping[str, object], now: float) -> Item:
    cursor = db.execute(
        "INSERT INTO item (kind, name, body, created, updated) VALUES (?, ?, ?, ?, ?)",
        (kind, one_line(name), as_json(body), now, now),
    )
    assert cursor.lastrowid is not None  # an INSERT that worked has one
    return _get(db, cursor.lastrowid)


def _change(db: sqlite3.Connection, item_id: int, name: str, body: Mapping[str, object], now: float) -> Item:
    db.execute(
        "UPDATE item SET name = ?, body = ?, updated = ? WHERE id = ?",
        (one_line(name), as_json(body), now, item_id),
    )
    return _get(db, item_id)


def _delete(db: sqlite3.Connection, item_id: int) -> Item:
    item = _get(db, item_id)
    db.execute("DELETE FROM item WHERE id = ?", (item_id,))
    return item


def _restore(db: sqlite3.Connection, item: Item) -> None:
    db.execute(
        "INSERT OR IGNORE INTO item (id, kind, name, body, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
        (item.id, item.kind, item.name, as_json(item.body), item.created, item.updated),
    )


def _get(db: sqlite3.Connection, item_id: int) -> Item:
    row = db.execute("SELECT * FROM item WHERE id = ?", (item_id,)).fetchone()
    if row is None:
        raise failures.gone()
    return _item(row)


def _item(row: sqlite3.Row) -> Item:
    return Item(row["id"], row["kind"], row["name"], json.loads(row["body"]), row["created"], row["updated"])
