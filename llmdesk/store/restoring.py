"""What is there now and deleted in the backup that one goes back to.

Owns the rule: a backup may have been made while a deletion could still be undone. What was undone since, or
had come back with another backup, must not be erased for good because an old backup has it as deleted; and
what was to be erased from the backups then is not what is to be erased now. Must not copy databases.
"""

from __future__ import annotations

import sqlite3

from llmdesk.store import deletions, erasing


def keep_what_lives(db: sqlite3.Connection, before: sqlite3.Connection) -> None:
    """In the restored `db` nothing is deleted that was not deleted in `before`; in a transaction."""
    for number, deleted_messages in _deletions(db).items():
        if any(_lives(before, "message", *each) for each in deleted_messages):
            deletions.restore(db, number)
    chats = db.execute("SELECT id, created FROM conversation WHERE deleted IS NOT NULL").fetchall()
    for number, created in chats:
        if _lives(before, "conversation", number, created):
            db.execute("UPDATE conversation SET deleted = NULL WHERE id = ?", (number,))
    erasing.replace(db, erasing.pending(before))


def _deletions(db: sqlite3.Connection) -> dict[int, list[tuple[int, float]]]:
    """The messages of each deletion that can be undone, in the backup."""
    found: dict[int, list[tuple[int, float]]] = {}
    rows = db.execute(
        """SELECT deletion_id, deleted_message.id, created FROM deleted_message
        JOIN deletion ON deletion.id = deletion_id"""
    )
    for deletion, number, created in rows:
        found.setdefault(deletion, []).append((number, created))
    return found


def _lives(db: sqlite3.Connection, table: str, number: int, created: float) -> bool:
    asked = f"SELECT 1 FROM {table} WHERE id = ? AND created = ?"
    if table == "conversation":
        asked += " AND deleted IS NULL"
    return db.execute(asked, (number, created)).fetchone() is not None
