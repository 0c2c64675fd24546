"""The connections that read the file of the libraries: some at once, so that nobody waits for a search.

Owns who reads with which. Must not know what is read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

AT_ONCE = 3  # a search by words, one by vectors, and who only lists something


class Readers:
    """Thread-safe. Each is opened when all that are open are in use."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._room = threading.Semaphore(AT_ONCE)
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses; waits for one."""
        with self._room:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    @contextmanager
    def none(self) -> Iterator[None]:
        """Nobody reads meanwhile; all are closed. By one thread at a time."""
        with ExitStack() as held:
            for _ in range(AT_ONCE):
                held.enter_context(self._room)
            while self._idle:
                self._idle.pop().close()
            yield
