"""This program's hold on one reader process: start, ask, watch what it takes, end it.

Owns the `multiprocessing` process and the pipe. Knows nothing of documents or tables. One thread at a
time asks, and waits in `receive`; a cancel, or more than is allowed, ends the process there.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from dataclasses import dataclass

import psutil

from llmdesk.cancel import CancelToken
from llmdesk.child_processes import exit_name, sigint_blocked
from llmdesk.tools.reading.allowance import STALLED_S, Allowance
from llmdesk.tools.reading.child import child_main
from llmdesk.tools.reading.failures import Reason
from llmdesk.tools.reading.messages import Begin, Command, Message, Request

_LOOK_S = 0.05  # the longest wait before a cancel is noticed
_MEASURE_S = 0.2
_LOW = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10)  # the class of Windows, else a nice value
_COMPUTES_S = 0.05
_MIB = 1 << 20


@dataclass
class Ended(Exception):
    """The process is gone. `limit`: what was exceeded, or how it ended."""

    reason: Reason
    limit: object


class ReaderProcess:
    """One process, kept from request to request. `background`: it takes what time nothing else wants, for
    good, since a process cannot take more again."""

    def __init__(self, background: bool = False) -> None:
        self.background = background
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=child_main, args=(theirs,), name="llmdesk-reader", daemon=True)
        with sigint_blocked():
            self._process.start()
        theirs.close()  # or end-of-file would never come
        self._measured = psutil.Process(self._process.pid)
        if background:
            with contextlib.suppress(psutil.Error):
                self._measured.nice(_LOW)
        self._allowance = Allowance(0, 0.0, 0.0)
        self._at_begin = self._at_sign = _Taken()
        self._sign_s = self._computed_s = self._next_look = 0.0

    @property
    def usable(self) -> bool:
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def memory(self) -> int:
        """Resident bytes, 0 when it is gone."""
        return self._taken().memory

    def begin(self, request: Request, allowance: Allowance) -> None:
        """Raises `Ended`."""
        self._allowance = allowance
        self._at_begin = self._at_sign = self._taken()
        self._sign_s, self._computed_s = time.monotonic(), self._at_begin.seconds
        self._next_look = self._sign_s + _MEASURE_S
        folder = ""
        with contextlib.suppress(OSError):
            folder = os.getcwd()
        self.send(Begin(request, allowance.memory, folder))

    def send(self, command: Command) -> None:
        """Raises `Ended`."""
        try:
            self._pipe.send(command)
        except OSError:
            raise self._ended() from None

    def receive(self, cancel: CancelToken | None = None) -> Message:
        """The next message. Raises `Ended`, and `Cancelled`; the process is gone then."""
        try:
            while not self._pipe.poll(_LOOK_S):
                self._look(cancel)
            self._look(cancel)
            message: Message = self._pipe.recv()
        except (EOFError, OSError):
            raise self._ended() from None
        except BaseException:
            self.end()
            raise
        self._sign_s, self._at_sign = time.monotonic(), self._taken()
        return message

    def end(self) -> None:
        """End the process now. It holds nothing that would be lost."""
        self._process.kill()
        self._process.join(5.0)
        self._pipe.close()

    def _look(self, cancel: CancelToken | None) -> None:
        """Raise what ends the waiting."""
        if cancel is not None:
            cancel.raise_if_cancelled()
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + _MEASURE_S
        taken, allowed = self._taken(), self._allowance
        if taken.memory - self._at_begin.memory > allowed.memory:
            raise Ended("memory", round(allowed.memory / _MIB))
        if taken.seconds - self._computed_s > _COMPUTES_S:  # not stalled, however slow the machine is
            self._computed_s, self._sign_s = taken.seconds, now
        if taken.seconds - self._at_begin.seconds > allowed.seconds:
            raise Ended("time", round(allowed.seconds))
        if taken.seconds - self._at_sign.seconds > allowed.quiet:
            raise Ended("time", round(allowed.quiet))
        if now - self._sign_s > STALLED_S:
            raise Ended("stalled", round(STALLED_S))

    def _taken(self) -> _Taken:
        try:
            times = self._measured.cpu_times()
            return _Taken(self._measured.memory_info().rss, times.user + times.system)
        except psutil.Error:
            return _Taken()

    def _ended(self) -> Ended:
        self._process.join(5.0)
        code = self._process.exitcode
        self.end()
        return Ended("ended", exit_name(code))


@dataclass(frozen=True)
class _Taken:
    """Resident bytes, and seconds of computing."""

    memory: int = 0
    seconds: float = 0.0
