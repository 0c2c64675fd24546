"""What the Sentiment tab asks of the files of tables, as functions for tasks.

Owns nothing but the values that come back. Everything here runs in threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from llmdesk.errors import Cancelled, Phrase
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment.table import HISTOGRAM_BINS, ScoredTable
from llmdesk.ui.tasks import TaskContext

SPREADSHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json")
PREVIEW = 20
_LONGEST_CELL, _MOST_CELLS = 40, 12


@dataclass(frozen=True)
class OpenedTable:
    """A table that can be scored. `count` is an estimate unless `exact`."""

    path: Path
    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    exact: bool
    encoding: str
    separator: str
    sheets: tuple[str, ...]
    sheet: str
    text_column: str
    names_in_doubt: bool = False
    header_row: int = 0
    first_rows: tuple[tuple[int, str], ...] = ()  # those that may hold the names: number, what is in it
    account: tuple[Phrase, ...] = ()  # which lines are not as they should be


def read_table(path: Path, sheet: str | None, header_row: int | None, _context: TaskContext) -> OpenedTable:
    """Open a table and look at its first rows. Raises `TableError`."""
    table = open_table(path, sheet, header_row)
    rows = tuple(tuple(row) for row in table.preview(PREVIEW))
    return OpenedTable(
        path,
        table.kind,
        tuple(table.columns),
        rows,
        table.count,
        table.count_exact,
        table.encoding,
        table.separator,
        tuple(table.sheets),
        table.sheet,
        table.text_column,
        table.names_in_doubt,
        table.header_row,
        tuple((row.number, _in_short(row.cells)) for row in table.first_rows),
        table.account.words(),
    )


def _in_short(cells: Sequence[str]) -> str:
    """A row in one line of a list."""
    named = [" ".join(cell[:_LONGEST_CELL].split()) for cell in cells[:_MOST_CELLS]]
    return " · ".join(cell for cell in named if cell)


def default_output(path: Path, kind: str) -> Path:
    """Beside the table: `name.scored.csv`, or `.xlsx` for a workbook."""
    stem = path.name if kind == "folder" else path.stem
    return path.with_name(f"{stem}.scored{'.xlsx' if kind == 'xlsx' else '.csv'}")


def histograms(scored: ScoredTable) -> dict[str, tuple[int, ...]]:
    """Of the probability of each label: rows in [i, i+1) / 20."""
    found = {}
    for label in scored.labels:
        values = scored.values(label)
        counts, _edges = np.histogram(values[~np.isnan(values)], bins=HISTOGRAM_BINS, range=(0.0, 1.0))
        found[label] = tuple(int(count) for count in counts)
    return found


class SharedTable:
    """A scored table that several tasks read; it is closed when nobody reads it any more."""

    def __init__(self, scored: ScoredTable) -> None:
        self._scored = scored
        self.histograms = histograms(scored)
        self.columns = scored.columns
        self._lock = threading.Lock()
        self._readers = 0
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[ScoredTable]:
        """In a thread: the table, open until the end. Raises `Cancelled` once it was closed."""
        with self._lock:
            if self._closed:
                raise Cancelled
            self._readers += 1
        try:
            yield self._scored
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._readers -= 1
            last = self._closed and self._readers == 0
        if last:
            self._scored.close()

    def close(self) -> None:
        """Returns at once. A second close does nothing."""
        with self._lock:
            idle = not self._closed and self._readers == 0
            self._closed = True
        if idle:
            self._scored.close()
