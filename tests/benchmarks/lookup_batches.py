"""What checking guessed tokens costs beside writing one, and whether logits are the same, on this processor.

    python -m tests.benchmarks.lookup_batches [--model FILE] [--threads N] [--rounds N]

Batches of 1 to 48 tokens with logits behind each, in turns within a round, behind a context of 300 tokens;
once with the weights laid out for this processor and once as they are in the file. Of each width: the time
beside that of one token, by the clock and by the processor's time (the one to believe beside other programs,
with `--threads 1`), and how far the logits are from those of the same tokens decoded one by one: 0 where a
guess is checked exactly, and where it is not what a tie may be decided by. Runs llama.cpp in this process.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from typing import Any

import numpy as np

from llmdesk.engine.child.backend import init_backend
from llmdesk.engine.child.llama import AbortFlag, Context, ContextSize, Model
from tests.benchmarks import measure
from tests.benchmarks.lookup import PAGES

BEFORE = 300  # tokens
WIDTHS = (1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48)


class Batches:
    """A context with the beginning of a text in it, and what follows."""

    def __init__(self, model: Model, threads: int) -> None:
        abort = AbortFlag()
        abort.clear()
        size = ContextSize(1024, 512, 1, WIDTHS[-1])
        self._context = Context(model, size, (threads, threads), abort)
        text = model.tokenize("\n\n".join(PAGES), False)
        self._following = text[BEFORE : BEFORE + WIDTHS[-1]]
        self._decode(text[:BEFORE], 0)

    def _decode(self, tokens: list[int], start: int) -> None:
        count = len(tokens)
        logits = [start > 0] * (count - 1) + [True]
        self._context.decode(tokens, range(start, start + count), [0] * count, logits)
        self._context.synchronize()

    def one_by_one(self) -> Any:
        """The logits behind each token, a row each."""
        rows = []
        for place, token in enumerate(self._following):
            self._decode([token], BEFORE + place)
            rows.append(self._context.logits(0).copy())
        self._context.remove(0, BEFORE)
        return np.stack(rows)

    def timed(self, width: int) -> tuple[float, float]:
        """Seconds by the clock, and of the processor."""
        began, processor = time.perf_counter(), time.process_time()
        self._decode(self._following[:width], BEFORE)
        taken = time.perf_counter() - began, time.process_time() - processor
        self._context.remove(0, BEFORE)
        return taken

    def together(self, width: int) -> Any:
        """The logits behind the first tokens, decoded in one batch."""
        self._decode(self._following[:width], BEFORE)
        rows = np.stack([self._context.logits(place).copy() for place in range(width)])
        self._context.remove(0, BEFORE)
        return rows


def report(batches: Batches, rounds: int) -> None:
    alone = batches.one_by_one()
    times: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(rounds):
        for width in WIDTHS:
            times[width].append(batches.timed(width))
    clock, processor = (min(each[which] for each in times[1]) for which in (0, 1))
    print(f"one token {clock * 1000:.0f} ms, {processor * 1000:.0f} ms of the processor")
    for width in WIDTHS:
        by_clock, by_processor = (min(each[which] for each in times[width]) for which in (0, 1))
        off = np.abs(batches.together(width) - alone[:width])
        rms = np.sqrt((off**2).mean())
        print(
            f"{width:3} tokens {by_clock / clock:6.2f} by the clock, {by_processor / processor:6.2f} by the "
            f"processor's time; logits differ by {off.max():.3f} at the most, {rms:.3f} rms"
        )


def main() -> int:
    options = measure.arguments(__doc__.splitlines()[0]).parse_args()
    log = init_backend()  # llama.cpp calls it to the end
    for extra in (True, False):
        print("weights laid out for this processor" if extra else "weights as they are")
        model = Model(options.model, extra_buffers=extra, log=log)
        report(Batches(model, options.threads), options.rounds)
        model.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
