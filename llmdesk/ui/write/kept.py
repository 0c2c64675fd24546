"""What the user does with a version is kept in the history, none after a newer one.

Owns when it is written. Must not know the widgets.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer

from llmdesk.errors import UserError
from llmdesk.tools.write import Revision, keep_revision
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_WAIT_MS = 500


class KeptRevisions(QObject):
    """`keep_soon` for every change; `flush` before the window goes."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._waiting: dict[int, tuple[int, Revision]] = {}  # of each run: the number and the newest state
        self._written: dict[int, int] = {}
        self._last = 0
        self._told: set[int] = set()  # runs that could not be written
        self._lock = threading.Lock()
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    def keep_soon(self, run_id: int | None, revision: Revision) -> None:
        if run_id is not None:
            self._last += 1
            self._waiting[run_id] = (self._last, revision)
            self._timer.start()

    def keep_now(self) -> None:
        """Write what waits, without waiting for it."""
        waiting, self._waiting = self._waiting, {}
        self._timer.stop()
        if not waiting:
            return

        def work(_context: TaskContext) -> None:
            self._write(waiting)

        def failed(error: Exception) -> None:
            """Told once of each run: who deleted it from the history need not hear of it again."""
            self._wait_again(waiting)
            if not self._told.issuperset(waiting):
                self._told.update(waiting)
                self._services.notify.show_error(error)

        self._services.tasks.start(
            work, owner=self, on_done=lambda _none: None, on_error=failed, in_turn=True
        )

    def flush(self) -> None:
        """Write what waits before this returns."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        try:
            self._write(waiting)
        except UserError as error:
            self._wait_again(waiting)
            if not self._told.issuperset(waiting):
                self._services.notify.show_error(error)

    def _wait_again(self, failed: dict[int, tuple[int, Revision]]) -> None:
        """With the next change, and before the window goes: there may be room on the disk by then."""
        self._waiting = {**failed, **self._waiting}

    def _write(self, waiting: dict[int, tuple[int, Revision]]) -> None:
        """All that can be written; raises what hindered one of them."""
        problem: UserError | None = None
        for run_id, (number, revision) in waiting.items():
            with self._lock:
                if number > self._written.get(run_id, 0):
                    try:
                        keep_revision(self._services.store, run_id, revision)
                        self._written[run_id] = number
                    except UserError as error:
                        problem = error
        if problem is not None:
            raise problem
