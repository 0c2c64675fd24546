"""A conversation with everything in it, as one value: read for a copy, and put in from one.

Owns the SQL of whole conversations, and what counts as the same conversation. A conversation that was made
at the same moment and begins with the same message is the same: what is new in the other copy is added to
it as messages and versions, and nothing of it is changed or taken away. Each function runs inside a
transaction that its caller holds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from llmdesk.engine.thoughts import split_thoughts
from llmdesk.store import attachments, folders
from llmdesk.store.conversations import (
    conversation,
    create,
    insert_message,
    one_line,
    property_of,
    save_property,
    set_preset,
    stored_message,
)
from llmdesk.store.conversations import message as message_of
from llmdesk.store.encoding import as_json, storable
from llmdesk.store.schema import index_message
from llmdesk.store.types import Conversation, TakenIn, WholeConversation, WholeMessage

_Path = int  # what stands from the root to a message, as one number


class _Known(NamedTuple):
    """A conversation of the store, and its messages' ids by what stands above and in them."""

    id: int
    messages: dict[_Path, int]


def ids(db: sqlite3.Connection) -> list[int]:
    """All conversations that are not deleted, in the order of the list."""
    rows = db.execute("SELECT id FROM conversation WHERE deleted IS NULL ORDER BY updated DESC, id DESC")
    return [row["id"] for row in rows]


def whole(db: sqlite3.Connection, conversation_id: int) -> WholeConversation:
    """The conversation with its messages, parents before their children; without the texts of attachments,
    which are in this store."""
    heading = conversation(db, conversation_id)
    rows = db.execute("SELECT * FROM message WHERE conversation_id = ? ORDER BY id", (conversation_id,))
    given = attachments.of_conversation(db, conversation_id)
    stored = [stored_message(row, given.get(row["id"], ())) for row in rows]
    places = {message.id: place for place, message in enumerate(stored)}
    messages = tuple(
        WholeMessage(
            None if message.parent_id is None else places[message.parent_id],
            message.role,
            message.content,
            message.state,
            message.model,
            message.created,
            message.detail,
            message.thoughts,
            message.attachments,
        )
        for message in stored
    )
    leaf = None if heading.leaf_id is None else places[heading.leaf_id]
    return WholeConversation(
        heading.title,
        heading.title_is_automatic,
        heading.created,
        heading.updated,
        heading.draft,
        messages,
        leaf,
        folders.name_of(db, heading.folder_id),
        heading.pinned,
        heading.preset,
        draft_attached=property_of(db, _attached(conversation_id)),
    )


def _attached(conversation_id: int) -> str:
    """Where what is attached to a draft is kept: it goes with the conversation."""
    return f"chat.{conversation_id}.attached"


def take_in(db: sqlite3.Connection, came: WholeConversation) -> TakenIn:
    """Put a conversation in, or what is new of it into the same one that is here, where that lies."""
    paths = _paths(came.messages)
    known = _same(db, came, paths)
    if known is None:
        return TakenIn("new", _put(db, came))
    added = _add_missing(db, known, came, paths)
    return TakenIn("extended" if added else "known", known.id)


def duplicate(db: sqlite3.Connection, conversation_id: int, title: str, now: float) -> int:
    """Another conversation with all that is in this one, called `title`; its id.

    It is made now, so that no import takes it for the first.
    """
    return _put(
        db,
        replace(whole(db, conversation_id), title=title, title_is_automatic=False, created=now, updated=now),
    )


def copy_branch(
    db: sqlite3.Connection, message_id: int, title: str, now: float, *, versions: bool
) -> Conversation:
    """A new conversation that ends with this message: the branch up to it, or all but what follows it."""
    conversation_id = message_of(db, message_id).conversation_id
    source = whole(db, conversation_id)
    at = [row["id"] for row in _message_ids(db, conversation_id)].index(message_id)
    line, place = {at}, source.messages[at].parent
    while place is not None:
        line.add(place)
        place = source.messages[place].parent
    kept: dict[int, int] = {}  # their places in the copy
    messages: list[WholeMessage] = []
    for number, each in enumerate(source.messages):
        follows = each.parent is not None and (each.parent not in kept or each.parent == at)
        if number in line or (versions and not follows):
            kept[number] = len(messages)
            messages.append(replace(each, parent=None if each.parent is None else kept[each.parent]))
    copy = replace(
        source,
        title=title,
        title_is_automatic=False,
        created=now,
        updated=now,
        draft="",
        draft_attached="",
        messages=tuple(messages),
        leaf=kept[at],
    )
    return conversation(db, _put(db, copy))


def _put(db: sqlite3.Connection, came: WholeConversation) -> int:
    made = create(db, came.title, came.created, came.preset)
    own: list[int] = []
    for message in came.messages:
        parent = None if message.parent is None else own[message.parent]
        own.append(_insert(db, made.id, parent, message, came.texts))
    leaf = own[came.leaf] if came.leaf is not None and own else None
    folder = folders.make(db, came.folder) if one_line(came.folder) else None
    automatic = came.title_is_automatic or not made.title
    db.execute(
        """UPDATE conversation SET title_is_automatic = ?, updated = ?, draft = ?, leaf_id = ?, folder_id = ?,
        pinned = ? WHERE id = ?""",
        (automatic, came.updated, storable(came.draft), leaf, folder, came.pinned, made.id),
    )
    if came.draft_attached:
        save_property(db, _attached(made.id), came.draft_attached)
    return made.id


def _add_missing(
    db: sqlite3.Connection, known: _Known, came: WholeConversation, paths: Sequence[_Path]
) -> int:
    """How much was added: messages, thoughts of messages, a draft, a preset. The branch that is shown grows
    where the new one goes on from it."""
    before = conversation(db, known.id)
    own: list[int] = []
    added = 0
    for message, path in zip(came.messages, paths, strict=True):
        here = known.messages.get(path)
        if here is None:
            parent = None if message.parent is None else own[message.parent]
            here = _insert(db, known.id, parent, message, came.texts)
            added += 1
        elif message.thoughts:
            added += _with_thoughts(db, here, message)
        own.append(here)
    if came.draft.strip() and not before.draft:
        db.execute("UPDATE conversation SET draft = ? WHERE id = ?", (storable(came.draft), known.id))
        added += 1
    if came.preset is not None and before.preset is None:
        set_preset(db, known.id, came.preset)
        added += 1
    if added:
        leaf = before.leaf_id
        if came.leaf is not None and (leaf is None or leaf in _line(came, own)):
            leaf = own[came.leaf]
        updated = max(before.updated, came.updated)
        db.execute("UPDATE conversation SET leaf_id = ?, updated = ? WHERE id = ?", (leaf, updated, known.id))
    return added


def _with_thoughts(db: sqlite3.Connection, message_id: int, came: WholeMessage) -> int:
    """An answer that came without its thoughts before, now with them; 0 where it has its own."""
    content, thoughts = storable(came.content), storable(came.thoughts or "")
    filled = db.execute(
        "UPDATE message SET thoughts = ? WHERE id = ? AND thoughts = ''", (thoughts, message_id)
    ).rowcount
    if filled:
        index_message(db, message_id, content, thoughts)
    return filled


def _line(came: WholeConversation, own: Sequence[int]) -> set[int]:
    """The messages from the root to the leaf of what came, as ids of this store."""
    line = set()
    place = came.leaf
    while place is not None:
        line.add(own[place])
        place = came.messages[place].parent
    return line


def _insert(
    db: sqlite3.Connection,
    conversation_id: int,
    parent_id: int | None,
    message: WholeMessage,
    texts: Mapping[str, bytes],
) -> int:
    # Nobody writes on at an answer that came from elsewhere.
    state = "stopped" if message.state == "streaming" else message.state
    stored = insert_message(
        db,
        conversation_id,
        parent_id,
        message.role,
        message.content,
        message.created,
        state=state,
        model=message.model,
        thoughts=message.thoughts,
    )
    db.execute("UPDATE message SET detail = ? WHERE id = ?", (as_json(message.detail), stored.id))
    attachments.put(db, conversation_id, stored.id, message.attachments, texts)
    return stored.id


def _same(db: sqlite3.Connection, came: WholeConversation, paths: Sequence[_Path]) -> _Known | None:
    """The conversation of the store that `came` is another copy of; of several the one most like it."""
    roots = json.dumps([message.created for message in came.messages if message.parent is None])
    found = db.execute(
        "SELECT id FROM conversation WHERE created = ? AND deleted IS NULL AND (? = '[]' OR EXISTS ("
        " SELECT 1 FROM message WHERE conversation_id = conversation.id AND parent_id IS NULL"
        " AND created IN (SELECT value FROM json_each(?)))) ORDER BY id",
        (came.created, roots, roots),
    ).fetchall()
    best: _Known | None = None
    most = 0
    for row in found:
        here = whole(db, row["id"])
        if not paths and not here.messages and here.title == one_line(came.title):
            return _Known(row["id"], {})
        numbers = [each["id"] for each in _message_ids(db, row["id"])]
        known = _Known(row["id"], dict(zip(_paths(here.messages), numbers, strict=True)))
        common = sum(path in known.messages for path in paths)
        if common > most:
            best, most = known, common
    return best


def _message_ids(db: sqlite3.Connection, conversation_id: int) -> list[sqlite3.Row]:
    return db.execute(
        "SELECT id FROM message WHERE conversation_id = ? ORDER BY id", (conversation_id,)
    ).fetchall()


def _paths(messages: Sequence[WholeMessage]) -> list[_Path]:
    """For each message one number for it and all above it. Only its first of equal siblings counts."""
    paths: list[_Path] = []
    for message in messages:
        above = None if message.parent is None else paths[message.parent]
        text = message.content
        if message.role == "assistant" and message.thoughts is None:  # its thoughts may stand in it
            text = split_thoughts(text, complete=True)[1]
        text = storable(text)
        paths.append(hash((above, message.role, text, storable(message.model), message.created)))
    return paths
