"""The table that a tool made before, of which only rows that failed are to be done again.

Owns finding the tool's columns in it, and which rows keep what they have: whatever stands there, also what
was edited by hand. It is read beside the table that it was made of, row by row.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing
from llmdesk.tools.own.types import Answer
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables.added import added_to
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import Cell, TableError
from llmdesk.tools.tables.worker import NewColumn

_KEPT = ("ok", "empty")


class Earlier:
    """`identity` changes with the file. `attempt`: from which on tries are counted, so that the model is not
    asked in the same way again."""

    def __init__(self, path: Path, source: Table, columns: Sequence[NewColumn]) -> None:
        """`columns`: those of the tool, the status last. Raises `TableError` where they are not there."""
        self._table = open_table(path)
        self._columns = tuple(columns)
        names = [column.name for column in added_to(source.columns, columns)]
        missing = [name for name in names if name not in self._table.columns]
        if missing:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "No rows of this table can be done again."),
                QT_TRANSLATE_NOOP("core", "{path} has no column “{name}”; its columns are: {columns}."),
                QT_TRANSLATE_NOOP("core", "Name the output of the same tool on the same table with --out."),
                path=path,
                name=missing[0],
                columns=Listing(self._table.columns[:50]),
            )
        self._places = [self._table.columns.index(name) for name in names]
        stat = path.stat()
        self.identity = [stat.st_size, stat.st_mtime_ns]
        self.attempt = 10 + 10 * (zlib.crc32(repr(self.identity).encode()) % 100_000)
        self._rows: Iterator[list[Cell]] | None = None

    def begin_behind(self, rows: int) -> None:
        self._rows = iter(self._table.rows())
        for _ in islice(self._rows, rows):
            pass

    def passed(self) -> Iterator[Answer]:
        """What the rows have that are not done again."""
        return (answer for cells in self._table.rows() if (answer := self._answer(cells)) is not None)

    def next(self) -> Answer | None:
        """What the next row has, where it passed; None where it is to be done again."""
        if self._rows is None:
            self.begin_behind(0)
        assert self._rows is not None
        cells = next(self._rows, None)
        return None if cells is None else self._answer(cells)

    def _answer(self, cells: Sequence[Cell]) -> Answer | None:
        own = [cells[place] if place < len(cells) else None for place in self._places]
        if as_text(own[-1]).strip() not in _KEPT:
            return None
        values = [_read(cell, column) for cell, column in zip(own[:-1], self._columns[:-1], strict=True)]
        return Answer(tuple(values), as_text(own[-1]).strip())


def _read(cell: Cell, column: NewColumn) -> Cell:
    """The value; a figure that a file of texts holds as text is one."""
    if column.decimals is None or not isinstance(cell, str):
        return None if cell == "" else cell
    try:
        return float(cell)
    except ValueError:
        return cell or None
