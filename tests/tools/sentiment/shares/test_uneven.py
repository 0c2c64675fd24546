"""Samples by doubt: how likely rows are, and that the estimate takes it back out."""

from __future__ import annotations

import numpy as np
import pytest

from llmdesk.tools.sentiment.shares import NOT_LABELLED, chances_of, drawn_by, estimate_uneven, shares
from llmdesk.tools.sentiment.shares.estimate import Array
from tests.tools.sentiment.shares.test_estimate import GOOD, POOR, SURE, USUAL, held, table

ROWS = 2000


def both(predicted: Array) -> Array:
    return np.stack([predicted, 1 - predicted], 1)


def held_by_doubt(
    share: float, labelled: int, model: tuple[float, float, float, bool]
) -> tuple[float, float, float]:
    """(part of 300 draws that hold the truth, mean width, mean error)."""
    draw = np.random.default_rng(5)
    hits, widths, errors = [], [], []
    for number in range(300):
        if number % 50 == 0:
            truth, predicted = table(draw, ROWS, share, model)
            chances = chances_of(both(predicted), labelled)
        rows = drawn_by(chances, labelled, number)
        found = estimate_uneven(truth[rows], predicted[rows], predicted, labelled * chances[rows])
        hits.append(found.low <= truth.mean() <= found.high)
        widths.append(found.high - found.low)
        errors.append(found.share - truth.mean())
    return float(np.mean(hits)), float(np.mean(widths)), float(np.mean(errors))


@pytest.mark.parametrize("model", [GOOD, USUAL, SURE, POOR])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_interval_holds_and_nothing_is_moved(
    share: float, model: tuple[float, float, float, bool]
) -> None:
    hits, width, error = held_by_doubt(share, 100, model)
    even = held(share, 100, model)[1]
    assert hits >= 0.93
    assert abs(error) < 0.006
    assert width < (0.95 if model is GOOD else 1.06) * even


def test_rows_of_doubt_are_likelier_and_none_is_certain() -> None:
    probabilities = both(np.array([0.999] * 900 + [0.5] * 100))
    chances = chances_of(probabilities, 200)
    assert chances.sum() == pytest.approx(1)
    assert chances[-1] > 2 * chances[0] > 0
    assert chances.max() <= 1 / 200
    drawn = drawn_by(chances, 200, 1)
    assert len(set(drawn)) == 200
    assert drawn[:50] == drawn_by(chances, 50, 1)
    assert sum(row >= 900 for row in drawn) > 40, "as an even sample has 20"


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_few_rows_and_a_model_without_doubt_have_chances_too(count: int) -> None:
    for predicted in (np.ones(4), np.array([1.0, 1.0, 1.0, 0.5])):
        chances = chances_of(both(predicted), count)
        assert chances.min() > 0
        assert chances.max() <= 1 / min(count, 4)
        assert sorted(drawn_by(chances, count, 2)) == sorted(set(drawn_by(chances, count, 2)))


def test_all_rows_labelled_leave_nothing_open() -> None:
    truth, predicted = np.array([1.0, 0.0, 1.0, 1.0]), np.array([0.9, 0.2, 0.4, 0.8])
    found = estimate_uneven(truth, predicted, predicted, np.ones(4))
    assert (found.share, found.low, found.high) == (0.75, 0.75, 0.75)


def test_what_is_no_sample_is_refused() -> None:
    some = np.array([1.0])
    for truth, chances in ((some[:0], some[:0]), (some, np.array([0.1, 0.2]))):
        with pytest.raises(ValueError, match="labelled rows"):
            estimate_uneven(truth, truth, np.zeros(9), chances)


def test_groups_count_their_rows_by_their_chances() -> None:
    truth, predicted = table(np.random.default_rng(3), ROWS, 0.3, USUAL)
    chances = chances_of(both(predicted), 600)
    rows = drawn_by(chances, 600, 4)
    known, likely = np.full(ROWS, NOT_LABELLED), np.full(ROWS, np.nan)
    known[rows], likely[rows] = 1 - truth[rows], 600 * chances[rows]
    groups = ["a" if row % 2 else "b" for row in range(ROWS)]
    for found in shares(both(predicted), known, ("yes", "no"), groups, likely):
        inside = [row for row in range(ROWS) if found.group in (None, groups[row])]
        real = truth[inside].mean() if found.label == "yes" else 1 - truth[inside].mean()
        assert found.low is not None
        assert found.high is not None
        assert found.low <= real <= found.high
