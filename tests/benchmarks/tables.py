"""What reading, writing and keeping a table cost beside the scoring of its rows.

    python -m tests.benchmarks.tables [--model FILE] [--rows N] [--llama-bench PATH] [--no-model]

First microseconds a row with an analyzer that costs nothing. Then, in the same run and with the same
rows, rows/s of a whole table from CSV to CSV and from XLSX to XLSX against `engine.score` alone, and the
tokens/s of the rows against plain prompt processing (pp512).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import ScoreRequest
from llmdesk.tools.sentiment import Analyzer, RowResult, label_set
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.table import RowAnalyzer, TableResult, score_table
from tests.benchmarks import measure

FREE_ROWS = 50_000
SUFFIXES = (".csv", ".xlsx", ".jsonl")
TEXT = (
    "the phone battery screen was is very not good bad great awful I love hate it and but price service "
    "quality fast slow broke again money happy never always delivery support would buy recommend"
)
WORDS = TEXT.split()


class FreeAnalyzer:
    """Gives every text the same result at once."""

    model = "free"
    corrections: tuple[tuple[str, str], ...] = ()
    unsure_below: float | None = None

    def __init__(self) -> None:
        self.labels = label_set("sentiment-2")
        self._result = RowResult(self.labels.names[0], (0.75, 0.25), 0.75, "ok")

    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
        for _ in texts:
            yield self._result


def comments(count: int) -> list[str]:
    """Comments of 5 to 40 words, the same every time."""
    chance = random.Random(1)
    return [" ".join(chance.choice(WORDS) for _ in range(chance.randint(5, 40))) for _ in range(count)]


def tables(folder: Path, rows: list[str]) -> dict[str, Path]:
    """The comments as a table of five columns, in every format."""
    source = folder / "source.csv"
    lines = (f'{n},2024-01-02,"{text}",{n % 5},user{n}\n' for n, text in enumerate(rows))
    source.write_text("id,date,comment,stars,user\n" + "".join(lines), encoding="utf-8")
    made = {".csv": source}
    for suffix in SUFFIXES[1:]:
        made[suffix] = folder / f"source{suffix}"
        score_table(source, "comment", made[suffix], FreeAnalyzer())
    return made


def timed(path: Path, analyzer: RowAnalyzer) -> tuple[float, TableResult]:
    out = path.with_name(f"out{path.suffix}")
    began = time.perf_counter()
    result = score_table(path, "comment", out, analyzer)
    return time.perf_counter() - began, result


def overhead() -> dict[str, float]:
    """Microseconds a row of everything but the scoring."""
    with tempfile.TemporaryDirectory() as name:
        made = tables(Path(name), comments(FREE_ROWS))
        return {
            f"µs a row, {suffix[1:]}": timed(path, FreeAnalyzer())[0] / FREE_ROWS * 1e6
            for suffix, path in made.items()
        }


def alone(engine: Engine, analyzer: Analyzer, rows: list[str]) -> tuple[float, int]:
    """Rows/s of `engine.score` with the same prompt and nothing else, and the tokens that it reads behind
    the prefix they share: those of the rows and of the words behind each."""
    prompt = build(analyzer.labels, "en")
    items = tuple(prompt.item(text) for text in rows)
    request = ScoreRequest(prompt.prefix, items, prompt.suffix, prompt.answers)
    began = time.perf_counter()
    scores = list(engine.score(request))
    assert len(scores) == len(rows)
    return len(rows) / (time.perf_counter() - began), sum(score.tokens for score in scores)


def with_model(options: argparse.Namespace) -> dict[str, float]:
    rows = comments(options.rows)
    ratios: dict[str, list[float]] = {".csv": [], ".xlsx": []}
    to_prompts: dict[str, list[float]] = {".csv": [], ".xlsx": []}
    rates: list[float] = []
    with measure.engine(options) as engine, tempfile.TemporaryDirectory() as name:
        made = tables(Path(name), rows)
        analyzer = Analyzer(engine, label_set("sentiment-2"), None)
        analyzer.prepare()
        for number in range(options.rounds):
            before, tokens = alone(engine, analyzer, rows)
            for suffix, found in ratios.items():
                seconds, result = timed(made[suffix], analyzer)
                assert result.scored == len(rows)
                to_prompts[suffix].append(tokens / seconds / measure.prompt_speed(engine, options, number))
                after, _ = alone(engine, analyzer, rows)
                rates.append(after)
                found.append(len(rows) / seconds / ((before + after) / 2))  # the machine's speed drifts
                before = after
    results = {"score alone, rows/s": measure.median(rates)}
    for suffix in ratios:
        results[f"{suffix[1:]} to score alone"] = measure.median(ratios[suffix])
        results[f"{suffix[1:]}, own tokens to pp512"] = measure.median(to_prompts[suffix])
    return results


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1024)
    parser.add_argument("--no-model", action="store_true", help="the overhead only")
    options = parser.parse_args()
    results = overhead()
    bars: dict[str, float] = {}
    if not options.no_model:
        results |= with_model(options)
        bars = {"csv, own tokens to pp512": 0.85, "xlsx, own tokens to pp512": 0.85}
    return measure.report(results, bars, options.json, at_most={"µs a row, csv": 100, "µs a row, xlsx": 300})


if __name__ == "__main__":
    sys.exit(main())
