"""How far two people agree on labels: the part that is the same, Cohen's κ, Krippendorff's α.

Owns the figures, for labels without an order (Cohen 1960, "A coefficient of agreement for nominal scales";
Krippendorff 2011, "Computing Krippendorff's alpha-reliability"). Intervals are a bootstrap's over rows. Must
not know where labels come from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.report.figures import Array, Numbers, between, proportion, resampled
from llmdesk.tools.sentiment.report.types import Agreement, Interval

Counts = NDArray[np.int64] | Numbers


def agreement_of(
    first: Sequence[int], second: Sequence[int], names: tuple[str, str], left_out: int = 0
) -> Agreement | None:
    """`first`, `second`: the number of each row's label by either person, below 0 where there is none; rows
    that both labelled count. `names` are those of the two columns. None where there is no such row."""
    one, other = np.asarray(first), np.asarray(second)
    both = (one >= 0) & (other >= 0)
    if not both.any():
        return None
    one, other = one[both], other[both]
    size = int(max(one.max(), other.max())) + 1
    table = np.zeros((size, size), dtype=int)
    np.add.at(table, (one, other), 1)
    rows = len(one)
    return Agreement(
        *names,
        rows=rows,
        same=proportion(int(np.trace(table)), rows),
        kappa=_with_interval(table, kappas),
        alpha=_with_interval(table, alphas),
        left_out=left_out,
    )


def kappas(tables: Counts) -> Array:
    """draws × first's label × second's → Cohen's κ of each; not-a-number where both used one label only."""
    total = tables.sum(axis=(1, 2))
    same = np.trace(tables, axis1=1, axis2=2) / total
    by_chance = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1) / total.astype(float) ** 2
    return _corrected(1 - same, 1 - by_chance)


def alphas(tables: Counts) -> Array:
    """The same for Krippendorff's α, with nominal differences."""
    counts = tables.sum(axis=2) + tables.sum(axis=1)  # of each label, by either person
    total = counts.sum(axis=1).astype(float)
    differ = 1 - 2 * np.trace(tables, axis1=1, axis2=2) / total
    expected = 1 - (counts * (counts - 1)).sum(axis=1) / (total * (total - 1))
    return _corrected(differ, expected)


def _corrected(observed: Array, expected: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.where(expected > 1e-12, 1 - observed / expected, np.nan)
    return found


def _with_interval(table: Numbers, measure: Callable[[Counts], Array]) -> Interval | None:
    value = float(measure(table[None])[0])
    return None if np.isnan(value) else between(value, measure(resampled(table)))
