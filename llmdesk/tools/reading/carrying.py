"""Documents and open tables taken apart to cross the pipe, and put together again.

Owns the pieces: none is so large that taking it over would hold the window up. Must not read files.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal, TypeVar

from llmdesk.tools.documents.types import Document, Heading, Page, Span
from llmdesk.tools.pieces import pieces
from llmdesk.tools.reading.messages import CarriedTable, Pages, Spans, Text
from llmdesk.tools.tables.formats.delimited import DelimitedTable
from llmdesk.tools.tables.formats.files import FilesTable
from llmdesk.tools.tables.formats.folder import FolderTable
from llmdesk.tools.tables.formats.jsonl import JsonLinesTable
from llmdesk.tools.tables.formats.parquet import ParquetTable
from llmdesk.tools.tables.formats.xlsx import XlsxTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

_NUMBERS = 6_000  # a piece: of two or three, so it divides by both
_PAGES = 500
_NOT_CARRIED = ("_texts",)  # a temporary file: it is made again where it is needed

T = TypeVar("T")


# -- documents -----------------------------------------------------------------------------------
def pieces_of(document: Document) -> Iterator[Text | Spans | Pages]:
    """What of `document` grows with its length; `without_them` is the rest."""
    for text in pieces(document.text):
        yield Text(text)
    headings = ((heading.start, heading.end, heading.level) for heading in document.headings)
    yield from _spans("headings", headings)
    yield from _spans("paragraphs", ((span.start, span.end) for span in document.paragraphs))
    yield from _spans("sentences", ((span.start, span.end) for span in document.sentences))
    pages = iter(document.pages)
    while block := tuple((page.label, page.start, page.end) for page in islice(pages, _PAGES)):
        yield Pages(block)


def without_them(document: Document) -> Document:
    return replace(document, text="", pages=(), headings=(), paragraphs=(), sentences=())


def _spans(
    what: Literal["headings", "paragraphs", "sentences"], found: Iterable[tuple[int, ...]]
) -> Iterator[Spans]:
    numbers = (number for span in found for number in span)
    while block := array.array("I", islice(numbers, _NUMBERS)):
        yield Spans(what, block.tobytes())


class Assembly:
    """A document that arrives in pieces."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pages: list[Page] = []
        self._headings: list[Heading] = []
        self._spans: dict[str, list[Span]] = {"paragraphs": [], "sentences": []}

    def add(self, piece: Text | Spans | Pages) -> None:
        if isinstance(piece, Text):
            self._texts.append(piece.text)
        elif isinstance(piece, Pages):
            self._pages += [Page(*page) for page in piece.pages]
        else:
            numbers = array.array("I")
            numbers.frombytes(piece.numbers)
            if piece.what == "headings":
                self._headings += _of(numbers, 3, Heading)
            else:
                self._spans[piece.what] += _of(numbers, 2, Span)

    def finish(self, rest: Document) -> Document:
        return replace(
            rest,
            text="".join(self._texts),
            pages=tuple(self._pages),
            headings=tuple(self._headings),
            paragraphs=tuple(self._spans["paragraphs"]),
            sentences=tuple(self._spans["sentences"]),
        )


def _of(numbers: Sequence[int], count: int, kind: Callable[..., T]) -> list[T]:
    """One value out of every `count` numbers."""
    return [kind(*values) for values in zip(*[iter(numbers)] * count, strict=True)]


# -- tables --------------------------------------------------------------------------------------
class ReadElsewhere(Table):
    """An open table whose rows are read by a reader process."""

    def rows(self) -> Iterator[list[Cell]]:
        from llmdesk.tools.reading.tables import rows_of

        return rows_of(self)


class _Delimited(ReadElsewhere, DelimitedTable): ...


class _Xlsx(ReadElsewhere, XlsxTable): ...


class _JsonLines(ReadElsewhere, JsonLinesTable): ...


class _Parquet(ReadElsewhere, ParquetTable): ...


class _Files(ReadElsewhere, FilesTable): ...


class _Folder(ReadElsewhere, FolderTable): ...


_KINDS: dict[str, tuple[type[Table], type[ReadElsewhere]]] = {
    "csv": (DelimitedTable, _Delimited),
    "xlsx": (XlsxTable, _Xlsx),
    "jsonl": (JsonLinesTable, _JsonLines),
    "parquet": (ParquetTable, _Parquet),
    "files": (FilesTable, _Files),
    "folder": (FolderTable, _Folder),
}


def carried(table: Table) -> CarriedTable:
    state = {name: None if name in _NOT_CARRIED else value for name, value in vars(table).items()}
    if isinstance(table, FilesTable):
        state["parts"] = tuple(map(carried, table.parts))
    return CarriedTable(table.kind, state)


def restored(given: CarriedTable) -> Table:
    """The table as the reader process works on it."""
    return _made(_KINDS[given.kind][0], given)


def elsewhere(given: CarriedTable) -> ReadElsewhere:
    """The table as everybody else works on it."""
    return _made(_KINDS[given.kind][1], given)


def take_over(table: Table, given: CarriedTable) -> None:
    """What the process knows of `table` after a reading."""
    vars(table).update(_state(given))


def _made(kind: type[T], given: CarriedTable) -> T:
    table = kind.__new__(kind)
    vars(table).update(_state(given))
    return table


def _state(given: CarriedTable) -> dict[str, object]:
    state = dict(given.state)
    if isinstance(parts := state.get("parts"), tuple):
        state["parts"] = tuple(map(restored, parts))
    return state
