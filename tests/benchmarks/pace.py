"""The speed that a list of models promises, held against the speed at which they answer here.

    python -m tests.benchmarks.pace [--model FILE.gguf ...] [--rounds N]

In each round this computer's speed is measured anew and then a model answers, since the machine's speed
drifts. The bar: within 30 % of each other.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.local.machine import LocalMachine
from llmdesk.engine.types import GenerateRequest, Message
from llmdesk.gguf import read_header
from llmdesk.models.speed import active_of_header, tokens_per_second
from tests.benchmarks import measure
from tests.models_for_tests import bilingual_path, starter_path

TOKENS = 128


def answered(engine: Engine) -> float:
    request = GenerateRequest(
        messages=(Message("user", "Tell me a long story about a lighthouse."),),
        max_tokens=TOKENS,
        sampling=measure.SAMPLING,
    )
    return engine.generate(request).result().tokens_per_s


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", type=Path, action="append")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    worst = 0.0
    for path in options.model or [path for path in (starter_path(), bilingual_path()) if path is not None]:
        ratio = statistics.median(ratios(path, options.rounds))
        worst = max(worst, ratio, 1 / ratio)
        print(f"{path.name}: promised/real {ratio:.2f}")
    return 0 if worst <= 1.3 else 1


def ratios(path: Path, rounds: int) -> list[float]:
    active = active_of_header(read_header(path))
    found = []
    options = argparse.Namespace(model=path, threads=os.cpu_count())
    with measure.engine(options) as engine, tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            speed = LocalMachine(Path(folder, "log")).weights_speed("cpu")
            assert speed is not None
            promised, real = tokens_per_second(active, speed), answered(engine)
            found.append(promised / real)
            print(f"  {speed.bytes_per_second / 1e9:.1f} GB/s: {promised:.1f} promised, {real:.1f} real")
    return found


if __name__ == "__main__":
    sys.exit(main())
