"""Conversations and their trees of messages, as rows.

Owns the SQL of conversations, messages, drafts and the search over them. Each function runs inside
a transaction that its caller holds, and raises `StoreError` for what is no longer there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping

from llmdesk.engine.thoughts import split_thoughts
from llmdesk.engine.types import Role
from llmdesk.store import attachments, deletions, failures
from llmdesk.store.encoding import as_json, storable
from llmdesk.store.schema import index_message, index_title, rebuild_index
from llmdesk.store.search import parse_query, searched, snippet
from llmdesk.store.types import (
    Attachment,
    BranchMessage,
    Conversation,
    Gone,
    MessageState,
    Outcome,
    SearchHit,
    StoredMessage,
)

_NEW_CHAT_DRAFT = "new_chat_draft"
INTERRUPTED: Mapping[str, object] = {"finish_reason": "interrupted"}
EDITED: Mapping[str, object] = {"edited": True}


def _touched(cursor: sqlite3.Cursor) -> None:
    if cursor.rowcount == 0:
        raise failures.gone()


# -- conversations --------------------------------------------------------------------------
def create(
    db: sqlite3.Connection, title: str, now: float, preset: Mapping[str, object] | None = None
) -> Conversation:
    title = one_line(title)
    kept = None if preset is None else as_json(preset)
    cursor = db.execute(
        "INSERT INTO conversation (title, title_is_automatic, created, updated, preset)"
        " VALUES (?, ?, ?, ?, ?)",
        (title, not title, now, now, kept),
    )
    conversation_id = cursor.lastrowid
    assert conversation_id is not None  # an INSERT that worked has one
    index_title(db, conversation_id, title)
    return Conversation(conversation_id, title, not title, now, now, None, "", preset=preset)


def conversation(db: sqlite3.Connection, conversation_id: int) -> Conversation:
    row = db.execute("SELECT * FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise failures.gone()
    return stored_conversation(row)


def listing(db: sqlite3.Connection, search: str, limit: int, offset: int) -> list[Conversation]:
    order = "ORDER BY updated DESC, id DESC LIMIT ? OFFSET ?"
    if not search.strip():
        rows = db.execute(f"SELECT * FROM conversation WHERE deleted IS NULL {order}", (limit, offset))
        return [stored_conversation(row) for row in rows]
    query = parse_query(search)
    if query is None:
        return []
    rows = db.execute(
        f"""SELECT * FROM conversation WHERE deleted IS NULL AND (
            id IN (SELECT rowid FROM title_index WHERE title_index MATCH ?)
            OR id IN (SELECT message.conversation_id FROM message_index
                      JOIN message ON message.id = message_index.rowid
                      WHERE message_index MATCH ?)
        ) {order}""",
        (query.match, query.match, limit, offset),
    )
    return [stored_conversation(row) for row in rows]


def rename(db: sqlite3.Connection, conversation_id: int, title: str, automatic: bool) -> None:
    found = conversation(db, conversation_id)
    if automatic and not found.title_is_automatic:
        return
    title = one_line(title)
    db.execute(
        "UPDATE conversation SET title = ?, title_is_automatic = ? WHERE id = ?",
        (title, automatic or not title, conversation_id),
    )
    index_title(db, conversation_id, title)


def set_preset(db: sqlite3.Connection, conversation_id: int, preset: Mapping[str, object] | None) -> None:
    kept = None if preset is None else as_json(preset)
    _touched(db.execute("UPDATE conversation SET preset = ? WHERE id = ?", (kept, conversation_id)))


def mark_deleted(db: sqlite3.Connection, conversation_id: int, when: float | None) -> None:
    _touched(db.execute("UPDATE conversation SET deleted = ? WHERE id = ?", (when, conversation_id)))


def to_purge(db: sqlite3.Connection, deleted_before: float) -> list[Gone]:
    """What was marked before that time, except where an answer still streams."""
    rows = db.execute(
        """SELECT id, created FROM conversation WHERE deleted <= ? AND NOT EXISTS (
            SELECT 1 FROM message WHERE conversation_id = conversation.id AND state = 'streaming')""",
        (deleted_before,),
    ).fetchall()
    return [("conversation", conversation_id, created) for conversation_id, created in rows]


def erase(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Really delete these conversations, index included."""
    for conversation_id in ids:
        db.execute("DELETE FROM title_index WHERE rowid = ?", (conversation_id,))
        db.execute(
            "DELETE FROM message_index WHERE rowid IN (SELECT id FROM message WHERE conversation_id = ?)",
            (conversation_id,),
        )
        deletions.forget_conversation(db, conversation_id)
        attachments.forget_conversation(db, conversation_id)
        db.execute("DELETE FROM property WHERE name GLOB ?", (f"{kept_with(conversation_id)}*",))
        db.execute("UPDATE conversation SET leaf_id = NULL WHERE id = ?", (conversation_id,))
        db.execute("DELETE FROM message WHERE conversation_id = ?", (conversation_id,))
        db.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))
    attachments.sweep(db)
    # A deleted word stays in FTS5's older segments until they are merged.
    for table in ("title_index", "message_index"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def delete_all(db: sqlite3.Connection) -> None:
    """Delete every row of every table, runs too, and the index."""
    db.execute("UPDATE conversation SET leaf_id = NULL")
    kept = ("deletion", "deleted_message", "moved_message", "attachment", "attached_text", "folder", "run",
            "item", "property")  # fmt: skip
    for table in ("message", "conversation", *kept):
        db.execute(f"DELETE FROM {table}")
    rebuild_index(db)


def kept_with(conversation_id: int) -> str:
    """How the names of texts begin that go with a conversation (see `Store.keep`)."""
    return f"chat.{conversation_id}."


# -- drafts ---------------------------------------------------------------------------------
def save_draft(
    db: sqlite3.Connection, conversation_id: int | None, text: str, known: str | None = None
) -> str | None:
    """What was there instead of `known`, which stays."""
    if conversation_id is None:
        return save_property(db, _NEW_CHAT_DRAFT, text, known)
    found = draft(db, conversation_id)
    if _is_another(found, text, known):
        return found
    db.execute("UPDATE conversation SET draft = ? WHERE id = ?", (storable(text), conversation_id))
    return None


def draft(db: sqlite3.Connection, conversation_id: int | None) -> str:
    if conversation_id is not None:
        return conversation(db, conversation_id).draft
    return property_of(db, _NEW_CHAT_DRAFT)


def save_property(db: sqlite3.Connection, name: str, value: str, known: str | None = None) -> str | None:
    """What was there instead of `known`, which stays."""
    found = property_of(db, name) if known is not None else ""
    if _is_another(found, value, known):
        return found
    db.execute("INSERT OR REPLACE INTO property VALUES (?, ?)", (name, storable(value)))
    return None


def _is_another(found: str, new: str, known: str | None) -> bool:
    return known is not None and found not in ("", storable(known), storable(new))


def property_of(db: sqlite3.Connection, name: str) -> str:
    row = db.execute("SELECT value FROM property WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row["value"])


# -- messages -------------------------------------------------------------------------------
def insert_message(
    db: sqlite3.Connection,
    conversation_id: int,
    parent_id: int | None,
    role: Role,
    content: str,
    now: float,
    *,
    state: MessageState = "done",
    model: str = "",
    owner: str | None = None,
    thoughts: str | None = None,
) -> StoredMessage:
    """Add a message and make it the leaf."""
    content, thoughts = storable(content), _storable_thoughts(thoughts)
    cursor = db.execute(
        """INSERT INTO message
        (conversation_id, parent_id, role, content, thoughts, state, model, created, owner)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (conversation_id, parent_id, role, content, thoughts, state, storable(model), now, owner),
    )
    message_id = cursor.lastrowid
    assert message_id is not None  # an INSERT that worked has one
    db.execute(
        "UPDATE conversation SET leaf_id = ?, updated = ? WHERE id = ?", (message_id, now, conversation_id)
    )
    if state != "streaming":
        index_message(db, message_id, content, thoughts)
    return message(db, message_id)


def add_edited(db: sqlite3.Connection, message_id: int, content: str, now: float) -> StoredMessage:
    """A version of an answer beside it, as the user wants it; its thoughts stay the model's."""
    old = message(db, message_id)
    thoughts = old.thoughts
    if thoughts is None:
        thoughts = split_thoughts(old.content, complete=True)[0]
    new = insert_message(
        db, old.conversation_id, old.parent_id, old.role, content, now, model=old.model, thoughts=thoughts
    )
    db.execute("UPDATE message SET detail = ? WHERE id = ?", (as_json(EDITED), new.id))
    return message(db, new.id)


def checkpoint(db: sqlite3.Connection, message_id: int, content: str, thoughts: str | None) -> None:
    values = storable(content), _storable_thoughts(thoughts), message_id
    _touched(db.execute("UPDATE message SET content = ?, thoughts = ? WHERE id = ?", values))


def finish(
    db: sqlite3.Connection,
    message_id: int,
    content: str,
    state: Outcome,
    detail: Mapping[str, object],
    now: float,
    thoughts: str | None,
) -> StoredMessage:
    content, thoughts = storable(content), _storable_thoughts(thoughts)
    _touched(
        db.execute(
            "UPDATE message SET content = ?, thoughts = ?, state = ?, detail = ?, owner = NULL WHERE id = ?",
            (content, thoughts, state, as_json(detail), message_id),
        )
    )
    finished = message(db, message_id)
    db.execute("UPDATE conversation SET updated = ? WHERE id = ?", (now, finished.conversation_id))
    index_message(db, message_id, content, thoughts)
    return finished


def add_detail(db: sqlite3.Connection, message_id: int, detail: Mapping[str, object]) -> StoredMessage:
    """What is known of an answer beside what is known of it already."""
    together = as_json({**message(db, message_id).detail, **detail})
    db.execute("UPDATE message SET detail = ? WHERE id = ?", (together, message_id))
    return message(db, message_id)


def stop_abandoned(db: sqlite3.Connection, living: Collection[str]) -> None:
    """What streams for a session that is not in `living` becomes stopped, with what it has."""
    rows = db.execute(
        "SELECT id, content, thoughts, detail, owner FROM message WHERE state = 'streaming'"
    ).fetchall()
    for message_id, content, thoughts, detail, owner in rows:
        if owner in living:
            continue
        db.execute(
            "UPDATE message SET state = 'stopped', owner = NULL, detail = ? WHERE id = ?",
            (as_json({**json.loads(detail), **INTERRUPTED}), message_id),
        )
        index_message(db, message_id, content, thoughts)


def message(db: sqlite3.Connection, message_id: int) -> StoredMessage:
    row = db.execute("SELECT * FROM message WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        raise failures.gone()
    return stored_message(row, attachments.of_message(db, message_id))


def branch(db: sqlite3.Connection, conversation_id: int, leaf_id: int | None) -> list[BranchMessage]:
    """From the root to `leaf_id` (None: the conversation's leaf)."""
    if leaf_id is None:
        leaf_id = conversation(db, conversation_id).leaf_id
        if leaf_id is None:
            return []
    same_place = """FROM message AS other WHERE other.conversation_id = message.conversation_id
        AND other.parent_id IS message.parent_id"""
    rows = db.execute(
        f"""WITH RECURSIVE path (id, depth) AS (
            SELECT id, 0 FROM message WHERE id = ? AND conversation_id = ?
            UNION ALL
            SELECT message.parent_id, path.depth + 1 FROM path JOIN message ON message.id = path.id
            WHERE message.parent_id IS NOT NULL
        )
        SELECT message.*, (SELECT count(*) {same_place}) AS versions,
            (SELECT count(*) {same_place} AND +other.id <= message.id) AS version
        FROM path JOIN message ON message.id = path.id ORDER BY path.depth DESC""",
        (leaf_id, conversation_id),
    ).fetchall()
    if not rows:
        raise failures.gone()
    given = attachments.of_conversation(db, conversation_id)
    return [
        BranchMessage(stored_message(row, given.get(row["id"], ())), row["version"], row["versions"])
        for row in rows
    ]


def select_version(db: sqlite3.Connection, message_id: int, step: int) -> int:
    """Make the newest descendant of the sibling `step` places on the leaf; the conversation's id."""
    current = message(db, message_id)
    rows = db.execute(
        "SELECT id FROM message WHERE conversation_id = ? AND parent_id IS ? ORDER BY id",
        (current.conversation_id, current.parent_id),
    )
    siblings = [row["id"] for row in rows]
    place = siblings.index(message_id) + step
    chosen = siblings[max(0, min(place, len(siblings) - 1))]
    _show_through(db, current.conversation_id, chosen)
    return current.conversation_id


def show_message(db: sqlite3.Connection, message_id: int) -> int:
    """Make the branch that is shown one with this message; the conversation's id. What is shown stays where
    the message is on it."""
    conversation_id = message(db, message_id).conversation_id
    if not any(entry.message.id == message_id for entry in branch(db, conversation_id, None)):
        _show_through(db, conversation_id, message_id)
    return conversation_id


def _show_through(db: sqlite3.Connection, conversation_id: int, message_id: int) -> None:
    """Make the newest descendant of the message the leaf."""
    # A child is younger than its parent, so the youngest of the subtree has no child.
    leaf = db.execute(
        """WITH RECURSIVE subtree (id) AS (
            SELECT ? UNION ALL
            SELECT message.id FROM subtree JOIN message
            ON message.conversation_id = ? AND message.parent_id = subtree.id
        ) SELECT max(id) FROM subtree""",
        (message_id, conversation_id),
    ).fetchone()[0]
    db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf, conversation_id))


# -- search ---------------------------------------------------------------------------------
def search(db: sqlite3.Connection, text: str, limit: int) -> list[SearchHit]:
    """Titles first, then messages, newest first."""
    query = parse_query(text)
    if query is None:
        return []
    rows = db.execute(
        """SELECT conversation.id, NULL, title, title, NULL FROM title_index
        JOIN conversation ON conversation.id = title_index.rowid
        WHERE title_index MATCH ? AND deleted IS NULL ORDER BY title_index.rowid DESC LIMIT ?""",
        (query.match, limit),
    ).fetchall()
    rows += db.execute(
        """SELECT conversation.id, message.id, title, content, thoughts FROM message_index
        JOIN message ON message.id = message_index.rowid
        JOIN conversation ON conversation.id = message.conversation_id
        WHERE message_index MATCH ? AND deleted IS NULL ORDER BY message_index.rowid DESC LIMIT ?""",
        (query.match, limit - len(rows)),
    ).fetchall()
    return [
        SearchHit(conversation_id, message_id, title, *snippet(searched(content, thoughts), query))
        for conversation_id, message_id, title, content, thoughts in rows
    ]


def stored_conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(
        row["id"],
        row["title"],
        bool(row["title_is_automatic"]),
        row["created"],
        row["updated"],
        row["leaf_id"],
        row["draft"],
        row["folder_id"],
        bool(row["pinned"]),
        None if row["preset"] is None else json.loads(row["preset"]),
    )


def stored_message(row: sqlite3.Row, given: tuple[Attachment, ...] = ()) -> StoredMessage:
    return StoredMessage(
        row["id"],
        row["conversation_id"],
        row["parent_id"],
        row["role"],
        row["content"],
        row["state"],
        row["model"],
        row["created"],
        json.loads(row["detail"]),
        row["thoughts"],
        given,
    )


def _storable_thoughts(thoughts: str | None) -> str | None:
    return None if thoughts is None else storable(thoughts)


def one_line(title: str) -> str:
    return " ".join(storable(title).split())
