"""How fast a tool of one's own goes over a table, against `generate_many` alone with the same requests.

    python -m tests.benchmarks.own [--model FILE] [--rows N] [--rounds N] [--many N]

Both are measured in one run, the job between two times of `generate_many`. Compared are written tokens over
all of the time, the table's reading and writing included. `--many` needs no model: what 1,000 and N rows
take of memory, with an engine that answers at once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion
from llmdesk.tools.own import Checks, Example, OwnTool, Values
from llmdesk.tools.own.kinds import BLOCK
from llmdesk.tools.own.prompts import request
from llmdesk.tools.own.table import OwnWorker
from llmdesk.tools.tables import run_job
from tests.benchmarks import measure
from tests.benchmarks.tables import comments
from tests.tools.own.engine import AnsweringEngine

TOOL = OwnTool(
    "Title",
    "Write a title for the text: what it is about, in three to eight words. No full stop at the end.",
    examples=(
        Example(
            ("The heating in room 14 has been cold since Monday, and nobody came.",),
            "Cold heating in room 14",
        ),
        Example(("Thank you, the lamp arrived yesterday and looks lovely.",), "Thanks for the lamp"),
    ),
    checks=Checks(tries=1),
    longest_answer=24,
)


def table_of(folder: Path, rows: Iterable[str]) -> Path:
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("text\n")
        stream.writelines(f'"{text}"\n' for text in rows)
    return path


def alone(engine: Engine, rows: list[str]) -> float:
    """Written tokens a second."""
    requests = [request(TOOL, (text,)) for text in rows]
    began = time.perf_counter()
    results = [result for _, result in engine.generate_many(requests)]
    elapsed = time.perf_counter() - began
    return sum(each.completion_tokens for each in results if isinstance(each, Completion)) / elapsed


def over_table(engine: Engine, path: Path, rows: int, block: int) -> float:
    """Written tokens a second of the whole job."""
    written: list[int] = []
    worker = OwnWorker(engine, TOOL, "model", block=block)
    worker.kind.on_completion = lambda completion: written.append(completion.completion_tokens)
    began = time.perf_counter()
    result = run_job(path, ("text",), path.with_name("out.csv"), worker, overwrite=True)
    elapsed = time.perf_counter() - began
    assert result.rows == rows
    return sum(written) / elapsed


def speed(options: argparse.Namespace) -> dict[str, float]:
    rows = comments(options.rows)
    ratios, rates = [], []
    with measure.engine(options) as engine, tempfile.TemporaryDirectory() as name:
        path = table_of(Path(name), rows)
        alone(engine, rows[:32])
        for _ in range(options.rounds):
            before = alone(engine, rows)
            job = over_table(engine, path, len(rows), options.block)
            after = alone(engine, rows)  # the machine's speed drifts
            rates.append(job)
            ratios.append(job / ((before + after) / 2))
    return {"job, tokens/s": measure.median(rates), "job to generate_many alone": measure.median(ratios)}


def memory(most: int) -> dict[str, float]:
    """The most memory (MB) of one process after 1,000 rows, and after `most`."""
    found = {}
    for rows in (1_000, most):
        engine = AnsweringEngine(lambda _request: "a title")
        engine.keeps = False
        with tempfile.TemporaryDirectory() as name:
            path = table_of(Path(name), (f"comment {number} is here" for number in range(rows)))
            worker = _Forgetful(engine, TOOL, "model")
            run_job(path, ("text",), path.with_name("out.csv"), worker)
        found[f"MB after {rows:,} rows"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found


class _Forgetful(OwnWorker):
    """As it is; the engine's own record of its calls is emptied."""

    def values(self, row: Values, cancel: object) -> Values:
        self._engine.many.clear()  # type: ignore[attr-defined]  # of the tests' engine
        return row


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=512)
    parser.add_argument("--block", type=int, default=BLOCK, help="rows that are asked together")
    parser.add_argument("--many", type=int, metavar="N", help="the memory of N rows only")
    options = parser.parse_args()
    results = memory(options.many) if options.many else speed(options)
    return measure.report(results, {"job to generate_many alone": 0.9}, options.json)


if __name__ == "__main__":
    sys.exit(main())
