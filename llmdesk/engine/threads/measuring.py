"""Thread counts, measured in the child while nobody waits for it: in pieces, each left at once for a request.

Owns the pieces, and the judgement that other programs computed meanwhile: then nothing is kept. Uses a small
context of its own, so that no chat leaves the cache.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from llmdesk.engine.child.llama import AbortFlag, Context, ContextLimit, ContextSize, Model
from llmdesk.engine.threads.governor import best_threads

_TOKENS, _REPEATS = 7, 2  # single tokens, and batches, with each count
_BATCH = 32  # tokens
# Threads that wait for each other spin: alone on the computer, all are busy all the time. A core that is
# taken away for a moment shows here before it shows in the shortest time.
_ALONE = 0.9
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 600.0


class Measuring:
    """Call `step` while idle, from `due` on, until there is a `result`: (for one token, for prompts)."""

    def __init__(self, model: Model, abort: AbortFlag, cores: int) -> None:
        self._model, self._abort, self._cores = model, abort, cores
        self.result: tuple[int, int] | None = None
        self._context: Context | None = None
        self._pieces: Iterator[None] | None = None
        self._wait = _FIRST_WAIT_S
        self.due = 0.0
        self.postpone()

    def postpone(self) -> None:
        """There was work: wait anew."""
        self.due = time.monotonic() + self._wait

    def step(self) -> None:
        """Measure one piece. What a request interrupts begins again later, and so does what was measured
        beside other programs."""
        if self._pieces is None:
            self._pieces = self._measure()
        if next(self._pieces, "end") == "end" or self._abort.is_set():
            self._end()
            if self.result is None:
                self._wait = min(self._wait * 4, _LONGEST_WAIT_S)
                self.postpone()

    def _end(self) -> None:
        self._pieces = None
        if self._context is not None:
            self._context.close()
            self._context = None

    def _measure(self) -> Iterator[None]:
        size = ContextSize(cells=256, batch=_BATCH, sequences=1, outputs=1)
        try:
            self._context = context = Context(self._model, size, (1, 1), self._abort)
        except ContextLimit:
            return
        cores = self._cores
        alone: list[bool] = []
        token: dict[int, float] = {}
        prompt: dict[int, float] = {}
        for count in sorted({max(1, cores // 2), max(1, cores * 3 // 4), cores - 1, cores}):
            yield from _times(context, 1, count, _TOKENS, token, alone)
            if not all(alone):
                return
        for count in sorted({max(1, cores // 2), cores}):
            yield from _times(context, _BATCH, count, _REPEATS, prompt, alone)
        if all(alone):
            self.result = best_threads(token, cores), best_threads(prompt, cores)


def _times(
    context: Context, tokens: int, threads: int, repeats: int, times: dict[int, float], alone: list[bool]
) -> Iterator[None]:
    """The shortest time to decode `tokens` tokens with this many threads, and whether nothing else computed;
    yields after each decode."""
    context.set_threads((threads, threads))
    wall: list[float] = []
    processor: list[float] = []
    for _ in range(repeats + 1):
        began, began_processor = time.perf_counter(), time.process_time()
        context.decode([0] * tokens, range(tokens), [0] * tokens, [False] * (tokens - 1) + [True])
        context.synchronize()
        wall.append(time.perf_counter() - began)
        processor.append(time.process_time() - began_processor)
        context.clear()
        yield
    times[threads] = min(wall[1:])
    alone.append(sum(processor[1:]) >= _ALONE * threads * sum(wall[1:]))
