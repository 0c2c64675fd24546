"""Documents, their passages and the index of these, as rows.

Owns the SQL of `document`, `content`, `passage` and the index. Must not read files. Each function runs inside
a transaction that its caller holds, and raises `StoreError` for what is no longer there.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path

from llmdesk.store.libraries import failures, reasons, shelves
from llmdesk.store.libraries.index import tokens
from llmdesk.store.libraries.types import (
    DocumentState,
    FileVersion,
    NewDocument,
    NewPassage,
    StoredDocument,
)

_COLUMNS = "id, path, kind, size, mtime_ns, digest, state, reason, passages"
_DOCUMENT = f"SELECT {_COLUMNS} FROM document"
_QUICK = 30_000  # passages whose index is tidied in a second
_UNTIDY = "untidy"  # passages that left the index and may still stand in parts of it


def listing(
    db: sqlite3.Connection, library_id: int, states: Sequence[DocumentState], limit: int, offset: int
) -> list[StoredDocument]:
    """By path."""
    shelves.raise_if_gone(db, library_id)
    places = ", ".join("?" * len(states))
    rows = db.execute(
        f"""{_DOCUMENT} WHERE state IN ({places})
            AND id IN (SELECT document_id FROM member WHERE library_id = ?) ORDER BY path LIMIT ? OFFSET ?""",
        (*states, library_id, limit, offset),
    )
    return list(map(_document, rows))


def readable(db: sqlite3.Connection, library_ids: Sequence[int]) -> tuple[int, ...]:
    """The documents of these libraries that were read, each once, by path."""
    for library_id in library_ids:
        shelves.raise_if_gone(db, library_id)
    places = ", ".join("?" * len(library_ids))
    rows = db.execute(
        f"""SELECT id FROM document WHERE state = 'indexed' AND id IN
            (SELECT document_id FROM member WHERE library_id IN ({places})) ORDER BY path""",
        tuple(library_ids),
    )
    return tuple(row["id"] for row in rows)


def get(db: sqlite3.Connection, document_id: int) -> StoredDocument:
    row = db.execute(f"{_DOCUMENT} WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        raise failures.document_gone()
    return _document(row)


def at(db: sqlite3.Connection, path: Path) -> StoredDocument | None:
    row = db.execute(f"{_DOCUMENT} WHERE path = ?", (os.fsencode(path),)).fetchone()
    return None if row is None else _document(row)


def body(db: sqlite3.Connection, document_id: int) -> bytes:
    row = db.execute("SELECT body FROM content WHERE document_id = ?", (document_id,)).fetchone()
    if row is None:
        raise failures.document_gone()
    return bytes(row["body"])


def known(db: sqlite3.Connection, library_id: int) -> dict[str, tuple[StoredDocument, bool]]:
    """By path, every document of any library, and whether it is in this one."""
    rows = db.execute(
        f"""SELECT {_COLUMNS}, library_id FROM document
            LEFT JOIN member ON document_id = id AND library_id = ?""",
        (library_id,),
    )
    return {os.fsdecode(row["path"]): (_document(row), row["library_id"] is not None) for row in rows}


def put(
    db: sqlite3.Connection, library_id: int, path: Path, version: FileVersion, document: NewDocument
) -> int:
    """Keep a document as it was read, in the place of what was kept of that file; its id."""
    shelves.raise_if_gone(db, library_id)
    row = db.execute(f"{_DOCUMENT} WHERE path = ?", (os.fsencode(path),)).fetchone()
    if row is not None and row["state"] == "indexed" and _version(row) == version:
        number: int = row["id"]  # somebody else has read it meanwhile
    else:
        number = _renewed(db, row, path, version, document.kind, "indexed", "", len(document.passages))
        given = [tokens(each.words) for each in document.passages]
        words = zlib.compress("\n".join(given).encode())
        db.execute(
            "INSERT INTO content (document_id, body, words) VALUES (?, ?, ?)", (number, document.body, words)
        )
        _index(db, number, document.passages, given)
    shelves.join(db, library_id, [number])
    return number


def put_unread(
    db: sqlite3.Connection,
    library_id: int,
    path: Path,
    version: FileVersion,
    state: DocumentState,
    reason: str,
) -> None:
    """Keep why a file could not be read; what was kept of it before goes."""
    shelves.raise_if_gone(db, library_id)
    row = db.execute(f"{_DOCUMENT} WHERE path = ?", (os.fsencode(path),)).fetchone()
    number = _renewed(db, row, path, version, "", state, reason, 0)
    shelves.join(db, library_id, [number])


def touch(db: sqlite3.Connection, document_id: int, version: FileVersion) -> None:
    """The file has another time, and the same in it."""
    db.execute(
        "UPDATE document SET size = ?, mtime_ns = ? WHERE id = ?",
        (version.size, version.mtime_ns, document_id),
    )


def move(db: sqlite3.Connection, document_id: int, path: Path, version: FileVersion) -> bool:
    """The same file lies elsewhere now; False where somebody else has read that one meanwhile, or removed
    it."""
    moved = db.execute(
        "UPDATE OR IGNORE document SET path = ? WHERE id = ?", (os.fsencode(path), document_id)
    )
    if moved.rowcount:
        touch(db, document_id, version)
    return moved.rowcount > 0


def drop_orphans(db: sqlite3.Connection, most: int) -> int:
    """Delete up to `most` documents that are in no library; how many."""
    rows = db.execute(
        "SELECT id FROM document WHERE NOT EXISTS (SELECT 1 FROM member WHERE document_id = id) LIMIT ?",
        (most,),
    ).fetchall()
    for row in rows:
        _taken_out(db, row["id"])
    return len(rows)


def delete_all(db: sqlite3.Connection) -> None:
    for table in ("library", "root", "member", "passage", "content", "document", "vectors", "embedding"):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT INTO passage_index (passage_index) VALUES ('delete-all')")
    _set_untidy(db, 0)


# -- the index ---------------------------------------------------------------------------------------
def wants_tidying(db: sqlite3.Connection, *, thorough: bool) -> bool:
    """Whether passages left the index since it was tidied; not `thorough`: and it takes a second, or they are
    one in twenty."""
    left = _untidy(db)
    if thorough or not left:
        return left > 0
    kept = db.execute("SELECT coalesce(sum(passages), 0) FROM document").fetchone()[0]
    return bool(kept < _QUICK or left > kept / 20)


def _untidy(db: sqlite3.Connection) -> int:
    row = db.execute("SELECT value FROM property WHERE name = ?", (_UNTIDY,)).fetchone()
    return 0 if row is None else int(row["value"])


def begin_tidying(db: sqlite3.Connection) -> None:
    """Put the index on the way to one part; see https://www.sqlite.org/fts5.html#the_merge_command."""
    db.execute("INSERT INTO passage_index (passage_index, rank) VALUES ('merge', -1)")


def tidy_on(db: sqlite3.Connection, pages: int) -> bool:
    """Go some pages on; False where it is done."""
    before = db.total_changes
    db.execute("INSERT INTO passage_index (passage_index, rank) VALUES ('merge', ?)", (pages,))
    return db.total_changes - before >= 2


def end_tidying(db: sqlite3.Connection) -> None:
    _set_untidy(db, 0)


def _set_untidy(db: sqlite3.Connection, count: int) -> None:
    db.execute(
        "INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)",
        (_UNTIDY, float(count)),
    )


def _index(
    db: sqlite3.Connection, document_id: int, passages: Sequence[NewPassage], given: Sequence[str]
) -> None:
    row = db.execute("SELECT coalesce(max(id), 0) + 1 AS first FROM passage").fetchone()
    first: int = row["first"]
    db.executemany(
        "INSERT INTO passage (id, document_id, begins, ends, heading, words) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, document_id, each.start, each.end, each.heading, each.words.count(" ") + 1)
            for number, each in enumerate(passages, first)
        ],
    )
    db.executemany("INSERT INTO passage_index (rowid, text) VALUES (?, ?)", list(enumerate(given, first)))
    db.execute("UPDATE document SET first_passage = ? WHERE id = ?", (first, document_id))


def _clear(db: sqlite3.Connection, document_id: int) -> None:
    """Take what was read out of the index and away."""
    row = db.execute("SELECT words FROM content WHERE document_id = ?", (document_id,)).fetchone()
    if row is None:
        return
    given = _words(row["words"])
    query = "SELECT id FROM passage WHERE document_id = ? ORDER BY id"
    numbers = [each["id"] for each in db.execute(query, (document_id,))]
    if numbers and len(numbers) != len(given):
        raise failures.damaged_words()
    db.executemany(
        "INSERT INTO passage_index (passage_index, rowid, text) VALUES ('delete', ?, ?)",
        list(zip(numbers, given, strict=False)),
    )
    db.execute("DELETE FROM passage WHERE document_id = ?", (document_id,))
    db.execute("DELETE FROM content WHERE document_id = ?", (document_id,))
    _set_untidy(db, _untidy(db) + len(numbers))


def _words(kept: bytes) -> list[str]:
    """What the index was given for each passage."""
    try:
        return zlib.decompress(kept).decode().split("\n")
    except (zlib.error, UnicodeDecodeError) as error:
        raise failures.damaged_words() from error


# -- rows --------------------------------------------------------------------------------------------
def _renewed(
    db: sqlite3.Connection,
    row: sqlite3.Row | None,
    path: Path,
    version: FileVersion,
    kind: str,
    state: DocumentState,
    reason: str,
    passages: int,
) -> int:
    """The id of the document, which holds nothing yet; another one than before: the places that somebody has
    found in the old text are none in the new one."""
    values = (kind, version.size, version.mtime_ns, version.digest, state, reason, passages)
    members = () if row is None else _taken_out(db, row["id"])
    cursor = db.execute(
        """INSERT INTO document (kind, size, mtime_ns, digest, state, reason, passages, path)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (*values, os.fsencode(path)),
    )
    assert cursor.lastrowid is not None  # an INSERT that worked has one
    number = cursor.lastrowid
    db.executemany(
        "INSERT INTO member (library_id, document_id) VALUES (?, ?)", [(each, number) for each in members]
    )
    return number


def _taken_out(db: sqlite3.Connection, document_id: int) -> list[int]:
    """Delete the document; the libraries that it was in."""
    rows = db.execute("SELECT library_id FROM member WHERE document_id = ?", (document_id,)).fetchall()
    _clear(db, document_id)
    db.execute("DELETE FROM document WHERE id = ?", (document_id,))
    return [row["library_id"] for row in rows]


def _version(row: sqlite3.Row) -> FileVersion:
    return FileVersion(row["size"], row["mtime_ns"], row["digest"])


def _document(row: sqlite3.Row) -> StoredDocument:
    return StoredDocument(
        row["id"],
        Path(os.fsdecode(row["path"])),
        row["kind"],
        _version(row),
        row["state"],
        row["passages"],
        reasons.read(row["reason"]),
    )
