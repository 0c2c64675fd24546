"""Vectors of passages, as rows.

Owns the SQL of `embedding` and `vectors`. Must not know who makes vectors, nor how they are searched
(`nearest`). Each function runs inside a transaction that its caller holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.store.libraries import failures, shelves
from llmdesk.store.libraries.index import marks
from llmdesk.store.libraries.types import StoredPassage, Unembedded

_BLOCK = 16  # passages


def begin(db: sqlite3.Connection, library_id: int, key: str, dimensions: int) -> None:
    shelves.raise_if_gone(db, library_id)
    db.execute("INSERT OR IGNORE INTO embedding (key, dimensions) VALUES (?, ?)", (key, dimensions))
    db.execute(
        "UPDATE library SET embedding_id = (SELECT id FROM embedding WHERE key = ?) WHERE id = ?",
        (key, library_id),
    )


def models_of(db: sqlite3.Connection, library_ids: Sequence[int]) -> list[str]:
    rows = db.execute(
        f"""SELECT DISTINCT embedding FROM library WHERE id IN ({marks(library_ids)}) AND embedding <> ''
            AND EXISTS (SELECT 1 FROM vectors WHERE vectors.embedding_id = library.embedding_id)""",
        tuple(library_ids),
    )
    return [row["embedding"] for row in rows]


def key_of(db: sqlite3.Connection, library_id: int) -> str:
    row = db.execute(
        "SELECT key FROM library JOIN embedding ON embedding.id = embedding_id WHERE library.id = ?",
        (library_id,),
    ).fetchone()
    return "" if row is None else str(row["key"])


def unembedded(db: sqlite3.Connection, library_id: int) -> list[Unembedded]:
    rows = db.execute(
        """SELECT document.id, document.passages, coalesce(sum(vectors.passages), 0) AS done
            FROM member JOIN library ON library.id = library_id
            JOIN document ON document.id = member.document_id
            LEFT JOIN vectors ON vectors.document_id = document.id
                AND vectors.embedding_id = library.embedding_id
            WHERE library_id = ? AND document.passages > 0
            GROUP BY document.id HAVING done < document.passages ORDER BY document.id""",
        (library_id,),
    )
    return [Unembedded(row["id"], row["passages"], row["done"]) for row in rows]


def passages(db: sqlite3.Connection, document_id: int) -> list[StoredPassage]:
    rows = db.execute(
        "SELECT begins, ends, heading FROM passage WHERE document_id = ? ORDER BY id", (document_id,)
    )
    return [StoredPassage(row["begins"], row["ends"], row["heading"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Block:
    """Vectors of passages one after the other, as `nearest` packs them."""

    passages: int
    dimensions: int
    signs: bytes
    data: bytes


def put(db: sqlite3.Connection, library_id: int, document_id: int, first: int, block: Block) -> None:
    """What stands there already, by another process, stays."""
    row = db.execute(
        """SELECT first_passage, embedding_id, dimensions FROM document, library
            JOIN embedding ON embedding.id = embedding_id WHERE document.id = ? AND library.id = ?""",
        (document_id, library_id),
    ).fetchone()
    if row is None:
        raise failures.document_gone()
    if block.passages > _BLOCK or block.dimensions != row["dimensions"]:
        raise ValueError(f"a block of {block.passages} passages with {block.dimensions} dimensions")
    number = row["first_passage"] + first
    db.execute(
        """INSERT OR IGNORE INTO vectors (embedding_id, document_id, first_passage, passages, signs, data)
            VALUES (?, ?, ?, ?, ?, ?)""",
        (row["embedding_id"], document_id, number, block.passages, block.signs, block.data),
    )


def drop_unused(db: sqlite3.Connection, most: int) -> int:
    """Delete up to `most` blocks that no library searches any more, and the embeddings without one; how many
    blocks."""
    gone = db.execute(
        """DELETE FROM vectors WHERE id IN (SELECT vectors.id FROM vectors WHERE NOT EXISTS
            (SELECT 1 FROM member JOIN library ON library.id = library_id
                WHERE member.document_id = vectors.document_id
                AND library.embedding_id = vectors.embedding_id) LIMIT ?)""",
        (most,),
    ).rowcount
    if not gone:
        db.execute(
            """DELETE FROM embedding WHERE id NOT IN (SELECT embedding_id FROM vectors)
                AND id NOT IN (SELECT embedding_id FROM library WHERE embedding_id IS NOT NULL)"""
        )
    return gone
