"""The parts in which a long document is read: whole sentences, a little of the one before again.

Owns where it is cut. Together the parts are the whole text; what stands across a cut stands whole in one of
two parts, which overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document

_AT_ONCE = 2_000  # sentences of one question to the engine
_NO_HALVES = 120  # characters
_OVERLAP = 0.12  # of a part, that the next one has too


@dataclass(frozen=True, slots=True)
class Chunk:
    """text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    tokens: int


def split(document: Document, engine: TextEngine, size: int, cancel: CancelToken) -> list[Chunk]:
    """Parts of at most `size` tokens or so."""
    units = list(_units(document, engine, size, cancel))
    chunks: list[Chunk] = []
    first, filled = 0, 0
    for number, unit in enumerate(units):
        if filled and filled + unit.tokens > size:
            chunks.append(Chunk(units[first].start, units[number - 1].end))
            first, filled = _back(units, first, number, size)
        filled += unit.tokens
    if units:
        chunks.append(Chunk(units[first].start, units[-1].end))
    return chunks


def _back(units: list[_Unit], first: int, number: int, size: int) -> tuple[int, int]:
    """The unit at which the part behind `number` begins, and how many tokens it has before `number`."""
    at, filled = number, 0
    while at - 1 > first and filled + units[at - 1].tokens <= size * _OVERLAP:
        at -= 1
        filled += units[at].tokens
    if filled + units[number].tokens > size:
        return number, 0
    return at, filled


def _units(document: Document, engine: TextEngine, size: int, cancel: CancelToken) -> Iterator[_Unit]:
    """The sentences; one that is longer than a part in pieces."""
    text, sentences = document.text, document.sentences
    for begin in range(0, len(sentences), _AT_ONCE):
        cancel.raise_if_cancelled()
        some = sentences[begin : begin + _AT_ONCE]
        # Two more for the mark and the line break of its line.
        counts = engine.count_tokens([text[each.start : each.end] for each in some])
        for each, count in zip(some, counts, strict=True):
            pieces = -(-(count + 2) // size)
            length = -(-(each.end - each.start) // pieces)
            for start in range(each.start, each.end, length):
                yield _Unit(start, min(each.end, start + length), -(-(count + 2) // pieces))


def halves(document: Document, chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    """A part in two, at the end of a sentence where one is near the middle; None of a short one."""
    length = chunk.end - chunk.start
    if length < _NO_HALVES:
        return None
    middle = chunk.start + length // 2
    near = [each.start for each in document.sentences if abs(each.start - middle) < length // 4]
    cut = min(near, key=lambda start: abs(start - middle), default=middle)
    return Chunk(chunk.start, cut), Chunk(cut, chunk.end)
