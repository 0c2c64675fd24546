"""Blocks that are read ahead in a thread: an error there reaches who takes the results.

Must not know what a result is.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def failed_into(found: SimpleQueue[T | BaseException]) -> Callable[[Future[None]], None]:
    """What a block's future calls at its end: an error takes the place of its next result."""

    def done(future: Future[None]) -> None:
        error = CancelledError() if future.cancelled() else future.exception()
        if error is not None:
            found.put(error)

    return done
