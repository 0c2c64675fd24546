"""Figures against known labels."""

from __future__ import annotations

import numpy as np
import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.sentiment.metrics import measure

NAMES = ("yes", "no")


def test_accuracy_and_confusion_are_counted() -> None:
    found = measure([(0.9, 0.1), (0.8, 0.2), (0.3, 0.7), (0.6, 0.4)], ["yes", "yes", "no", "no"], NAMES)
    assert found.rows == 4
    assert found.accuracy == 0.75
    assert found.confusion == ((2, 0), (1, 1))


def test_probabilities_that_keep_their_promise_have_a_small_error() -> None:
    random = np.random.default_rng(0)
    sure = random.uniform(0.5, 1, 20_000)
    truth = ["yes" if random.random() < value else "no" for value in sure]
    found = measure([(value, 1 - value) for value in sure], truth, NAMES)
    assert found.ece < 0.015
    assert sum(part.count for part in found.bins) == 20_000
    assert {part.count for part in found.bins} == {2000}


def test_too_much_confidence_is_an_error() -> None:
    found = measure([(0.95, 0.05)] * 100, ["yes", "no"] * 50, NAMES)
    assert found.ece == pytest.approx(0.45)


def test_fewer_rows_than_bins_are_measured_too() -> None:
    assert len(measure([(0.9, 0.1)] * 3, ["yes"] * 3, NAMES).bins) == 1


def test_few_rows_have_no_error_from_chance_alone() -> None:
    """24 rows at 0.5, every other one right: in ten bins, of three rows two or one are right."""
    found = measure([(0.501, 0.499)] * 24, ["yes", "no"] * 12, NAMES)
    assert [part.count for part in found.bins] == [12, 12]
    assert found.ece < 0.01


def test_no_rows_are_told() -> None:
    with pytest.raises(UsageError, match="no labelled rows"):
        measure([], [], NAMES)


def test_a_label_that_is_not_in_the_set_is_named() -> None:
    with pytest.raises(UsageError, match="maybe"):
        measure([(0.5, 0.5)], ["maybe"], NAMES)
