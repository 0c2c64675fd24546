"""Rows on their way from a table to a worker: read ahead in a thread.

Owns the thread and its bounded queue. Must not know what a result is.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Generic, Self, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import Row

R = TypeVar("R")
_CHUNK = 128  # rows that the thread hands over at once
_CHUNKS_AHEAD = 8
_LOOK_S = 0.1
_MOST_WAITING = 4096  # rows; far more than a worker asks for ahead


def rows_of(table: Table, columns: Sequence[int]) -> Iterator[Row]:
    """What stands in these columns of every row."""
    return (row_of(cells, columns) for cells in table.rows())


def row_of(cells: Sequence[Cell], columns: Sequence[int]) -> Row:
    return tuple([as_text(cells[place]) if place < len(cells) else "" for place in columns])


class Feed(Generic[R]):
    """What stands in some columns from row `skip` on. Use it in a `with` statement.

    `rows()` gives those that have no result `at_once`; `waiting` holds (row, result) of each row that was
    given or passed over and is not done yet, the result None for one that was given. `read` is the
    number of rows read; it is the table's length once `finished` is set. `take` gets the results of rows
    before which nothing waits, where the rows are asked for in the thread that made the feed; `given_all`: no
    row comes any more.
    """

    take: Callable[[R], None] | None = None

    def __init__(
        self, table: Table, columns: Sequence[int], skip: int, at_once: Callable[[Row], R | None]
    ) -> None:
        self._table, self._columns, self._skip, self._at_once = table, columns, skip, at_once
        self.waiting: deque[tuple[Row, R | None]] = deque()
        self._chunk: Iterator[Row] = iter(())
        self.read = 0
        self.given_all = False
        self._maker = threading.get_ident()
        self.finished = threading.Event()
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self._queue: queue.Queue[list[Row] | None] = queue.Queue(_CHUNKS_AHEAD)
        self._thread = threading.Thread(target=self._run, name="table-reader", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def rows(self, stop: CancelToken) -> Iterator[Row]:
        """The rows to work on, in order; raises what reading raised, and `Cancelled` after `stop`.

        Called again, it begins with those that were given and have no result. It also ends where many results
        wait behind such a row: what is done at once could fill the memory.
        """
        yield from [row for row, result in self.waiting if result is None]
        while not self._is_full():
            row = next(self._chunk, None)
            if row is None:
                chunk = self._next_chunk(stop)
                if chunk is None:
                    self._queue.put(None)  # for who comes again
                    self.given_all = True
                    break
                self._chunk = iter(chunk)
                continue
            result = self._at_once(row)
            self.waiting.append((row if result is None else (), result))
            if result is None:
                yield row
        if self._error is not None:
            raise self._error

    def _is_full(self) -> bool:
        """Whether too many results wait, after those before which nothing waits were taken."""
        if self.take is not None and threading.get_ident() == self._maker:
            while self.waiting and (result := self.waiting[0][1]) is not None:
                self.waiting.popleft()
                self.take(result)
            return len(self.waiting) >= _MOST_WAITING
        return False

    def _next_chunk(self, stop: CancelToken) -> list[Row] | None:
        while True:
            stop.raise_if_cancelled()
            try:
                return self._queue.get(timeout=_LOOK_S)
            except queue.Empty:
                continue

    def _run(self) -> None:
        try:
            rows = self._table.rows()
            for _ in islice(rows, self._skip):
                self.read += 1
                if self._stop.is_set():
                    return
            while chunk := list(islice(rows, _CHUNK)):
                self._put([row_of(cells, self._columns) for cells in chunk])
                self.read += len(chunk)
                if self._stop.is_set():
                    return
            self.finished.set()
        except BaseException as error:  # noqa: BLE001  # it is raised again where the texts are taken
            self._error = error
        finally:
            self._put(None)

    def _put(self, chunk: list[Row] | None) -> None:
        while not self._stop.is_set():
            try:
                self._queue.put(chunk, timeout=_LOOK_S)
                return
            except queue.Full:
                continue
