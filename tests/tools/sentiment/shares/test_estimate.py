"""Shares with an interval: the paper's formulas, what holds always, and how often the interval holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from llmdesk.tools.sentiment.shares import doubts_about, estimate, expected_margin, shares
from llmdesk.tools.sentiment.shares.estimate import Array, wilson
from llmdesk.tools.sentiment.shares.groups import NO_LABEL, NOT_LABELLED

# A model's log-odds: how far the two labels stand apart, how steep and how wrong its calibration is, and
# whether it is sometimes wrong and sure of it.
GOOD, USUAL = (3.3, 1.0, 0.0, False), (2.0, 0.7, -0.8, False)
SURE, POOR = (3.0, 1.3, 0.8, True), (1.0, 1.0, 0.0, False)


def table(
    draw: np.random.Generator, rows: int, share: float, model: tuple[float, float, float, bool]
) -> tuple[Array, Array]:
    """(the truth, the predicted probabilities) of a table with exactly this share."""
    apart, steep, bias, heavy = model
    truth = np.zeros(rows)
    truth[: round(rows * share)] = 1
    draw.shuffle(truth)
    noise = draw.standard_t(4, rows) / 2**0.5 if heavy else draw.standard_normal(rows)
    odds = steep * apart * (apart * (truth - 0.5) + noise) + bias
    return truth, np.round(1 / (1 + np.exp(-odds)), 4)


def papers_weight(truth: Array, predicted: Array, others: Array) -> float:
    """λ as PPI++ has it for a mean; `others` are the predictions of rows without a label."""
    both = np.concatenate([predicted, others])
    covariance = float(np.mean((truth - truth.mean()) * (predicted - predicted.mean())))
    return covariance / ((1 + len(truth) / len(others)) * float(both.var()))


def held(share: float, labelled: int, model: tuple[float, float, float, bool]) -> tuple[float, float, float]:
    """(part of 300 draws that hold the truth, mean width, mean width of the labelled rows alone)."""
    draw = np.random.default_rng(5)
    hits, widths, alone = [], [], []
    for number in range(300):
        if number % 50 == 0:
            truth, predicted = table(draw, 2000, share, model)
        rows = draw.choice(len(truth), labelled, replace=False)
        found = estimate(truth[rows], predicted[rows], predicted)
        hits.append(found.low <= truth.mean() <= found.high)
        widths.append(found.high - found.low)
        low, high = wilson(float(truth[rows].mean()), labelled / (1 - labelled / len(truth)))
        alone.append(high - low)
    return float(np.mean(hits)), float(np.mean(widths)), float(np.mean(alone))


@pytest.mark.parametrize("model", [GOOD, USUAL, SURE, POOR])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_interval_of_100_labels_holds_and_is_narrower_than_that_of_the_labels_alone(
    share: float, model: tuple[float, float, float, bool]
) -> None:
    hits, width, alone = held(share, 100, model)
    assert hits >= 0.93
    assert width < alone
    if model is not POOR:
        assert width < 0.92 * alone


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_the_interval_holds_with_30_labels_too(share: float) -> None:
    hits, width, alone = held(share, 30, USUAL)
    assert hits >= 0.93
    assert width < alone * 1.05


def test_the_estimate_is_that_of_the_paper() -> None:
    truth, predicted = table(np.random.default_rng(1), 4_000, 0.3, USUAL)
    labelled, others = predicted[:1_000], predicted[1_000:]
    found = estimate(truth[:1_000], labelled, predicted)
    weight = found.weight * (1 - 1_000 / 4_000)
    assert found.share == pytest.approx((truth[:1_000] - weight * labelled).mean() + weight * others.mean())
    assert weight == pytest.approx(papers_weight(truth[:1_000], labelled, others), abs=0.03)


def test_the_interval_comes_to_that_of_the_paper_in_large_samples() -> None:
    truth, predicted = table(np.random.default_rng(2), 400_000, 0.4, USUAL)
    labelled, others = predicted[:4_000], predicted[4_000:]
    found = estimate(truth[:4_000], labelled, predicted)
    weight = papers_weight(truth[:4_000], labelled, others)
    error = (truth[:4_000] - weight * labelled).var() / 4_000 + weight**2 * others.var() / 396_000
    assert found.high - found.low == pytest.approx(2 * 1.959964 * np.sqrt(error), rel=0.02)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(0, 60), st.booleans())
def test_a_share_lies_in_its_interval_and_both_labels_add_up(
    seed: int, labelled: int, more: int, alike: bool
) -> None:
    draw = np.random.default_rng(seed)
    predicted = np.full(labelled + more, 0.7) if alike else draw.random(labelled + more)
    truth = (draw.random(labelled) < draw.random()).astype(float)
    one = estimate(truth, predicted[:labelled], predicted)
    other = estimate(1 - truth, 1 - predicted[:labelled], 1 - predicted)
    assert 0 <= one.low <= one.share <= one.high <= 1
    assert one.share + other.share == pytest.approx(1)
    assert one.low + other.high == pytest.approx(1)
    if not more:
        assert one.low == one.high == pytest.approx(truth.mean())


def test_predictions_that_say_nothing_leave_the_labels_alone() -> None:
    truth = np.array([1.0] * 20 + [0.0] * 80)
    found = estimate(truth, np.full(100, 0.5), np.full(5_000, 0.5))
    assert found.share == pytest.approx(0.2)
    assert found.weight == 0


def test_labels_of_one_kind_only_do_not_make_the_share_certain() -> None:
    found = estimate(np.zeros(100), np.full(100, 0.1), np.full(5_000, 0.1))
    assert found.share == 0
    assert found.low == 0
    assert 0.02 < found.high < 0.06


def test_the_margin_shrinks_with_labels_and_with_a_better_model() -> None:
    assert expected_margin(30, 10_000) > expected_margin(100, 10_000) > expected_margin(300, 10_000)
    assert expected_margin(100, 10_000, explained=0.6) < expected_margin(100, 10_000)
    assert expected_margin(100, 10_000) == pytest.approx(0.097, abs=0.003)
    assert expected_margin(50, 50) == 0


# -- several labels ------------------------------------------------------------------------------------
def labelled_table(
    draw: np.random.Generator, parts: list[float], heavy: bool
) -> tuple[NDArray[np.int_], Array]:
    """(the truth, the predicted probabilities) of 2000 rows with these shares of labels, of a model that
    leans to the first; `heavy`: it is sometimes wrong and sure of it."""
    truth = draw.permutation(np.repeat(np.arange(len(parts)), np.round(np.array(parts) * 2000).astype(int)))
    size = (len(truth), len(parts))
    noise = draw.standard_t(4, size) / 2**0.5 if heavy else draw.standard_normal(size)
    odds = np.exp(1.3 * (3 * np.eye(len(parts))[truth] + noise) + np.eye(len(parts))[0] * 0.8)
    return truth, np.asarray(odds / odds.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("parts", [[0.9, 0.05, 0.05], [0.7, 0.1, 0.1, 0.1], [0.02, 0.08, 0.3, 0.6]])
@pytest.mark.parametrize("labelled", [30, 100])
@pytest.mark.parametrize("heavy", [True, False])
def test_the_shares_of_several_labels_add_up_and_their_intervals_hold(
    parts: list[float], labelled: int, heavy: bool
) -> None:
    draw, names = np.random.default_rng(6), [str(number) for number in range(len(parts))]
    hits, widths, alone = [], [], []
    for number in range(150):
        if number % 25 == 0:
            truth, predicted = labelled_table(draw, parts, heavy)
        rows = draw.choice(len(truth), labelled, replace=False)
        known = np.full(len(truth), NOT_LABELLED)
        known[rows] = truth[rows]
        found = shares(predicted, known, names)
        assert sum(each.estimate or 0 for each in found) == pytest.approx(1)
        hits.append(
            [(each.low or 0) <= part <= (each.high or 0) for each, part in zip(found, parts, strict=True)]
        )
        widths.append([(each.high or 0) - (each.low or 0) for each in found])
        of_labels = [wilson(float((truth[rows] == one).mean()), labelled) for one in range(len(parts))]
        alone.append([high - low for low, high in of_labels])
    assert np.mean(hits, axis=0).min() >= 0.92  # 0.93 but for 150 draws
    assert (np.mean(widths, axis=0) < np.mean(alone, axis=0)).all()


def test_rows_of_no_label_are_missing_from_what_the_shares_add_up_to() -> None:
    draw = np.random.default_rng(3)
    truth, predicted = labelled_table(draw, [0.5, 0.3, 0.2], heavy=False)
    known = np.full(len(truth), NOT_LABELLED)
    known[:80] = truth[:80]
    known[:8] = NO_LABEL
    assert sum(each.estimate or 0 for each in shares(predicted, known, "abc")) == pytest.approx(0.9)
    chances = np.where(np.arange(len(truth)) % 2, 0.02, 0.06)
    counts = 1 / chances[:80]
    found = shares(predicted, known, "abc", chances=chances)
    assert sum(each.estimate or 0 for each in found) == pytest.approx(1 - counts[:8].sum() / counts.sum())


# -- groups -------------------------------------------------------------------------------------------
def test_groups_have_shares_of_their_own_and_small_ones_only_their_count() -> None:
    predicted = np.tile([0.9, 0.1], (60, 1))
    predicted[40:] = [0.2, 0.8]
    truth = np.full(60, NOT_LABELLED)
    truth[:25] = 0
    truth[45:50] = 1
    found = shares(predicted, truth, ("good", "bad"), ["May"] * 40 + ["June"] * 20)
    whole, june, may = found[:2], found[2:4], found[4:]
    assert [each.group for each in found] == [None, None, "June", "June", "May", "May"]
    assert whole[0].counted == pytest.approx(2 / 3)
    assert (whole[0].labelled, whole[0].rows) == (30, 60)
    assert (june[1].counted, june[1].estimate, june[1].low, june[1].labelled) == (1.0, None, None, 5)
    assert may[0].estimate == 1.0
    assert may[0].labelled == 25


def test_rows_without_a_score_count_nowhere_and_rows_of_no_label_count_as_rows() -> None:
    predicted = np.full((40, 2), 0.5)
    predicted[0] = np.nan
    truth = np.full(40, NOT_LABELLED)
    truth[:10], truth[10:20], truth[20:30] = 0, 1, NO_LABEL
    good, bad = shares(predicted, truth, ("good", "bad"))
    assert (good.rows, good.labelled) == (39, 29)
    assert good.estimate == pytest.approx(9 / 29)
    assert bad.estimate == pytest.approx(10 / 29)


# -- is it a random sample ----------------------------------------------------------------------------
def test_rows_that_were_picked_are_told_from_drawn_ones() -> None:
    draw = np.random.default_rng(3)
    confidence = draw.uniform(0.5, 1.0, 2_000)

    def which(rows: NDArray[np.int_]) -> NDArray[np.bool_]:
        return np.isin(np.arange(2_000), rows)

    drawn = [which(draw.choice(2_000, 100, replace=False)) for _ in range(200)]
    assert sum(bool(doubts_about(sample, confidence)) for sample in drawn) <= 2
    assert doubts_about(which(np.arange(100)), confidence) == ("place",)
    assert doubts_about(which(np.argsort(confidence)[:100]), confidence) == ("uncertain",)
    assert doubts_about(which(np.argsort(-confidence)[:100]), confidence) == ("certain",)
    assert doubts_about(which(np.arange(2_000)), confidence) == ()
