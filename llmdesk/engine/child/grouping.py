"""Which rows share a batch: the division that costs the fewest tokens.

Knows lengths and costs only, neither tokens nor contexts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence


def first_group(
    lengths: Sequence[int],
    ends: Callable[[int], Iterable[int]],
    cost: Callable[[int, int], float],
) -> int:
    """How many of the first rows make the first batch of the cheapest division of all rows.

    `lengths`: tokens of every row, shortest first. `ends(first)`: where a batch that begins with row
    `first` may end (exclusive; at least `first + 1`). `cost(longest, rows)`: of one batch, in tokens.
    """
    costs = [0.0] * (len(lengths) + 1)  # of the rows from here on
    best = [0] * len(lengths)
    for first in reversed(range(len(lengths))):
        costs[first] = math.inf
        for end in ends(first):
            whole = cost(lengths[end - 1], end - first) + costs[end]
            if whole <= costs[first]:  # of equals the one with more rows: fewer batches
                costs[first], best[first] = whole, end
    return best[0]
