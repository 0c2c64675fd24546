"""What a read document is: its text and which part of the text stands where.

Owns the values that cross threads. Must not read files. Every span counts characters of
`Document.text` (Python string positions), its end exclusive: `text[span.start:span.end]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from llmdesk.errors import UserError

Progress = Callable[[float], None]
"""Called with the part that is done, 0.0 to 1.0, from the thread that reads."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF or a chapter of a book; `label` as a reader says it ("12", "Chapter one")."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the highest, 6 the lowest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a kind ("formulas", "comments", …) were not read as text."""

    kind: str
    count: int


@dataclass(frozen=True)
class Document:
    """A document as the program works on it and shows it.

    Every character of `text` that is not white space stands in exactly one paragraph and in exactly
    one sentence; a sentence stands in one paragraph. A heading is a paragraph too. Spans are in order,
    do not overlap and neither begin nor end with white space. Pages lie in order and do not overlap;
    empty where the kind of file has none. `language` is an ISO 639-1 code, "" when it is not known.
    `notes` tell what the user should know although the document was read (a page without text, …).
    `left_out`: what of it is not in `text`, counted; one of the notes says so in words.
    """

    name: str
    kind: str
    text: str
    language: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...]
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    notes: tuple[UserError, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def page_at(self, offset: int) -> str:
        """The label of the page that holds the character at `offset`; "" where there are no pages.

        White space between two pages counts to the page before it.
        """
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at].label if at >= 0 else ""
