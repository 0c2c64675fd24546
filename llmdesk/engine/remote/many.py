"""Many requests to one server: a bounded number in flight, each tried again, the results checked.

Owns the threads of batch work. A result is given out only when the server has said, after it came, that it
still runs the same model. Must not know a dialect.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.engine.remote.connection import FRESH_S, Connection, ends_all
from llmdesk.engine.remote.pace import MOST, Pace
from llmdesk.engine.remote.types import Ended, Listener
from llmdesk.engine.types import GenerateRequest, Piece, Score, ScoreRequest, Written
from llmdesk.errors import UserError

T = TypeVar("T")

Answer = tuple[Written, Ended]


def answers(
    connection: Connection, requests: Sequence[GenerateRequest], cancel: CancelToken
) -> Iterator[tuple[int, Answer | UserError, float]]:
    """(index, answer or what was wrong, seconds) as they finish."""
    pace = Pace(connection.dialect.facts.slots)

    def one(index: int) -> tuple[int, Answer | UserError, float]:
        began = time.monotonic()
        try:
            outcome: Answer | UserError = connection.patiently(lambda: answer(index), cancel, pace.slower)
        except UserError as error:
            if ends_all(error):
                raise
            outcome = error
        return index, outcome, time.monotonic() - began

    def answer(index: int) -> Answer:
        written = Written()

        def on_piece(piece: Piece) -> None:
            nonlocal written
            written = written.plus(piece)

        connection.check_model(cancel)
        ended = connection.generate(requests[index], Listener(on_piece, lambda _done, _total: None), cancel)
        return written, ended

    work = [_later(one, index) for index in range(len(requests))]
    yield from _checked(connection, _as_they_finish(work, pace, cancel), cancel)


def scores(connection: Connection, request: ScoreRequest, cancel: CancelToken) -> Iterator[Score]:
    """In the order of the items."""
    size = connection.dialect.pieces_of(request)
    items = list(enumerate(request.items))

    def block(start: int) -> list[Score]:
        some = items[start : start + size]

        def ask() -> list[Score]:
            connection.check_model(cancel)
            return connection.dialect.score(request, some, connection.model.context, cancel)

        return sorted(connection.patiently(ask, cancel), key=lambda score: score.index)

    work = [_later(block, start) for start in range(0, len(items), size)]
    for found in _checked(connection, _in_order(work, connection.dialect.blocks_at_once, cancel), cancel):
        yield from found


def _later(function: Callable[[int], T], index: int) -> Callable[[], T]:
    return lambda: function(index)


def _checked(connection: Connection, results: Iterator[T], cancel: CancelToken) -> Iterator[T]:
    """Hold each result until the server has said that it runs the same model still."""
    held: list[T] = []
    first = last = 0.0

    def check(since: float) -> None:
        connection.patiently(lambda: connection.check_model(cancel, since=since), cancel)

    for result in results:
        last = time.monotonic()
        first = first if held else last
        held.append(result)
        if last - first >= FRESH_S:
            check(last)
            yield from held
            held = []
    if held:
        check(last)
        yield from held


def _in_order(work: Sequence[Callable[[], T]], at_once: int, cancel: CancelToken) -> Iterator[T]:
    with _pool(at_once) as pool:
        under_way: deque[Future[T]] = deque()
        waiting = deque(work)
        try:
            while waiting or under_way:
                while waiting and len(under_way) < at_once:
                    under_way.append(pool.submit(waiting.popleft()))
                yield under_way.popleft().result()
        except BaseException:
            cancel.cancel()
            raise


def _as_they_finish(work: Sequence[Callable[[], T]], pace: Pace, cancel: CancelToken) -> Iterator[T]:
    with _pool(MOST) as pool:
        under_way: set[Future[T]] = set()
        waiting = deque(work)
        try:
            while waiting or under_way:
                while waiting and len(under_way) < pace.at_once:
                    under_way.add(pool.submit(waiting.popleft()))
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    pace.finished()
                    yield result
        except BaseException:
            cancel.cancel()  # the others end within a tenth of a second
            raise


def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="engine-batch")
