"""Rows worked on side by side: in order, bounded ahead, and stopped together."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.tables.side_by_side import side_by_side


def test_results_are_in_order_whatever_ends_first() -> None:
    ended = [threading.Event() for _ in range(9)]

    def work(text: str, _cancel: CancelToken) -> str:
        number = int(text)
        if number in (1, 3, 5, 7):  # not before the one behind it
            assert ended[number + 1].wait(20)
        ended[number].set()
        return text * 2

    rows = [(str(number),) for number in range(9)]
    assert list(side_by_side(work, rows, CancelToken())) == [text * 2 for (text,) in rows]


def test_of_endless_rows_only_some_are_read_ahead() -> None:
    read = 0

    def rows() -> Iterator[tuple[str]]:
        nonlocal read
        for read in itertools.count(1):
            yield (str(read),)

    results = side_by_side(lambda text, _cancel: text, rows(), CancelToken())
    assert [next(results) for _ in range(100)] == [str(number) for number in range(1, 101)]
    assert read <= 200
    results.close()  # type: ignore[attr-defined]  # a generator


def test_a_cancel_reaches_all_that_run() -> None:
    cancel, begun = CancelToken(), threading.Semaphore(0)

    def work(text: str, token: CancelToken) -> str:
        if text != "first":
            begun.release()
            assert token.wait(20)
            token.raise_if_cancelled()
        return text

    def stop_when_two_run() -> None:
        begun.acquire()
        begun.acquire()
        cancel.cancel()

    results = side_by_side(work, [("first",), *[("x",)] * 20], cancel)
    assert next(results) == "first"
    threading.Thread(target=stop_when_two_run).start()
    with pytest.raises(Cancelled):
        next(results)


def test_where_one_fails_the_others_are_stopped() -> None:
    stopped = threading.Event()

    def work(text: str, token: CancelToken) -> str:
        if text == "bad":
            raise UserError("The engine stopped.")
        if text == "slow":
            assert token.wait(20)
            stopped.set()
        return text

    results = side_by_side(work, [("first",), ("bad",), ("slow",)], CancelToken())
    next(results)
    with pytest.raises(UserError):
        next(results)
    assert stopped.is_set()
