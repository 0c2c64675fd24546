"""How many of ten main points the summaries of the `look` documents cover, told by the program.

    python -m tests.benchmarks.coverage [--model FILE] [--length N] [--only NAME,…] [--show]

Without --model the model answers nothing, so that the program alone chooses: seconds instead of an hour, for
building. `carried.toml` tells which sentences of a document carry each point, as a person read it; a point
counts whole where the summary has (nearly) all of them, and half where it has some. What a shortened sentence
lost of the point's words is lost. A reader of whole summaries (`summarize read`) counts more kindly.
"""

from __future__ import annotations

import argparse
import contextlib
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.terms import terms, words
from llmdesk.tools.summarize import Summary, SummaryOptions, summarize
from tests.benchmarks import measure
from tests.tools.summarize.reading_engine import ReadingEngine

FOLDER = Path(__file__).parent
CHECKED = FOLDER / "checked"
_ALL, _SOME = 0.75, 0.25
# The sentences of a point: of each group one is needed.
Point = list[list[int]]


def carried(language: str) -> dict[str, list[Point]]:
    """By document, its points, as places where sentences begin."""
    data = tomllib.loads((FOLDER / "carried.toml").read_text(encoding="utf-8"))[language]
    return {
        name: [
            [[int(at) for at in one.split("/")] for one in point.split("+")] for point in points.split("|")
        ]
        for name, points in data.items()
    }


def covered(document: Document, summary: Summary, points: list[Point], words_of: list[str]) -> float:
    """How many of the points the summary has."""
    said: dict[int, set[str]] = {}
    for sentence in summary.sentences:
        own = sentence.sources[:1]
        for source in own:
            for number in _numbers(document, source.start, source.end):
                said.setdefault(number, set()).update(terms(sentence.text))
    shares = (
        _share(document, point, said, set(terms(text))) for point, text in zip(points, words_of, strict=True)
    )
    return sum(1.0 if share >= _ALL else 0.5 if share >= _SOME else 0.0 for share in shares)


def _share(document: Document, point: Point, said: dict[int, set[str]], wanted: set[str]) -> float:
    """How much of a point's sentences is said, by the words that they share with the point."""
    found = 0.0
    for group in point:
        best = 0.0
        for place in group:
            (number,) = _numbers(document, place, place + 1)
            span = document.sentences[number]
            own = wanted & set(terms(document.text[span.start : span.end]))
            if number in said:
                best = max(best, len(own & said[number]) / len(own) if own else 1.0)
        found += best / len(point)
    return found


def _numbers(document: Document, start: int, end: int) -> range:
    """The sentences that have a part of text[start:end]."""
    first = bisect_right(document.sentences, start, key=lambda span: span.start) - 1
    return range(max(0, first), bisect_right(document.sentences, end - 1, key=lambda span: span.start))


@contextlib.contextmanager
def engine_of(options: argparse.Namespace) -> Iterator[TextEngine]:
    if options.model:
        with measure.engine(options, context=8192) as engine:
            yield engine
    else:
        silent = ReadingEngine(8192)
        silent.spoil = lambda request, number: ""
        yield silent


def main() -> None:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.set_defaults(model=None)
    parser.add_argument("--length", type=int, help="words or characters, instead of medium")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with engine_of(options) as engine:
        for language in ("en", "zh"):
            rows = []
            for name, points in carried(language).items():
                if options.only and name not in options.only:
                    continue
                data = tomllib.loads(
                    (CHECKED / language / "look" / f"{name}.toml").read_text(encoding="utf-8")
                )
                document = from_text(f"{data['title']}\n\n{data['text'].strip()}", name)
                summary = summarize(document, SummaryOptions(length=options.length or "medium"), engine)
                share = words(summary.text) / words(document.text)
                rows.append(
                    (covered(document, summary, points, data["points"]), len(summary.sentences), share)
                )
                if options.show:
                    print(f"\n{name}: {rows[-1][0]} of {len(points)}\n{summary.text}")
            if rows:
                found, sentences, share = (mean(column) for column in zip(*rows, strict=True))
                print(f"{language}: {found:.2f} of 10 points ({len(rows)} documents)", end=", ")
                print(f"{sentences:.1f} sentences, {100 * share:.0f} % of the document")


if __name__ == "__main__":
    main()
