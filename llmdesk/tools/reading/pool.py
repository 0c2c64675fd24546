"""The reader processes of this program: started ahead, kept, one for each file that is being read.

Owns who has which. They are one resource of the machine, as the threads are, and so they are one
here; each serves one request at a time, so that whatever a file does to its process, no other reading
notices.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import UserError
from llmdesk.tools.reading.allowance import Allowance, Work, allowance
from llmdesk.tools.reading.child import PIECE
from llmdesk.tools.reading.failures import not_read
from llmdesk.tools.reading.messages import (
    Done,
    Failed,
    Given,
    Message,
    More,
    ReadDocument,
    ReadRows,
    Request,
    Rows,
    RunTask,
    Stop,
    WarmUp,
)
from llmdesk.tools.reading.process import Ended, ReaderProcess

_KEPT = 2
_LARGE = 400 << 20  # resident bytes of a process that is not worth keeping
_POLITE_S = 1.0

_log = logging.getLogger(__name__)
_lock = threading.RLock()  # garbage that is collected within it may give a process back
_idle: list[ReaderProcess] = []
# A reading that nobody ended is garbage some day, and its process with it: the pipe may be closed first then,
# and the reading writes its last words into whatever file has got the number.
_busy: set[ReaderProcess] = set()


def warm_up(cancel: CancelToken | None = None) -> None:
    """Have a process ready with all that it needs. Blocks while it starts: a thread's work. Raises
    `Cancelled`."""
    with _lock:
        if any(not each.background for each in _idle):
            return
    with contextlib.suppress(UserError):
        for _ in ask(WarmUp(), Path(), UserError, cancel):
            pass


def end_readers() -> None:
    """End the processes that wait for work. Whoever reads keeps his."""
    with _lock:
        idle, _idle[:] = list(_idle), []
    for process in idle:
        process.end()


def ask(
    request: Request,
    path: Path,
    kind: type[UserError],
    cancel: CancelToken | None = None,
    given: bytes = b"",
    background: bool = False,
) -> Iterator[Message]:
    """What a process says to `request` about the file at `path`, the last of it a `Done`. `given`: what a
    task works on. `background`: by a process of low priority.

    Who stops early closes the iterator. Raises the error of the file, `Cancelled`, and `kind` for a
    process that did not come to its end.
    """
    allowed = allowance(path, _work(request), len(given))
    process = _take(background)
    keep = False
    try:
        process.begin(request, allowed)
        if isinstance(request, RunTask):
            for start in range(0, max(len(given), 1), PIECE):
                process.send(Given(given[start : start + PIECE], start + PIECE >= len(given)))
        while True:
            message = process.receive(cancel)
            if isinstance(message, Failed):
                keep = message.error is not None
                raise _failure(message, path, kind, allowed)
            if isinstance(message, Done):
                keep = True
                yield message
                return
            yield message
            if isinstance(message, Rows):
                process.send(More())
    except Ended as end:
        raise not_read(kind, end.reason, path, end.limit) from end
    except GeneratorExit:
        keep = keep or (isinstance(request, ReadRows) and _stopped(process))
        raise
    finally:
        _give_back(process, keep)


def _work(request: Request) -> Work:
    if isinstance(request, RunTask):
        return "tasks"
    return "documents" if isinstance(request, ReadDocument) else "tables"


def _failure(message: Failed, path: Path, kind: type[UserError], allowed: Allowance) -> UserError:
    if message.error is not None:
        return message.error
    if message.out_of_memory:
        return not_read(kind, "memory", path, round(allowed.memory / (1 << 20)))
    _log.error("reading a file raised an error that was not foreseen:\n%s", message.trace)
    return not_read(kind, "unforeseen", path, message.reason)


def _stopped(process: ReaderProcess) -> bool:
    """Tell it that no more rows are wanted; whether it came to its end soon. At the end of the program it is
    not asked: a thread that is started then never runs, and whoever started it waits for ever."""
    if sys.is_finalizing():
        return False
    patience = CancelToken()
    timer = threading.Timer(_POLITE_S, patience.cancel)
    timer.daemon = True
    timer.start()
    try:
        process.send(Stop())
        while not isinstance(process.receive(patience), Done | Failed):
            pass
    except Exception:  # noqa: BLE001  # it is ended then; who stopped reading wants to know nothing of it
        return False
    finally:
        timer.cancel()
    return True


def _take(background: bool) -> ReaderProcess:
    while True:
        with _lock:
            process = next((each for each in reversed(_idle) if each.background == background), None)
            if process is not None:
                _idle.remove(process)
        if process is None or process.usable:
            process = process or ReaderProcess(background)
            _busy.add(process)
            return process
        process.end()


def _give_back(process: ReaderProcess, keep: bool) -> None:
    _busy.discard(process)
    if keep and process.usable and process.memory() < _LARGE:
        with _lock:
            if sum(each.background == process.background for each in _idle) < _KEPT:
                _idle.append(process)
                return
    process.end()
