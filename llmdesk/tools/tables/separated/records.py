"""The records of a text with separators, one after the other, whatever is wrong with some of them.

Owns the order in which a line is tried: as it stands where it has no quotation mark, by the rules of
CSV (RFC 4180), mended. A record that goes over lines is doubted where its lines look like rows. Nothing is
dropped: what could not be read by the rules is noted with the number of its line. Reads one record
ahead at most, `LONGEST` characters.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.separated.dialect import Dialect
from llmdesk.tools.tables.separated.mending import cells_of, mended, without_commas
from llmdesk.tools.tables.separated.shape import Shape

LONGEST = 8_000_000  # characters of one cell, and of one line
_MOST_LINES = 100  # of a record that is mended
_MOST_LOOKED = 100_000_000  # characters that are looked at for the end of a cell and given back
NO_SHAPE = Shape(0)

# Cells, and the text of the record where a strict reader of CSV gives the same cells.
Record = tuple[list[str], str | None]


class _Endless(Exception):
    """A quotation mark opens more than a cell can hold."""


class _Lines:
    """Lines that can be given back. `taken`: those that `csv.reader` took of `feed` for one record."""

    def __init__(self, readline: Callable[[int], str], path: Path) -> None:
        self.readline, self.path = readline, path
        self.back: list[str] = []
        self.number = 0
        self.taken: list[str] = []
        self._size = 0

    def take(self) -> str:
        """The next line with its end, "" behind the last one."""
        line = self.back.pop() if self.back else self.readline(LONGEST)
        if line:
            self.number += 1
            if len(line) >= LONGEST:
                raise failures.long_line(self.path, self.number)
        return line

    def give_back(self, lines: list[str]) -> None:
        self.back += reversed(lines)
        self.number -= len(lines)

    def feed(self) -> Iterator[str]:
        """For `csv.reader`: what was given back, then what follows. Who begins a record clears `taken`."""
        back, taken, readline = self.back, self.taken, self.readline
        while line := back.pop() if back else readline(LONGEST):
            taken.append(line)
            if len(taken) > 1:
                self._size += len(line)
                if self._size > LONGEST:
                    raise _Endless
            else:
                self._size = len(line)
            yield line


class Records:
    """`line` is the number of the line in which the newest record begins, `lines` of the newest read."""

    def __init__(
        self,
        readline: Callable[[int], str],
        path: Path,
        dialect: Dialect,
        shape: Shape = NO_SHAPE,
        ledger: Ledger | None = None,
    ) -> None:
        self._lines = _Lines(readline, path)
        self._dialect = dialect
        self.hold_to(shape, ledger or Ledger())
        self._reader = self._strict()
        self.line = self._looked = 0

    @property
    def lines(self) -> int:
        return self._lines.number

    def _strict(self) -> Iterator[list[str]]:
        dialect = self._dialect
        return csv.reader(
            self._lines.feed(),
            delimiter=dialect.separator,
            quotechar=dialect.quote,
            skipinitialspace=dialect.spaced,
            strict=True,
        )

    def __iter__(self) -> Iterator[Record]:
        lines, dialect = self._lines, self._dialect
        separator, quote, other, strict = dialect.separator, dialect.quote, dialect.other_end, dialect.strict
        back, taken, readline = lines.back, lines.taken, lines.readline
        while line := back.pop() if back else readline(LONGEST):
            lines.number += 1
            self.line = lines.number
            if len(line) >= LONGEST:
                raise failures.long_line(lines.path, self.line)
            if quote not in line:
                text = line.rstrip("\r\n")
                if other in text:
                    yield from self._several(text)
                    continue
                cells = text.split(separator) if text else []
                if len(cells) == self._width or not self._width:
                    yield cells, text
                else:
                    yield self._odd(cells, text)
                continue
            if dialect.escape and f"\\{quote}" in line:
                yield self._mend(line)
                continue
            if self._looked > _MOST_LOOKED:
                yield self._mend(line)
                continue
            back.append(line)
            taken.clear()
            try:
                cells = next(self._reader)
            except (csv.Error, _Endless, StopIteration):
                self._reader = self._strict()  # at the end, or where it raised, the lines have no more
                back += reversed(taken[1:])
                self._looked += sum(map(len, taken[1:]))
                yield self._mend(line)
                continue
            if len(taken) == 1 and (len(cells) == self._width or not self._width):
                yield cells, line.rstrip("\r\n") if strict else None
            else:
                lines.number += len(taken) - 1
                yield self._uneven(cells, line)

    def hold_to(self, shape: Shape, ledger: Ledger) -> None:
        """From the next record on."""
        self._shape, self._width, self._ledger = shape, shape.width, ledger

    def _several(self, text: str) -> Iterator[Record]:
        """Lines that end in another way than most; or a text with a stray carriage return."""
        pieces = [piece.split(self._dialect.separator) for piece in text.split(self._dialect.other_end)]
        width = self._shape.width or len(pieces[0])
        if width > 1 and all(len(piece) == width for piece in pieces):
            yield from ((piece, None) for piece in pieces)
        else:
            cells = text.split(self._dialect.separator)
            yield cells if not self._shape.width or len(cells) == width else self._odd(cells, text)[0], None

    def _odd(self, cells: list[str], text: str | None) -> Record:
        """A record by the rules that has another number of cells than the others."""
        width = self._shape.width
        if not cells or not width or width <= len(cells) <= self._shape.widest:
            return cells, text
        put_together = without_commas(cells, self._dialect, self._shape)
        if put_together is not None:
            if any(cell.strip() for cell in cells[width:]):
                self._ledger.note("commas", self.line)
            return put_together, None
        self._ledger.note("wide" if len(cells) > width else "narrow", self.line)
        return cells, text

    def _uneven(self, cells: list[str], line: str) -> Record:
        """A record by the rules that goes over lines, or has another number of cells than the others."""
        taken, dialect = self._lines.taken, self._dialect
        if len(taken) > 1 and not dialect.trusted and self._are_rows(taken, len(cells)):
            self._lines.give_back(taken[1:])
            self._looked += sum(map(len, taken[1:]))
            return self._mend(line)
        if len(taken) > 1:
            self._ledger.note("breaks" if dialect.trusted or self._width > 1 else "joined", self.line)
        text = "".join(taken).rstrip("\r\n") if dialect.strict else None
        if self._width and len(cells) != self._width:
            return self._wrong_width(cells, text, line if len(taken) == 1 else "")
        return cells, text

    def _wrong_width(self, cells: list[str], text: str | None, line: str) -> Record:
        """By the rules, but not as wide as the others: another reading may be."""
        if line:
            other, fits = mended(line.rstrip("\r\n"), self._dialect, self._shape)
            if fits and len(other) == self._shape.width and not self._only_text(other, line):
                self._ledger.note("quotes", self.line)
                return other, None
        return self._odd(cells, text)

    def _only_text(self, cells: list[str], line: str) -> bool:
        """Whether that reading only cut what quotation marks hold together."""
        return cells == line.rstrip("\r\n").split(self._dialect.separator) and not self._shape.fits(cells)

    def _are_rows(self, taken: list[str], width: int) -> bool:
        """Whether the lines of one record are rows of their own: a mark at the beginning of one cell and
        one at the end of another look as if all between them were one cell."""
        shape, dialect = self._shape, self._dialect
        if shape.width < 2 or len(taken) > _MOST_LINES * 100:
            return False
        seldom = any(line.count(dialect.separator) != shape.width - 1 for line in taken[1:])
        if width == shape.width and seldom:
            return False
        rows = [line.rstrip("\r\n").split(dialect.separator) for line in taken]
        first, fits = mended(taken[0].rstrip("\r\n"), dialect, shape)
        if not fits:
            return False
        if width != shape.width and shape.fits(first):
            return True
        rows[0] = first
        if dialect.separator == "\t":
            return all(len(row) == shape.width for row in rows)
        return shape.telling and all(map(shape.fits, rows)) and shape.rises(rows)

    def _mend(self, line: str) -> Record:
        """A line whose marks are not in order; with the next ones where a cell stays open in it."""
        text, dialect, shape = line.rstrip("\r\n"), self._dialect, self._shape
        escaped = f"\\{dialect.quote}" in text
        cells, fits = mended(text, dialect, shape)
        if not fits and shape.width > 1:
            longer = self._mend_over_lines(line, escape=escaped)
            if longer is not None:
                self._ledger.note("breaks", self.line)
                return longer, None
        if not (dialect.escape and escaped and fits):
            self._ledger.note("quotes", self.line)
        if not fits and shape.width:
            self._ledger.note("wide" if len(cells) > shape.width else "narrow", self.line)
        return cells, None

    def _mend_over_lines(self, line: str, *, escape: bool) -> list[str] | None:
        lines, dialect, width = self._lines, self._dialect, self._shape.width
        more: list[str] = []
        text = line
        while len(more) < _MOST_LINES and len(text) < 100_000 and self._looked < _MOST_LOOKED:
            following = lines.take()
            if not following:
                break
            more.append(following)
            text += following
            if dialect.quote not in following:
                if self._shape.telling and self._shape.fits(
                    following.rstrip("\r\n").split(dialect.separator)
                ):
                    break
                continue
            self._looked += 10 * len(text)  # a mark costs more than a character
            cells = cells_of(text.rstrip("\r\n"), dialect, escape=escape)
            if cells is not None:
                if len(cells) == width and self._shape.fits(cells):
                    return cells
                break
        lines.give_back(more)
        return None
