"""What a grammar costs of the speed of generation.

    python -m tests.benchmarks.grammar [--bilingual PATH] [--threads N]

First a grammar that fits whatever the model writes, then the trie of a dictionary (`trie.py`) with
the larger vocabulary of the bilingual model. With and without take turns, since the machine's own
speed drifts.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest
from tests.benchmarks import measure, trie
from tests.models_for_tests import bilingual_path

ANYTHING = "root ::= [\\x00-\\U0010FFFF]*"
REQUEST = GenerateRequest(prompt="Once upon a time", sampling=measure.SAMPLING, max_tokens=128)
POEM = GenerateRequest(
    prompt="A poem on autumn, the river and the moon:\n", sampling=measure.SAMPLING, max_tokens=96
)


def cost(engine: Engine, request: GenerateRequest, grammar: str, rounds: int) -> float:
    """The share of the speed that is lost, 0…1: the median over the rounds."""
    under = replace(request, grammar=grammar)
    engine.generate(under).result()  # parses it
    lost = []
    for number in range(rounds):
        sampling = replace(request.sampling, seed=number)
        free = engine.generate(replace(request, sampling=sampling)).result()
        bound = engine.generate(replace(under, sampling=sampling)).result()
        assert bound.finish_reason != "grammar"
        assert bound.completion_tokens > 16
        lost.append(1 - bound.tokens_per_s / free.tokens_per_s)
    return measure.median(lost)


def with_trie(options: argparse.Namespace) -> dict[str, float]:
    source = trie.grammar()
    results = {"trie: rules": float(source.count("\n") + 1), "trie: characters": float(len(source))}
    options.model = options.bilingual
    with measure.engine(options) as engine:
        began = time.perf_counter()
        poem = engine.generate(replace(POEM, grammar=source, max_tokens=1)).result()
        results["trie: first token, parsing included (s)"] = time.perf_counter() - began
        assert poem.completion_tokens == 1
        results["trie: cost"] = cost(engine, POEM, source, options.rounds)
    return results


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument(
        "--bilingual", type=Path, default=bilingual_path(), help="a model of a large vocabulary"
    )
    options = parser.parse_args()
    with measure.engine(options) as engine:
        results = {"a grammar that fits: cost": cost(engine, REQUEST, ANYTHING, options.rounds)}
    if options.bilingual:
        results |= with_trie(options)
    bars = {"a grammar that fits: cost": 0.10, "trie: cost": 0.40}
    return measure.report(results, {}, options.json, at_most=bars)


if __name__ == "__main__":
    sys.exit(main())
