"""Rows worked on side by side, with their results in order.

Owns the threads and who is told of a stop. Must not know what is done with a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.worker import Row

R = TypeVar("R")
_THREADS = 8
_LOT = 32  # rows of which the last are waited for before the next begin


def side_by_side(
    work: Callable[[str, CancelToken], R], rows: Iterable[Row], cancel: CancelToken
) -> Iterator[R]:
    """`work` on the text of each row, in as many threads as an engine answers well at once. The first row
    goes ahead: what its question has in common with all others is read by then. Raises what `work` raises,
    when the others of the same lot have ended."""
    relay, incoming = Relay(cancel), iter(rows)
    for row in islice(incoming, 1):
        yield work(row[0], relay.next())
    with ThreadPoolExecutor(_THREADS, "row") as pool:
        while lot := list(islice(incoming, _LOT)):
            token = relay.next()
            running = [pool.submit(work, row[0], token) for row in lot]
            try:
                for each in running:
                    yield each.result()
            except BaseException:  # nobody wants what the others give
                token.cancel()
                raise


class Relay:
    """A fresh token for each block, cancelled with the one of the job: a token keeps all that is to be
    called, and a million rows have many streams."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel, self._current = cancel, CancelToken()
        cancel.on_cancel(lambda: self._current.cancel())

    def next(self) -> CancelToken:
        self._current = CancelToken()
        if self._cancel.cancelled:
            self._current.cancel()
        return self._current
