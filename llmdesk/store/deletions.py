"""Messages that were deleted, and how they come back until they are gone for good.

Owns the SQL of deleting messages, taking it back and erasing them. A deleted message is no row of `message`:
nothing finds it, exports it or sends it. It lies in `deleted_message`, whole, with the parent that it had.
Who followed it follows the nearest message above it that is left, and `moved_message` remembers after whom it
stood; so deletions can be taken back in any order. Each function runs inside a transaction that its caller
holds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from llmdesk.store import attachments, failures
from llmdesk.store.schema import index_message
from llmdesk.store.types import Gone

_Row = dict[str, object]


def delete(db: sqlite3.Connection, message_id: int, now: float, *, and_after: bool) -> int:
    """Delete a message, or it and all that follows it; the number with which it can be taken back."""
    row = db.execute("SELECT * FROM message WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        raise failures.gone()
    ids = _subtree(db, row["conversation_id"], message_id) if and_after else [message_id]
    chosen = json.dumps(ids)
    streaming = "SELECT 1 FROM message WHERE state = 'streaming' AND id IN (SELECT value FROM json_each(?))"
    if db.execute(streaming, (chosen,)).fetchone():
        raise failures.still_written()
    conversation_id, leaf_id = db.execute(
        "SELECT id, leaf_id FROM conversation WHERE id = ?", (row["conversation_id"],)
    ).fetchone()
    left = leaf_id
    if leaf_id in ids:
        left = _shown_instead(db, conversation_id, message_id, row["parent_id"])
        db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (left, conversation_id))
    cursor = db.execute(
        "INSERT INTO deletion (conversation_id, deleted, leaf_id, left_leaf_id) VALUES (?, ?, ?, ?)",
        (conversation_id, now, leaf_id, left),
    )
    assert cursor.lastrowid is not None  # an INSERT that worked has one
    _take_out(db, ids, cursor.lastrowid)
    return cursor.lastrowid


def restore(db: sqlite3.Connection, deletion_id: int) -> int:
    """Take a deletion back; the conversation, which is then not deleted either, and shows what it showed
    before unless it shows something else by now. Raises `StoreError` when it is gone for good."""
    deletion = db.execute("SELECT * FROM deletion WHERE id = ?", (deletion_id,)).fetchone()
    if deletion is None:
        raise failures.gone()
    conversation_id: int = deletion["conversation_id"]
    rows = db.execute(
        "SELECT row FROM deleted_message WHERE deletion_id = ? ORDER BY id", (deletion_id,)
    ).fetchall()
    restored = [json.loads(row["row"]) for row in rows]
    for row in restored:
        _put_back(db, row)
    db.execute("DELETE FROM deletion WHERE id = ?", (deletion_id,))
    _place_moved(db, conversation_id)
    wanted = deletion["leaf_id"]
    if not _lives(db, wanted):
        wanted = restored[-1]["id"]
    leaf = max(_subtree(db, conversation_id, wanted))
    shown = db.execute("SELECT leaf_id FROM conversation WHERE id = ?", (conversation_id,)).fetchone()[0]
    # What was asked or chosen since goes on showing; where more shows of the same, nothing is hidden.
    if shown in (deletion["left_leaf_id"], *_path(db, leaf)):
        db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf, conversation_id))
    db.execute("UPDATE conversation SET deleted = NULL WHERE id = ?", (conversation_id,))
    return conversation_id


def expired(db: sqlite3.Connection, deleted_before: float) -> list[Gone]:
    """The messages that were deleted before that time."""
    rows = db.execute(
        """SELECT deleted_message.id, created FROM deleted_message
        JOIN deletion ON deletion.id = deletion_id WHERE deleted <= ?""",
        (deleted_before,),
    )
    return [("message", row["id"], row["created"]) for row in rows]


def erase(db: sqlite3.Connection, ids: Collection[int]) -> None:
    """These messages are gone for good, whether they stand in the chat (of a backup) or were deleted."""
    if not ids:
        return
    living = [each for each in ids if _lives(db, each)]
    if living and has_tables(db):
        _take_out(db, sorted(living), 0)
    elif living:
        _cut_out(db, sorted(living))
    if has_tables(db):
        for message_id in ids:
            _forget(db, message_id)
        db.execute("DELETE FROM deletion WHERE id NOT IN (SELECT deletion_id FROM deleted_message)")
    attachments.forget_messages(db, ids)
    db.execute("INSERT INTO message_index (message_index) VALUES ('optimize')")


def forget_conversation(db: sqlite3.Connection, conversation_id: int) -> None:
    """The conversation is erased, and with it what was deleted in it."""
    if has_tables(db):
        moved = "DELETE FROM moved_message WHERE id IN (SELECT id FROM {} WHERE conversation_id = ?)"
        for statement in (
            moved.format("message"),
            moved.format("deleted_message"),
            "DELETE FROM deleted_message WHERE conversation_id = ?",
            "DELETE FROM deletion WHERE conversation_id = ?",
        ):
            db.execute(statement, (conversation_id,))


def has_tables(db: sqlite3.Connection) -> bool:
    """A backup of an older llmdesk has none."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'deleted_message'").fetchone() is not None


# -- taking out and putting back ------------------------------------------------------------------
def _take_out(db: sqlite3.Connection, ids: Iterable[int], deletion_id: int) -> None:
    """Move these rows to `deleted_message`; who followed them follows who is left above."""
    for message_id in sorted(ids, reverse=True):  # a child is younger than its parent
        cursor = db.execute("SELECT * FROM message WHERE id = ?", (message_id,))
        names = [column[0] for column in cursor.description]
        row: _Row = dict(zip(names, cursor.fetchone(), strict=True))
        stood_after = db.execute("SELECT parent_id FROM moved_message WHERE id = ?", (message_id,)).fetchone()
        parent_now, row["parent_id"] = row["parent_id"], stood_after[0] if stood_after else row["parent_id"]
        db.execute("DELETE FROM moved_message WHERE id = ?", (message_id,))
        db.execute(
            "INSERT INTO deleted_message VALUES (?, ?, ?, ?, ?, ?)",
            (message_id, deletion_id, row["conversation_id"], row["parent_id"], row["created"],
             json.dumps(row, ensure_ascii=False)),
        )  # fmt: skip
        children = "FROM message WHERE conversation_id = ? AND parent_id = ?"
        here = (row["conversation_id"], message_id)
        db.execute(f"INSERT OR IGNORE INTO moved_message SELECT id, parent_id {children}", here)
        db.execute(
            "UPDATE message SET parent_id = ? WHERE conversation_id = ? AND parent_id = ?",
            (parent_now, *here),
        )
        db.execute("DELETE FROM message_index WHERE rowid = ?", (message_id,))
        _leave(db, message_id, parent_now)


def _cut_out(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete these rows of a database of before there were deletions."""
    for message_id in sorted(ids, reverse=True):
        conversation_id, parent_id = db.execute(
            "SELECT conversation_id, parent_id FROM message WHERE id = ?", (message_id,)
        ).fetchone()
        db.execute(
            "UPDATE message SET parent_id = ? WHERE conversation_id = ? AND parent_id = ?",
            (parent_id, conversation_id, message_id),
        )
        db.execute("DELETE FROM message_index WHERE rowid = ?", (message_id,))
        _leave(db, message_id, parent_id)


def _leave(db: sqlite3.Connection, message_id: int, parent_id: object) -> None:
    """The row goes; a chat that showed it to its end (of a backup, perhaps) shows what is above."""
    db.execute("UPDATE conversation SET leaf_id = ? WHERE leaf_id = ?", (parent_id, message_id))
    db.execute("DELETE FROM message WHERE id = ?", (message_id,))


def _put_back(db: sqlite3.Connection, row: _Row) -> None:
    message_id, stood_after = row["id"], row["parent_id"]
    parent_id = _nearest(db, stood_after)
    values = {**row, "parent_id": parent_id}
    places = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO message ({', '.join(values)}) VALUES ({places})", tuple(values.values()))
    db.execute("DELETE FROM deleted_message WHERE id = ?", (message_id,))
    if parent_id != stood_after:
        db.execute("INSERT INTO moved_message VALUES (?, ?)", (message_id, stood_after))
    index_message(db, _number(message_id), str(row["content"]), _text_or_none(row.get("thoughts")))


def _place_moved(db: sqlite3.Connection, conversation_id: int) -> None:
    """Who had moved away from a message that is back follows it again."""
    moved = db.execute(
        """SELECT moved_message.id, moved_message.parent_id FROM moved_message
        JOIN message ON message.id = moved_message.id WHERE conversation_id = ?""",
        (conversation_id,),
    ).fetchall()
    for message_id, stood_after in moved:
        parent_id = _nearest(db, stood_after)
        db.execute("UPDATE message SET parent_id = ? WHERE id = ?", (parent_id, message_id))
        if parent_id == stood_after:
            db.execute("DELETE FROM moved_message WHERE id = ?", (message_id,))


def _forget(db: sqlite3.Connection, message_id: int) -> None:
    """Nobody remembers to have stood after a message that is gone for good."""
    row = db.execute("SELECT parent_id FROM deleted_message WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        return
    above = row[0]
    db.execute("DELETE FROM deleted_message WHERE id = ?", (message_id,))
    followers = db.execute(
        "SELECT id, row FROM deleted_message WHERE parent_id = ?", (message_id,)
    ).fetchall()
    for follower, text in followers:
        whole = json.dumps({**json.loads(text), "parent_id": above}, ensure_ascii=False)
        db.execute("UPDATE deleted_message SET parent_id = ?, row = ? WHERE id = ?", (above, whole, follower))
    if above is None or _lives(db, above):
        db.execute("DELETE FROM moved_message WHERE parent_id = ?", (message_id,))
    else:
        db.execute("UPDATE moved_message SET parent_id = ? WHERE parent_id = ?", (above, message_id))


# -- the tree -------------------------------------------------------------------------------------
def _subtree(db: sqlite3.Connection, conversation_id: int, message_id: int) -> list[int]:
    rows = db.execute(
        """WITH RECURSIVE subtree (id) AS (
            SELECT ? UNION ALL
            SELECT message.id FROM subtree JOIN message
            ON message.conversation_id = ? AND message.parent_id = subtree.id
        ) SELECT id FROM subtree""",
        (message_id, conversation_id),
    )
    return [row[0] for row in rows]


def _path(db: sqlite3.Connection, message_id: int) -> list[int | None]:
    """From the message up to the first one, and None: to a chat that shows nothing."""
    rows = db.execute(
        """WITH RECURSIVE path (id) AS (
            SELECT ? UNION ALL SELECT parent_id FROM path JOIN message ON message.id = path.id
        ) SELECT id FROM path""",
        (message_id,),
    )
    return [row[0] for row in rows]


def _shown_instead(
    db: sqlite3.Connection, conversation_id: int, message_id: int, parent_id: int | None
) -> int | None:
    """Where the chat ends when the end of what it shows is deleted: at the end of the version beside it, or
    of the message before it."""
    others = [
        row[0]
        for row in db.execute(
            "SELECT id FROM message WHERE conversation_id = ? AND parent_id IS ? AND id <> ? ORDER BY id",
            (conversation_id, parent_id, message_id),
        )
    ]
    if not others:
        return parent_id
    before = [other for other in others if other < message_id]
    return max(_subtree(db, conversation_id, before[-1] if before else others[0]))


def _nearest(db: sqlite3.Connection, message_id: object) -> object:
    """The message itself where it lives, else the nearest one above it that does."""
    while message_id is not None and not _lives(db, message_id):
        row = db.execute("SELECT parent_id FROM deleted_message WHERE id = ?", (message_id,)).fetchone()
        message_id = row[0] if row is not None else None
    return message_id


def _lives(db: sqlite3.Connection, message_id: object) -> bool:
    return db.execute("SELECT 1 FROM message WHERE id = ?", (message_id,)).fetchone() is not None


def _number(value: object) -> int:
    assert isinstance(value, int)  # as it was stored
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
