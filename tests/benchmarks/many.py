"""How fast eight texts are generated side by side, against llama-batched-bench.

    python -m tests.benchmarks.many --llama-batched-bench PATH [--threads N]

Both read 8 different prompts of 128 tokens and write 128 tokens behind each. llama-batched-bench
does not sample, keep text or talk to another process; `Engine.generate_many` does all of it.
Compared are all tokens over all of the time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest
from tests.benchmarks import measure

SEQUENCES, PROMPT, ANSWER = 8, 128, 128


# Behind this the models rarely stop before 128 tokens.
END = ". And then they all lived there. Once upon a time, in a far country,"


def ours(engine: Engine, starts: Iterator[int]) -> float:
    """Tokens/s, prompts and answers together, of a round in which no text ended early."""
    while True:
        asked = list(requests(engine, next(starts)))
        began = time.perf_counter()
        results = [result for _, result in engine.generate_many(asked)]
        elapsed = time.perf_counter() - began
        counts = [
            (result.prompt_tokens - result.reused_tokens, result.completion_tokens)
            for result in results
            if isinstance(result, Completion)
        ]
        if [answer for _, answer in counts] == [ANSWER] * SEQUENCES:
            return sum(prompt + answer for prompt, answer in counts) / elapsed


def requests(engine: Engine, start: int) -> Iterator[GenerateRequest]:
    """Prompts that share nothing with each other or with those of another `start`."""
    length = PROMPT - engine.count_tokens([END])[0]
    for number in range(SEQUENCES):
        text = measure.text_of_tokens(engine, length, f"{start}, story {number}:")
        sampling = replace(measure.SAMPLING, seed=start + number)
        yield GenerateRequest(prompt=text + END, sampling=sampling, max_tokens=ANSWER)


def theirs(options: argparse.Namespace) -> float:
    command = [
        str(options.llama_batched_bench), "-m", str(options.model), "-t", str(options.threads),
        "-c", "4096", "-b", "2048", "-ub", "512", "-npp", str(PROMPT), "-ntg", str(ANSWER),
        "-npl", str(SEQUENCES), "--output-format", "jsonl",
    ]  # fmt: skip
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return float(next(row["speed"] for row in rows if row["pl"] == SEQUENCES))


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--llama-batched-bench", type=Path, help="llama.cpp's own, built alike")
    options = parser.parse_args()
    speeds: list[float] = []
    ratios: list[float] = []
    starts = itertools.count(1)
    with measure.engine(options) as engine:
        ours(engine, starts)
        for _ in range(options.rounds):
            speeds.append(ours(engine, starts))
            if options.llama_batched_bench:
                ratios.append(speeds[-1] / theirs(options))
    results = {"8 sequences (tokens/s)": measure.median(speeds)}
    bars = {}
    if ratios:
        results["to llama-batched-bench"] = measure.median(ratios)
        bars["to llama-batched-bench"] = 0.9
    return measure.report(results, bars, options.json)


if __name__ == "__main__":
    sys.exit(main())
