"""How well a model tells what a passage says, where the sentence alone gives nothing away.

    python -m tests.benchmarks.turned [--language en|zh] [--model FILE] [--first N] [--count N]

Each entry of tests/benchmarks/turned has two passages and two sentences; each sentence is said by one of
the passages only. So every sentence is right as often as it is wrong, and so is what is asked of a passage.

In `checked` that is not so. A linear classifier over the inner states of the 1.5B bilingual model that
sees the sentences without their documents tells true from false ones there with an area under the curve
of 0.80 (documents held out), and one that sees the passages too with 0.87. What the latter learnt is
worth 0.36 to 0.54 on public pairs (RTE-3), where the model's own yes and no have 0.89. So nothing may be
fitted to `checked` that sees more of a sentence than what the comparison found. Fitted to the entries
here, such a classifier has 0.78 (the model's yes and no: 0.77), and on `checked` both have 0.63: what
the model does not tell in its answer is not in its inner states either.

Printed: the area under the curve, and how often the right one of two is preferred, of one sentence with both
passages and of one passage with both sentences.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.evidence.asking import Judge
from tests.models_for_tests import bilingual_path

_FOLDER = Path(__file__).parent / "turned"


@dataclass(frozen=True)
class Turned:
    """`said[n]` is what only `passages[n]` says."""

    passages: tuple[str, str]
    said: tuple[str, str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each passage with each sentence: right, wrong, wrong, right."""
        return [(passage, sentence) for passage in self.passages for sentence in self.said]


def entries(language: str) -> list[Turned]:
    """All of a language, in the order of the file."""
    text = (_FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in text.strip().split("\n\n") if not block.startswith("#")]
    return [Turned((one, other), (first, second)) for one, other, first, second in blocks]


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Under the curve: how often a right one has more than a wrong one."""
    return fmean((one > other) + 0.5 * (one == other) for one in right for other in wrong)


def report(answers: Sequence[float]) -> str:
    """Of answers in the order of `Turned.pairs`."""
    fours = [answers[start : start + 4] for start in range(0, len(answers), 4)]
    right = [each for a, _, _, d in fours for each in (a, d)]
    wrong = [each for _, b, c, _ in fours for each in (b, c)]
    sentences = [won for a, b, c, d in fours for won in (a > c, d > b)]
    passages = [won for a, b, c, d in fours for won in (a > b, d > c)]
    return (
        f"{len(answers)} pairs: area {area(right, wrong):.3f}; "
        f"preferred of one sentence {fmean(sentences):.2f}, of one passage {fmean(passages):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--model", type=Path, default=bilingual_path())
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    chosen = entries(options.language)[options.first : options.first + options.count]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"))
        try:
            engine.load(ModelSpec(FileRef(options.model), context=4096))
            answers = Judge(engine, options.language).ask([pair for each in chosen for pair in each.pairs])
        finally:
            engine.close()
    print(report([0.0 if each is None else each for each in answers]))


if __name__ == "__main__":
    main()
