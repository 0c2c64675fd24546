"""How good labels are, with 95 % intervals: accuracy, macro-F1, calibration.

Owns the intervals. Accuracy has Wilson's; the others a bootstrap's over rows. The error of calibration is
never below 0, so chance alone makes it greater than it is, and a bootstrap once more: its interval is the
bootstrap's turned around the figure, and begins at 0 where rows that are right as often as their confidence
says would have such an error (Bröcker and Smith 2007). Must not know where rows come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.metrics import measure
from llmdesk.tools.sentiment.report.types import Figures, Interval, Judging
from llmdesk.tools.sentiment.shares.estimate import wilson
from llmdesk.tools.sentiment.types import ReliabilityBin

_DRAWS = 1000
_FEWEST_DRAWS = 100
_ROWS_DRAWN = 1_000_000  # of all draws together: then fewer are made

Array = NDArray[np.float64]
Numbers = NDArray[np.int_]


def figures_of(
    probabilities: Sequence[Sequence[float]],
    truth: Sequence[str],
    labels: tuple[str, ...],
    judging: Judging,
) -> Figures | None:
    """`probabilities`: rows × labels; `truth`: the known label of each row. None without a row."""
    if not truth:
        return None
    metrics = measure(probabilities, truth, labels)
    given = np.asarray(probabilities, dtype=float)
    places = {name: place for place, name in enumerate(labels)}
    known = np.array([places[name] for name in truth])
    right = given.argmax(axis=1) == known
    confidence = given.max(axis=1)
    wanted = np.eye(len(labels))[known]
    squares: Array = ((given - wanted) ** 2).sum(axis=1)
    low, high = wilson(metrics.accuracy, len(known))
    return Figures(
        rows=len(known),
        judging=judging,
        labels=labels,
        accuracy=Interval(metrics.accuracy, low, high),
        macro_f1=_macro_f1(np.array(metrics.confusion)),
        ece=_ece(metrics.ece, confidence, right, metrics.bins),
        brier=_mean(squares),
        overconfidence=_mean(confidence - right),
        most_frequent=float(np.bincount(known).max() / len(known)),
        confusion=metrics.confusion,
        bins=metrics.bins,
    )


def proportion(count: int, rows: int) -> Interval:
    """A part of rows with Wilson's interval; there must be a row."""
    low, high = wilson(count / rows, rows)
    return Interval(count / rows, low, high)


def resampled(cells: Numbers) -> NDArray[np.int64]:
    """A bootstrap over the rows that a table of counts holds: draws × the shape of the table."""
    total = int(cells.sum())
    found = np.random.default_rng(0).multinomial(total, cells.ravel() / total, size=_DRAWS)
    return found.reshape(_DRAWS, *cells.shape)


def between(value: float, draws: Array) -> Interval:
    """The middle 95 % of the draws that are numbers."""
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return Interval(value, min(value, float(low)), max(value, float(high)))


def _macro_f1(confusion: Numbers) -> Interval:
    """The mean over the labels that occur, each as heavy as the others."""
    value = float(_f1_of(confusion[None])[0])
    return between(value, _f1_of(resampled(confusion)))


def _f1_of(confusions: NDArray[np.int64] | Numbers) -> Array:
    """draws × t × p → a macro-F1 each."""
    true_rows, given_rows = confusions.sum(axis=2), confusions.sum(axis=1)
    both = np.diagonal(confusions, axis1=1, axis2=2)
    scores = 2 * both / np.maximum(1, true_rows + given_rows)
    found: Array = np.where(true_rows > 0, scores, 0).sum(axis=1) / (true_rows > 0).sum(axis=1)
    return found


def _draws(rows: int) -> Iterator[NDArray[np.int64]]:
    """Which rows each draw has, the same every time; one draw is in memory."""
    rng = np.random.default_rng(0)
    for _ in range(max(_FEWEST_DRAWS, min(_DRAWS, _ROWS_DRAWN // rows))):
        yield rng.integers(0, rows, rows)


def _mean(values: Array) -> Interval:
    means = np.array([values[each].mean() for each in _draws(len(values))])
    return between(float(values.mean()), means)


def _ece(
    value: float, confidence: Array, right: NDArray[np.bool_], bins: tuple[ReliabilityBin, ...]
) -> Interval:
    """`bins`: those of the rows in the order of their confidence."""
    order = np.argsort(confidence, kind="stable")
    bin_of = np.empty(len(order), dtype=int)
    bin_of[order] = np.repeat(np.arange(len(bins)), [part.count for part in bins])

    def error(places: NDArray[np.int_], off: Array) -> float:
        return float(np.abs(np.bincount(places, off, len(bins))).sum() / len(right))

    off = confidence - right
    rng = np.random.default_rng(1)
    found, by_chance = [], []
    for each in _draws(len(right)):
        found.append(error(bin_of[each], off[each]))
        by_chance.append(error(bin_of, confidence - (rng.random(len(right)) < confidence)))
    low, high = 2 * value - np.quantile(found, [0.975, 0.025])
    if value <= np.quantile(by_chance, 0.95):
        low = 0.0
    return Interval(value, max(0.0, min(value, float(low))), min(1.0, max(value, float(high))))
