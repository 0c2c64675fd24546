"""The shares of all labels in a table and in its groups.

Owns which rows count. Each interval holds by itself in 95 of 100 samples; that all of them hold together is
rarer. The shares add up to 100 %, less the part of the labelled rows that has none of the labels. Must not
know files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.shares.estimate import FEWEST, Array, add_up, estimate
from llmdesk.tools.sentiment.shares.uneven import estimate_uneven

Chosen = NDArray[np.bool_]

NOT_LABELLED, NO_LABEL = -1, -2  # of a row's truth, beside the numbers of labels


@dataclass(frozen=True)
class Share:
    """Of one label in one group; `group` None: in the whole table.

    `counted`: the share of rows that the model gave the label, 0…1. `estimate`, `low`, `high`: what holds,
    and its 95 % interval; None where fewer than `FEWEST` rows are `labelled`. `rows`: those that were scored.
    """

    label: str
    group: str | None
    counted: float
    estimate: float | None
    low: float | None
    high: float | None
    labelled: int
    rows: int


def shares(
    probabilities: Array,
    truth: NDArray[np.int_],
    labels: Sequence[str],
    groups: Sequence[str] | None = None,
    chances: Array | None = None,
) -> tuple[Share, ...]:
    """Those of the whole table, then those of each group in the order of their names.

    `probabilities`: rows × labels, not-a-number for a row that was not scored; such rows count nowhere.
    `truth`: for each row the number of its label, `NO_LABEL` where it has none of them (it counts as a
    row without), `NOT_LABELLED` where it is not in the sample. `groups`: the group of each row.
    `chances`: of an uneven sample (`uneven`), how likely each row of it was; what the others have counts not.
    """
    scored = has_scores(probabilities)
    found = _of_rows(probabilities, truth, labels, scored, None, chances)
    if groups is None:
        return found
    for name, members in _members(groups).items():
        inside: Chosen = np.zeros(len(scored), dtype=np.bool_)
        inside[members] = True
        if (inside & scored).any():
            found += _of_rows(probabilities, truth, labels, inside & scored, name, chances)
    return found


def has_scores(probabilities: Array) -> Chosen:
    """Which rows have a number for each label."""
    return np.asarray(~np.isnan(probabilities).any(axis=1), dtype=np.bool_)


def _members(groups: Sequence[str]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, name in enumerate(groups):
        found.setdefault(name, []).append(row)
    return dict(sorted(found.items()))


def _of_rows(
    probabilities: Array,
    truth: NDArray[np.int_],
    labels: Sequence[str],
    chosen: Chosen,
    group: str | None,
    chances: Array | None,
) -> tuple[Share, ...]:
    given, known = probabilities[chosen], truth[chosen]
    sample = known != NOT_LABELLED
    best = given.argmax(axis=1)
    count, rows = int(sample.sum()), len(given)
    counted = [float((best == number).mean()) if rows else 0.0 for number in range(len(labels))]
    if count < min(FEWEST, rows) or not count:
        return tuple(
            Share(label, group, told, None, None, None, count, rows)
            for label, told in zip(labels, counted, strict=True)
        )
    weights = None if chances is None else 1 / chances[chosen][sample]
    total = float(np.average(known[sample] >= 0, weights=weights))
    found = []
    for number in range(len(labels)):
        is_so = (known[sample] == number).astype(float)
        predicted, everywhere = given[sample, number], given[:, number]
        if chances is None:
            found.append(estimate(is_so, predicted, everywhere))
        else:
            found.append(estimate_uneven(is_so, predicted, everywhere, chances[chosen][sample]))
    return tuple(
        Share(label, group, told, here.share, here.low, here.high, count, rows)
        for label, told, here in zip(labels, counted, add_up(found, total), strict=True)
    )
