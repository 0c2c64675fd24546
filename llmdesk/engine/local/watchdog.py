"""Deadlines for a child process that may never answer.

Owns one thread that sleeps until the nearest deadline; costs nothing while there is none.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_LOOK_EVERY_S = 0.05
_LATE_S = 1.0


class Watchdog:
    """Calls `bite(overdue)` once when a deadline passes unanswered, or when a guarded check says so."""

    def __init__(self, bite: Callable[[bool], None]) -> None:
        self._bite = bite
        self._deadlines: dict[str, float] = {}
        self._checks: dict[str, Callable[[], bool]] = {}
        self._changed = threading.Condition()
        self._ended = False
        threading.Thread(target=self._run, name="engine-watchdog", daemon=True).start()

    def expect(self, what: str, seconds: float, check: Callable[[], bool] | None = None) -> None:
        """Bite unless `answered(what)` comes within `seconds`; or at once when `check` gets True.

        What is waited for already keeps its deadline: asked again and again it would never pass.
        """
        with self._changed:
            self._deadlines.setdefault(what, time.monotonic() + seconds)
            if check is not None:
                self._checks[what] = check
            self._changed.notify()

    def answered(self, what: str) -> None:
        with self._changed:
            self._deadlines.pop(what, None)
            self._checks.pop(what, None)

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _run(self) -> None:
        left = 0.0
        with self._changed:
            while not self._ended:
                if not self._deadlines:
                    self._changed.wait()
                    continue
                left = min(self._deadlines.values()) - time.monotonic()
                if left <= 0 or any(check() for check in self._checks.values()):
                    break
                self._wait(min(left, _LOOK_EVERY_S) if self._checks else left)
            bites = not self._ended
        if bites:
            self._bite(left <= 0)

    def _wait(self, seconds: float) -> None:
        """Wait; where we were kept from running ourselves (stopped, a computer that slept), nobody else is to
        blame for that time."""
        began = time.monotonic()
        self._changed.wait(seconds)
        late = time.monotonic() - began - seconds
        if late > _LATE_S:
            self._deadlines = {what: deadline + late for what, deadline in self._deadlines.items()}
