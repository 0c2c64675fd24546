"""Reader processes that go wrong in every way, whatever they are asked to read.

Owns their entry points. A process that is spawned finds them by their names.
"""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection

from llmdesk.tools.reading import child
from llmdesk.tools.reading.messages import Progress, ReadDocument, RunTask


class _Wrong(child.Child):
    def _document(self, request: ReadDocument) -> object:
        self.send(Progress(0.5))
        return self.go_wrong()

    def _task(self, request: RunTask) -> None:
        self.go_wrong()

    def go_wrong(self) -> object:
        raise NotImplementedError


class _Aborting(_Wrong):
    def go_wrong(self) -> object:
        os.abort()


class _Leaving(_Wrong):
    def go_wrong(self) -> object:
        os._exit(7)


class _Growing(_Wrong):
    """A megabyte at a time, in what is neither text nor Python's own: no ceiling of this process counts."""

    def go_wrong(self) -> object:
        held = []
        while True:
            held.append(b"x" * (1 << 20))


class _Computing(_Wrong):
    def go_wrong(self) -> object:
        while True:
            pass


class _Sleeping(_Wrong):
    def go_wrong(self) -> object:
        time.sleep(600)
        return None


class _Chatting(_Wrong):
    """Computes for ever, and says that it goes on."""

    def go_wrong(self) -> object:
        while True:
            sum(range(50_000))  # more than the saying takes of who hears it: else it waits most of the time
            self.send(Progress(0.5))


class _Faulty(_Wrong):
    def go_wrong(self) -> object:
        raise KeyError("w:p")


def _entry(kind: type[_Wrong], pipe: Connection) -> None:
    child._say_nothing()
    child._leave_no_core()
    kind(pipe).run()


def aborting(pipe: Connection) -> None:
    _entry(_Aborting, pipe)


def leaving(pipe: Connection) -> None:
    _entry(_Leaving, pipe)


def growing(pipe: Connection) -> None:
    _entry(_Growing, pipe)


def computing(pipe: Connection) -> None:
    _entry(_Computing, pipe)


def sleeping(pipe: Connection) -> None:
    _entry(_Sleeping, pipe)


def chatting(pipe: Connection) -> None:
    _entry(_Chatting, pipe)


def faulty(pipe: Connection) -> None:
    _entry(_Faulty, pipe)
