"""What a batch of scored rows costs beside a prompt, by how many rows share it, on this processor.

    python -m tests.benchmarks.score_batches [--model FILE] [--threads N] [--rounds N]

Rows of 28 tokens behind a prefix of 84 that they share, in batches of 1 to 16 rows, and plain prompts of 32
to 512 tokens, all in turn within a round. Prints the speed of each as a part of that of a prompt of 512
tokens in the same round (median), by the clock and by the processor's time: beside other programs the latter
is the one to believe, with `--threads 1`. Runs llama.cpp in this process.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from llmdesk.engine.child.backend import init_backend
from llmdesk.engine.child.llama import AbortFlag, Context, ContextSize, Model
from llmdesk.engine.child.rows import Passage, Rows
from tests.benchmarks import measure

PREFIX, ROW, CELLS = 84, 28, 256
ROWS = (1, 2, 4, 8, 12, 16)
PROMPTS = (32, 64, 128, 256, 512)


def speeds(model: Model, threads: int) -> dict[str, Callable[[], int]]:
    """What is measured, by its name; each gives the tokens that it read."""
    abort = AbortFlag()
    abort.clear()
    whole = Context(model, ContextSize(512, 512, 1, 1), (threads, threads), abort)

    def prompt(tokens: int) -> int:
        whole.clear()
        numbers = [1000 + place for place in range(tokens)]
        whole.decode(numbers, range(tokens), [0] * tokens, [False] * (tokens - 1) + [True])
        whole.synchronize()
        return tokens

    def rows_of(count: int) -> Callable[[], int]:
        size = ContextSize(CELLS * count, 512, count, 64, unified=False)
        rows = Rows(Context(model, size, (threads, threads), abort), True, 0)
        for _ in rows.hold([1000 + place for place in range(PREFIX)]):
            pass
        passages = [
            Passage(PREFIX, [2000 + 50 * row + place for place in range(ROW)], frozenset([ROW - 1]))
            for row in range(count)
        ]

        def read() -> int:
            for number in range(count):
                rows.reset(number, PREFIX)
            for _ in rows.read(passages, lambda _number, _offset, _logits: None):
                pass
            return count * ROW

        return read

    found: dict[str, Callable[[], int]] = {
        f"prompt of {tokens}": partial(prompt, tokens) for tokens in PROMPTS
    }
    return found | {f"{count} rows of {ROW}": rows_of(count) for count in ROWS}


def timed(work: Callable[[], int]) -> tuple[float, float]:
    """(tokens/s by the clock, by the processor's time)"""
    began, processor, tokens = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - began < 0.3:
        tokens += work()
    return tokens / (time.perf_counter() - began), tokens / (time.process_time() - processor)


def main() -> int:
    options = measure.arguments(__doc__.splitlines()[0]).parse_args()
    log = init_backend()  # llama.cpp calls it to the end
    works = speeds(Model(options.model, log=log), options.threads)
    rounds = [{name: timed(work) for name, work in works.items()} for _ in range(options.rounds)]
    whole = f"prompt of {PROMPTS[-1]}"
    for name in works:
        ratios = [[found[name][which] / found[whole][which] for found in rounds] for which in (0, 1)]
        clock, processor = map(statistics.median, ratios)
        print(f"{name:16} {clock:6.2f} by the clock, {processor:6.2f} by the processor's time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
