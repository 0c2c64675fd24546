"""How fast a model would answer, from its size and the measured speed of this computer."""

from __future__ import annotations

import pytest

from llmdesk.engine.types import WeightsSpeed
from llmdesk.models.catalog import load
from llmdesk.models.speed import READING_SPEED, active_of_name, guessed_speed, tokens_per_second


def test_twice_the_weights_take_about_twice_the_time() -> None:
    speed = WeightsSpeed(20e9)
    small, large = tokens_per_second(4e9, speed), tokens_per_second(8e9, speed)
    assert 1.8 < small / large < 2


def test_a_small_model_is_not_as_fast_as_its_weights_alone() -> None:
    assert tokens_per_second(0.1e9, WeightsSpeed(200e9)) < 200


@pytest.mark.parametrize(
    ("parameters", "share"), [("8B", 1), ("30B-A3B", 0.1), ("20B-A3.6B", 0.18), ("8B-E4B", 0.5), ("360M", 1)]
)
def test_experts_that_rest_cost_nothing(parameters: str, share: float) -> None:
    assert active_of_name(parameters, 10e9) == pytest.approx(share * 10e9)


def test_eight_billion_parameters_are_not_suggested_to_two_cores() -> None:
    suggested = load().suggestion(16 * 10**9, guessed_speed(2))
    assert suggested is not None
    assert suggested.gigabytes < 4
    assert (suggested.tokens_per_second(guessed_speed(2)) or 0) >= READING_SPEED


def test_nothing_is_promised_by_a_graphics_card_that_cannot_hold_the_model() -> None:
    small, large = WeightsSpeed(250e9, on_gpu=True, gpu_free=4 << 30), WeightsSpeed(250e9, True, 40 << 30)
    catalog = load()
    assert all(entry.tokens_per_second(small) is None for entry in catalog.downloads if entry.gigabytes > 4)
    assert all(entry.tokens_per_second(large) is not None for entry in catalog.downloads)
    suggested = catalog.suggestion(16 * 10**9, small, guessed_speed(2))
    assert suggested is not None
    assert suggested.gigabytes < 4


def test_a_quick_computer_is_suggested_the_largest_default_that_fits() -> None:
    suggested = load().suggestion(16 * 10**9, WeightsSpeed(100e9))
    assert suggested is not None
    assert suggested.memory == 16
