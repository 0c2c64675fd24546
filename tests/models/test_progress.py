"""Speed and time left: of the last seconds, zero when nothing comes."""

from __future__ import annotations

from llmdesk.errors import UserError
from llmdesk.models.progress import Meter, Progress


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(meter: Meter, clock: Clock, seconds: float, bytes_a_second: int) -> None:
    for _ in range(round(seconds * 10)):
        clock.now += 0.1
        meter.add(bytes_a_second // 10)


def test_speed_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    meter = Meter(clock=clock)
    meter.set(0, 100_000)
    meter.enter("downloading")
    run(meter, clock, 20, 1_000)
    run(meter, clock, 10, 4_000)
    progress = meter.progress()
    assert progress.done == 60_000
    assert abs(progress.speed - 4_000) < 200
    assert progress.seconds_left is not None
    assert abs(progress.seconds_left - 10) < 1


def test_speed_falls_to_zero_when_nothing_comes() -> None:
    clock = Clock()
    meter = Meter(clock=clock)
    meter.set(0, 100_000)
    meter.enter("downloading")
    run(meter, clock, 5, 1_000)
    clock.now += 3
    assert meter.progress().speed == 0
    assert meter.progress().seconds_left is None


def test_what_was_there_before_is_no_speed() -> None:
    clock = Clock()
    meter = Meter(clock=clock)
    meter.set(90_000, 100_000)
    meter.enter("downloading")
    run(meter, clock, 2, 1_000)
    assert abs(meter.progress().speed - 1_000) < 100


def test_reports_come_ten_times_a_second_at_most_and_on_every_change_of_phase() -> None:
    clock, told = Clock(), list[Progress]()
    meter = Meter(told.append, clock)
    meter.enter("downloading")
    for _ in range(1000):
        clock.now += 0.001
        meter.add(1)
    assert 9 <= len(told) <= 12
    meter.enter("waiting", UserError("The server is busy."))
    assert (told[-1].phase, str(told[-1].reason)) == ("waiting", "The server is busy.")
