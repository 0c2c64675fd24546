"""How many requests to a server are under way at once: from few to more, while more get done.

Owns this number. Must not ask anything.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Requests at once where the server does not say how many places it has; and the most of any.
FEW, MOST = 4, 32
_ROUNDS = 2  # every place is used so often before it is looked whether more helps
_GAIN = 1.15  # by which more must get done


class Pace:
    """Usable from any thread. With a number of `slots`, it is these and one that waits."""

    def __init__(self, slots: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._now = min(slots + 1, MOST) if slots else FEW
        self._settled = slots > 0
        self._best = 0.0  # results a second, with fewer
        self._before = self._now
        self._count, self._since = 0, clock()

    @property
    def at_once(self) -> int:
        return self._now

    def finished(self) -> None:
        """A result came."""
        with self._lock:
            self._count += 1
            if self._settled or self._count < _ROUNDS * self._now:
                return
            rate = self._count / max(self._clock() - self._since, 1e-6)
            if rate >= self._best * _GAIN:
                self._best, self._before = rate, self._now
                self._now = min(2 * self._now, MOST)
                self._settled = self._now == self._before
            else:
                self._now, self._settled = self._before, True
            self._begin()

    def slower(self) -> None:
        """The server had too much to do, or did not answer: half as many, and no more than that."""
        with self._lock:
            self._now, self._settled = max(self._now // 2, 1), True
            self._begin()

    def _begin(self) -> None:
        self._count, self._since = 0, self._clock()
