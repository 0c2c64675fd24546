"""Texts on their way from a table to an analyzer, read ahead in a thread.

Owns the thread and its bounded queue, and which rows have no text to score. Must not know results.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator
from itertools import islice
from types import TracebackType
from typing import Self

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import Pause

_CHUNK = 128  # rows that the thread hands over at once
_CHUNKS_AHEAD = 8
LONGEST_TEXT = 1_000_000  # characters; what is longer is no comment, and is not held in memory
_LOOK_S = 0.1


class Feed:
    """The texts of a column from row `skip` on. Use it in a `with` statement.

    `texts()` gives those that can be scored; `waiting` holds an entry for each row that was given
    or passed over and has no result yet: "" for one that was given, else its status. `read` is the
    number of rows read; it is the table's length once `finished` is set.
    """

    def __init__(self, table: Table, column: int, skip: int, pause: Pause, cancel: CancelToken) -> None:
        self._table, self._column, self._skip = table, column, skip
        self._pause, self._cancel = pause, cancel
        self.waiting: deque[str] = deque()
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

    def texts(self) -> Iterator[str]:
        """The texts to score, in order; raises what reading raised, and `Cancelled`."""
        while (chunk := self._queue.get()) is not None:
            for text in chunk:
                self._pause.wait(self._cancel)
                if not text or text.isspace():
                    self.waiting.append("empty")
                elif len(text) > LONGEST_TEXT:
                    self.waiting.append("too long")
                else:
                    self.waiting.append("")
                    yield text
        if self._error is not None:
            raise self._error
        self._cancel.raise_if_cancelled()

    def _run(self) -> None:
        try:
            rows = self._table.rows()
            self.read = sum(1 for _ in islice(rows, self._skip))
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
