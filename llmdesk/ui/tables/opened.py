"""A table that somebody opened: its columns, its first rows, and where a result of it would go.

Owns these values, and the functions for tasks that make them. Must not know what is done with the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import Phrase
from llmdesk.tools.reading import open_table
from llmdesk.ui.tasks import TaskContext

SPREADSHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson")  # what is no document to anybody
PREVIEW = 20
_LONGEST_CELL, _MOST_CELLS = 40, 12


def is_table(path: Path) -> bool:
    """Whether a file is opened as a table, by its name, where documents may be opened, too."""
    return path.suffix.casefold() in TABLES


@dataclass(frozen=True)
class OpenedTable:
    """A table whose rows can be worked on. `count` is an estimate unless `exact`."""

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


def default_output(path: Path, kind: str, word: str) -> Path:
    """Beside the table: `name.word.csv`, or `.xlsx` for a workbook."""
    stem = path.name if kind == "folder" else path.stem
    return path.with_name(f"{stem}.{word}{'.xlsx' if kind == 'xlsx' else '.csv'}")
