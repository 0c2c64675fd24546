"""Figures with intervals: they hold the truth as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from llmdesk.tools.sentiment.report.figures import figures_of
from llmdesk.tools.sentiment.report.types import Figures

LABELS = ("good", "bad")


def drawn(rows: int, seed: int, sure: float = 0.0) -> Figures:
    """Rows of a model whose probabilities are right, or too sure by `sure`."""
    random = np.random.default_rng(seed)
    is_good = random.uniform(0.2, 0.95, rows)
    truth = [LABELS[0] if hit else LABELS[1] for hit in random.random(rows) < is_good]
    given = np.clip(is_good + np.where(is_good >= 0.5, sure, -sure), 0.0, 1.0)
    found = figures_of(np.column_stack([given, 1 - given]).tolist(), truth, LABELS, "random sample")
    assert found is not None
    return found


def test_figures_of_a_small_table_are_those_by_hand() -> None:
    given = [[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]]
    found = figures_of(given, ["good", "bad", "bad", "good"], LABELS, "other half")
    assert found is not None
    assert found.accuracy.value == 0.75
    assert found.macro_f1.value == pytest.approx((0.8 + 2 / 3) / 2)
    assert found.brier.value == pytest.approx(2 * (0.01 + 0.64 + 0.16 + 0.09) / 4)
    assert found.overconfidence.value == pytest.approx(0.75 - 0.75)
    assert found.most_frequent == 0.5
    assert found.confusion == ((2, 0), (1, 1))
    assert figures_of([], [], LABELS, "other half") is None


def test_intervals_hold_the_truth() -> None:
    """Of 40 samples of 150 rows; the truth is that of 20,000 rows."""
    truth = drawn(20_000, 0)
    held = dict.fromkeys(("accuracy", "macro_f1", "brier", "overconfidence"), 0)
    for seed in range(1, 41):
        found = drawn(150, seed)
        for name in held:
            interval = getattr(found, name)
            held[name] += interval.low <= getattr(truth, name).value <= interval.high
    assert min(held.values()) >= 35


def test_a_calibration_error_of_chance_alone_may_be_none() -> None:
    assert sum(drawn(150, seed).ece.low == 0 for seed in range(20)) >= 16
    assert drawn(400, 1, sure=0.3).ece.low > 0.1
    assert drawn(400, 1, sure=0.3).overconfidence.low > 0.05
