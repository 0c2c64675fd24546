"""What the user made to use it again (presets, prompts), as rows.

Owns the SQL of items. Must not know what is in them. Each function runs inside a transaction that its caller
holds, and raises `StoreError` for what is no longer there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from llmdesk.store import failures
from llmdesk.store.conversations import one_line
from llmdesk.store.encoding import as_json
from llmdesk.store.types import Item


def listing(db: sqlite3.Connection, kind: str) -> list[Item]:
    return [_item(row) for row in db.execute("SELECT * FROM item WHERE kind = ? ORDER BY id", (kind,))]


def add(db: sqlite3.Connection, kind: str, name: str, body: Mapping[str, object], now: float) -> Item:
    cursor = db.execute(
        "INSERT INTO item (kind, name, body, created, updated) VALUES (?, ?, ?, ?, ?)",
        (kind, one_line(name), as_json(body), now, now),
    )
    assert cursor.lastrowid is not None  # an INSERT that worked has one
    return _get(db, cursor.lastrowid)


def change(db: sqlite3.Connection, item_id: int, name: str, body: Mapping[str, object], now: float) -> Item:
    db.execute(
        "UPDATE item SET name = ?, body = ?, updated = ? WHERE id = ?",
        (one_line(name), as_json(body), now, item_id),
    )
    return _get(db, item_id)


def delete(db: sqlite3.Connection, item_id: int) -> Item:
    item = _get(db, item_id)
    db.execute("DELETE FROM item WHERE id = ?", (item_id,))
    return item


def restore(db: sqlite3.Connection, item: Item) -> None:
    """Put back what was deleted; nothing happens where it is there."""
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
