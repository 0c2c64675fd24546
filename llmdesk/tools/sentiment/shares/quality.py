"""How good a model's labels are on a random sample, with 95 % intervals: accuracy, macro-F1, ECE.

Owns the intervals; `metrics` counts. The sample must not have taught the model. Must not know files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.metrics import measure
from llmdesk.tools.sentiment.shares.estimate import Array, wilson

_DRAWS = 1000  # of the bootstrap


@dataclass(frozen=True)
class Quality:
    """Of `rows` labelled rows that have a score and one of the labels. `accuracy` with Wilson's interval;
    `macro_f1`, the mean over labels that occur among them, with a bootstrap's (percentiles of 1000 draws);
    `ece`: the expected calibration error, which has no interval, for it is never below 0."""

    rows: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    macro_f1: float
    macro_f1_low: float
    macro_f1_high: float
    ece: float


def quality_of(probabilities: Array, truth: NDArray[np.int_], labels: tuple[str, ...]) -> Quality | None:
    """`probabilities` and `truth` as for `shares`; None where no row can be judged."""
    judged = (truth >= 0) & ~np.isnan(probabilities).any(axis=1)
    if not judged.any():
        return None
    given, known = probabilities[judged], truth[judged]
    metrics = measure(given.tolist(), [labels[number] for number in known], labels)
    low, high = wilson(metrics.accuracy, len(known))
    found = given.argmax(axis=1)
    random = np.random.default_rng(0)
    draws = (random.integers(0, len(known), len(known)) for _ in range(_DRAWS))
    f1_low, f1_high = np.quantile([macro_f1(known[each], found[each]) for each in draws], [0.025, 0.975])
    f1 = macro_f1(known, found)
    return Quality(len(known), metrics.accuracy, low, high, f1, float(f1_low), float(f1_high), metrics.ece)


def macro_f1(truth: NDArray[np.int_], found: NDArray[np.int_]) -> float:
    """The mean F1 of the labels in `truth`, each as heavy as the others."""
    scores = []
    for label in np.unique(truth):
        both = int(((truth == label) & (found == label)).sum())
        scores.append(2 * both / (int((truth == label).sum()) + int((found == label).sum())))
    return float(np.mean(scores))
