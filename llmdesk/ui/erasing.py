"""What was deleted goes for good: a little later while the window is open, all of it when asked for.

Owns when. Runs off the GUI thread; what is erased, and how, is the store's.
"""

from __future__ import annotations

import contextlib
import sys

from PySide6.QtCore import QObject, QProcess, QTimer

from llmdesk.engine.kept_contexts import KeptContexts, chat_name
from llmdesk.paths import Paths
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

UNDO_S = 300  # a notice with its way back shows for ten seconds; longer while one works on it
EVERY_MS = 60_000


class Eraser(QObject):
    """Erases what nobody can bring back any more: at once what an earlier window left, then every minute."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(lambda: self._start(UNDO_S))

    def begin(self) -> None:
        self._timer.start()
        self._start(0)

    def _start(self, older_than_s: float) -> None:
        if self._running:
            return
        self._running = True

        def work(_: TaskContext) -> None:
            if self._services.store.purge_deleted(older_than_s) or older_than_s == 0:
                erase_contexts(self._services)

        def fail(error: Exception) -> None:
            end()
            self._services.notify.show_error(error)

        def end() -> None:
            self._running = False

        self._services.tasks.start(
            work, owner=self, on_done=lambda _none: end(), on_error=fail, on_cancelled=end
        )


def erase_contexts(services: Services) -> None:
    """What was read of chats goes with them."""
    names = {chat_name(number) for number in services.store.conversation_ids()}
    KeptContexts(services.paths.contexts).keep_only(names)


def erase_traces(paths: Paths) -> None:
    """Delete what stands beside the database and tells what the user did: logs, searches, fingerprints."""
    for path in paths.traces():
        with contextlib.suppress(OSError):  # Windows keeps what another process has open
            path.unlink()
    KeptContexts(paths.contexts).clear()


def start_again() -> None:
    """Another process with the same command; this one is about to end."""
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])
