"""The passages whose vectors are the nearest to that of a question.

Owns the form of a block, and the search. Must not know who makes vectors. Each function runs inside a
transaction that its caller holds.

A search compares the signs of all vectors, which lie in memory (a bit a dimension), and then computes the
cosine with the best thousand of them, which are read from the file in 8 bits a dimension. Among 500,000
passages of 384 and 1024 dimensions that takes 24 and 38 ms of one core, and 67 and 151 MB (tests/benchmarks/
vectors.py; all times here are of the processor). Comparing all vectors in numpy from a memory-mapped file
took 254 and 1192 ms in 8 bits, 530 and 2204 ms in 16, with as much memory as the file is large; in
sqlite-vec 298 and 769 ms in 8 bits, 94 ms for the signs of 1024 alone, and it has to be loaded into SQLite
as an extension, which many a Python does not allow (`enable_load_extension` is missing). In SQLite a vector
goes when its passage goes, and what a killed process leaves is whole.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from llmdesk.store.libraries.finding import members_of
from llmdesk.store.libraries.index import marks
from llmdesk.store.libraries.types import Hit
from llmdesk.store.libraries.vectors import Block

Floats = NDArray[np.float32]
_COMPARED = 1000  # passages whose cosine is computed, at least
_AT_ONCE = 16_384  # whose signs are compared in one step
_FAR = np.iinfo(np.uint16).max
_LEVELS = 127
# Numbers in a product that BLAS computes in this thread: larger ones wake the cores that look for the
# question's words meanwhile, and take twice the time of the processor.
_ALONE = 8192


def signs_of(made: Floats) -> NDArray[np.uint64]:
    """A bit for each dimension, in whole words: n × ⌈d / 64⌉."""
    bits = np.packbits(made > 0, axis=1)
    short = -bits.shape[1] % 8
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, short)))).view(np.uint64)


def packed(made: Floats) -> Block:
    """These vectors, n × d, as they are kept."""
    scales = np.abs(made).max(axis=1, keepdims=True) / _LEVELS
    whole = np.round(made / scales).astype(np.int8)
    data = scales.astype(np.float32).tobytes() + whole.tobytes()
    return Block(len(made), made.shape[1], signs_of(made).tobytes(), data)


@dataclass
class _Signs:
    """Of one embedding: the `words` of each vector, one below the other (comparing the first words of all,
    then the second, takes a third of the time of one vector after the other), the number of its passage, and
    the block it is in, whose ids are in `blocks`, in order."""

    words: NDArray[np.uint64]
    numbers: NDArray[np.int64]
    block_of: NDArray[np.int32]
    blocks: NDArray[np.int64]


@dataclass
class SignsInMemory:
    """What was read of the signs, by embedding: of what is new since, only that is read. Thread-safe."""

    known: dict[int, _Signs] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, db: sqlite3.Connection, embedding_id: int, dimensions: int) -> _Signs:
        """As they are in the state that `db` reads, which may be an older one than was read last."""
        with self.lock:
            width = -(-dimensions // 64)
            known = self.known.pop(embedding_id, None) or _none(width)
            last = int(known.blocks[-1]) if len(known.blocks) else 0
            new = _read(db, embedding_id, last, width)
            count, newest = db.execute(
                "SELECT count(*), coalesce(max(id), 0) FROM vectors WHERE embedding_id = ?", (embedding_id,)
            ).fetchone()
            if count != len(known.blocks) + len(new.blocks) or newest < last:  # some have gone
                known, new = _none(width), _read(db, embedding_id, 0, width)
            self.known.clear()  # one is kept: a search of two embeddings in turn is rare
            self.known[embedding_id] = found = known if not len(new.blocks) else _joined(known, new)
            return found


def _none(width: int) -> _Signs:
    empty = np.zeros(0, np.int64)
    return _Signs(np.zeros((width, 0), np.uint64), empty, np.zeros(0, np.int32), empty)


def _read(db: sqlite3.Connection, embedding_id: int, behind: int, width: int) -> _Signs:
    rows = db.execute(
        """SELECT id, first_passage, passages, signs FROM vectors NOT INDEXED
            WHERE id > ? AND embedding_id = ? ORDER BY id""",
        (behind, embedding_id),
    ).fetchall()
    if not rows:
        return _none(width)
    counts = np.array([row["passages"] for row in rows])
    first = np.array([row["first_passage"] for row in rows], np.int64)
    block_of = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
    begins = np.cumsum(counts) - counts
    within = np.arange(len(block_of)) - begins[block_of]
    words = np.frombuffer(b"".join(row["signs"] for row in rows), np.uint64).reshape(-1, width)
    words = np.ascontiguousarray(words.T)
    return _Signs(words, first[block_of] + within, block_of, np.array([row["id"] for row in rows]))


def _joined(known: _Signs, new: _Signs) -> _Signs:
    moved = new.block_of + np.int32(len(known.blocks))
    return _Signs(
        np.concatenate([known.words, new.words], axis=1),
        np.concatenate([known.numbers, new.numbers]),
        np.concatenate([known.block_of, moved]),
        np.concatenate([known.blocks, new.blocks]),
    )


def find_near(
    db: sqlite3.Connection,
    memory: SignsInMemory,
    library_ids: Sequence[int],
    key: str,
    query: Floats,
    most: int,
) -> list[Hit]:
    """As `Libraries.find_near`."""
    found = db.execute("SELECT id, dimensions FROM embedding WHERE key = ?", (key,)).fetchone()
    last = db.execute("SELECT max(id) FROM passage").fetchone()[0]
    if found is None or last is None or query.shape != (found["dimensions"],):
        return []
    searched = db.execute(
        f"SELECT id FROM library WHERE embedding_id = ? AND id IN ({marks(library_ids)})",
        (found["id"], *library_ids),
    ).fetchall()
    signs = memory.of(db, found["id"], found["dimensions"])
    if not searched or not len(signs.numbers):
        return []
    mine = members_of(db, [row["id"] for row in searched], last)[signs.numbers] > 0
    likely = _likely(signs.words, mine, signs_of(query[None])[0], max(most, _COMPARED))
    if not len(likely):
        return []
    scores = _cosines(db, signs, likely, query)
    best = np.argsort(-scores, kind="stable")[:most]
    return _hits(db, signs.numbers[likely[best]], scores[best])


def _likely(
    words: NDArray[np.uint64], mine: NDArray[np.bool_], asked: NDArray[np.uint64], most: int
) -> NDArray[np.intp]:
    """The places of the vectors whose signs differ least, in order of the places."""
    differ = np.zeros(words.shape[1], np.uint16)
    for start in range(0, len(differ), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        for word, of_asked in zip(words, asked, strict=True):
            differ[part] += np.bitwise_count(word[part] ^ of_asked)
    differ[~mine] = _FAR
    count = min(most, int(mine.sum()))
    return np.sort(np.argpartition(differ, count - 1)[:count]) if count else np.zeros(0, np.intp)


def _cosines(db: sqlite3.Connection, signs: _Signs, places: NDArray[np.intp], query: Floats) -> Floats:
    """Of the vectors at these places, which are in order."""
    blocks, block_at = np.unique(signs.block_of[places], return_inverse=True)
    ids = [int(number) for number in signs.blocks[blocks]]
    rows = db.execute(
        f"SELECT passages, data FROM vectors WHERE id IN ({marks(ids)}) ORDER BY id", ids
    ).fetchall()
    counts = np.array([row["passages"] for row in rows])
    sizes = counts * (4 + len(query))  # a scale, and a byte a dimension
    data = np.frombuffer(b"".join(row["data"] for row in rows), np.uint8)
    begins = (np.cumsum(sizes) - sizes)[block_at]
    within = places - np.searchsorted(signs.block_of, blocks)[block_at]
    scales = data[(begins + 4 * within)[:, None] + np.arange(4)].view(np.float32)[:, 0]
    wholes = data[(begins + 4 * counts[block_at] + len(query) * within)[:, None] + np.arange(len(query))]
    vectors = wholes.view(np.int8).astype(np.float32)
    few = max(1, _ALONE // len(query))
    products = [vectors[at : at + few] @ query for at in range(0, len(vectors), few)]
    return np.asarray(scales * np.concatenate(products))


def _hits(db: sqlite3.Connection, numbers: NDArray[np.int64], scores: Floats) -> list[Hit]:
    rows = db.execute(
        f"SELECT id, document_id, begins, ends, heading FROM passage WHERE id IN ({marks(numbers)})",
        [int(number) for number in numbers],
    )
    by_number = {row["id"]: row for row in rows}
    found = ((by_number[int(number)], float(score)) for number, score in zip(numbers, scores, strict=True))
    return [
        Hit(row["document_id"], row["begins"], row["ends"], row["heading"], score) for row, score in found
    ]
