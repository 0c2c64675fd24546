"""The values of a table with labels: who gives them, how far it is, what it held.

Owns frozen types. Must not read or write files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.types import LabelSet, RowResult
from llmdesk.tools.tables.account import Account
from llmdesk.tools.tables.types import JobProgress

HISTOGRAM_BINS = 20
TOP_ROWS = 200


class RowAnalyzer(Protocol):
    """What gives rows their labels; `sentiment.Analyzer` is one.

    `rows` gives one result for each text, in order, and reads only a bounded number ahead. A result
    depends on nothing but the text and the other members here.
    """

    @property
    def model(self) -> str: ...

    labels: LabelSet
    corrections: tuple[tuple[str, str], ...]
    unsure_below: float | None

    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]: ...


@runtime_checkable
class LearningAnalyzer(RowAnalyzer, Protocol):
    """One that looks at a sample of a table before it labels a row of it.

    `wanted`: how many texts it can use, 0 for none. What it learnt is `biases`, plain JSON values: kept with
    the job and given back to `take` before the rest of its rows, so that a row gets the same result whether
    or not the job was interrupted.
    """

    @property
    def wanted(self) -> int: ...

    @property
    def biases(self) -> dict[str, object]: ...

    def learn(
        self,
        texts: Sequence[str],
        cancel: CancelToken | None = None,
        on_read: Callable[[int], None] | None = None,
    ) -> None: ...

    def take(self, biases: object) -> None: ...


@dataclass(frozen=True, slots=True)
class TableProgress(JobProgress):
    """`counts` are rows per label so far, in the labels' order."""

    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """The names that our columns got in the output (a clash with the table's own adds a number)."""

    label: str
    probabilities: tuple[str, ...]
    confidence: str
    status: str

    @classmethod
    def of(cls, names: Iterable[str]) -> AddedColumns:
        """In the order in which they stand; raises `ValueError` for too few."""
        label, *probabilities, confidence, status = names
        return cls(label, tuple(probabilities), confidence, status)

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
    confidence in [i, i+1) / `HISTOGRAM_BINS`. `empty`: rows with nothing in the cell; `no_text`: with what is
    no opinion (N/A, #REF!, a number alone). `failed`: rows that are none of these and not scored (too
    long, unreadable), by status in `statuses`. `account`: what became of every line of the table.
    `header_row`: where its names stand, and `out_header_row` those of the output (0: nowhere; None: not
    known, from before). `biases`: what the job went by, see `LearningAnalyzer`. `seconds` and `rows_per_s`
    are those of this run; `kept` rows were scored by an earlier one. `shortened`: cells of the table that
    were cut, since XLSX holds 32,767 characters in one (only where the table was in another format).
    `unlikely`: rows of which the model expects none of the labels.
    """

    source: Path
    path: Path
    sheet: str
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
    shortened: int = 0
    ranking: Ranking = field(default_factory=Ranking)
    unfinished: Path | None = None
    no_text: int = 0
    header_row: int | None = None
    out_header_row: int | None = None
    account: Account = field(default_factory=Account)
    biases: Mapping[str, object] = field(default_factory=dict)
    unlikely: int = 0

    def to_json(self) -> dict[str, object]:
        """Plain JSON values, for the store of runs and the command line."""
        return {
            "source": str(self.source),
            "path": str(self.path),
            "sheet": self.sheet,
            "column": self.column,
            "labels": list(self.labels),
            "added": list(self.added.names),
            "model": self.model,
            "complete": self.complete,
            "rows": self.rows,
            "scored": self.scored,
            "empty": self.empty,
            "no_text": self.no_text,
            "failed": self.failed,
            "counts": dict(self.counts),
            "statuses": dict(self.statuses),
            "histogram": list(self.histogram),
            "seconds": round(self.seconds, 3),
            "rows_per_s": round(self.rows_per_s, 3),
            "kept": self.kept,
            "shortened": self.shortened,
            "highest": [list(rows) for rows in self.ranking.highest],
            "least_certain": list(self.ranking.least_certain),
            "unfinished": None if self.unfinished is None else str(self.unfinished),
            "header_row": self.header_row,
            "out_header_row": self.out_header_row,
            "account": self.account.to_json(),
            "biases": dict(self.biases),
            "unlikely": self.unlikely,
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
