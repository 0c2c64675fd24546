"""CSV, TSV and their kin: text with a separator.

Owns their reading. Values are texts, exactly as they stand in the file: bytes that are no character
in its encoding survive as lone surrogates (PEP 383) and are written back as they were.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.encoding import (
    NO_SEPARATOR,
    find_encoding,
    find_line_end,
    find_separator,
    samples,
)
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

LONGEST = 8_000_000  # characters of one cell, and of one line
_COUNTED = 64 << 20  # rows of files up to this size are counted, of larger ones estimated


def open_text(path: Path, encoding: str) -> TextIO:
    """For reading line by line; line ends stay as they are."""
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline="")


def lines(stream: TextIO, path: Path) -> Iterator[str]:
    """The lines of a text; one that does not end within bounds is a `TableError`."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) >= LONGEST:
            raise failures.long_line(path, number)
        yield line


class DelimitedTable(Table):
    """A text table. `separator` is "" where it has one column only."""

    kind = "csv"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        csv.field_size_limit(LONGEST)
        parts = samples(path)
        self.encoding = find_encoding(parts)
        size = path.stat().st_size
        text = io.TextIOWrapper(io.BytesIO(parts[0]), self.encoding, errors="replace", newline="").read()
        self._delimiter = find_separator(text, whole=len(parts[0]) == size, suffix=path.suffix.casefold())
        self.separator = "" if self._delimiter == NO_SEPARATOR else self._delimiter
        self.line_end = find_line_end(text)
        self.header = next(self._records(), [])
        if not self.header:
            raise failures.empty(path)
        self._count(size, text, len(parts[0]))

    def _count(self, size: int, text: str, sampled: int) -> None:
        if size <= _COUNTED:
            self.count, self.count_exact = sum(1 for _ in self.rows()), True
            return
        found = sum(1 for _ in csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter))
        self.count = max(1, (found - 1) * size // sampled)

    def _records(self) -> Iterator[list[str]]:
        """All records but blank lines at the beginning and at the end."""
        try:
            with open_text(self.path, self.encoding) as stream:
                blank, begun, number = 0, False, 0
                for record in csv.reader(lines(stream, self.path), delimiter=self._delimiter):
                    number += 1
                    if not record:
                        blank += begun
                        continue
                    while blank:
                        blank -= 1
                        yield []
                    begun = True
                    yield record
        except csv.Error as error:
            if "field larger" in str(error):
                raise failures.long_line(self.path, number + 1) from error
            raise failures.damaged(self.path, error) from error
        except (UnicodeError, OSError) as error:
            if isinstance(error, OSError):
                raise failures.unreadable(self.path, error) from error
            raise failures.damaged(self.path, error) from error

    def rows(self) -> Iterator[list[Cell]]:
        records = self._records()
        next(records, None)
        width = self.width
        for record in records:
            if len(record) > width:
                width = len(record)
                self.widen(width)
            yield record  # type: ignore[misc]  # list[str]; nobody changes it
