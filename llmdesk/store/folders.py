"""Folders and pins: how the chats of the list are kept in order.

Owns the SQL of folders and of the list that shows them. Each function runs inside a transaction that its
caller holds, and `Folders` holds it. Must not delete a chat: a folder that goes leaves its chats behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError
from llmdesk.store import failures
from llmdesk.store.conversations import one_line, stored_conversation
from llmdesk.store.database import Database
from llmdesk.store.types import ChatListing, Conversation, Folder

LONGEST_NAME = 200
_NEWEST_FIRST = "ORDER BY updated DESC, id DESC LIMIT ?"


class Folders:
    """`Store.folders`. Every method raises `StoreError` where it cannot be done, and for what was deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, limit: int) -> ChatListing:
        """The first `limit` chats as a list shows them, with all folders."""
        return self._database.read(lambda db: listing(db, limit))

    def chats(
        self, folder_id: int | None = None, *, pinned: bool = False, limit: int = 200
    ) -> list[Conversation]:
        """The chats of a folder (None: of all), `pinned` only those that are pinned; newest first."""
        return self._database.read(lambda db: chats_in(db, folder_id, pinned, limit))

    def all(self) -> tuple[Folder, ...]:
        """All folders, in the order of their names."""
        return self._database.read(all_folders)

    def make(self, name: str) -> int:
        """The id of the folder of this name, which is made where there is none."""
        return self._database.write(lambda db: make(db, name))

    def make_all(self, names: Collection[str]) -> None:
        """The same for many at once."""
        self._database.write(lambda db: make_all(db, names))

    def rename(self, folder_id: int, name: str) -> None:
        """Raises `StoreError` where another folder has that name."""
        self._database.write(lambda db: rename(db, folder_id, name))

    def collapse(self, folder_id: int, collapsed: bool) -> None:
        self._database.write(lambda db: collapse(db, folder_id, collapsed))

    def delete(self, folder_id: int) -> list[int]:
        """Delete a folder, and none of its chats: they are in no folder then, and named here."""
        return self._database.write(lambda db: delete(db, folder_id))

    def move(self, ids: Collection[int], folder_id: int | None) -> None:
        """Put chats into a folder; None: into none."""
        self._database.write(lambda db: move(db, ids, folder_id))

    def pin(self, conversation_id: int, pinned: bool) -> None:
        """Keep a chat at the top of the list, or no longer."""
        self._database.write(lambda db: pin(db, conversation_id, pinned))


def listing(db: sqlite3.Connection, limit: int) -> ChatListing:
    """The first `limit` chats of the list, and all folders."""
    folders = all_folders(db)
    chats: list[Conversation] = []

    def add(condition: str, *values: object) -> None:
        room = limit + 1 - len(chats)
        rows = db.execute(
            f"SELECT * FROM conversation WHERE deleted IS NULL AND {condition} {_NEWEST_FIRST}",
            (*values, room),
        )
        chats.extend(map(stored_conversation, rows))

    add("pinned = 1")
    for folder in folders:
        if not folder.collapsed and folder.chats:
            add("pinned = 0 AND folder_id = ?", folder.id)
    add("pinned = 0 AND folder_id IS NULL")
    newest = db.execute(f"SELECT id FROM conversation WHERE deleted IS NULL {_NEWEST_FIRST}", (1,)).fetchone()
    return ChatListing(
        folders, tuple(chats[:limit]), len(chats) > limit, None if newest is None else newest["id"]
    )


def all_folders(db: sqlite3.Connection) -> tuple[Folder, ...]:
    """In the order of their names."""
    rows = db.execute(
        """SELECT folder.id, name, collapsed, (SELECT count(*) FROM conversation
            WHERE folder_id = folder.id AND deleted IS NULL AND pinned = 0) AS chats FROM folder"""
    )
    folders = [Folder(row["id"], row["name"], bool(row["collapsed"]), row["chats"]) for row in rows]
    return tuple(sorted(folders, key=lambda folder: (folder.name.casefold(), folder.id)))


def make(db: sqlite3.Connection, name: str) -> int:
    """The id of the folder of this name, which is made where there is none."""
    name = _checked(name)
    found = named(db, name)
    if found is not None:
        return found
    made = db.execute("INSERT INTO folder (name) VALUES (?)", (name,)).lastrowid
    assert made is not None  # an INSERT that worked has one
    return made


def make_all(db: sqlite3.Connection, names: Collection[str]) -> None:
    """Make the folders of these names that are not there; the names are read once for all."""
    known = {row["name"].casefold() for row in db.execute("SELECT name FROM folder")}
    wanted = {name.casefold(): name for name in reversed([_checked(name) for name in names])}
    new = [(name,) for key, name in wanted.items() if key not in known]
    db.executemany("INSERT INTO folder (name) VALUES (?)", new)


def named(db: sqlite3.Connection, name: str) -> int | None:
    """The folder of this name, in capitals or not; None where there is none."""
    wanted = one_line(name)[:LONGEST_NAME].rstrip().casefold()
    rows = db.execute("SELECT id, name FROM folder")
    return next((row["id"] for row in rows if row["name"].casefold() == wanted), None)


def name_of(db: sqlite3.Connection, folder_id: int | None) -> str:
    """ "" for none."""
    row = db.execute("SELECT name FROM folder WHERE id = ?", (folder_id,)).fetchone()
    return "" if row is None else str(row["name"])


def rename(db: sqlite3.Connection, folder_id: int, name: str) -> None:
    """Raises `StoreError` where another folder has this name."""
    name = _checked(name)
    if named(db, name) not in (None, folder_id):
        raise StoreError(
            QT_TRANSLATE_NOOP("core", "There is already a folder named “{name}”."),
            "",
            QT_TRANSLATE_NOOP("core", "Choose another name, or move the chats there."),
            name=name,
        )
    _changed(db.execute("UPDATE folder SET name = ? WHERE id = ?", (name, folder_id)))


def collapse(db: sqlite3.Connection, folder_id: int, collapsed: bool) -> None:
    _changed(db.execute("UPDATE folder SET collapsed = ? WHERE id = ?", (collapsed, folder_id)))


def delete(db: sqlite3.Connection, folder_id: int) -> list[int]:
    """Delete the folder; the chats that were in it, which are in none now."""
    rows = db.execute("SELECT id FROM conversation WHERE folder_id = ?", (folder_id,)).fetchall()
    db.execute("UPDATE conversation SET folder_id = NULL WHERE folder_id = ?", (folder_id,))
    _changed(db.execute("DELETE FROM folder WHERE id = ?", (folder_id,)))
    return [row["id"] for row in rows]


def move(db: sqlite3.Connection, ids: Collection[int], folder_id: int | None) -> None:
    """Put these chats into a folder, or (None) into none. One that is gone meanwhile is passed over."""
    if folder_id is not None and not name_of(db, folder_id):
        raise failures.gone()
    db.executemany(
        "UPDATE conversation SET folder_id = ? WHERE id = ?", [(folder_id, number) for number in ids]
    )


def pin(db: sqlite3.Connection, conversation_id: int, pinned: bool) -> None:
    _changed(db.execute("UPDATE conversation SET pinned = ? WHERE id = ?", (pinned, conversation_id)))


def chats_in(db: sqlite3.Connection, folder_id: int | None, pinned: bool, limit: int) -> list[Conversation]:
    """The chats of a folder (None: of all), or only those that are pinned, newest first."""
    rows = db.execute(
        f"""SELECT * FROM conversation WHERE deleted IS NULL AND (? IS NULL OR folder_id = ?)
        AND pinned >= ? {_NEWEST_FIRST}""",
        (folder_id, folder_id, pinned, limit),
    )
    return [stored_conversation(row) for row in rows]


def _checked(name: str) -> str:
    name = one_line(name)[:LONGEST_NAME].rstrip()
    if not name:
        raise StoreError(QT_TRANSLATE_NOOP("core", "A folder needs a name."))
    return name


def _changed(cursor: sqlite3.Cursor) -> None:
    if cursor.rowcount == 0:
        raise failures.gone()
