"""The one bridge between work in threads and the window.

Owns the pool of 16 threads and one for what must not wait, the hand-over of progress to the GUI thread (at
most 30 times a second), and the promise that a task calls back exactly once at its end, and never after its
owner is gone. Must not know what a task does.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError

T = TypeVar("T")
THREADS = 16
HAND_OVER_MS = 33

_log = logging.getLogger(__name__)


class _Bridge(QObject):
    """Runs what threads post, in order, in the thread that it lives in."""

    _posted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, function: Callable[[], None]) -> None:
        try:
            self._posted.emit(function)
        except RuntimeError:  # the window is gone; nobody is left to tell
            _log.debug("a task ended after the window")

    def _run(self, function: Callable[[], None]) -> None:
        function()


class TaskContext:
    """What the running function sees: its cancel, and ways to report. Any thread.

    `wake` is called when there is something to `take`, and again only after it was taken.
    """

    def __init__(self, cancel: CancelToken, wake: Callable[[], None]) -> None:
        self.cancel = cancel
        self._wake = wake
        self._lock = threading.Lock()
        self._progress: list[object] = []
        self._posted = False

    def progress(self, value: object) -> None:
        """Report progress; when values come faster than they can be shown, the newest is shown."""
        with self._lock:
            self._progress = [value]
        self._report()

    def _report(self) -> None:
        with self._lock:
            if self._posted:
                return
            self._posted = True
        self._wake()

    def take(self) -> list[object]:
        """What has not been handed over yet (GUI thread)."""
        with self._lock:
            progress = self._progress
            self._progress, self._posted = [], False
        return progress


@dataclass(frozen=True)
class _Callbacks(Generic[T]):
    on_done: Callable[[T], None]
    on_error: Callable[[Exception], None]
    on_cancelled: Callable[[], None] | None
    on_progress: Callable[[object], None] | None


class Task(Generic[T]):
    """One running function. Everything here but `cancel` is for the GUI thread."""

    def __init__(
        self, runner: TaskRunner, bridge: _Bridge, owner: QObject, callbacks: _Callbacks[T], long_job: str
    ) -> None:
        self.long_job = long_job
        self.token = CancelToken()
        self.context = TaskContext(self.token, partial(bridge.post, self._on_report))
        self._runner, self._owner, self._callbacks = runner, owner, callbacks
        self._ended = False
        self._next_delivery = 0.0
        self._delivery_planned = False
        self._on_owner_gone = partial(_orphan, self)
        owner.destroyed.connect(self._on_owner_gone)

    @property
    def ended(self) -> bool:
        """The terminal callback was called, or nobody is left to call."""
        return self._ended

    def cancel(self) -> None:
        """Ask the function to stop; returns at once. The terminal callback still comes."""
        self.token.cancel()

    def orphan(self) -> None:
        """The owner is gone: stop, and call nobody."""
        self._ended = True
        self.token.cancel()

    # -- from the thread, on the GUI thread -------------------------------------------------
    def _on_report(self) -> None:
        """Deliver now, or when a thirtieth of a second has passed since the last time."""
        if self._delivery_planned:
            return
        wait = self._next_delivery - time.monotonic()
        if wait <= 0:
            self._deliver()
        else:
            self._delivery_planned = True
            # A partial, since Qt holds no reference to the owner of a bound method.
            QTimer.singleShot(int(wait * 1000) + 1, self._runner, partial(Task._deliver, self))

    def _deliver(self) -> None:
        self._delivery_planned = False
        progress = self.context.take()
        if self._ended or not isValid(self._owner):
            return
        self._next_delivery = time.monotonic() + HAND_OVER_MS / 1000
        if progress and self._callbacks.on_progress is not None:
            self._callbacks.on_progress(progress[0])

    def finish(self, outcome: Callable[[_Callbacks[T]], None]) -> None:
        """The last report, then the one terminal callback."""
        try:
            self._deliver()
        finally:
            call = not self._ended and isValid(self._owner)
            self._ended = True
            self._runner.forget(self)
            if call:
                self._owner.destroyed.disconnect(self._on_owner_gone)
                outcome(self._callbacks)


def _orphan(task: Task[T]) -> None:
    task.orphan()


class TaskRunner(QObject):
    """Starts tasks; knows which are running. Create and use it on the GUI thread."""

    changed = Signal()

    def __init__(self, show_error: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show_error = show_error
        self._bridge = _Bridge(self)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="task")
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="turn")
        self._tasks: list[Task[object]] = []
        self._closed = False
        self._idle = threading.Condition()
        self._running = 0

    def start(
        self,
        fn: Callable[[TaskContext], T],
        *,
        owner: QObject,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        on_progress: Callable[[object], None] | None = None,
        long_job: str = "",
        in_turn: bool = False,
    ) -> Task[T]:
        """Run `fn(context)` in a thread.

        Exactly one of `on_done(result)`, `on_error(error)` and `on_cancelled()` is called on the
        GUI thread, none once `owner` is destroyed (which cancels). Without `on_error` the error is shown
        to the user. A bug in `fn` also reaches the exception hook. `long_job` names, in the user's
        language, a job that one is asked about before the window closes on it. `in_turn`: something short,
        which waits for others of its kind and for no other task. After `close` a task is cancelled before
        it begins.
        """
        callbacks = _Callbacks(on_done, on_error or self._show_error, on_cancelled, on_progress)
        task = Task(self, self._bridge, owner, callbacks, long_job)
        self._tasks.append(task)  # type: ignore[arg-type]  # the list only cancels and names them
        if self._closed:
            task.cancel()
            self._bridge.post(partial(task.finish, _cancelled))
        else:
            with self._idle:
                self._running += 1
            (self._turns if in_turn else self._pool).submit(self._run, task, fn)
        self.changed.emit()
        return task

    def _run(self, task: Task[T], fn: Callable[[TaskContext], T]) -> None:
        outcome: Callable[[_Callbacks[T]], None]
        try:
            task.token.raise_if_cancelled()
            outcome = partial(_done, fn(task.context))
        except Cancelled:
            outcome = _cancelled
        except UserError as error:
            outcome = partial(_failed, error)
        except Exception as error:  # noqa: BLE001  # the border of a thread: reported by _broke
            outcome = partial(_broke, error)
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()
        self._bridge.post(partial(task.finish, outcome))

    def forget(self, task: Task[T]) -> None:
        """A task ended (called by it)."""
        self._tasks = [other for other in self._tasks if other is not task]
        self.changed.emit()

    @property
    def long_jobs(self) -> list[str]:
        """Names of the running jobs that one should be asked about before the window closes."""
        return [task.long_job for task in self._tasks if task.long_job and not task.ended]

    def close(self) -> None:
        """Refuse new tasks and cancel those that run; returns at once."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        for pool in (self._pool, self._turns):
            pool.shutdown(wait=False)

    def wait_idle(self, seconds: float) -> bool:
        """Wait, in any thread but the GUI's, until no function runs; False when some still do."""
        with self._idle:
            return self._idle.wait_for(lambda: self._running == 0, seconds)


def _done(result: T, callbacks: _Callbacks[T]) -> None:
    callbacks.on_done(result)


def _failed(error: Exception, callbacks: _Callbacks[T]) -> None:
    callbacks.on_error(error)


def _broke(error: Exception, callbacks: _Callbacks[T]) -> None:
    """A bug of ours: the hook shows it once, and the owner leaves its busy state."""
    sys.excepthook(type(error), error, error.__traceback__)
    callbacks.on_error(error)


def _cancelled(callbacks: _Callbacks[T]) -> None:
    if callbacks.on_cancelled is not None:
        callbacks.on_cancelled()
