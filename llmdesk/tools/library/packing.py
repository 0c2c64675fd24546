"""A document as bytes that a library keeps, and back: its text as it was read, with pages, headings,
sentences.

Owns the form. Notes are not kept: they are for who opens a file. Must not touch the store.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise

import msgspec

from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError
from llmdesk.tools.documents import Document, Heading, LeftOut, Page, Span
from llmdesk.tools.documents.sentences import paragraphs


class _Packed(msgspec.Struct, array_like=True):
    """`sentences`: where each begins and ends, each place as its distance from the one before."""

    kind: str
    language: str
    text: bytes
    pages: tuple[tuple[str, int, int], ...]
    headings: tuple[tuple[int, int, int], ...]
    sentences: list[int]
    left_out: tuple[tuple[str, int], ...]


def packed(document: Document) -> bytes:
    """All of it but its name and notes."""
    kept = _Packed(
        document.kind,
        document.language,
        document.text.encode("utf-8", "surrogatepass"),
        tuple((page.label, page.start, page.end) for page in document.pages),
        tuple((heading.start, heading.end, heading.level) for heading in document.headings),
        _steps(document.sentences),
        tuple((each.kind, each.count) for each in document.left_out),
    )
    return zlib.compress(msgspec.msgpack.encode(kept))


def unpacked(data: bytes, name: str) -> Document:
    """The document, called `name`. Raises `StoreError` for what is none."""
    try:
        kept = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
        text = kept.text.decode("utf-8", "surrogatepass")
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            QT_TRANSLATE_NOOP("core", "This document is kept in a form that this llmdesk does not know."),
            hint=QT_TRANSLATE_NOOP("core", "Remove the library and add its folder again."),
        ) from error
    return Document(
        name=name,
        kind=kept.kind,
        text=text,
        language=kept.language,
        pages=tuple(Page(*page) for page in kept.pages),
        headings=tuple(Heading(*heading) for heading in kept.headings),
        paragraphs=paragraphs(text),
        sentences=tuple(_spans(kept.sentences)),
        left_out=tuple(LeftOut(*each) for each in kept.left_out),
    )


def _steps(spans: Sequence[Span]) -> list[int]:
    places = [0, *chain.from_iterable((span.start, span.end) for span in spans)]
    return [after - before for before, after in pairwise(places)]


def _spans(steps: Sequence[int]) -> Iterable[Span]:
    places = list(accumulate(steps))
    return map(Span, places[::2], places[1::2])
