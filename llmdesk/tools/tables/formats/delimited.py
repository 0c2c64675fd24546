"""CSV, TSV and their kin: text with a separator.

Owns the table of such a file. Values are texts, exactly as they stand in the file: bytes that are no
character in its encoding survive as lone surrogates (PEP 383) and are written back as they were.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.formats.encoding import find_encoding, find_line_end, samples
from llmdesk.tools.tables.header import Row
from llmdesk.tools.tables.separated.dialect import (
    NO_SEPARATOR,
    Dialect,
    find_dialect,
    is_trusted,
    separator_line,
)
from llmdesk.tools.tables.separated.records import LONGEST, NO_SHAPE, Record, Records
from llmdesk.tools.tables.separated.shape import Shape, usual_shape
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

_COUNTED = 64 << 20  # rows of files up to this size are counted, of larger ones estimated
_SHAPE_ROWS = 200
_CONTROLS = "\0\1\2\3\4\5\6\7\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x7f"
_MOST_CONTROLS = 0.1  # of a text's characters
MARK = "\ufeff"


def open_text(path: Path, encoding: str, newline: str = "\n") -> TextIO:
    """For reading line by line; line ends stay as they are."""
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline=newline)


class DelimitedTable(Table):
    """A text table. `separator` is "" where it has one column only. `header_row` is the number of a line."""

    kind = "csv"

    def __init__(self, path: Path, header_row: int | None = None) -> None:
        super().__init__(path)
        csv.field_size_limit(LONGEST)
        parts = samples(path)
        self.encoding = find_encoding(parts)
        size = path.stat().st_size
        text = io.TextIOWrapper(io.BytesIO(parts[0]), self.encoding, errors="replace", newline="").read()
        text = text.lstrip(MARK)
        if sum(map(text.count, _CONTROLS)) > _MOST_CONTROLS * len(text):
            raise failures.unknown_kind(path)
        whole = len(parts[0]) == size
        self.dialect = find_dialect(text, whole=whole, suffix=path.suffix.casefold())
        self.separator = "" if self.dialect.separator == NO_SEPARATOR else self.dialect.separator
        self.line_end = find_line_end(text)
        self._shape = NO_SHAPE
        self.names_as_they_stand: Record | None = None  # the row of names, once rows were read
        self._after = 1 if separator_line(text) else 0  # lines that are no part of the table at all
        rows = list(islice(self._numbered(), _SHAPE_ROWS + 1))
        if not rows:
            raise failures.empty(path)
        self._choose_header(rows, header_row)
        self._shape = self._usual(rows)
        self.dialect = replace(self.dialect, trusted=is_trusted(self.dialect, text, self._shape, whole=whole))
        self.header = self._names(rows)
        self._count(size, text, len(parts[0]))

    # -- opening ------------------------------------------------------------------------------------
    def _numbered(self) -> Iterator[Row]:
        with self._opened() as records:
            for cells, _ in records:
                if any(map(str.strip, cells)):
                    yield Row(records.line, cells)

    def _usual(self, rows: list[Row]) -> Shape:
        """What rows are held to; nothing where there is one column, or where they are all different."""
        below = [row.cells for row in rows if row.number > self.header_row]
        shape = usual_shape(below)
        alike = sum(len(row) == shape.width for row in below)
        names = next((row.cells for row in rows if row.number == self.header_row), ())
        if shape.width < 2 or (alike <= 0.5 * len(below) and shape.width != len(names)):
            return NO_SHAPE
        return replace(shape, widest=max(shape.width, len(names)))

    def _names(self, rows: list[Row]) -> list[str]:
        names = [*next((row.cells for row in rows if row.number == self.header_row), ())]
        if names and names[0].startswith("#"):
            names[0] = names[0].lstrip("# ") or names[0]
        width = max(self._shape.width, len(rows[0].cells) if self.header_row == 0 else 1)
        return names + [""] * (width - len(names))

    def _count(self, size: int, text: str, sampled: int) -> None:
        if size <= _COUNTED:
            self.count = sum(1 for _ in self.records())
            self.count_exact = True
            return
        stream = io.StringIO(text, newline=self.dialect.line_end)
        found = sum(1 for _ in Records(stream.readline, self.path, self.dialect, self._shape))
        self.count = max(1, (found - 1) * size // sampled)

    def trust_quotes(self) -> None:
        self.dialect = Dialect(self.dialect.separator, trusted=True, line_end=self.dialect.line_end)
        self._shape = NO_SHAPE

    # -- reading ------------------------------------------------------------------------------------
    def rows(self) -> Iterator[list[Cell]]:
        for cells, _ in self.records():
            yield cells  # type: ignore[misc]  # list[str]; nobody changes it

    def records(self) -> Iterator[Record]:
        """Of the rows below the header: the cells, and the text of the row where a strict reader of CSV
        finds the same cells in it."""
        width, ledger, found, blank = self.width, Ledger(), 0, 0
        above, raw = max(self.header_row, self._after), self.dialect.quote == '"'
        with self._opened() as opened:
            every = iter(opened)
            while opened.lines < above and (record := next(every, None)) is not None:
                self.names_as_they_stand = record if raw and self.header_row else None
            opened.hold_to(self._shape, ledger)
            for cells, text in every:
                if not cells:
                    blank += found > 0
                    continue
                while blank:  # those at the beginning and at the end are no rows
                    blank -= 1
                    found += 1
                    yield [], None
                found += 1
                if len(cells) > width:
                    width = len(cells)
                    self.widen(width)
                yield cells, text if raw else None
            self.account = ledger.close(opened.lines, found)

    @property
    def lines_above(self) -> int:
        """How many lines stand above the header."""
        return max(self.header_row - 1, self._after)

    def above(self) -> Iterator[str]:
        """The lines above the header, without their ends."""
        with open_text(self.path, self.encoding, self.dialect.line_end) as stream:
            readline = _without_marks(stream)
            for _ in range(self.lines_above):
                yield readline(LONGEST).rstrip("\r\n")

    @contextmanager
    def _opened(self) -> Iterator[Records]:
        """All records of the file, held to no shape yet."""
        try:
            with open_text(self.path, self.encoding, self.dialect.line_end) as stream:
                yield Records(_without_marks(stream), self.path, self.dialect)
        except OSError as error:
            raise failures.unreadable(self.path, error) from error
        except UnicodeError as error:
            raise failures.damaged(self.path, error) from error


def _without_marks(stream: TextIO) -> Callable[[int], str]:
    """`readline` without marks of byte order at the beginning: some programs write a second one."""
    begun = False

    def readline(limit: int) -> str:
        nonlocal begun
        if begun:
            return stream.readline(limit)
        begun = True
        return stream.readline(limit).lstrip(MARK)

    return readline
