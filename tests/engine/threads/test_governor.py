"""How many threads are worth it, alone and beside other programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmdesk.engine.threads.governor import ThreadGovernor, best_threads


@pytest.mark.parametrize(
    ("seconds", "cores", "expected"),
    [
        ({1: 6.9, 2: 5.8}, 2, 1),  # a fifth faster is not worth the window's core
        ({1: 50.0, 2: 29.0}, 2, 2),
        ({4: 10.0, 6: 9.8, 7: 9.7, 8: 9.6}, 8, 4),
        ({4: 20.0, 6: 14.0, 7: 12.0, 8: 11.5}, 8, 7),
        ({1: 5.0}, 1, 1),
    ],
)
def test_threads_are_as_few_as_are_fast(seconds: dict[int, float], cores: int, expected: int) -> None:
    assert best_threads(seconds, cores) == expected


def _run(governor: ThreadGovernor, tokens: int, seconds: Callable[[int], float]) -> list[int]:
    """The thread count of every token, on a machine where a token takes `seconds(count)`."""
    counts = []
    for _ in range(tokens):
        counts.append(governor.count)
        governor.record(seconds(governor.count) / 1000)
    return counts


def test_a_quiet_machine_keeps_its_threads() -> None:
    assert set(_run(ThreadGovernor(2), 2000, lambda n: {1: 50.0, 2: 30.0}[n])) == {2}


def test_a_thread_is_given_up_while_another_program_takes_a_core_and_taken_back_after() -> None:
    governor = ThreadGovernor(2)
    _run(governor, 200, lambda n: {1: 50.0, 2: 30.0}[n])
    busy = _run(governor, 600, lambda n: {1: 52.0, 2: 300.0}[n])
    assert busy[-100:].count(1) > 60
    assert busy.index(1) < 100
    quiet = _run(governor, 1000, lambda n: {1: 50.0, 2: 30.0}[n])
    assert quiet[-500:].count(2) == 500


def test_a_slow_machine_where_fewer_threads_do_not_help_is_left_alone() -> None:
    governor = ThreadGovernor(4)
    _run(governor, 100, lambda n: 10.0)
    counts = _run(governor, 4000, lambda n: 40.0 if n == 4 else 50.0)
    assert counts.count(3) < 200


def test_one_thread_stays_one() -> None:
    assert set(_run(ThreadGovernor(1), 300, lambda n: 7.0)) == {1}


def test_a_count_that_is_too_low_is_raised_and_told_to_be_measured_again() -> None:
    governor = ThreadGovernor(1, most=2)
    counts = _run(governor, 300, lambda n: {1: 50.0, 2: 28.0}[n])
    assert counts[-100:].count(2) == 100
    assert governor.contradicted


def test_the_last_core_is_left_alone_where_it_brings_little() -> None:
    governor = ThreadGovernor(1, most=2)
    counts = _run(governor, 4000, lambda n: {1: 50.0, 2: 45.0}[n])
    assert counts.count(2) < 200
    assert not governor.contradicted


def test_a_computer_that_was_busy_from_the_first_token_on_gives_up_a_thread() -> None:
    governor = ThreadGovernor(2, most=2)
    counts = []
    for _ in range(400):
        counts.append(governor.count)
        seconds = {1: 0.052, 2: 0.3}[governor.count]
        governor.record(seconds, 0.05 if governor.count == 1 else 0.2)  # of 0.6: others had the rest
    assert counts.index(1) <= 3
    assert counts[-100:].count(1) > 60


def test_threads_that_others_took_at_the_start_come_back() -> None:
    governor = ThreadGovernor(4, most=4, start=1)
    counts = _run(governor, 600, lambda n: 100.0 / n)
    assert counts[0] == 1
    assert set(counts[-100:]) == {4}


def test_one_thread_too_few_for_a_thousand_tokens_is_measured_again() -> None:
    governor = ThreadGovernor(4, most=4)
    _run(governor, 100, lambda n: 10.0)
    _run(governor, 3000, lambda n: {4: 100.0, 3: 50.0, 2: 60.0, 1: 90.0}[n])
    assert governor.contradicted
