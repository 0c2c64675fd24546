"""Which passages of libraries have the words of a question, by BM25.

Owns what the index is given for a passage, the weights, and the bounds of a search. Must not know how words
are made.

The index holds which passages have a word (`detail=none`), and that it stands there twice or four times as
words of their own: so all words of a question are weighed in all passages, in less time than FTS5's own
ranking takes for the rarest three (500,000 passages, twelve words: 531 ms by `ORDER BY rank`; see
tests/benchmarks/library). How long a passage is, and what else its document says of the question, is then
weighed for the best of them alone.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.store.libraries import shelves
from llmdesk.store.libraries.index import LEVELS, marks
from llmdesk.store.libraries.types import Hit

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

_K1, _B = 1.2, 0.75
_OF_DOCUMENT = 0.5  # how much of its document's score counts for a passage, as in `tools.passages.memory`
_WEIGHED, _MOST = 256, 5000  # passages that are weighed as a whole, and found at the most
_MOST_WORDS = 100  # of a question
_MOST_PLACES = 600_000  # passages with one of its words: those that are rare come first


def find(db: sqlite3.Connection, library_ids: Sequence[int], words: Sequence[str], most: int) -> list[Hit]:
    """Up to 5000 of them, the best first; none where no word stands anywhere."""
    for library_id in library_ids:
        shelves.raise_if_gone(db, library_id)
    last = db.execute("SELECT max(id) FROM passage").fetchone()[0]
    if not (words and library_ids and last):
        return []
    passages: int = db.execute("SELECT sum(passages) FROM document").fetchone()[0]
    placed = [_Placed.of(db, word, passages) for word in _chosen(db, list(dict.fromkeys(words)))]
    scores = np.zeros(last + 1)
    for each in placed:
        each.add_to(scores)
    scores *= members_of(db, library_ids, last)
    return _weighed(db, placed, _best(scores, min(max(most, _WEIGHED), _MOST)))[:most]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word of the question: `levels` are the passages where it stands once, twice, four times at least."""

    weight: float
    levels: tuple[Numbers, ...]

    @classmethod
    def of(cls, db: sqlite3.Connection, word: str, passages: int) -> _Placed:
        levels = tuple(_passages_with(db, mark + word) for _least, mark in LEVELS)
        count = len(levels[0])
        return cls(math.log1p((passages - count + 0.5) / (count + 0.5)), levels)

    def add_to(self, scores: Floats) -> None:
        before = 0.0
        for (least, _mark), places in zip(LEVELS, self.levels, strict=True):
            worth = float(_worth(least, 1.0))
            scores[places] += self.weight * (worth - before)
            before = worth

    def in_passages(self, numbers: Numbers, lengths: Floats) -> Floats:
        """The scores of these passages, of these lengths (1: the usual one)."""
        often = np.zeros(len(numbers))
        for (least, _mark), places in zip(LEVELS, self.levels, strict=True):
            often[_stand_in(numbers, places)] = least
        return self.weight * _worth(often, lengths)

    def in_ranges(self, first: Numbers, end: Numbers, lengths: Floats) -> Floats:
        """The scores of documents whose passages are numbered so."""
        places = self.levels[0]
        often = np.searchsorted(places, end) - np.searchsorted(places, first)
        return self.weight * _worth(often.astype(float), lengths)


def _worth(often: Floats | float, length: Floats | float) -> Floats:
    norm = 1 - _B + _B * np.asarray(length)
    return np.asarray(often * (_K1 + 1) / (often + _K1 * norm))


def _stand_in(numbers: Numbers, places: Numbers) -> NDArray[np.bool_]:
    """Which of `numbers` are among the `places`, which are in order."""
    if not len(places):
        return np.zeros(len(numbers), dtype=bool)
    at = np.minimum(np.searchsorted(places, numbers), len(places) - 1)
    return np.asarray(places[at] == numbers)


def _chosen(db: sqlite3.Connection, words: list[str]) -> list[str]:
    """Those that are looked for, the rarest first: of a long question its beginning and its end, and so many
    that it takes no long time."""
    if len(words) > _MOST_WORDS:
        words = words[: _MOST_WORDS // 2] + words[-_MOST_WORDS // 2 :]
    counted = sorted((_count(db, word), word) for word in words)
    chosen, places = list[str](), 0
    for count, word in counted:
        places += count
        if chosen and places > _MOST_PLACES:
            break
        if count:
            chosen.append(word)
    return chosen


def _count(db: sqlite3.Connection, word: str) -> int:
    row = db.execute("SELECT doc FROM passage_word WHERE term = ?", (word,)).fetchone()
    return 0 if row is None else int(row[0])


def _passages_with(db: sqlite3.Connection, word: str) -> Numbers:
    """In order. As one text: fetched row by row they take three times as long."""
    row = db.execute(
        "SELECT group_concat(rowid) FROM passage_index WHERE passage_index MATCH ?", (_quoted(word),)
    ).fetchone()
    return _numbers(row[0])


def _numbers(text: str | None) -> Numbers:
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def members_of(db: sqlite3.Connection, library_ids: Sequence[int], last: int) -> NDArray[np.int8]:
    """1 for each passage of these libraries. Those of one document are numbered one after the other."""
    row = db.execute(
        f"""SELECT group_concat(first_passage), group_concat(passages)
            FROM member JOIN document ON document.id = document_id
            WHERE passages > 0 AND library_id IN ({marks(library_ids)})""",
        tuple(library_ids),
    ).fetchone()
    first, counts = _numbers(row[0]), _numbers(row[1])
    changes = np.zeros(last + 2, dtype=np.int8)
    changes[first] += 1  # once, also for a document that is in two of them
    changes[first + counts] -= 1
    return np.cumsum(changes[:-1], dtype=np.int8)


def _best(scores: Floats, most: int) -> Numbers:
    found = np.flatnonzero(scores > 0)  # in a quarter of the time of the numbers themselves
    if len(found) > most:
        found = found[np.argpartition(scores[found], -most)[-most:]]
    return np.sort(found)


def _weighed(db: sqlite3.Connection, placed: Sequence[_Placed], numbers: Numbers) -> list[Hit]:
    rows = db.execute(
        f"""SELECT passage.id, document_id, begins, ends, heading, words, first_passage, passages
            FROM passage JOIN document ON document.id = document_id
            WHERE passage.id IN ({marks(numbers)}) ORDER BY passage.id""",
        [int(number) for number in numbers],
    ).fetchall()
    if not rows:
        return []
    lengths = np.array([row["words"] for row in rows], dtype=float)
    first = np.array([row["first_passage"] for row in rows])
    counts = np.array([row["passages"] for row in rows])
    scores = np.zeros(len(rows))
    for each in placed:
        scores += each.in_passages(numbers, lengths / max(1.0, lengths.mean()))
        scores += _OF_DOCUMENT * each.in_ranges(first, first + counts, counts / counts.mean())
    order = np.argsort(-scores, kind="stable")
    return [_hit(rows[at], float(scores[at])) for at in order]


def _hit(row: sqlite3.Row, score: float) -> Hit:
    return Hit(row["document_id"], row["begins"], row["ends"], row["heading"], score)


def _quoted(word: str) -> str:
    """As FTS5 takes a word that is one, whatever is in it."""
    return '"' + word.replace('"', '""') + '"'
