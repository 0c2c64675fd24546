"""The values of the table tool: cells, progress, what a finished table held.

Owns frozen types, the pause switch and the error kind. Must not read or write files.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from llmdesk.cancel import CancelToken
from llmdesk.errors import UserError

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

# A number or a date is one where the file says so (XLSX, JSON); a CSV has texts only.
# What JSON nests in a cell is its JSON text.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
TableKind = Literal["csv", "xlsx", "jsonl", "folder"]

HISTOGRAM_BINS = 20
TOP_ROWS = 200


class TableError(UserError):
    """A table cannot be read, written, or gone on with."""


class ResumeMismatch(TableError):
    """The unfinished work beside the output belongs to other rows, labels or another model."""


class RowAnalyzer(Protocol):
    """What gives rows their labels; `sentiment.Analyzer` is one.

    `identity` names everything that a result depends on but the row: model, label set, corrections,
    limit of "unsure". Rows come back in order, one for each text.
    """

    @property
    def label_names(self) -> tuple[str, ...]: ...

    @property
    def identity(self) -> str: ...

    @property
    def model_name(self) -> str: ...

    def rows(self, texts: Iterator[str], cancel: CancelToken | None = None) -> Iterator[RowResult]: ...


class Pause:
    """A switch that a job looks at between rows. Thread-safe."""

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def pause(self) -> None:
        """Rows that are being scored are finished; no further row is begun."""
        self._running.clear()

    def go_on(self) -> None:
        self._running.set()

    def wait(self, cancel: CancelToken) -> None:
        """Return when it is not paused; raises `Cancelled`."""
        if self._running.is_set():
            return
        cancel.on_cancel(self._running.set)
        self._running.wait()
        cancel.raise_if_cancelled()


@dataclass(frozen=True, slots=True)
class TableProgress:
    """How far a table is. `total` is an estimate until `exact`; `kept` of the `done` rows were found
    in unfinished work. `counts` are rows per label so far, in the labels' order."""

    stage: Literal["scoring", "writing"]
    done: int
    total: int
    exact: bool
    kept: int = 0
    rows_per_s: float = 0.0
    seconds_left: float | None = None
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Scored rows beside an output that was never finished. `problem` says why they cannot be used."""

    path: Path
    rows: int
    problem: ResumeMismatch | None = None


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """The names that our columns got in the output (a clash with the table's own adds a number)."""

    label: str
    probabilities: tuple[str, ...]
    confidence: str
    status: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.probabilities, self.confidence, self.status)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows worth reading first: 0-based row numbers, best first, at most `TOP_ROWS` of each.

    `highest[i]`: highest probability of label i; `least_certain`: lowest confidence.
    """

    highest: tuple[tuple[int, ...], ...] = ()
    least_certain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableResult:
    """A table that was scored. `complete` False: it was stopped, there is no output yet and what is
    scored waits in `unfinished` beside it.

    `counts`: rows per label, and per "unsure" where there were any. `histogram[i]`: rows with a
    confidence in [i, i+1) / `HISTOGRAM_BINS`. `failed`: rows that are neither scored nor empty (too
    long, unreadable), by status in `statuses`. `seconds` and `rows_per_s` are those of this run;
    `kept` rows were scored by an earlier one.
    """

    source: Path
    path: Path
    column: str
    labels: tuple[str, ...]
    added: AddedColumns
    model: str
    complete: bool
    rows: int
    scored: int
    empty: int
    failed: int
    counts: Mapping[str, int]
    statuses: Mapping[str, int]
    histogram: tuple[int, ...]
    seconds: float
    rows_per_s: float
    kept: int = 0
    ranking: Ranking = field(default_factory=Ranking)
    unfinished: Path | None = None

    def to_json(self) -> dict[str, object]:
        """Plain JSON values, for the store of runs and the command line."""
        return {
            "source": str(self.source),
            "path": str(self.path),
            "column": self.column,
            "labels": list(self.labels),
            "added": list(self.added.names),
            "model": self.model,
            "complete": self.complete,
            "rows": self.rows,
            "scored": self.scored,
            "empty": self.empty,
            "failed": self.failed,
            "counts": dict(self.counts),
            "statuses": dict(self.statuses),
            "histogram": list(self.histogram),
            "seconds": round(self.seconds, 3),
            "rows_per_s": round(self.rows_per_s, 3),
            "kept": self.kept,
            "highest": [list(rows) for rows in self.ranking.highest],
            "least_certain": list(self.ranking.least_certain),
            "unfinished": None if self.unfinished is None else str(self.unfinished),
        }


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One row of a scored table. `index` is 0-based, the header not counted; `cells` are the table's
    own, as texts; `probabilities` are empty where the row was not scored."""

    index: int
    text: str
    label: str
    probabilities: tuple[float, ...]
    confidence: float
    status: str
    cells: Sequence[str] = ()
