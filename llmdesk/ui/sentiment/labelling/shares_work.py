"""Drawing rows of a scored table, and the shares that the labelled ones give, as functions for tasks.

Owns which rows can be drawn: those that were scored. Everything here runs in threads.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.report import figures_of
from llmdesk.tools.sentiment.report.types import Figures
from llmdesk.tools.sentiment.shares import NO_LABEL, NOT_LABELLED, Share, shares
from llmdesk.tools.sentiment.table import ScoredTable
from llmdesk.tools.tables import TableError
from llmdesk.ui.sentiment.labelling.samples import Sample, mark_of
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.tasks import TaskContext

SEED = 0  # that of the command line: the same rows are drawn there
MOST_DRAWN = 300
MOST_GROUPS = 40
_AT_ONCE = 512


@dataclass(frozen=True)
class Drawn:
    """The rows to label, in the order drawn: the first 100 are a sample of 100. `total`: the rows that
    could be drawn."""

    rows: tuple[int, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class SampleShares:
    """`labelled`: rows of the sample that count; `changed`: (row, mark) of those whose text is another
    now, which count nowhere. `figures`: of the model on the sample. `marks`: of the texts that count."""

    shares: tuple[Share, ...] = ()
    figures: Figures | None = None
    labelled: int = 0
    changed: frozenset[tuple[int, int]] = frozenset()
    marks: frozenset[int] = frozenset()

    @property
    def known(self) -> bool:
        """Whether the whole table's shares have margins."""
        return any(each.estimate is not None for each in self.shares if each.group is None)


NO_SHARES = SampleShares()


class SharesWork:
    """Of one scored table. One task at a time."""

    def __init__(self, shared: SharedTable) -> None:
        self._shared = shared
        self._by, self._groups = "", tuple[str, ...]()

    def draw(self, context: TaskContext) -> Drawn:
        """The same table gives the same order every time."""
        with self._shared.reading() as table:
            rows = np.flatnonzero(~np.isnan(table.values("confidence"))).tolist()
        context.cancel.raise_if_cancelled()
        random.Random(SEED).shuffle(rows)
        return Drawn(tuple(rows[:MOST_DRAWN]), len(rows))

    def shares_now(self, sample: Sample, by: str, context: TaskContext) -> SampleShares:
        """`by`: the column whose values are the groups, "" for none. Raises `TableError` for too many."""
        with self._shared.reading() as table:
            probabilities = np.column_stack([table.values(name) for name in table.labels]).astype(float)
            truth, changed = _truth(table, sample)
            if by and by != self._by:
                self._groups = _groups(table, by, context)
                self._by = by
            labels = table.labels
        judges = (truth >= 0) & ~np.isnan(probabilities).any(axis=1)
        known = [labels[number] for number in truth[judges]]
        return SampleShares(
            shares(probabilities, truth, labels, self._groups if by else None),
            figures_of(probabilities[judges].tolist(), known, labels, "random sample"),
            int((truth != NOT_LABELLED).sum()),
            changed,
            frozenset(mark for row, (_, mark) in sample.labels.items() if (row, mark) not in changed),
        )


def _truth(table: ScoredTable, sample: Sample) -> tuple[NDArray[np.int_], frozenset[tuple[int, int]]]:
    truth = np.full(len(table), NOT_LABELLED, dtype=int)
    changed = set[tuple[int, int]]()
    for row, (label, mark) in sample.labels.items():
        if not 0 <= row < len(table) or mark_of(table.rows([row])[0].text) != mark:
            changed.add((row, mark))
            continue
        truth[row] = table.labels.index(label) if label in table.labels else NO_LABEL
    return truth, frozenset(changed)


def _groups(table: ScoredTable, by: str, context: TaskContext) -> tuple[str, ...]:
    place, found = table.columns.index(by), list[str]()
    names = dict[str, str]()  # each name once: a table may have a million rows
    for start in range(0, len(table), _AT_ONCE):
        context.cancel.raise_if_cancelled()
        for row in table.rows(range(start, min(start + _AT_ONCE, len(table)))):
            name = row.cells[place].strip()
            found.append(names.setdefault(name, name))
        if len(names) > MOST_GROUPS:
            raise _too_many_groups(by)
    return tuple(found)


def _too_many_groups(by: str) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The column “{column}” has more than {most} different values."),
        hint=QT_TRANSLATE_NOOP("core", "Choose a column that many rows have in common: a month, a product."),
        column=by,
        most=MOST_GROUPS,
    )
