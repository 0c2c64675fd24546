"""How many threads compute: governed while work is done, measured while nobody asks.

Owns the governors and the measurement of a loaded model, and who is told of new counts. Must not know
requests.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from llmdesk import hardware
from llmdesk.engine.child.runtime import Runtime
from llmdesk.engine.threads.governor import ThreadGovernor


class ThreadTuner:
    """The thread counts of one model. `on_measured` hears what was measured, once it is in use."""

    def __init__(self, runtime: Runtime, on_measured: Callable[[int, int], None]) -> None:
        self._governors, self._measuring = runtime.governors, runtime.measuring
        self._measured, self._on_measured = runtime.measured, on_measured
        self._fixed = runtime.facts.threads, runtime.facts.threads_batch

    @property
    def threads(self) -> tuple[int, int]:
        """(for a token, for prompts), as the governors want them now."""
        if self._governors is None:
            return self._fixed
        return self._governors[0].count, self._governors[1].count

    def postpone(self) -> None:
        """Something is computed: a measurement waits."""
        if self._measuring is not None:
            self._measuring.postpone()

    def record(self, count: int, elapsed: float, processor_s: float) -> bool:
        """So many tokens took so many seconds; whether other counts of threads are wanted now."""
        if self._governors is None:
            return False
        return self._governors[count > 1].record(elapsed / count, processor_s / count)

    @property
    def idle_work_in(self) -> float | None:
        """Seconds until there is something to measure while nobody asks; None: there is nothing."""
        contradicted = self._governors is not None and any(g.contradicted for g in self._governors)
        if self._measuring is None or (self._measured and not contradicted):
            return None
        return max(0.0, self._measuring.due - time.monotonic())

    def measure(self) -> None:
        """Measure a piece; the abort flag ends it at once."""
        assert self._measuring is not None
        self._measuring.step()

    def take_result(self) -> None:
        """Use what was measured, if it is complete."""
        if self._measuring is not None and self._measuring.result is not None:
            self._use(*self._measuring.result)
            self._measuring.result = None

    def _use(self, token: int, prompt: int) -> None:
        self._fixed = token, prompt
        self._measured = True
        if self._governors is not None:
            cores = hardware.cores().physical
            self._governors = ThreadGovernor(token, cores), ThreadGovernor(prompt, cores)
        self._on_measured(token, prompt)
