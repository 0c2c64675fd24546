"""Ctrl-C and requests to terminate, turned into a cancel and an orderly end.

Owns the signal handlers of the command line, `run_cancellable` and `run_awake`. While work runs, a handler
only counts: the main thread looks at the count and cancels, since a cancel takes locks and an exception at
any point of a wait would leave it half done.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from types import FrameType
from typing import TypeVar

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError

T = TypeVar("T")

_LOOK_S = 0.05
# SIGHUP: the terminal was closed. SIGBREAK: Ctrl-Break, and a console that closes, on Windows.
_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]


def terminate_like_ctrl_c() -> None:
    """From now on SIGTERM and SIGHUP end a command the way Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run_cancellable(work: Callable[[], T], cancel: CancelToken | None = None) -> T:
    """Run `work` in a thread of its own and return its result, or raise what it raised.

    The first Ctrl-C cancels `cancel` and still waits for the result, which then is what there is
    so far. A second one, or one where there is no `cancel`, raises `KeyboardInterrupt` at once.
    """
    future: Future[T] = Future()
    with _counted() as count:
        threading.Thread(target=_run, args=(work, future), name="command", daemon=True).start()
        while not _ended(future):
            if count() > (0 if cancel is None else 1):
                raise KeyboardInterrupt
            if count() and cancel is not None:
                cancel.cancel()
        if count() and isinstance(future.exception(), UserError):
            raise KeyboardInterrupt  # the request to stop reached the engine as well: no news
    return future.result()


def run_awake(work: Callable[[], T], cancel: CancelToken, reason: str) -> T:
    """`run_cancellable` for what takes long: the computer does not fall asleep meanwhile, for `reason`, and
    work that gives up is like Ctrl-C."""
    awake = KeepAwake(reason)
    awake.hold(True)
    try:
        return run_cancellable(work, cancel)
    except Cancelled:
        raise KeyboardInterrupt from None
    finally:
        awake.hold(False)


@contextlib.contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    """Count the requests to stop instead of raising; an ignored signal (nohup) stays ignored."""
    arrived: list[int] = []
    previous = {}
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                previous[number] = signal.signal(number, lambda number, frame: arrived.append(number))
    try:
        yield lambda: len(arrived)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _ended(future: Future[T]) -> bool:
    """Wait a little for the end of the work."""
    try:
        future.exception(timeout=_LOOK_S)
    except TimeoutError:
        return future.done()  # the work itself may have ended with a TimeoutError
    return True


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001  # thread boundary: raised again by who waits
        future.set_exception(error)
