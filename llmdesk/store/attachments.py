"""Texts that go with messages: what a file said when it was attached, or what was pasted.

Owns the SQL of them. A text is kept once, by its hash, however many messages it goes with, and goes when none
has it any more; those of a deleted message stay until it is gone for good. Must not know what stands in a
text. Each function runs inside a transaction that its caller holds.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Mapping, Sequence

from llmdesk.store import failures
from llmdesk.store.encoding import as_json, storable
from llmdesk.store.types import Attachment


def compressed(bodies: Mapping[str, bytes]) -> dict[str, bytes]:
    """Texts as they are kept; made before the transaction, since it takes a while."""
    return {digest: zlib.compress(body, 6) for digest, body in bodies.items()}


def put(
    db: sqlite3.Connection,
    conversation_id: int,
    message_id: int,
    attachments: Sequence[Attachment],
    bodies: Mapping[str, bytes],
) -> None:
    """Have these go with a message; `bodies` (compressed) has the texts that are not here yet. Raises
    `StoreError` where a text is neither here nor there."""
    for place, each in enumerate(attachments):
        if each.digest in bodies:
            kept = (each.digest, bodies[each.digest])
            db.execute("INSERT OR IGNORE INTO attached_text (digest, body) VALUES (?, ?)", kept)
        elif not _has_text(db, each.digest):
            raise failures.gone()
        # The path stands in JSON, which can hold a name that is not UTF-8.
        detail = as_json({"path": each.path, "detail": dict(each.detail)})
        db.execute(
            "INSERT INTO attachment (conversation_id, message_id, place, name, digest, detail)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (conversation_id, message_id, place, storable(each.name), each.digest, detail),
        )


def of_conversation(db: sqlite3.Connection, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
    """By the message that they go with."""
    rows = db.execute(
        "SELECT * FROM attachment WHERE conversation_id = ? ORDER BY message_id, place", (conversation_id,)
    )
    found: dict[int, tuple[Attachment, ...]] = {}
    for row in rows:
        found[row["message_id"]] = (*found.get(row["message_id"], ()), _attachment(row))
    return found


def of_message(db: sqlite3.Connection, message_id: int) -> tuple[Attachment, ...]:
    rows = db.execute("SELECT * FROM attachment WHERE message_id = ? ORDER BY place", (message_id,))
    return tuple(map(_attachment, rows))


def body(db: sqlite3.Connection, digest: str) -> bytes:
    """A text as it is kept: compressed."""
    row = db.execute("SELECT body FROM attached_text WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        raise failures.gone()
    kept: bytes = row["body"]
    return kept


def bodies(db: sqlite3.Connection, conversation_id: int) -> dict[str, bytes]:
    """The texts of a conversation, compressed, by their hashes."""
    rows = db.execute(
        """SELECT digest, body FROM attached_text WHERE digest IN (
            SELECT attachment.digest FROM attachment JOIN message ON message.id = attachment.message_id
            WHERE attachment.conversation_id = ?)""",
        (conversation_id,),
    )
    return {row["digest"]: row["body"] for row in rows}


def forget_conversation(db: sqlite3.Connection, conversation_id: int) -> None:
    """It is gone for good; `sweep` after the last of several."""
    if has_tables(db):
        db.execute("DELETE FROM attachment WHERE conversation_id = ?", (conversation_id,))


def forget_messages(db: sqlite3.Connection, ids: Collection[int]) -> None:
    """They are gone for good."""
    if has_tables(db):
        db.executemany("DELETE FROM attachment WHERE message_id = ?", [(each,) for each in ids])
        sweep(db)


def sweep(db: sqlite3.Connection) -> None:
    """Delete the texts that go with nothing any more."""
    if has_tables(db):
        db.execute("DELETE FROM attached_text WHERE digest NOT IN (SELECT digest FROM attachment)")


def has_tables(db: sqlite3.Connection) -> bool:
    """A backup of an older llmdesk has none."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'attachment'").fetchone() is not None


def _has_text(db: sqlite3.Connection, digest: str) -> bool:
    return db.execute("SELECT 1 FROM attached_text WHERE digest = ?", (digest,)).fetchone() is not None


def _attachment(row: sqlite3.Row) -> Attachment:
    kept = json.loads(row["detail"])
    return Attachment(row["name"], kept["path"], row["digest"], kept["detail"])
