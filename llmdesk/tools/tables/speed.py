"""How fast rows go and how long the rest takes.

Owns the measure: rows over the last seconds, or the last block of rows where that took longer (its
rows come in waves); pauses left out. Must not know tables.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_WINDOW_S, _WINDOW_ROWS = 20.0, 512
_ENOUGH_ROWS, _ENOUGH_S = 20, 30.0  # the first row comes late: it waits for the prompt and its batch


class Speed:
    """Tell it the number of rows done; ask for rows/s."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = (clock(), 0)
        self._points = deque([self._start])

    def tell(self, done: int) -> None:
        now = self._clock()
        self._points.append((now, done))
        while len(self._points) > 2 and self._covers_enough(*self._points[1], now, done):
            self._points.popleft()

    @staticmethod
    def _covers_enough(begun: float, first: int, now: float, done: int) -> bool:
        return now - begun > _WINDOW_S and done - first >= _WINDOW_ROWS

    def forget(self) -> None:
        """After a pause: what was before it says nothing."""
        self._start = (self._clock(), self._points[-1][1])
        self._points = deque([self._start])

    @property
    def rows_per_s(self) -> float:
        """0 while it is too early to tell."""
        (begun, first), (ended, last) = self._points[0], self._points[-1]
        if last - self._start[1] < _ENOUGH_ROWS and ended - self._start[0] < _ENOUGH_S:
            return 0.0
        return (last - first) / (ended - begun) if ended > begun else 0.0
