"""Something with an open file that several tasks read.

Owns when it is closed: when its owner is done with it and nobody reads it any more. Must not know what it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from llmdesk.errors import Cancelled


class _Closing(Protocol):
    def close(self) -> None: ...


T = TypeVar("T", bound=_Closing)


class Shared(Generic[T]):
    """Thread-safe."""

    def __init__(self, value: T) -> None:
        self._value = value
        self._lock = threading.Lock()
        self._readers = 0
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[T]:
        """In a thread: the value, open until the end. Raises `Cancelled` once it was closed."""
        with self._lock:
            if self._closed:
                raise Cancelled
            self._readers += 1
        try:
            yield self._value
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._readers -= 1
            last = self._closed and self._readers == 0
        if last:
            self._value.close()

    def close(self) -> None:
        """Returns at once. A second close does nothing."""
        with self._lock:
            idle = not self._closed and self._readers == 0
            self._closed = True
        if idle:
            self._value.close()
