"""A column with known labels: a part of its rows teaches the analyzer, the rest judges it.

Owns the split; what the values of the column mean is told by `known`. Rows of the rest whose text is among
those taught are left out, so no row is judged that was learnt. Must not know how a fit is made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.table.known import KnownColumn, read_meanings
from llmdesk.tools.sentiment.table.sampling import sample_of
from llmdesk.tools.sentiment.table.scored import ScoredTable
from llmdesk.tools.sentiment.table.types import LearningAnalyzer, RowAnalyzer
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import TableError

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import Metrics

MOST_TAUGHT = 300
_UNKNOWN = -1


@dataclass(frozen=True)
class LabelledSplit:
    """`taught`: (text, label) for the fit. `truth`: a label's number for each row of the table, -1 for
    rows that judge nothing. `unknown`: rows whose known label is not understood. `known`: what each value
    of the column was taken for."""

    labels: tuple[str, ...]
    taught: tuple[tuple[str, str], ...]
    truth: Sequence[int]
    unknown: int
    known: KnownColumn

    @property
    def judged(self) -> int:
        return sum(number != _UNKNOWN for number in self.truth)


def split_labelled(
    table: Table,
    column: str,
    known: str,
    labels: tuple[str, ...],
    seed: int = 0,
    changes: Mapping[str, str] | None = None,
) -> LabelledSplit:
    """Half of the labelled rows, at most `MOST_TAUGHT`, drawn by `seed`, teach; the rest judges.

    `changes`: what values of the column mean, where the user says it. Raises `TableError` where fewer
    than two labels were found, or where it is not certain which they are.
    """
    found = read_meanings(table, column, known, labels).with_changes(changes or {})
    found.check()
    truth = found.numbers()
    usable = [row for row, number in enumerate(truth) if number != _UNKNOWN]
    chosen = _drawn(truth, usable, min(MOST_TAUGHT, len(usable) // 2), random.Random(seed))
    text_place = table.column(column)
    taught: list[tuple[str, str]] = []
    for row, text in enumerate(_texts(table, text_place)):
        if row in chosen:
            taught.append((text, labels[truth[row]]))
    learnt = {text for text, _ in taught}
    for row, text in enumerate(_texts(table, text_place)):
        if text in learnt:
            truth[row] = _UNKNOWN
    if all(number == _UNKNOWN for number in truth):
        raise TableError(
            QT_TRANSLATE_NOOP("core", "Too few of the labelled rows are different from each other."),
            QT_TRANSLATE_NOOP("core", "There are no texts left to test the results on."),
            QT_TRANSLATE_NOOP("core", "Label more rows."),
        )
    return LabelledSplit(labels, tuple(taught), truth, found.unknown, found)


def _drawn(truth: Sequence[int], usable: Sequence[int], count: int, draw: random.Random) -> set[int]:
    """`count` rows to learn from. A label with two rows or more has at least one on either side."""
    chosen = set(draw.sample(usable, count))
    for number in sorted({truth[row] for row in usable}):
        rows = [row for row in usable if truth[row] == number]
        inside = [row for row in rows if row in chosen]
        if len(rows) >= 2 and not inside:
            chosen.add(draw.choice(rows))
        elif len(rows) >= 2 and len(inside) == len(rows):
            chosen.discard(draw.choice(rows))
    return chosen


@dataclass(frozen=True)
class Judged:
    """The rows that judge: their probabilities, rows × labels, and their known labels."""

    probabilities: Sequence[Sequence[float]]
    truth: Sequence[str]

    def metrics(self, labels: tuple[str, ...]) -> Metrics:
        """Raises `UsageError` where there is no row."""
        from llmdesk.tools.sentiment.metrics import measure

        return measure(self.probabilities, self.truth, labels)


def judge_scored(split: LabelledSplit, scored: ScoredTable) -> Judged:
    """The rest, from a table that was scored."""
    rows = [row for row, number in enumerate(split.truth) if number != _UNKNOWN]
    values = [scored.values(name) for name in split.labels]
    rows = [row for row in rows if values[0][row] == values[0][row]]  # not-a-number: not scored
    given = [[float(value[row]) for value in values] for row in rows]
    return Judged(given, [split.labels[split.truth[row]] for row in rows])


def judge(
    split: LabelledSplit,
    table: Table,
    column: str,
    analyzer: RowAnalyzer,
    cancel: CancelToken | None = None,
) -> Judged:
    """The rest, scored here; nothing is written. Raises `Cancelled`."""
    place = table.column(column)
    if isinstance(analyzer, LearningAnalyzer):  # as where all rows are labelled
        analyzer.learn(sample_of(table, place, analyzer.wanted, cancel), cancel)
    texts = (text for text, n in zip(_texts(table, place), split.truth, strict=True) if n >= 0)
    known = [number for number in split.truth if number != _UNKNOWN]
    given, truth = [], []
    for result, number in zip(analyzer.rows(texts, cancel), known, strict=True):
        if result.probabilities:
            given.append(list(result.probabilities))
            truth.append(split.labels[number])
    return Judged(given, truth)


def _texts(table: Table, place: int) -> Iterator[str]:
    """The text of each row, "" for none."""
    for row in table.rows():
        text = as_text(row[place]) if place < len(row) else ""
        yield "" if text.isspace() else text
