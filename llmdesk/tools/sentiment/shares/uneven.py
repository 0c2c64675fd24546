"""Samples in which rows that the model is less sure of are likelier, and the share that such a sample tells.

Owns the chances of rows and the estimate that takes them back out: active statistical inference (Zrnic and
Candès 2024, "Active statistical inference"), for the rows of one table. A row that is twice as likely in the
sample counts half as much, so nothing is moved by which rows were taken; what is labelled where the model may
be wrong tells more of its errors.

- A row is drawn with a chance in proportion to the root of 1 - Σp², the standard deviation of its label by
  the model's own probabilities, of which `_EVEN` is the same for all: a row of which a wrong model is sure
  must have its turn, too.
- Drawn is by sequential Poisson sampling (Ohlsson 1998): in the order of a random number divided by the
  chance. The first 60 of 100 are a sample of 60, with 0.6 of the chances.
- The weighted mean (Hájek 1971) stands for the plain one of `estimate`, and λ makes its variance least:
  rows with great weights count more in it. The same rows of doubt are added, and the interval is Wilson's.

Against the even sample (`estimate`), with four kinds of models, 100 and 300 labels, shares of 2, 10, 50 and
90 %, 400 draws each out of 2,000 rows: the interval held in 94.3 to 99.8 %, and was narrower by 8 to 20 % for
a good model, by 4 to 14 % for one that is sometimes wrong and sure of it (5 % wider at a share of 2 %),
between 5 % narrower and 4 % wider for a fair one, and alike for a poor one. With 30 labels there is hardly a
gain.
With 0.3 of it even in place of 0.6, the good model gained twice as much, and that which is wrong and sure had
its interval hold in 89 to 93 %.
"""

from __future__ import annotations

import numpy as np

from llmdesk.tools.sentiment.shares.estimate import DOUBT, MOST_WEIGHT, Array, Estimate, wilson

_EVEN = 0.6


def chances_of(probabilities: Array, count: int) -> Array:
    """How likely one draw is to take each row, summing up to 1; none above 1 / `count`, so that `count` draws
    take no row for certain. `probabilities`: rows × labels. Raises `ValueError` for no row."""
    rows = len(probabilities)
    if not rows or count < 1:
        raise ValueError("a sample needs rows")
    doubt = np.sqrt(np.maximum(0.0, 1 - (probabilities**2).sum(axis=1)))
    size = np.full(rows, 1 / rows)
    if doubt.sum() > 0:
        size = _EVEN / rows + (1 - _EVEN) * doubt / doubt.sum()
    most = 1 / min(count, rows)
    for _ in range(rows):
        above = size > most * (1 + 1e-9)
        if not above.any():
            break
        size[above] = most
        free = size < most
        if not free.any():
            break
        size[free] *= (1 - most * (~free).sum()) / size[free].sum()
    return np.asarray(np.minimum(size, most))


def drawn_by(chances: Array, count: int, seed: int) -> list[int]:
    """The numbers of `count` rows in the order drawn."""
    ranks = np.random.default_rng(seed).random(len(chances)) / chances
    return [int(row) for row in np.argsort(ranks, kind="stable")[:count]]


def estimate_uneven(truth: Array, predicted: Array, everywhere: Array, chances: Array) -> Estimate:
    """As `estimate`; `chances`: how likely each labelled row was in the sample, above 0 up to 1. Raises
    `ValueError` without a labelled row."""
    count, rows = len(truth), len(everywhere)
    if not count or not count == len(predicted) == len(chances) or rows < count:
        raise ValueError("a share needs labelled rows, their chances, and a prediction for each row")
    mean = float(everywhere.mean())
    if count == rows:
        return Estimate(float(truth.mean()), float(truth.mean()), float(truth.mean()), 0.0)
    counts = 1 / chances
    counts *= count / counts.sum()
    weight, left = _weight(truth, predicted, mean, counts, 1 - chances)
    share = float(counts @ truth) / count + weight * (mean - float(counts @ predicted) / count)
    share = min(1.0, max(0.0, share))
    worth = max(1.0, count - 1) / max(left, 1e-6)
    return Estimate(share, *wilson(share, worth), weight, worth)


def _weight(truth: Array, predicted: Array, mean: float, counts: Array, unseen: Array) -> tuple[float, float]:
    """(λ, the variance that is left as a part of that of an even sample without a model)"""
    total = len(truth) + 2 * DOUBT
    true_mean = (float(counts @ truth) + DOUBT) / total
    mean_predicted = (float(counts @ predicted) + 2 * DOUBT * mean) / total
    true_off, off, added_off = truth - true_mean, predicted - mean_predicted, mean - mean_predicted
    squares = counts**2 * unseen
    of_added = DOUBT * ((1 - true_mean) ** 2 + true_mean**2)
    of_truth = float((squares * true_off) @ true_off) + of_added
    of_predicted = float((squares * off) @ off) + 2 * DOUBT * added_off**2
    common = float((squares * true_off) @ off) + DOUBT * added_off * (1 - 2 * true_mean)
    weight = min(MOST_WEIGHT, max(0.0, common / of_predicted)) if of_predicted > 1e-12 else 0.0
    left = of_truth - 2 * weight * common + weight**2 * of_predicted
    return weight, left / (total * true_mean * (1 - true_mean))
