"""A passage that was found, and the face of where passages are found: documents in memory, or a library.

Owns the vocabulary. Must not search, and must not import anything that is slow to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.types import Document


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]` of document number `document`; `heading` is the one that it stands under, or ""."""

    document: int
    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and its score: comparable within one question alone."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: `quote` stands at [start:end] of document number `document`, whose name is `file`; `page` as
    a reader says it, "" where there are no pages."""

    document: int
    file: str
    page: str
    start: int
    end: int
    quote: str


class Source(Protocol):
    """Documents that passages are found in, by a number each, which means nothing outside of this source."""

    @property
    def count(self) -> int:
        """How many documents are looked through."""
        ...

    def find(self, question: str, most: int, cancel: CancelToken | None = None) -> Sequence[Found]:
        """The passages that have the question's words, the best first; none where no word stands anywhere. A
        source with vectors also finds what means the same in other words. Raises `Cancelled`, and
        `StoreError` where they are in a store."""
        ...

    def document(self, number: int) -> Document:
        """The document as it was read, whose `name` is what people know it by. Raises `StoreError`."""
        ...


def quoted(source: Source, passage: Passage) -> Quote:
    """The words of a passage and where they stand. Raises `StoreError`."""
    document = source.document(passage.document)
    page, text = document.page_at(passage.start), document.text[passage.start : passage.end]
    return Quote(passage.document, document.name, page, passage.start, passage.end, text)
