"""Rows per second, and what is left out of them."""

from __future__ import annotations

import pytest

from llmdesk.tools.tables.speed import Speed


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_first_rows_say_nothing_for_they_waited_for_the_prompt() -> None:
    clock = Clock()
    speed = Speed(clock)
    clock.now += 10
    speed.tell(1)
    assert speed.rows_per_s == 0
    clock.now += 2
    speed.tell(24)
    assert speed.rows_per_s == pytest.approx(2)


def test_rows_that_are_slow_indeed_are_told_after_half_a_minute() -> None:
    clock = Clock()
    speed = Speed(clock)
    for done in range(1, 5):
        clock.now += 10
        speed.tell(done)
    assert speed.rows_per_s == pytest.approx(0.1)


def test_a_pause_and_what_was_before_it_is_left_out() -> None:
    clock = Clock()
    speed = Speed(clock)
    clock.now += 10
    speed.tell(1000)
    clock.now += 600
    speed.forget()
    clock.now += 5
    speed.tell(1010)
    assert speed.rows_per_s == 0
    clock.now += 5
    speed.tell(1040)
    assert speed.rows_per_s == pytest.approx(4)
