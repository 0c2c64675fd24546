"""The table that a job made before, of which only some rows are to be done again.

Owns finding the tool's columns in it, and which rows keep what they have: whatever stands there, also what
was edited by hand. It is read beside the table that it was made of, row by row, and is refused where its
rows stand in another order.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing
from llmdesk.outputs import MadeFiles
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables.added import added_to, as_it_was
from llmdesk.tools.tables.feeding import row_of
from llmdesk.tools.tables.review.states import EDITED, GOOD, MadeRow, Told, status_in
from llmdesk.tools.tables.table import Table, as_text, look_of
from llmdesk.tools.tables.types import Cell, TableError, WouldLose
from llmdesk.tools.tables.worker import NewColumn, Row
from llmdesk.tools.tables.writing import names_row

Again = Literal["failed", "edited", "changed", "nothing"]
_COMPARED = 10_000  # characters of a cell: XLSX cuts longer ones


class Earlier:
    """`again`: which rows are done again: those that failed, those whose answer was edited by hand, or those
    whose text in the source has changed since. `identity` changes with the file and with `again`. `attempt`:
    from which on tries are counted, so that the model is not asked in the same way again."""

    def __init__(
        self,
        path: Path,
        source: Table,
        read: Sequence[str],
        columns: Sequence[NewColumn],
        again: Again = "failed",
        told: Told = "status",
    ) -> None:
        """`read`: the columns of `source` that the tool reads; `columns`: those of the tool, the last `told`
        of the row. Raises `TableError` where one of them is not there."""
        self._again: Again = again
        self.told: Told = told
        self._source, self._read, self._columns = source, tuple(read), tuple(columns)
        self._names = [column.name for column in added_to(source.columns, columns)]
        self._table = _opened(path, source, self._names)
        if self._table.has_names_row and self._table.header_row == names_row(source, path) == 0:
            self._names = list(self._table.columns[-len(columns) :])  # ours have no names there either
        there = [_look(name) for name in self._table.columns]
        missing = [name for name in (*self._names, *read) if _look(name) not in there]
        if missing:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "No rows of this table can be done again."),
                QT_TRANSLATE_NOOP("core", "{path} has no column “{name}”; its columns are: {columns}."),
                QT_TRANSLATE_NOOP("core", "Name the output of the same tool on the same table with --out."),
                path=path,
                name=missing[0],
                columns=Listing.first(self._table.columns),
            )
        self._places = [there.index(_look(name)) for name in self._names]
        self._read_places = [there.index(_look(name)) for name in read]
        stat = path.stat()
        looks = [stat.st_size, stat.st_mtime_ns]
        self.identity = [*looks, again]
        self.attempt = 10 + 10 * (zlib.crc32(repr(looks).encode()) % 100_000)
        self._twins: list[int] = []  # where each column of the source stands in the table
        self._rows: Iterator[list[Cell]] | None = None
        self._number = 0  # of the row that was given last
        self._last: list[Cell] | None = None  # what stands there

    def check(self, *, may_lose: bool = False, made: MadeFiles | None = None) -> None:
        """Look at all rows before the work. `may_lose`: what somebody else added or changed may go. Raises
        `TableError` where rows were moved, `WouldLose` where something like that would be lost. A table that
        `made` knows is as llmdesk wrote it."""
        places = [self._source.column(name) for name in self._read]
        as_made = made is not None and made.has(self._table.path, [self._source.path])
        own, given = self._table.rows(), self._source.rows()
        try:
            number = 0
            for number, cells in enumerate(given, start=1):
                there = next(own, None)
                if there is None or self._again == "changed":
                    break
                self._compare(there, row_of(cells, places), number)
                if not may_lose and not as_made:
                    self._compare_others(there, cells, number)
            if self._again != "changed" and next(own, None) is not None:
                raise self._moved(number + 1)
        finally:  # a reader that is left open holds up the end of the program
            _close(own)
            _close(given)
        known = {_look(name) for name in (*self._source.columns, *self._names)}
        foreign = [name for name in self._table.columns if _look(name) not in known]
        if foreign and not may_lose:
            raise WouldLose(
                QT_TRANSLATE_NOOP("core", "Columns that were added to the table would be lost."),
                QT_TRANSLATE_NOOP("core", "{path} has columns of which the source knows nothing: {columns}."),
                QT_TRANSLATE_NOOP(
                    "core", "Keep a copy of it under another name; then let it be replaced with --overwrite."
                ),
                path=self._table.path,
                columns=Listing.first(foreign),
            )

    def _same(self, cells: Sequence[Cell], row: Row) -> bool:
        return all(map(_alike, row_of(cells, self._read_places), row))

    def _compare(self, cells: Sequence[Cell], row: Row, number: int) -> None:
        if not self._same(cells, row):
            raise self._moved(number)

    def _compare_others(self, cells: Sequence[Cell], source: Sequence[Cell], number: int) -> None:
        """What the tool does not read comes from the source: what was changed in the output would be lost."""
        if len(self._twins) != len(self._source.columns):  # a long row gives the source one more column
            there = [_look(name) for name in self._table.columns]
            named = [_look(name) for name in self._source.columns]
            self._twins = [there.index(name) if name in there else len(there) for name in named]
        now = row_of(source, range(len(self._twins)))
        for place, (earlier, text) in enumerate(zip(row_of(cells, self._twins), now, strict=True)):
            if earlier != text and not _alike(earlier, text):
                raise WouldLose(
                    QT_TRANSLATE_NOOP("core", "Changes that were made in the table would be lost."),
                    QT_TRANSLATE_NOOP(
                        "core", "{path}: row {number}, column “{name}”, is not as in the source."
                    ),
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Make the same changes in the source, or keep a copy under another name and let this "
                        "one be replaced with --overwrite.",
                    ),
                    path=self._table.path,
                    number=number,
                    name=self._source.columns[place],
                )

    def _moved(self, number: int) -> TableError:
        return TableError(
            QT_TRANSLATE_NOOP("core", "The rows of the table are not those of its source any more."),
            QT_TRANSLATE_NOOP("core", "{path}: row {number} was moved, added or changed."),
            QT_TRANSLATE_NOOP(
                "core",
                "Put its rows into the order of the source again, do the rows that changed again "
                "(--again changed), or make a new table.",
            ),
            path=self._table.path,
            number=number,
        )

    def close(self) -> None:
        """Nothing of it is read any more."""
        if self._rows is not None:
            _close(self._rows)

    def begin_behind(self, rows: int) -> None:
        self.close()
        self._number = rows
        self._rows = iter(self._table.rows())
        for _ in islice(self._rows, rows):
            pass

    def passed(self) -> Iterator[MadeRow]:
        """What the rows have that are not done again; of those that may have changed, what all have."""
        return (answer for cells in self._table.rows() if (answer := self._answer(cells)) is not None)

    def next(self, row: Row) -> MadeRow | None:
        """What the next row has, where it passed; None where it is to be done again. `row`: what stands in
        the source. Raises `TableError` where it is another row."""
        if self._rows is None:
            self.begin_behind(0)
        assert self._rows is not None
        cells = next(self._rows, None)
        self._number, self._last = self._number + 1, cells
        if cells is None or (self._again == "changed" and not self._same(cells, row)):
            return None
        self._compare(cells, row, self._number)
        return self._answer(cells)

    def mark(self) -> str:
        """The `text_mark` of the row that was given last."""
        return "" if self._last is None else text_mark(row_of(self._last, self._read_places))

    def _answer(self, cells: Sequence[Cell]) -> MadeRow | None:
        own = [cells[place] if place < len(cells) else None for place in self._places]
        status, _, reason = status_in(as_text(own[-1]), self.told).partition(": ")
        if (self._again == "failed" and status not in GOOD) or (self._again == status == EDITED):
            return None
        values = [_read(cell, column) for cell, column in zip(own[:-1], self._columns[:-1], strict=True)]
        return MadeRow(tuple(values), status, reason)


def _close(rows: Iterator[list[Cell]]) -> None:
    if isinstance(rows, Generator):
        rows.close()


def _opened(path: Path, source: Table, names: Sequence[str]) -> Table:
    """The output; of a workbook with several sheets the one that the rows are on. Its names are where they
    were written; where they are no more, another program has saved it, and they are looked for."""
    table = open_table(path)
    sheet = source.sheet if source.sheet in table.sheets else table.sheet
    row = names_row(source, path)
    if table.has_names_row and row != table.header_row:
        with contextlib.suppress(TableError):
            written = open_table(path, sheet or None, row)
            there = [_look(name) for name in written.columns]
            if row == 0 or all(_look(name) in there for name in names):
                return written
    return table if sheet == table.sheet else open_table(path, sheet)


def _read(cell: Cell, column: NewColumn) -> Cell:
    """The value; a figure that a file of texts holds as text is one."""
    if column.decimals is None or not isinstance(cell, str):
        return None if cell == "" else cell
    try:
        return float(cell)
    except ValueError:
        return cell or None


def _look(name: str) -> str:
    return look_of(as_it_was(name))


def text_mark(texts: Sequence[str]) -> str:
    """What tells the texts of a row from those of another one, whatever kind of file they stand in."""
    return hashlib.sha256("\n".join(map(_compared, texts)).encode("utf-8", "replace")).hexdigest()[:32]


def _compared(text: str) -> str:
    return "".join(filter(str.isprintable, "".join(as_it_was(text).split())))[:_COMPARED]


def _alike(earlier: str, now: str) -> bool:
    """Whether both are the same cell: what kinds of files do to a text does not matter, nor how a
    spreadsheet program writes a number."""
    first, second = map(_compared, (earlier, now))
    if first == second:
        return True
    try:
        return float(first) == float(second)
    except ValueError:
        return False
