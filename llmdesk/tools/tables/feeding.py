"""Texts on their way from a table to an analyzer: all of them, read ahead in a thread, or a sample.

Owns the thread and its bounded queue, and which rows have no text to score. Must not know results.
"""

from __future__ import annotations

import hashlib
import heapq
import queue
import threading
from collections import deque
from collections.abc import Iterator
from itertools import islice
from types import TracebackType
from typing import Self

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.tables.table import Table, as_text

_CHUNK = 128  # rows that the thread hands over at once
_CHUNKS_AHEAD = 8
_LOOK_S = 0.1


def sample_of(table: Table, column: int, most: int, cancel: CancelToken | None = None) -> list[str]:
    """At most `most` different texts that can be scored, drawn at random from the whole table; the same every
    time. A table may be sorted, so its beginning would not do.

    Those with the smallest digests are the sample: each text is as likely as another, however often it
    occurs, and no more than `most` are in memory. Raises `Cancelled`.
    """
    if most == 0:
        return []
    kept: dict[int, tuple[int, str]] = {}
    greatest_first: list[int] = []  # the digests of those kept, below 0
    for number, row in enumerate(table.rows()):
        if cancel is not None:
            cancel.raise_if_cancelled()
        text = as_text(row[column]) if column < len(row) else ""
        if why_not_scored(text):
            continue
        digest = _digest(text)
        if digest in kept or (len(kept) == most and digest > -greatest_first[0]):
            continue
        kept[digest] = number, text
        heapq.heappush(greatest_first, -digest)
        if len(kept) > most:
            del kept[-heapq.heappop(greatest_first)]
    return [text for _, text in sorted(kept.values())]


def _digest(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


class Feed:
    """The texts of a column from row `skip` on. Use it in a `with` statement.

    `texts()` gives those that can be scored; `waiting` holds (text, status) of each row that was
    given or passed over and has no result yet, the status "" for one that was given. `read` is the
    number of rows read; it is the table's length once `finished` is set.
    """

    def __init__(self, table: Table, column: int, skip: int) -> None:
        self._table, self._column, self._skip = table, column, skip
        self.waiting: deque[tuple[str, str]] = deque()
        self._chunk: Iterator[str] = iter(())
        self.read = 0
        self.finished = threading.Event()
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self._queue: queue.Queue[list[str] | None] = queue.Queue(_CHUNKS_AHEAD)
        self._thread = threading.Thread(target=self._run, name="table-reader", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def texts(self, stop: CancelToken) -> Iterator[str]:
        """The texts to score, in order; raises what reading raised, and `Cancelled` after `stop`.

        Called again, it begins with those that were given and have no result.
        """
        yield from [text for text, status in self.waiting if not status]
        while True:
            for text in self._chunk:
                status = why_not_scored(text)
                self.waiting.append(("" if status else text, status))
                if not status:
                    yield text
            chunk = self._next_chunk(stop)
            if chunk is None:
                self._queue.put(None)  # for who comes again
                break
            self._chunk = iter(chunk)
        if self._error is not None:
            raise self._error

    def _next_chunk(self, stop: CancelToken) -> list[str] | None:
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
            column = self._column
            while chunk := list(islice(rows, _CHUNK)):
                self._put([as_text(row[column]) if column < len(row) else "" for row in chunk])
                self.read += len(chunk)
                if self._stop.is_set():
                    return
            self.finished.set()
        except BaseException as error:  # noqa: BLE001  # it is raised again where the texts are taken
            self._error = error
        finally:
            self._put(None)

    def _put(self, chunk: list[str] | None) -> None:
        while not self._stop.is_set():
            try:
                self._queue.put(chunk, timeout=_LOOK_S)
                return
            except queue.Full:
                continue
