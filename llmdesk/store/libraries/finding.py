"""Which passages of libraries have the words of a question, by BM25.

Owns the query and its bounds. Must not know how words are made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from llmdesk.store.libraries import shelves
from llmdesk.store.libraries.types import Hit


def find(db: sqlite3.Connection, library_ids: Sequence[int], words: Sequence[str], most: int) -> list[Hit]:
    """The best first; none where no word stands anywhere."""
    for library_id in library_ids:
        shelves.raise_if_gone(db, library_id)
    if not (words and library_ids):
        return []
    match = " OR ".join(map(_quoted, dict.fromkeys(words)))
    places = ", ".join("?" * len(library_ids))
    rows = db.execute(
        f"""SELECT document_id, begins, ends, heading, -rank AS score FROM passage_index
            JOIN passage ON passage.id = passage_index.rowid
            WHERE passage_index MATCH ? AND document_id IN
                (SELECT document_id FROM member WHERE library_id IN ({places}))
            ORDER BY rank LIMIT ?""",
        (match, *library_ids, most),
    )
    return [Hit(row["document_id"], row["begins"], row["ends"], row["heading"], row["score"]) for row in rows]


def _quoted(word: str) -> str:
    """As FTS5 takes a word that is one, whatever is in it."""
    return '"' + word.replace('"', '""') + '"'
