"""How good labels are on a sample: the figures, and that their intervals hold them."""

from __future__ import annotations

import numpy as np
import pytest

from llmdesk.tools.sentiment.shares import NO_LABEL, NOT_LABELLED, quality_of
from llmdesk.tools.sentiment.shares.quality import macro_f1

LABELS = ("a", "b")


def test_accuracy_and_macro_f1_are_those_of_the_judged_rows_and_lie_in_their_intervals() -> None:
    right, wrong = [0.9, 0.1], [0.2, 0.8]
    given = np.array([right] * 70 + [wrong] * 10 + [wrong] * 20 + [[np.nan, np.nan]] + [right] * 2)
    truth = np.array([0] * 80 + [1] * 20 + [0] + [NO_LABEL, NOT_LABELLED])
    found = quality_of(given, truth, LABELS)
    assert found is not None
    assert found.rows == 100
    assert found.accuracy == pytest.approx(0.9)
    assert (found.accuracy_low, found.accuracy_high) == pytest.approx((0.826, 0.945), abs=0.002)
    assert found.macro_f1 == pytest.approx((140 / 150 + 40 / 50) / 2)
    assert found.macro_f1_low < found.macro_f1 < found.macro_f1_high
    assert 0 < found.ece < 0.2


def test_a_label_that_is_never_right_counts_as_much_as_the_others() -> None:
    assert macro_f1(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])) == pytest.approx(3 / 7)


def test_without_a_labelled_row_nothing_is_judged() -> None:
    assert quality_of(np.array([[0.5, 0.5]]), np.array([NOT_LABELLED]), LABELS) is None
