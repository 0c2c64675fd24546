"""One way to ask a running job to stop, from any thread.

Owns `CancelToken`. Must not import anything of llmdesk but `errors`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from llmdesk.errors import Cancelled


class CancelToken:
    """Set once by whoever wants to stop; read by the job, or called back at once.

    Thread-safe. Callbacks run in the thread that cancels, each once; a callback that is added
    after the cancel runs at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def cancel(self) -> None:
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def on_cancel(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return
        callback()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` where the job can stop cleanly."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep that a cancel ends early; True when cancelled."""
        return self._event.wait(seconds)
