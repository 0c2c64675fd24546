"""The values of a table with labels: who gives them, how far it is, what it held.

Owns frozen types. Must not read or write files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from llmdesk.cancel import CancelToken
from llmdesk.tools.kept import write
from llmdesk.tools.sentiment.types import LabelSet, RowResult
from llmdesk.tools.tables.types import JobProgress, JobResult

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


@runtime_checkable
class PartwiseAnalyzer(Protocol):
    """One that reads a long text in parts; it tells `on_part` how much is read (0…1), from any thread."""

    on_part: Callable[[float], None] | None


@runtime_checkable
class AskingAnalyzer(Protocol):
    """One that can say what its model reads besides the text, see `Analyzer.asked`."""

    @property
    def asked(self) -> list[object]: ...


@dataclass(frozen=True, slots=True)
class TableProgress(JobProgress):
    """`counts` are rows per label so far, in the labels' order."""

    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows worth reading first: 0-based row numbers, best first, at most `TOP_ROWS` of each.

    `highest[i]`: highest probability of label i; `least_certain`: lowest confidence.
    """

    highest: tuple[tuple[int, ...], ...] = ()
    least_certain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableResult(JobResult):
    """A table that was scored.

    `counts`: rows per label, and per "unsure" where there were any. `histogram[i]`: rows with a
    confidence in [i, i+1) / `HISTOGRAM_BINS`. `unlikely`: rows of which the model expects none of the labels.
    """

    labels: tuple[str, ...]
    model: str
    scored: int
    unlikely: int
    counts: Mapping[str, int]
    histogram: tuple[int, ...]
    ranking: Ranking

    @property
    def column(self) -> str:
        return self.columns[0]

    @property
    def biases(self) -> Mapping[str, object]:
        """What the job went by, see `LearningAnalyzer`."""
        return self.prepared

    @property
    def empty(self) -> int:
        """Rows with nothing in the cell."""
        return self.statuses.get("empty", 0)

    @property
    def no_text(self) -> int:
        """Rows with what is no opinion in it (N/A, #REF!, a number alone)."""
        return self.statuses.get("no text", 0)

    @property
    def failed(self) -> int:
        """Rows that are none of these and not scored (too long, unreadable), by status in `statuses`."""
        return self.rows - self.scored - self.empty - self.no_text

    def to_json(self) -> dict[str, object]:
        """Plain JSON values, for the store of runs and the command line."""
        kept: dict[str, object] = write(self)
        for name in ("columns", "prepared", "ranking"):
            del kept[name]
        for name in ("column", "biases", "empty", "no_text", "failed"):
            kept[name] = getattr(self, name)
        for name in ("seconds", "rows_per_s"):
            kept[name] = round(getattr(self, name), 3)
        kept.update(write(self.ranking))
        return kept


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
