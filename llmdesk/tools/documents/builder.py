"""Puts a document together: text that readers hand over piece by piece, and where everything stands.

Owns the offsets of pages and headings and the limit of length. Must not read files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError, UserError
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.documents.left_out import counted
from llmdesk.tools.documents.left_out import note as left_out_note
from llmdesk.tools.documents.plain_text import clean, joint
from llmdesk.tools.documents.sentences import paragraphs, sentences, trimmed
from llmdesk.tools.documents.types import Document, Heading, LeftOut, Page

MAX_CHARS = 20_000_000
"""About 10,000 pages. A longer document is refused, not cut."""

MAX_PARAGRAPHS = 1_000_000
"""Each costs some 300 bytes beside its text: a file of line ends alone must not fill the memory."""

_CUT_WORD = ("-", "\u2010", "\u00ad")  # a hyphen at the end of a page


class Builder:
    """Collects paragraphs, headings and pages in the order in which they are read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[tuple[int, int, int]] = []
        self._pages: list[tuple[str, int]] = []
        self._last = ""
        self.left_out: Counter[str] = Counter()
        """Readers count here what they do not write (`left_out`)."""

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def page(self, label: str) -> None:
        """What is added from here on stands on this page."""
        self._pages.append((label, self._length))

    def add(self, text: str, *, level: int = 0, tight: bool = False) -> None:
        """A paragraph (its line ends begin new paragraphs); a heading with `level` 1 to 6.

        `tight`: on the next line, without a blank line before it (list items, rows of a table).
        """
        text = clean(text).strip("\n").rstrip()
        if not text.strip():
            return
        if self._length:
            self._append("\n" if tight else "\n\n")
        if level:
            text = " ".join(text.split())
            self._headings.append((self._length, self._length + len(text), min(level, 6)))
        self._append(text)

    def go_on(self, text: str) -> None:
        """More of the paragraph that was added last (it runs over a page's end)."""
        text = clean(text).replace("\n", " ").strip()
        in_heading = bool(self._headings) and self._headings[-1][1] == self._length
        if self._last[-1:] in _CUT_WORD and text[:1].islower():
            self._parts[-1] = self._last[:-1]
            self._length -= 1
            self._pages = [(label, min(start, self._length)) for label, start in self._pages]
            self._append(text)
        else:
            self._append(joint(self._last, text) + text)
        if in_heading:
            start, _end, level = self._headings[-1]
            self._headings[-1] = (start, self._length, level)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text
        if self._length > MAX_CHARS:
            raise too_long()

    def finish(self, name: str, kind: str, notes: Iterable[UserError] = ()) -> Document:
        """The document. Raises `DocumentEmpty` when nothing but white space was added."""
        text = "".join(self._parts)
        ends = [*[start for _label, start in self._pages][1:], len(text)]
        pages = [(label, start, end) for (label, start), end in zip(self._pages, ends, strict=False)]
        return build(text, name, kind, pages, self._headings, notes, counted(self.left_out))


def build(
    text: str,
    name: str,
    kind: str,
    pages: Iterable[tuple[str, int, int]] = (),
    headings: Iterable[tuple[int, int, int]] = (),
    notes: Iterable[UserError] = (),
    left_out: tuple[LeftOut, ...] = (),
) -> Document:
    """A document out of its text, (label, start, end) of pages and (start, end, level) of headings."""
    if len(text) > MAX_CHARS:
        raise too_long()
    if text.count("\n") > MAX_PARAGRAPHS and text.replace("\n\n", "\n").count("\n") > MAX_PARAGRAPHS:
        raise too_many(MAX_PARAGRAPHS)
    if not text.strip():
        raise DocumentEmpty(
            QT_TRANSLATE_NOOP("core", "There is no text in this document."),
            QT_TRANSLATE_NOOP("core", "It is empty or contains only white space."),
            QT_TRANSLATE_NOOP("core", "Choose another file or paste the text."),
        )
    language = detect_language(text)
    kept = [(label, trimmed(text, start, end)) for label, start, end in pages]
    titles = [(trimmed(text, start, end), level) for start, end, level in headings]
    return Document(
        name=name,
        kind=kind,
        text=text,
        language=language,
        pages=tuple(Page(label, span.start, span.end) for label, span in kept if span),
        headings=tuple(Heading(span.start, span.end, level) for span, level in titles if span),
        paragraphs=paragraphs(text),
        sentences=sentences(text, language),
        notes=(*notes, *([left_out_note(left_out)] if left_out else [])),
        left_out=left_out,
    )


def too_long() -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "This document is too long."),
        QT_TRANSLATE_NOOP("core", "It holds more than {limit} characters."),
        QT_TRANSLATE_NOOP("core", "Split it into parts and open them one at a time."),
        limit=f"{MAX_CHARS:,}",
    )


def too_many(limit: int) -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "This document is too long."),
        QT_TRANSLATE_NOOP("core", "It holds more than {limit} parts (paragraphs, cells, and so on)."),
        QT_TRANSLATE_NOOP("core", "Split it into parts and open them one at a time."),
        limit=f"{limit:,}",
    )
