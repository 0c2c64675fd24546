"""Fitting scale and bias, on made-up scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.sentiment.fit import LEAST_SCALE, Prior, fit, probabilities

WIDE = Prior(1.0, np.zeros(2), 100.0, 100.0)


def pairs(odds: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[value, 0.0] for value in odds])


def test_it_finds_the_scale_and_bias_that_made_the_rows() -> None:
    random = np.random.default_rng(0)
    odds = random.normal(0, 3, 20_000)
    truth = (random.random(20_000) > 1 / (1 + np.exp(-(0.5 * odds - 1)))).astype(int)
    scale, bias = fit(pairs(list(odds)), truth, WIDE)
    assert scale == pytest.approx(0.5, abs=0.03)
    assert bias[0] - bias[1] == pytest.approx(-1, abs=0.06)


def test_it_finds_them_for_three_labels() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(0, 2, (20_000, 3))
    given_rows = probabilities(scores, 0.7, (1.0, 0.0, -1.0))
    truth = np.array([random.choice(3, p=row) for row in given_rows])
    scale, bias = fit(scores, truth, Prior(1.0, np.zeros(3), 100.0, 100.0))
    assert scale == pytest.approx(0.7, abs=0.03)
    assert bias == pytest.approx([1, 0, -1], abs=0.06)


def test_separable_rows_give_finite_values() -> None:
    prior = Prior(1.0, np.zeros(2), 1.0, 5.0)
    scale, bias = fit(pairs([3, 4, 5, -3, -4, -5]), np.array([0, 0, 0, 1, 1, 1]), prior)
    assert 1 < scale < 5
    assert abs(bias[0]) < 1


def test_doubt_makes_a_fit_on_easy_rows_less_sure() -> None:
    odds = [3.0, 4.0, 5.0, -3.0, -4.0, -5.0]
    truth = np.array([0, 0, 0, 1, 1, 1])
    sure, _ = fit(pairs(odds), truth, WIDE)
    doubting, bias = fit(pairs(odds), truth, WIDE, doubt=0.02)
    assert doubting < sure
    assert probabilities(pairs([4.0]), doubting, bias)[0, 0] == pytest.approx(0.98, abs=0.01)


def test_rows_of_one_label_move_the_bias_and_stay_finite() -> None:
    scale, bias = fit(pairs([1, 0, -1] * 10), np.zeros(30, dtype=int), Prior(1.0, np.zeros(2), 0.5, 1.0))
    assert np.isfinite([scale, *bias]).all()
    assert bias[0] > bias[1]


def test_rows_that_contradict_the_model_never_turn_its_order() -> None:
    scale, _ = fit(pairs([4, 5, 6, -4, -5, -6]), np.array([1, 1, 1, 0, 0, 0]), WIDE)
    assert scale == LEAST_SCALE


def test_without_rows_the_prior_stays() -> None:
    prior = Prior(0.6, np.array([0.4, -0.4]), 0.5, 1.0)
    scale, bias = fit(np.zeros((0, 2)), np.zeros(0, dtype=int), prior)
    assert scale == pytest.approx(0.6)
    assert bias == pytest.approx([0.4, -0.4])


def test_a_label_that_the_model_excludes_gives_finite_probabilities() -> None:
    given_rows = probabilities([[-0.1, -np.inf]], 1.0, (0.0, 0.0))
    assert given_rows[0] == pytest.approx([1.0, 0.0])


@given(
    st.lists(
        st.tuples(st.floats(-1e4, 0), st.floats(-1e4, 0), st.floats(-1e4, 0), st.integers(0, 2)),
        min_size=1,
        max_size=30,
    )
)
def test_any_rows_give_finite_probabilities_that_sum_to_one(
    rows: list[tuple[float, float, float, int]],
) -> None:
    scores = np.array([row[:3] for row in rows])
    scale, bias = fit(scores, np.array([row[3] for row in rows]), Prior(0.7, np.zeros(3), 0.5, 10.0))
    result = probabilities(scores, scale, bias)
    assert scale >= LEAST_SCALE
    assert np.isfinite(result).all()
    assert result.sum(axis=1) == pytest.approx(np.ones(len(rows)))
