"""Ctrl-C and requests to terminate, turned into a cancel and an orderly end.

Owns the signal handlers of the command line and `run_cancellable`. A handler only raises in the
main thread, which does nothing but wait: a cancel takes locks, and must not run inside a handler.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import FrameType
from typing import TypeVar

from llmdesk.cancel import CancelToken

T = TypeVar("T")

# On Windows a wait without an end does not notice Ctrl-C.
_WAIT_S = 0.2


def terminate_like_ctrl_c() -> None:
    """SIGTERM and SIGHUP (the terminal was closed) end a command the way Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run_cancellable(work: Callable[[], T], cancel: CancelToken | None = None) -> T:
    """Run `work` in a thread of its own and return its result, or raise what it raised.

    The first Ctrl-C cancels `cancel` and still waits for the result, which then is what there is
    so far. A second one, or one where there is no `cancel`, raises `KeyboardInterrupt` at once.
    """
    future: Future[T] = Future()
    threading.Thread(target=_run, args=(work, future), name="command", daemon=True).start()
    while True:
        try:
            while not _ended(future):
                pass
            return future.result()
        except KeyboardInterrupt:
            if cancel is None or cancel.cancelled or future.done():
                raise
            cancel.cancel()


def _ended(future: Future[T]) -> bool:
    try:
        future.exception(timeout=_WAIT_S)
    except TimeoutError:
        return False
    return True


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001  # thread boundary: raised again by who waits
        future.set_exception(error)
