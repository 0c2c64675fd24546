"""What the Sentiment tab asks of the files of tables, as functions for tasks.

Owns nothing but the values that come back. Everything here runs in threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from llmdesk.tools.tables import open_table
from llmdesk.ui.tasks import TaskContext

SPREADSHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json")
PREVIEW = 20


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


def read_table(path: Path, sheet: str | None, _context: TaskContext) -> OpenedTable:
    """Open a table and look at its first rows. Raises `TableError`."""
    table = open_table(path, sheet)
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
    )


def default_output(path: Path, kind: str) -> Path:
    """Beside the table: `name.scored.csv`, or `.xlsx` for a workbook."""
    stem = path.name if kind == "folder" else path.stem
    return path.with_name(f"{stem}.scored{'.xlsx' if kind == 'xlsx' else '.csv'}")
