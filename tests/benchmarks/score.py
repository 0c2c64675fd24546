"""How fast rows are scored: a prefix of 84 tokens that they share, rows of 28 tokens each.

    python -m tests.benchmarks.score [--llama-server PATH] [--llama-bench PATH] [--threads N]

Compares with reading the whole prompt for every row, with llama-server that keeps the prefix in its
cache, and with plain prompt processing of the rows' own tokens: llama-bench's pp512, or our own.
All in the same round, since the machine's speed drifts. At one speed a token, rows behind a prefix that
is read already come (84 + 28) / 28 = 4 times as fast as whole prompts.
"""

from __future__ import annotations

import argparse
import sys
import time

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, ScoreRequest
from tests.benchmarks import measure

PREFIX, ROW = 84, 28
ROWS = 192
WHOLE = 24  # rows whose whole prompt is read
LABELS = (" good", " bad")


def texts(engine: Engine) -> tuple[str, tuple[str, ...]]:
    """The prefix, and rows of exactly `ROW` tokens. Neighbours differ from their first token on: a server
    that keeps what two prompts share would otherwise read less of a row than `ROW` tokens."""
    prefix = measure.text_of_tokens(engine, PREFIX, "Some examples:")
    firsts = [f" {measure.WORDS[n % len(measure.WORDS)]} {n}:" for n in range(ROWS)]
    return prefix, tuple(measure.text_of_tokens(engine, ROW, first) for first in firsts)


def scored(engine: Engine, prefix: str, rows: tuple[str, ...]) -> tuple[float, float]:
    """(rows/s, their own tokens/s) behind a prefix that is read already."""
    list(engine.score(ScoreRequest(prefix, rows[:8], labels=LABELS)))
    began = time.perf_counter()
    scores = list(engine.score(ScoreRequest(prefix, rows, labels=LABELS)))
    elapsed = time.perf_counter() - began
    assert not any(score.error for score in scores)
    return len(scores) / elapsed, sum(score.tokens for score in scores) / elapsed


def whole_prompts(engine: Engine, prefix: str, rows: tuple[str, ...], round_number: int) -> float:
    """Rows/s when every row's prompt begins anew, so that nothing of it is in the cache."""
    began = time.perf_counter()
    for number, row in enumerate(rows[:WHOLE]):
        own = prefix.replace("Some", f"{round_number}{number}", 1)
        result = engine.generate(GenerateRequest(prompt=own + row, max_tokens=1)).result()
        assert result.reused_tokens < PREFIX // 4
    return WHOLE / (time.perf_counter() - began)


def server(options: argparse.Namespace, prefix: str, rows: tuple[str, ...]) -> float:
    """Rows/s of llama-server, which reads only the row behind the prefix."""
    with measure.llama_server(options, "-c", "4096", "-np", "1") as address:
        body = {"n_predict": 1, "cache_prompt": True, "temperature": 0}
        measure.ask_server(address, prompt=prefix + rows[0], **body)
        began = time.perf_counter()
        for row in rows[1:65]:
            answer = measure.ask_server(address, prompt=prefix + row, **body)
            assert ROW - 1 <= answer["timings"]["prompt_n"] <= ROW + 4
        return 64 / (time.perf_counter() - began)


def main() -> int:
    options = measure.arguments(__doc__.splitlines()[0]).parse_args()
    rates: list[float] = []
    ratios: dict[str, list[float]] = {"to whole prompts": [], "own tokens to pp512": []}
    bars = {"to whole prompts": 4.0, "own tokens to pp512": 0.9}
    if options.llama_server:
        ratios["to llama-server"] = []
        bars["to llama-server"] = 1.05
    with measure.engine(options) as engine:
        prefix, rows = texts(engine)
        for number in range(options.rounds):
            rate, tokens = scored(engine, prefix, rows)
            rates.append(rate)
            ratios["to whole prompts"].append(rate / whole_prompts(engine, prefix, rows, number))
            ratios["own tokens to pp512"].append(tokens / measure.prompt_speed(engine, options, number))
            if options.llama_server:
                ratios["to llama-server"].append(rate / server(options, prefix, rows))
    results = {"rows/s": measure.median(rates)}
    results |= {name: measure.median(values) for name, values in ratios.items()}
    return measure.report(results, bars, options.json)


if __name__ == "__main__":
    sys.exit(main())
