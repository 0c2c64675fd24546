"""How far a download is, how fast it goes and how long it still takes.

Owns the arithmetic of speed. Knows neither files nor the network.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from llmdesk.errors import UserError

#: resolving: asking what there is; waiting: for another llmdesk, or for the server, or to try again;
#: checking: reading what is already there.
Phase = Literal["resolving", "waiting", "checking", "downloading"]

_WINDOW_S = 5.0
_STALLED_S = 2.0
_SAMPLE_S = 0.1
_REPORT_S = 0.1


@dataclass(frozen=True)
class Progress:
    """`done` and `total` in bytes (total 0: not known yet), `speed` in bytes a second, 0 when stalled.

    `seconds_left` is None while nothing can be said. `reason`: what it waits for.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    speed: float = 0.0
    seconds_left: float | None = None
    reason: UserError | None = None


class Meter:
    """Counts bytes in one thread, tells any thread. `on_progress` is called ten times a second at most."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_progress, self._clock = on_progress, clock
        self._lock = threading.Lock()
        self._phase: Phase = "resolving"
        self._reason: UserError | None = None
        self._done = self._total = 0
        self._samples: deque[tuple[float, int]] = deque()
        self._moved = self._reported = float("-inf")

    def enter(self, phase: Phase, reason: UserError | None = None) -> None:
        with self._lock:
            changed = phase != self._phase
            self._phase, self._reason = phase, reason
            if changed:
                self._samples.clear()
        if changed:
            self.tick(now=True)

    def set(self, done: int, total: int) -> None:
        """A new count that says nothing about speed."""
        with self._lock:
            self._done, self._total = done, total
            self._samples.clear()
        self.tick()

    def add(self, count: int) -> None:
        now = self._clock()
        with self._lock:
            if not self._samples:
                self._samples.append((now, self._done))
            self._done += count
            self._moved = now
            if now - self._samples[-1][0] >= _SAMPLE_S:
                self._samples.append((now, self._done))
                while len(self._samples) > 2 and self._samples[1][0] <= now - _WINDOW_S:
                    self._samples.popleft()
        self.tick()

    def tick(self, now: bool = False) -> None:
        """Report, if the last report is long enough ago; called while waiting, too."""
        if self._on_progress is None:
            return
        at = self._clock()
        if now or at - self._reported >= _REPORT_S:
            self._reported = at
            self._on_progress(self.progress())

    def progress(self) -> Progress:
        now = self._clock()
        with self._lock:
            speed = self._speed(now)
            left = (self._total - self._done) / speed if speed > 0 else None
            return Progress(self._phase, self._done, self._total, speed, left, self._reason)

    def _speed(self, now: float) -> float:
        if not self._samples or now - self._moved > _STALLED_S:
            return 0.0
        began, done = self._samples[0]
        return (self._done - done) / (now - began) if now > began else 0.0
