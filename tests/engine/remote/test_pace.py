"""How many requests are made at once: more while that helps, fewer where it is too much."""

from __future__ import annotations

import pytest

from llmdesk.engine.remote.pace import FEW, MOST, Pace


def run(seconds_of: dict[int, float], results: int, slots: int = 0) -> Pace:
    """`seconds_of`: what a result takes, by how many are under way."""
    now = 0.0
    pace = Pace(slots, lambda: now)
    for _ in range(results):
        now += seconds_of.get(pace.at_once, 1.0)
        pace.finished()
    return pace


def test_it_begins_with_few_and_doubles_while_more_gets_done() -> None:
    assert run({}, 0).at_once == FEW
    assert run({4: 1.0, 8: 0.5, 16: 0.25, 32: 0.125}, 200).at_once == MOST
    assert run({4: 1.0, 8: 0.5, 16: 0.48}, 200).at_once == 8, "what does not help is taken back"
    assert run({4: 1.0, 8: 1.0}, 200).at_once == FEW


@pytest.mark.parametrize(("slots", "at_once"), [(1, 2), (8, 9), (100, MOST)])
def test_a_server_that_says_how_many_places_it_has_is_believed(slots: int, at_once: int) -> None:
    assert run({}, 200, slots).at_once == at_once


def test_a_busy_server_is_asked_half_as_often_from_then_on() -> None:
    pace = run({4: 1.0, 8: 0.5, 16: 0.25}, 8)
    assert pace.at_once == 8
    pace.slower()
    assert pace.at_once == 4
    for _ in range(5):
        pace.slower()
    assert pace.at_once == 1
    for _ in range(100):
        pace.finished()
    assert pace.at_once == 1
