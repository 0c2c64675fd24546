"""Writing the rows that show into a file of their own: CSV or XLSX, in their order, with corrections.

Owns the columns of that file. Runs in threads. The file is written beside its place and put there
whole.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from llmdesk.files import written_for_user
from llmdesk.outputs import look_at
from llmdesk.tools.sentiment.table.added import added_columns
from llmdesk.tools.sentiment.table.scored import Rows, ScoredTable
from llmdesk.tools.tables import Cell
from llmdesk.tools.tables.added import decimals, defuse
from llmdesk.tools.tables.formats import new_workbook
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.tasks import TaskContext

_AT_ONCE = 256
RightLabel = Callable[[str], str]


def export_rows(
    shared: SharedTable,
    numbers: Rows,
    right: RightLabel,
    path: Path,
    inputs: Iterable[Path],
    context: TaskContext,
) -> None:
    """Write the rows `numbers` to `path`, for which a dialog asked; never over one of `inputs`.

    Raises `UsageError`, also for what the disk refuses.
    """
    output = look_at(path, inputs, overwrite=True)
    with shared.reading() as scored, written_for_user(path), output.part() as part:
        _export(scored, numbers, right, part, path.suffix.casefold(), context)
        output.put(part)


def _export(
    scored: ScoredTable, numbers: Rows, right: RightLabel, part: Path, suffix: str, context: TaskContext
) -> None:
    added = added_columns(scored.labels, (*scored.columns, "right label"))
    header = [*scored.columns, *added, "right label"]
    if suffix == ".xlsx":
        new_workbook.write(part, "", header, _rows(scored, numbers, right, context))
        return
    with part.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(map(_as_texts, _rows(scored, numbers, right, context)))


def _rows(
    scored: ScoredTable, numbers: Rows, right: RightLabel, context: TaskContext
) -> Iterator[list[Cell]]:
    """The table's own cells, ours, and what the user said."""
    for start in range(0, len(numbers), _AT_ONCE):
        context.cancel.raise_if_cancelled()
        for row in scored.rows(numbers[start : start + _AT_ONCE]):
            given: list[Cell] = [None] * len(scored.labels)
            if row.probabilities:
                given = list(row.probabilities)
            confidence = row.confidence if row.probabilities else None
            correct = defuse(right(row.text)) or None
            yield [*row.cells, defuse(row.label), *given, confidence, row.status, correct]


def _as_texts(row: list[Cell]) -> list[str]:
    return [decimals(cell) if isinstance(cell, float) else "" if cell is None else str(cell) for cell in row]
