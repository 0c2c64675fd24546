"""Rows shared out in blocks, and their results put back in order.

Owns which block is where. A block whose machine is gone goes to another one, before all later blocks; the
machine gets blocks again when it is back. Must not know Ray: `places` does.
"""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.cluster import failures
from llmdesk.errors import UserError
from llmdesk.tools.tables.around import WorkerAround
from llmdesk.tools.tables.worker import Form, Row, Worker

R = TypeVar("R")
_LOOK_S = 0.1
_PATIENCE_S = 300.0  # that no machine has room: one that starts loads a model first
_MOST_TRIES = 4  # of one block, each of which ended its machine
_EACH = 2  # blocks that a place has: the second lies there already when the first is done
_AHEAD = 4  # blocks a place may be done, or under way, behind the first that is not done


@dataclass(frozen=True)
class Gone:
    """The machine, or the process on it, ended before the block was done."""

    reason: str


class Places(Protocol):
    """Processes on the machines of a cluster, each with a model of its own and a copy of the worker."""

    def ready(self) -> Sequence[int]:
        """Those that can be given blocks now."""

    def give(self, place: int, block: Sequence[Row]) -> object:
        """Let it work on a block; what is returned names the work."""

    def finished(self, given: Sequence[Any], seconds: float) -> Sequence[tuple[Any, object]]:
        """Of the work that was `given`, what is done, after waiting for the first at most so long: each with
        a list of results, the `UserError` that the worker raised, or `Gone`."""

    def stop(self) -> None:
        """Give up what they work on; they stay."""


class SharingWorker(WorkerAround[R]):
    """The worker `inner` on many machines: `places` makes them when the first row comes, when what is found
    by looking at the table is known. All but the rows is asked of `inner` here, so unfinished work is that of
    `inner`, and can be gone on with at home."""

    def __init__(self, inner: Worker[R], places: Callable[[Worker[R]], Places]) -> None:
        if not inner.row_by_row:
            raise failures.not_to_be_spread(inner.name)
        super().__init__(inner)
        self._make = places
        self._places: Places | None = None

    @property
    def form(self) -> Form[R]:
        return self._inner.form

    def at_once(self, row: Row) -> R | None:
        return self._inner.at_once(row)

    def kept(self, results: Iterable[R]) -> int:
        return self._inner.kept(results)

    def begin_behind(self, results: Iterable[R]) -> None:
        self._inner.begin_behind(results)

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[R]:
        if self._places is None:
            self._places = self._make(self._inner)
        return _Sharing[R](self._places, iter(rows), self._inner.together, cancel).results()


@dataclass(order=True)
class _Block:
    number: int
    rows: list[Row] = field(compare=False)
    tries: int = field(default=0, compare=False)


class _Sharing(Generic[R]):
    def __init__(self, places: Places, rows: Iterator[Row], together: int, cancel: CancelToken) -> None:
        self._places, self._rows, self._together, self._cancel = places, rows, together, cancel
        self._again: list[_Block] = []  # a heap
        self._given: dict[object, tuple[int, _Block]] = {}
        self._done: dict[int, list[R]] = {}
        self._next = self._taken = (
            0  # numbers of blocks: the next new one, the first whose results are not taken
        )
        self._ended = False  # no row comes any more
        self._patient = time.monotonic()

    def results(self) -> Iterator[R]:
        try:
            while True:
                self._cancel.raise_if_cancelled()
                self._give()
                if self._ended and self._taken == self._next:
                    return
                self._collect()
                while self._taken in self._done:
                    yield from self._done.pop(self._taken)
                    self._taken += 1
        finally:
            if self._given:
                self._places.stop()

    def _give(self) -> None:
        """Blocks to all that have room for one; the places with the fewest first."""
        ready = self._places.ready()
        has = Counter(place for place, _block in self._given.values())
        for room in range(_EACH):
            for place in ready:
                if has[place] != room:
                    continue
                block = self._block(len(ready) * _AHEAD)
                if block is None:
                    return
                self._given[self._places.give(place, block.rows)] = (place, block)
                has[place] += 1

    def _block(self, ahead: int) -> _Block | None:
        """The first to be done; None where there is none, or too many are done behind one that is not."""
        if self._again:
            return heapq.heappop(self._again)
        if self._ended or self._next - self._taken >= ahead:
            return None
        rows = list(islice(self._rows, self._together))
        if not rows:
            self._ended = True
            return None
        self._next += 1
        return _Block(self._next - 1, rows)

    def _collect(self) -> None:
        if not self._given:
            if time.monotonic() - self._patient > _PATIENCE_S:
                raise failures.nobody_answers(_PATIENCE_S)
            self._cancel.wait(_LOOK_S)
            return
        self._patient = time.monotonic()
        for work, outcome in self._places.finished(list(self._given), _LOOK_S):
            _place, block = self._given.pop(work)
            if isinstance(outcome, UserError):
                raise outcome
            if isinstance(outcome, Gone):
                block.tries += 1
                if block.tries >= _MOST_TRIES:
                    raise failures.keeps_failing(outcome.reason)
                heapq.heappush(self._again, block)
            else:
                assert isinstance(outcome, list)
                self._done[block.number] = outcome
