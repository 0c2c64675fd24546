"""A column with known labels: a part of its rows teaches the analyzer, the rest judges it.

Owns the split and the words that mean a label. Rows of the rest whose text is among those taught are
left out, so no row is judged that was learnt. Must not know how a fit is made.
"""

from __future__ import annotations

import array
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing
from llmdesk.tools.tables.scored import ScoredTable
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import RowAnalyzer, TableError

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import Metrics

MOST_TAUGHT = 300
_UNKNOWN = -1
_SHORT = {
    "positive": ("pos", "+", "正面", "积极", "正"),
    "negative": ("neg", "-", "负面", "消极", "负"),
    "neutral": ("neu", "中性", "中立"),
}
# What numbers mean in public data sets, by the number of labels.
_NUMBERS: dict[int, dict[str, tuple[str, ...]]] = {
    2: {"positive": ("1", "true"), "negative": ("0", "false", "-1")},
    3: {"positive": ("1",), "neutral": ("0",), "negative": ("-1",)},
}


@dataclass(frozen=True)
class LabelledSplit:
    """`taught`: (text, label) for the fit. `truth`: a label's number for each row of the table, -1 for
    rows that judge nothing. `unknown`: rows whose known label is none of the labels."""

    labels: tuple[str, ...]
    taught: tuple[tuple[str, str], ...]
    truth: Sequence[int]
    unknown: int

    @property
    def judged(self) -> int:
        return sum(number != _UNKNOWN for number in self.truth)


def split_labelled(
    table: Table, column: str, known: str, labels: tuple[str, ...], seed: int = 0
) -> LabelledSplit:
    """Half of the labelled rows, at most `MOST_TAUGHT`, drawn by `seed`, teach; the rest judges.

    Raises `TableError` where fewer than two rows have a label and a text.
    """
    text_place, known_place = table.column(column), table.column(known)
    numbers = _meanings(labels)
    truth, unknown, strange = array.array("b"), 0, Counter[str]()
    for text, word in _pairs(table, text_place, known_place):
        number = numbers.get(word.casefold(), _UNKNOWN) if text else _UNKNOWN
        if text and word and number == _UNKNOWN:
            unknown += 1
            if len(strange) < 20:
                strange[word] += 1
        truth.append(number)
    usable = [row for row, number in enumerate(truth) if number != _UNKNOWN]
    if len(usable) < 2:
        raise _too_few(known, labels, list(strange))
    chosen = set(random.Random(seed).sample(usable, min(MOST_TAUGHT, len(usable) // 2)))
    taught: list[tuple[str, str]] = []
    for row, (text, _) in enumerate(_pairs(table, text_place, known_place)):
        if row in chosen:
            taught.append((text, labels[truth[row]]))
    learnt = {text for text, _ in taught}
    for row, (text, _) in enumerate(_pairs(table, text_place, known_place)):
        if text in learnt:
            truth[row] = _UNKNOWN
    if all(number == _UNKNOWN for number in truth):
        raise _too_few(known, labels, list(strange))
    return LabelledSplit(labels, tuple(taught), truth, unknown)


def judge_scored(split: LabelledSplit, scored: ScoredTable) -> Metrics:
    """The figures of the rest, from a table that was scored."""
    from llmdesk.tools.sentiment.metrics import measure

    rows = [row for row, number in enumerate(split.truth) if number != _UNKNOWN]
    values = [scored.values(name) for name in split.labels]
    rows = [row for row in rows if values[0][row] == values[0][row]]  # not-a-number: not scored
    given = [[float(value[row]) for value in values] for row in rows]
    return measure(given, [split.labels[split.truth[row]] for row in rows], split.labels)


def judge(
    split: LabelledSplit,
    table: Table,
    column: str,
    analyzer: RowAnalyzer,
    cancel: CancelToken | None = None,
) -> Metrics:
    """The figures of the rest, scored here; nothing is written. Raises `Cancelled`."""
    from llmdesk.tools.sentiment.metrics import measure

    place = table.column(column)
    texts = (text for (text, _), n in zip(_pairs(table, place, place), split.truth, strict=True) if n >= 0)
    known = [number for number in split.truth if number != _UNKNOWN]
    given, truth = [], []
    for result, number in zip(analyzer.rows(texts, cancel), known, strict=True):
        if result.probabilities:
            given.append(list(result.probabilities))
            truth.append(split.labels[number])
    return measure(given, truth, split.labels)


def _pairs(table: Table, text: int, known: int) -> Iterator[tuple[str, str]]:
    """(text or "", known label or "") of each row."""
    for row in table.rows():
        first = as_text(row[text]) if text < len(row) else ""
        second = as_text(row[known]).strip() if known < len(row) else ""
        yield ("" if first.isspace() else first), second


def _meanings(labels: tuple[str, ...]) -> dict[str, int]:
    """Every word that means a label, in lower case."""
    meanings: dict[str, int] = {}
    for number, label in enumerate(labels):
        name = label.casefold()
        for word in (*_SHORT.get(name, ()), *_NUMBERS.get(len(labels), {}).get(name, ())):
            meanings.setdefault(word, number)
    return meanings | {label.strip().casefold(): number for number, label in enumerate(labels)}


def _too_few(column: str, labels: tuple[str, ...], found: list[str]) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The column “{column}” has too few of the labels."),
        QT_TRANSLATE_NOOP("core", "The labels are: {labels}. The column has: {found}."),
        QT_TRANSLATE_NOOP("core", "Give the labels as they stand in the column."),
        column=column,
        labels=Listing(labels),
        found=Listing(tuple(found[:20]) or ("–",)),
    )
