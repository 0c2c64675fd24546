"""The shares of a table: its rows' probabilities, its random sample and its groups brought together.

Owns where the probabilities come from (a model's results, or the columns of a table that llmdesk scored
before) and which groups there are. Must not know how an interval is made.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.shares import (
    NOT_LABELLED,
    Doubt,
    Quality,
    Share,
    doubts_about,
    quality_of,
    shares,
)
from llmdesk.tools.sentiment.shares.estimate import Array
from llmdesk.tools.sentiment.shares.groups import has_scores
from llmdesk.tools.sentiment.table.added import PROBABILITY, added_columns
from llmdesk.tools.sentiment.table.random_sample.known import LabelledSample
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import TableError

_MOST_GROUPS = 500


@dataclass(frozen=True)
class TableShares:
    """`doubts`: why the labelled rows hardly are a random sample. `not_scored`: labelled rows that have no
    score, and count nowhere. `quality`: of the model's labels on the sample, which did not teach it; None for
    a sample by doubt, whose rows are harder than the table's."""

    shares: tuple[Share, ...]
    doubts: tuple[Doubt, ...]
    not_scored: int
    quality: Quality | None


def shares_of(
    probabilities: Array,
    sample: LabelledSample,
    labels: Sequence[str],
    groups: Sequence[str] | None = None,
) -> TableShares:
    """`probabilities`: rows × labels, not-a-number where a row has none. Raises `TableError` where the table
    changed since the sample was read."""
    if len(probabilities) != len(sample.truth) or (groups is not None and len(groups) != len(sample.truth)):
        raise TableError(
            QT_TRANSLATE_NOOP("core", "The table was changed while it was read."),
            hint=QT_TRANSLATE_NOOP("core", "Try again when no other program is writing to it."),
        )
    scored = has_scores(probabilities)
    is_sample = sample.truth != NOT_LABELLED
    return TableShares(
        shares(probabilities, sample.truth, labels, groups, sample.chances),
        doubts_about(is_sample[scored], probabilities[scored].max(axis=1)) if sample.is_even else (),
        int((is_sample & ~scored).sum()),
        quality_of(probabilities, sample.truth, tuple(labels)) if sample.is_even else None,
    )


def as_rows(given: Iterable[Sequence[float]], labels: int) -> Array:
    """Results' probabilities, () for a row without, as rows × labels."""
    missing = (float("nan"),) * labels
    found = np.array([tuple(each) or missing for each in given], dtype=float)
    return found.reshape(-1, labels)


def scored_before(table: Table, labels: tuple[str, ...]) -> Array | None:
    """The probabilities that stand in the table, where llmdesk added them before; None where it did not."""
    names = added_columns(labels, ())[1:-2]
    if any(name not in table.columns for name in names):
        return None
    places = [table.columns.index(name) for name in names]
    found = as_rows(
        (
            tuple(_figure(as_text(row[place]) if place < len(row) else "") for place in places)
            for row in table.rows()
        ),
        len(labels),
    )
    sums = found[has_scores(found)].sum(axis=1)
    return found if len(sums) and bool((np.abs(sums - 1) < 0.01).all()) else None


def labels_before(table: Table) -> tuple[str, ...]:
    """The labels whose probabilities llmdesk put into the table before, in order; () where it did not."""
    label, *_, confidence, _status = added_columns(("",), ())
    if label not in table.columns:
        return ()
    behind = table.columns[table.columns.index(label) + 1 :]
    names = tuple(itertools.takewhile(lambda name: name.startswith(PROBABILITY), behind))
    is_ours = len(names) > 1 and behind[len(names) : len(names) + 1] == (confidence,)
    return tuple(name.removeprefix(PROBABILITY) for name in names) if is_ours else ()


def groups_in(table: Table, by: str) -> list[str]:
    """The group of each row by the column `by`. Raises `TableError` where there are too many different."""
    place = table.column(by)
    found = [as_text(row[place]).strip() if place < len(row) else "" for row in table.rows()]
    if len(set(found)) > _MOST_GROUPS:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "The column “{column}” has {count} different values."),
            QT_TRANSLATE_NOOP("core", "Groups can have at most {most} values."),
            QT_TRANSLATE_NOOP("core", "Choose a column that many rows have in common: a month, a product."),
            column=by,
            count=len(set(found)),
            most=_MOST_GROUPS,
        )
    return found


def _figure(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return float("nan")
    return value if 0 <= value <= 1 else float("nan")
