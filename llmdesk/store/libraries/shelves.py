"""Libraries and their roots as rows.

Owns the SQL of `library`, `root` and `member`. Must not know what is in a document. Each function runs inside
a transaction that its caller holds, and raises `StoreError` for what is no longer there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from llmdesk.store.encoding import storable
from llmdesk.store.libraries import failures
from llmdesk.store.libraries.types import StoredLibrary

_LONGEST_NAME = 200

_COUNTED = """SELECT library.id, name, updated, embedding, embedding_id,
    count(document.id) FILTER (WHERE state = 'indexed') AS documents,
    count(document.id) FILTER (WHERE state <> 'indexed') AS unread,
    coalesce(sum(passages), 0) AS passages
    FROM library LEFT JOIN member ON library_id = library.id LEFT JOIN document ON document.id =
    document_id"""


def listing(db: sqlite3.Connection) -> list[StoredLibrary]:
    """By name."""
    rows = db.execute(f"{_COUNTED} GROUP BY library.id").fetchall()
    return sorted((_library(db, row) for row in rows), key=lambda each: each.name.casefold())


def get(db: sqlite3.Connection, library_id: int) -> StoredLibrary:
    row = db.execute(f"{_COUNTED} WHERE library.id = ? GROUP BY library.id", (library_id,)).fetchone()
    if row is None:
        raise failures.gone()
    return _library(db, row)


def add(db: sqlite3.Connection, name: str, roots: Iterable[Path], now: float) -> StoredLibrary:
    name = _free_name(db, name, None)
    cursor = db.execute("INSERT INTO library (name, created) VALUES (?, ?)", (name, now))
    assert cursor.lastrowid is not None  # an INSERT that worked has one
    add_roots(db, cursor.lastrowid, roots)
    return get(db, cursor.lastrowid)


def rename(db: sqlite3.Connection, library_id: int, name: str) -> None:
    raise_if_gone(db, library_id)
    name = _free_name(db, name, library_id)
    db.execute("UPDATE library SET name = ? WHERE id = ?", (name, library_id))


def add_roots(db: sqlite3.Connection, library_id: int, roots: Iterable[Path]) -> None:
    raise_if_gone(db, library_id)
    db.executemany(
        "INSERT OR IGNORE INTO root (library_id, path) VALUES (?, ?)",
        [(library_id, os.fsencode(root)) for root in roots],
    )


def remove_root(db: sqlite3.Connection, library_id: int, root: Path) -> None:
    """With the documents that lie under no other root of the library."""
    raise_if_gone(db, library_id)
    db.execute("DELETE FROM root WHERE library_id = ? AND path = ?", (library_id, os.fsencode(root)))
    left = [os.fspath(each) for each in _roots(db, library_id)]
    members = db.execute(
        "SELECT document_id, path FROM member JOIN document ON id = document_id WHERE library_id = ?",
        (library_id,),
    ).fetchall()
    gone = [row["document_id"] for row in members if not _is_under(os.fsdecode(row["path"]), left)]
    leave(db, library_id, gone)


def set_embedding(db: sqlite3.Connection, library_id: int, model: str) -> None:
    """Vectors of another one are none of it any more."""
    raise_if_gone(db, library_id)
    db.execute(
        "UPDATE library SET embedding = ?, embedding_id = NULL WHERE id = ? AND embedding <> ?",
        (storable(model), library_id, storable(model)),
    )


def remove(db: sqlite3.Connection, library_id: int) -> None:
    raise_if_gone(db, library_id)
    db.execute("DELETE FROM library WHERE id = ?", (library_id,))


def leave(db: sqlite3.Connection, library_id: int, documents: Iterable[int]) -> None:
    """They are in the library no longer."""
    db.executemany(
        "DELETE FROM member WHERE library_id = ? AND document_id = ?",
        [(library_id, number) for number in documents],
    )


def join(db: sqlite3.Connection, library_id: int, documents: Iterable[int]) -> None:
    """Those of them that are still there are in the library now."""
    raise_if_gone(db, library_id)
    db.executemany(
        "INSERT OR IGNORE INTO member (library_id, document_id) SELECT ?, id FROM document WHERE id = ?",
        [(library_id, number) for number in documents],
    )


def finish(db: sqlite3.Connection, library_id: int, now: float) -> None:
    """Its roots were gone through to the end."""
    db.execute("UPDATE library SET updated = ? WHERE id = ?", (now, library_id))


def raise_if_gone(db: sqlite3.Connection, library_id: int) -> None:
    if db.execute("SELECT 1 FROM library WHERE id = ?", (library_id,)).fetchone() is None:
        raise failures.gone()


def _free_name(db: sqlite3.Connection, name: str, but: int | None) -> str:
    """The name on one line. Raises `StoreError` where there is none, or another library has it."""
    name = storable(" ".join(name.split())[:_LONGEST_NAME])
    if not name:
        raise failures.no_name()
    others = db.execute("SELECT name FROM library WHERE id IS NOT ?", (but,)).fetchall()
    if name.casefold() in {row["name"].casefold() for row in others}:
        raise failures.name_taken(name)
    return name


def _roots(db: sqlite3.Connection, library_id: int) -> tuple[Path, ...]:
    rows = db.execute("SELECT path FROM root WHERE library_id = ? ORDER BY id", (library_id,))
    return tuple(Path(os.fsdecode(row["path"])) for row in rows)


def _library(db: sqlite3.Connection, row: sqlite3.Row) -> StoredLibrary:
    return StoredLibrary(
        row["id"],
        row["name"],
        _roots(db, row["id"]),
        row["documents"],
        row["unread"],
        row["passages"],
        row["updated"],
        row["embedding"],
        0 if row["embedding_id"] is None else _embedded(db, row["id"], row["embedding_id"]),
    )


def _embedded(db: sqlite3.Connection, library_id: int, embedding_id: int) -> int:
    """Passages with a vector."""
    row = db.execute(
        """SELECT coalesce(sum(vectors.passages), 0) FROM member
            JOIN vectors ON vectors.document_id = member.document_id AND embedding_id = ?
            WHERE library_id = ?""",
        (embedding_id, library_id),
    ).fetchone()
    return int(row[0])


def _is_under(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
