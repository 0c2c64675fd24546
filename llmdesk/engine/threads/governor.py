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
_WINDOW = 12  # tokens that one judgement looks at; if they take long, a few
_FEW, _LONG_S = 3, 0.4
_HOPELESS = 3.0  # times what it took before the trial, for one token
_SLOWED = 1.4  # times the best known time: something else takes a core
_BETTER = 0.93
_FIRST_PROBE, _LAST_PROBE = 48, 768  # tokens until another count is tried again
_ALONE = 0.75  # of the time of all threads: with less, other programs compute too
_TOO_LONG_ELSEWHERE = 85  # judgements: 1,000 tokens


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
    """Which thread count the next token gets: the usual one, fewer while others need the cores, or more
    where the usual count turns out to be too low.

    Tell it every token's time; a change by one is tried for a few tokens and kept only if it helps.
    """

    def __init__(self, usual: int, most: int | None = None, start: int | None = None) -> None:
        """`most`: the cores that there are. `start`: fewer than usual where others compute now."""
        self._usual, self._most = usual, max(usual, most or usual)
        self.count = min(usual, start or usual)
        self.contradicted = False  # what was found here does not go with `usual`: measure again
        self._times: list[float] = []
        self._processor_s: list[float] = []
        self._best = math.inf  # the best judgement of the usual count
        self._trial: tuple[int, float] | None = None  # the count before it, and the judgement of that
        self._until_probe = self._wait = _FIRST_PROBE
        self._elsewhere = 0  # judgements since the usual count was the right one

    def record(self, seconds: float, processor_s: float | None = None) -> bool:
        """Take the time of one token, and the processor time of all threads where it is known; True when
        `count` has changed."""
        self._times.append(seconds)
        if processor_s is not None:
            self._processor_s.append(processor_s)
        self._until_probe -= 1
        slow = len(self._times) >= _FEW and sum(self._times) > _LONG_S
        hopeless = self._trial is not None and seconds > _HOPELESS * self._trial[1]
        if len(self._times) < _WINDOW and not slow and not hopeless:
            return False
        median = statistics.median(self._times) if not hopeless else seconds
        before, crowded = self.count, self._crowded()
        self._times.clear()
        self._processor_s.clear()
        self._judge(median, crowded)
        return self.count != before

    def _crowded(self) -> bool:
        """Whether threads wanted to compute and were not let: they spin while they wait for each other, so
        alone on the computer all of them are busy all the time."""
        if not self._processor_s:
            return False
        return sum(self._processor_s) < _ALONE * sum(self._times) * self.count

    def _judge(self, median: float, crowded: bool) -> None:
        if self.count == self._usual:
            self._best = min(self._best, median)
        self._elsewhere = 0 if self.count == self._usual else self._elsewhere + 1
        if self._elsewhere > _TOO_LONG_ELSEWHERE:
            self.contradicted = True
        if self._trial is not None:
            self._end_trial(median)
        elif self._until_probe <= 0 or (crowded and self._wait == _FIRST_PROBE):
            wanted = self._worth_trying(median, crowded)
            if wanted != self.count:
                self._trial = self.count, median
                self.count = wanted

    def _worth_trying(self, median: float, crowded: bool) -> int:
        slowed = crowded or median > self._best * _SLOWED
        if slowed and 1 < self.count <= self._usual:
            return self.count - 1
        if self.count < self._usual:
            return self.count if crowded else self.count + 1
        return self.count if slowed else min(self.count + 1, self._most)

    def _end_trial(self, median: float) -> None:
        assert self._trial is not None
        before, judgement = self._trial
        self._trial = None
        needed = _BETTER
        if self.count > self._usual and self.count == self._most:
            needed = 1 / _LAST_CORE_WORTHWHILE
        helped = median < judgement * needed
        self._wait = _FIRST_PROBE if helped else min(2 * self._wait, _LAST_PROBE)
        self._until_probe = self._wait
        if not helped:
            self.count = before
        elif self.count > self._usual:
            self.contradicted = True
            self._usual, self._best = self.count, median
