"""A look at what a worker does with the first rows, and how long all of them would take.

Owns the trial. Nothing is written.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.feeding import rows_of
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.worker import Row, Worker

R = TypeVar("R")

ROWS = 5
_LOOKED_AT = 500  # rows, to see how many are empty


@dataclass(frozen=True)
class Preview(Generic[R]):
    """The first rows on which there is work, with their results, and the `seconds` they took side by side.
    `total`: rows of the table, an estimate unless `exact`; `share`: of the rows looked at, those on which
    there is work. `seconds_all`: that all would take at most, about: more rows side by side go faster."""

    rows: tuple[tuple[Row, R], ...]
    seconds: float
    total: int
    exact: bool
    share: float

    @property
    def seconds_all(self) -> float:
        return self.seconds / len(self.rows) * self.total * self.share if self.rows else 0.0


def preview(table: Table, columns: Sequence[str], worker: Worker[R], cancel: CancelToken) -> Preview[R]:
    """Raises `Cancelled`, `TableError`, and what the engine raises."""
    places = [table.column(name) for name in columns]
    chosen: list[Row] = []
    looked = with_work = 0
    for row in rows_of(table, places):
        cancel.raise_if_cancelled()
        looked += 1
        if worker.at_once(row) is None:
            with_work += 1
            if len(chosen) < ROWS:
                chosen.append(row)
        if looked >= _LOOKED_AT:
            break
    began = time.monotonic()
    results = list(worker.rows(iter(chosen), cancel))
    seconds = time.monotonic() - began
    share = with_work / looked if looked else 0.0
    total = max(table.count, looked)
    return Preview(tuple(zip(chosen, results, strict=True)), seconds, total, table.count_exact, share)
