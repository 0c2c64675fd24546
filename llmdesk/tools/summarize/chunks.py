"""The pieces that a document is read in.

Owns where a document is cut: at sentences, at a heading or a paragraph where one is near. The chunks
together are the whole text, character for character; nothing is left out. Must not ask the model
anything but how many tokens a text has.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document, Span

_BATCH_CHARACTERS = 200_000  # of one question to the engine
_BORDER_FROM = 0.6  # a heading or paragraph ends a chunk that is at least so full


@dataclass(frozen=True, slots=True)
class Chunk:
    """text[start:end] of the document; about `tokens` long. `sentences` are indices, end exclusive."""

    start: int
    end: int
    tokens: int
    first_sentence: int
    end_sentence: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a part of one that is longer than a chunk; `border`: 2 section, 1 paragraph."""

    start: int
    end: int
    tokens: int
    border: int
    sentence: int


def count(document: Document, engine: TextEngine, cancel: CancelToken | None = None) -> list[int]:
    """The tokens of each sentence, counted many at a time."""
    return list(_counts(document.text, document.sentences, engine, cancel))


def split(document: Document, counts: Sequence[int], size: int, paragraph: float = 0.85) -> list[Chunk]:
    """Chunks of about the same length, none over `size` tokens by more than what joins its sentences. A
    paragraph ends one that is at least `paragraph` full."""
    units = list(_units(document, counts, size))
    if not units:
        return []
    total = sum(unit.tokens for unit in units)
    wanted = total / math.ceil(total / size)
    groups: list[list[_Unit]] = [[]]
    filled = 0
    for unit in units:
        full = filled + unit.tokens > size or filled >= wanted
        if groups[-1] and (
            full or (unit.border and filled >= wanted * (_BORDER_FROM if unit.border == 2 else paragraph))
        ):
            groups.append([])
            filled = 0
        groups[-1].append(unit)
        filled += unit.tokens
    _join_small_end(groups, size, wanted)
    return list(_chunks(groups, len(document.text)))


def _join_small_end(groups: list[list[_Unit]], size: int, wanted: float) -> None:
    """The last piece joins the one before it rather than stand alone with a sentence or two."""
    last = sum(unit.tokens for unit in groups[-1])
    if len(groups) > 1 and last < wanted / 4 and last + sum(unit.tokens for unit in groups[-2]) <= size * 1.2:
        end = groups.pop()
        groups[-1] += end


def _chunks(groups: Sequence[Sequence[_Unit]], length: int) -> Iterator[Chunk]:
    for number, group in enumerate(groups):
        start = 0 if number == 0 else group[0].start
        end = groups[number + 1][0].start if number + 1 < len(groups) else length
        tokens = sum(unit.tokens for unit in group)
        yield Chunk(start, end, tokens, group[0].sentence, group[-1].sentence + 1)


def _units(document: Document, counts: Sequence[int], size: int) -> Iterator[_Unit]:
    headings = {heading.start for heading in document.headings}
    paragraphs = {paragraph.start for paragraph in document.paragraphs}
    after_heading = False
    for number, (span, tokens) in enumerate(zip(document.sentences, counts, strict=True)):
        border = 2 if span.start in headings else 1 if span.start in paragraphs else 0
        if after_heading:
            border = 0  # a heading stays with what it stands over
        after_heading = span.start in headings
        parts = math.ceil(tokens / size)
        step = math.ceil((span.end - span.start) / parts)
        for start in range(span.start, span.end, step):
            yield _Unit(start, min(span.end, start + step), math.ceil(tokens / parts), border, number)


def _counts(
    text: str, spans: Sequence[Span], engine: TextEngine, cancel: CancelToken | None
) -> Iterator[int]:
    batch: list[str] = []
    characters = 0
    for span in spans:
        batch.append(text[span.start : span.end])
        characters += span.end - span.start
        if characters >= _BATCH_CHARACTERS:
            if cancel is not None:
                cancel.raise_if_cancelled()
            yield from engine.count_tokens(batch)
            batch, characters = [], 0
    if batch:
        yield from engine.count_tokens(batch)


def sentences_between(document: Document, start: int, end: int) -> range:
    """The indices of the sentences that begin in text[start:end]."""
    first = bisect_left(document.sentences, start, key=lambda span: span.start)
    return range(first, bisect_left(document.sentences, end, key=lambda span: span.start))
