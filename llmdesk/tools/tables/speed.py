"""How fast rows go and how long the rest takes.

Owns the measure: rows over the last seconds, pauses left out. Must not know tables.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_WINDOW_S = 20.0


class Speed:
    """Tell it the number of rows done; ask for rows/s."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._points: deque[tuple[float, int]] = deque([(clock(), 0)])

    def tell(self, done: int) -> None:
        now = self._clock()
        self._points.append((now, done))
        while len(self._points) > 2 and now - self._points[0][0] > _WINDOW_S:
            self._points.popleft()

    def forget(self) -> None:
        """After a pause: what was before it says nothing."""
        self._points = deque([(self._clock(), self._points[-1][1])])

    @property
    def rows_per_s(self) -> float:
        (begun, first), (ended, last) = self._points[0], self._points[-1]
        return (last - first) / (ended - begun) if ended > begun else 0.0
