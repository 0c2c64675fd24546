"""Rows per second, and what is left out of them."""

from __future__ import annotations

import pytest

from llmdesk.tools.tables.speed import Speed


class Scoring:
    """A `Speed` on a clock of our own."""

    def __init__(self) -> None:
        self.now = 100.0
        self.speed = Speed(lambda: self.now)

    def rows(self, done: int, *, after: float) -> float:
        """Rows per second, told `after` seconds that `done` rows are ready."""
        self.now += after
        self.speed.tell(done)
        return self.speed.rows_per_s


def test_the_first_rows_say_nothing_for_they_waited_for_the_prompt() -> None:
    scoring = Scoring()
    assert scoring.rows(1, after=10) == 0
    assert scoring.rows(24, after=2) == pytest.approx(2)


def test_rows_that_are_slow_indeed_are_told_after_half_a_minute() -> None:
    scoring = Scoring()
    speeds = [scoring.rows(done, after=10) for done in range(1, 5)]
    assert speeds[-1] == pytest.approx(0.1)


def test_a_pause_and_what_was_before_it_is_left_out() -> None:
    scoring = Scoring()
    scoring.rows(1000, after=10)
    scoring.now += 600
    scoring.speed.forget()
    assert scoring.rows(1010, after=5) == 0
    assert scoring.rows(1040, after=5) == pytest.approx(4)


def test_rows_that_come_in_waves_have_one_speed() -> None:
    """A table of two languages: for a minute nothing is ready, then most of a block comes at once."""
    scoring = Scoring()
    done, speeds = 0, []
    for _ in range(6):
        speeds.append(scoring.rows(done + 1, after=60))
        for part in range(1, 31):
            speeds.append(scoring.rows(done + 17 * part, after=1))
        done += 17 * 30
    assert all(2 < speed < 17 for speed in speeds[-62:]), min(speeds[-62:])


def test_a_change_of_the_speed_is_told_within_a_block() -> None:
    scoring = Scoring()
    for done in range(0, 5000, 50):
        scoring.rows(done, after=1)
    for done in range(5000, 5600, 5):
        slower = scoring.rows(done, after=1)
    assert slower == pytest.approx(5, rel=0.1)
