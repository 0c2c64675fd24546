"""Looking at a table that a tool made: a page of rows, those that failed or were edited, those where two
columns differ; however long the table is.

Owns the index of one output file: where a row begins in a temporary file, and its status (nine bytes a row).
Must not change the output.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import Table
from llmdesk.tools.tables.added import as_it_was
from llmdesk.tools.tables.kept_rows import KeptRows
from llmdesk.tools.tables.reading_back import added_places, closed_on_error, rows_as_texts
from llmdesk.tools.tables.review.states import EDITED, GOOD, Told, status_in

Rows = NDArray[np.int64]
Which = Literal["all", "failed", "edited", "empty"]
_LOOK_EVERY = 512
_MOST_STATUSES = 127


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """`index` is 0-based, the names not counted. `cells`: all of the table's, as texts; `texts` are those
    that the tool read, `values` what it gave, `status` with its reason."""

    index: int
    cells: tuple[str, ...]
    texts: tuple[str, ...]
    values: tuple[str, ...]
    status: str


class ReviewedTable:
    """`columns`: the names of all; `read`, `given`: the places of those that the tool read and filled, the
    status last. Thread-safe; close it."""

    def __init__(self, columns: tuple[str, ...], read: Sequence[int], given: Sequence[int]) -> None:
        self.columns, self.read, self.given = columns, tuple(read), tuple(given)
        self._kept = KeptRows()
        self._status_numbers: dict[str, int] = {EDITED: 0}  # it can come later
        self._status_of = array.array("b")
        self._edited: dict[int, list[str]] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        read: Sequence[str],
        added: Sequence[str],
        *,
        sheet: str | None = None,
        header_row: int | None = None,
        told: Told = "status",
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> ReviewedTable:
        """Read an output once, in a worker thread. `read`: the columns that the tool read; `added`: those of
        its answer, the last `told` of the row. Raises `TableError` where it is no longer there or another
        one, and `Cancelled`."""
        table = open_table(path, sheet, header_row)
        table.trust_quotes()
        given = added_places(table, added, header_row)
        places = [table.column(name) for name in read]
        found = cls(tuple(table.columns), places, given)
        with closed_on_error(found.close, path):
            found._read(table, told, on_progress, cancel)
        return found

    def __len__(self) -> int:
        return len(self._status_of)

    def close(self) -> None:
        self._kept.close()

    def edit(self, number: int, changes: Sequence[tuple[int, str]], status: str) -> None:
        """What stands in a row from now on, as an `Edit` has it; in the file it is somebody else's matter."""
        cells = self._cells(number)
        for place, text in changes:
            cells[self.given[place]] = text
        cells[self.given[-1]] = status
        self._edited[number] = cells
        self._status_of[number] = self._number_of(status)

    def before(self, number: int) -> ReviewedRow:
        """The row as it was when the table was opened."""
        return self._as_row(number, self._kept.cells(number))

    # -- asking -------------------------------------------------------------------------------------
    def rows(self, numbers: Sequence[int] | Rows) -> list[ReviewedRow]:
        """The rows of these numbers, in their order."""
        return [self._row(int(number)) for number in numbers]

    def counts(self) -> dict[str, int]:
        """Rows by the first word of their status."""
        given = np.frombuffer(self._status_of, dtype=np.int8)
        found = {name: int(np.count_nonzero(given == n)) for name, n in self._status_numbers.items()}
        return {name: count for name, count in found.items() if count}

    def select(
        self,
        which: Which = "all",
        text: str = "",
        differ: tuple[int, int] | None = None,
        cancel: CancelToken | None = None,
    ) -> Rows:
        """Numbers of the rows of that kind with `text` in what was read or given, whatever its case, and with
        something else in one of the two columns `differ` than in the other. Raises `Cancelled`."""
        given = np.frombuffer(self._status_of, dtype=np.int8)
        wanted = [n for name, n in self._status_numbers.items() if _is(name, which)]
        found = np.flatnonzero(np.isin(given, wanted)).astype(np.int64)
        if not text and differ is None:
            return found
        looked, shown = text.casefold(), {*self.read, *self.given}
        kept = []
        for place, number in enumerate(found):
            if place % _LOOK_EVERY == 0 and cancel is not None:
                cancel.raise_if_cancelled()
            cells = self._cells(int(number))
            if differ is not None and cells[differ[0]].strip() == cells[differ[1]].strip():
                continue
            if not looked or any(looked in cells[column].casefold() for column in shown):
                kept.append(number)
        return np.array(kept, dtype=np.int64)

    # -- reading ------------------------------------------------------------------------------------
    def _read(
        self,
        table: Table,
        told: Told,
        on_progress: Callable[[float], None] | None,
        cancel: CancelToken | None,
    ) -> None:
        for cells in rows_as_texts(table, on_progress, cancel):
            row = [as_it_was(text) for text in cells]
            status = status_in(row[self.given[-1]], told)
            if told == "remarks" and status == "ok" and not any(row[place].strip() for place in self.read):
                status = "empty"
            row[self.given[-1]] = status
            self._status_of.append(self._number_of(row[self.given[-1]]))
            self._kept.add(row)
        self._kept.flush()

    def _number_of(self, status: str) -> int:
        known = self._status_numbers
        return known.setdefault(status.partition(":")[0].strip(), min(len(known), _MOST_STATUSES))

    def _cells(self, number: int) -> list[str]:
        edited = self._edited.get(number)
        return self._kept.cells(number) if edited is None else list(edited)

    def _row(self, number: int) -> ReviewedRow:
        return self._as_row(number, self._cells(number))

    def _as_row(self, number: int, cells: Sequence[str]) -> ReviewedRow:
        *values, status = (cells[place] for place in self.given)
        texts = tuple(cells[place] for place in self.read)
        return ReviewedRow(number, tuple(cells), texts, tuple(values), status)


def _is(status: str, which: Which) -> bool:
    if which == "failed":
        return status not in GOOD
    return which == "all" or status == (EDITED if which == "edited" else which)
