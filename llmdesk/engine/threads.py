"""How many threads compute: chosen by measuring, and given up for a while when others need a core.

Owns the arithmetic over times that others measure. Pure Python, no llama.cpp.

All threads of llama.cpp meet about 900 times a token and wait for the slowest. Whatever takes one
core away for a moment, the window for one, makes all of them wait; measured on 2 cores with the
starter model: 2 threads make 175 tokens/s alone and 14 to 140 beside a process at 20 % of one core,
1 thread makes 145 in both cases.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping

# More threads have to bring this much; the last core more than that, since the window needs it.
_WORTHWHILE, _LAST_CORE_WORTHWHILE = 1.07, 1.3
_WINDOW = 12  # tokens that one judgement looks at
_SLOWED = 1.4  # times the best known time: something else takes a core
_BETTER = 0.93
_FIRST_PROBE, _LAST_PROBE = 48, 768  # tokens until the other count is tried again


def best_threads(seconds: Mapping[int, float], cores: int) -> int:
    """The fewest threads that are nearly as fast as the fastest; all cores only for a clear gain.

    `seconds`: the time of the same work, by number of threads.
    """
    sparing = {count: time_s for count, time_s in seconds.items() if count < cores} or dict(seconds)
    fastest = min(sparing.values())
    if seconds.get(cores, math.inf) * _LAST_CORE_WORTHWHILE < fastest:
        return cores
    return min(count for count, time_s in sparing.items() if time_s <= fastest * _WORTHWHILE)


class ThreadGovernor:
    """Which of two thread counts the next token gets: the usual one, or one less while it is slow.

    Tell it every token's time; a change is tried for a few tokens and kept only if it helps.
    """

    def __init__(self, usual: int) -> None:
        self._usual, self._fewer = usual, max(1, usual - 1)
        self.count = usual
        self._times: list[float] = []
        self._best = math.inf  # the best judgement of the usual count
        self._before = math.inf  # the judgement before a trial began; inf: no trial is on
        self._until_probe = _FIRST_PROBE
        self._wait = _FIRST_PROBE

    def record(self, seconds: float) -> bool:
        """Take the time of one token; True when `count` has changed."""
        self._times.append(seconds)
        self._until_probe -= 1
        if len(self._times) < _WINDOW:
            return False
        median, before = statistics.median(self._times), self.count
        self._times.clear()
        self._judge(median)
        return self.count != before

    def _judge(self, median: float) -> None:
        if self.count == self._usual:
            self._best = min(self._best, median)
        if self._before < math.inf:  # the end of a trial
            helped = median < self._before * _BETTER
            self._before = math.inf
            self._wait = _FIRST_PROBE if helped else min(2 * self._wait, _LAST_PROBE)
            self._until_probe = self._wait
            if not helped:
                self.count = self._other
        elif self._until_probe <= 0 and (self.count != self._usual or median > self._best * _SLOWED):
            self._before = median
            self.count = self._other

    @property
    def _other(self) -> int:
        return self._fewer if self.count == self._usual else self._usual
