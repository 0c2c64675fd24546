"""How good and how fast sentiment is on a file of labelled rows.

    python -m tests.benchmarks.sentiment ROWS.tsv [--model FILE] [--labels A,B] [--rows N]
    python -m tests.benchmarks.sentiment --set NAME|all [--model FILE] [--language en|zh] [--half look|report]

ROWS.tsv: a text, a tab and its label (one of the labels) on each line, in UTF-8. Prints accuracy and
expected calibration error without labelled rows, then with 30 (fitted on a random 30 that hold both
labels, measured on the others), each as the mean of 10 splits, and rows/s next to the tokens/s of
plain prompt processing. --set: how right a ready label set is on the texts of `labelled_*.toml`; what is
changed because of wrong texts is judged on the half "report", which is not looked at.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, ModelSpec
from llmdesk.tools.sentiment import Analyzer, RowResult, label_set, measure
from llmdesk.tools.sentiment.calibration import with_rows
from llmdesk.tools.sentiment.fit import probabilities
from tests.benchmarks import labelled
from tests.benchmarks import measure as measuring
from tests.models_for_tests import starter_path

SPLITS, LABELLED = 10, 30
Pair = tuple[str, str]


def read(path: Path, names: tuple[str, ...], most: int) -> list[Pair]:
    """The first `most` rows, shuffled the same way every time."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        text, _, label = line.rpartition("\t")
        if text.strip() and label in names:
            rows.append((text, label))
    random.Random(0).shuffle(rows)
    return rows[:most]


def splits(analyzer: Analyzer, pairs: list[Pair], found: list[RowResult]) -> list[tuple[float, ...]]:
    """(accuracy, ECE) without and with 30 labelled rows, for each of 10 splits."""
    names = analyzer.labels.names
    results: list[tuple[float, ...]] = []
    for seed in range(SPLITS):
        order = list(range(len(pairs)))
        random.Random(seed).shuffle(order)
        known, rest = order[:LABELLED], order[LABELLED:]
        truth = [pairs[place][1] for place in rest]
        plain = measure([found[place].probabilities for place in rest], truth, names)
        base = analyzer.calibration(found[rest[0]].language)
        fitted = with_rows(base, [(found[place].scores, pairs[place][1]) for place in known], names)
        moved = probabilities([found[place].scores for place in rest], fitted.scale, fitted.bias)
        taught = measure([list(row) for row in moved], truth, names)
        results.append((plain.accuracy, plain.ece, taught.accuracy, taught.ece))
    return results


def prompt_speed(engine: Engine) -> float:
    """Prompt processing of 512 tokens, in tokens/s."""
    text = measuring.text_of_tokens(engine, 512, "Once more.")
    read_once = engine.generate(GenerateRequest(prompt=text, max_tokens=1)).result()
    return (read_once.prompt_tokens - read_once.reused_tokens) / read_once.timings.prompt_s


def run(options: argparse.Namespace, engine: Engine) -> None:
    labels = label_set(options.labels)
    pairs = read(options.rows_file, labels.names, options.rows)
    loaded = engine.load(ModelSpec(FileRef(options.model)))
    analyzer = Analyzer(engine, labels, None)
    list(analyzer.rows(text for text, _ in pairs[:8]))
    began = time.perf_counter()
    found = list(analyzer.rows(text for text, _ in pairs))
    elapsed = time.perf_counter() - began
    tokens = sum(engine.count_tokens(text for text, _ in pairs))
    kept = [(pair, row) for pair, row in zip(pairs, found, strict=True) if row.scored]
    figures = splits(analyzer, [pair for pair, _ in kept], [row for _, row in kept])
    accuracy, error, taught, taught_error = (statistics.mean(column) for column in zip(*figures, strict=True))
    print(
        f"{loaded.name}: {len(kept)} rows of {options.rows_file.name}, {tokens / len(pairs):.0f} tokens each"
    )
    print(f"  no labelled rows   accuracy {accuracy:.3f}  ECE {error:.3f}")
    print(f"  {LABELLED} labelled rows   accuracy {taught:.3f}  ECE {taught_error:.3f}")
    print(f"  {len(pairs) / elapsed:.1f} rows/s, {tokens / elapsed:.0f} of the rows' own tokens/s")
    print(f"  prompt processing: {prompt_speed(engine):.0f} tokens/s")


def run_sets(options: argparse.Namespace, engine: Engine) -> None:
    names = labelled.set_names() if options.set == "all" else [options.set]
    loaded = engine.load(ModelSpec(FileRef(options.model)))
    print(loaded.name)
    for name in names:
        print(labelled.judge(engine, name, options.language, options.half), flush=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rows_file", metavar="ROWS.tsv", type=Path, nargs="?")
    parser.add_argument("--set", choices=[*labelled.set_names(), "all"])
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--half", choices=labelled.HALVES, default="report")
    parser.add_argument("--model", type=Path, default=starter_path())
    parser.add_argument("--labels", default="positive,negative")
    parser.add_argument("--rows", type=int, default=2000)
    options = parser.parse_args()
    if (options.rows_file is None) == (options.set is None):
        parser.error("give either ROWS.tsv or --set NAME")
    return options


def main() -> None:
    options = parse()
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"), Path(folder, "machine.json"))
        try:
            (run if options.set is None else run_sets)(options, engine)
        finally:
            engine.close()


if __name__ == "__main__":
    main()
