"""Drawing rows of a scored table, and the shares that the labelled ones give, as functions for tasks.

Owns which rows can be drawn: those that were scored. Everything here runs in threads.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.report import figures_of
from llmdesk.tools.sentiment.report.types import Figures
from llmdesk.tools.sentiment.shares import NO_LABEL, NOT_LABELLED, Share, shares
from llmdesk.tools.tables import ScoredTable, TableError
from llmdesk.ui.labelling.samples import Sample, mark_of
from llmdesk.ui.sentiment_files import SharedTable
from llmdesk.ui.tasks import TaskContext

SEED = 0
MOST_GROUPS = 40
_AT_ONCE = 512


@dataclass(frozen=True)
class Drawn:
    """All rows that can be drawn, in the order in which they are: the first 100 are a sample of 100."""

    rows: tuple[int, ...]


@dataclass(frozen=True)
class SampleShares:
    """`labelled`: rows of the sample that count; `changed`: those whose text is another now, and count
    nowhere. `figures`: of the model on the sample."""

    shares: tuple[Share, ...] = ()
    figures: Figures | None = None
    labelled: int = 0
    changed: int = 0


def draw(shared: SharedTable, context: TaskContext) -> Drawn:
    """The same table gives the same order every time."""
    with shared.reading() as table:
        scored = ~np.isnan(table.values("confidence"))
    rows = [int(row) for row in np.flatnonzero(scored)]
    context.cancel.raise_if_cancelled()
    random.Random(SEED).shuffle(rows)
    return Drawn(tuple(rows))


def shares_now(shared: SharedTable, sample: Sample, by: str, context: TaskContext) -> SampleShares:
    """`by`: the column whose values are the groups, "" for none. Raises `TableError` for too many."""
    with shared.reading() as table:
        probabilities = np.column_stack([table.values(name) for name in table.labels]).astype(float)
        truth, changed = _truth(table, sample)
        groups = _groups(table, by, context) if by else None
        labels = table.labels
    judges = (truth >= 0) & ~np.isnan(probabilities).any(axis=1)
    figures = figures_of(
        probabilities[judges].tolist(), [labels[number] for number in truth[judges]], labels, "random sample"
    )
    return SampleShares(
        shares(probabilities, truth, labels, groups), figures, int((truth != NOT_LABELLED).sum()), changed
    )


def _truth(table: ScoredTable, sample: Sample) -> tuple[np.ndarray[tuple[int], np.dtype[np.int_]], int]:
    truth = np.full(len(table), NOT_LABELLED, dtype=int)
    changed = 0
    for row, (label, mark) in sample.labels.items():
        if row >= len(table) or mark_of(table.rows([row])[0].text) != mark:
            changed += 1
            continue
        truth[row] = table.labels.index(label) if label in table.labels else NO_LABEL
    return truth, changed


def _groups(table: ScoredTable, by: str, context: TaskContext) -> list[str]:
    place, found = table.columns.index(by), list[str]()
    for start in range(0, len(table), _AT_ONCE):
        context.cancel.raise_if_cancelled()
        rows = table.rows(range(start, min(start + _AT_ONCE, len(table))))
        found += [row.cells[place].strip() for row in rows]
        if len(set(found)) > MOST_GROUPS:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "The column “{column}” has more than {most} different values."),
                hint=QT_TRANSLATE_NOOP(
                    "core", "Choose a column that many rows have in common: a month, a product."
                ),
                column=by,
                most=MOST_GROUPS,
            )
    return found
