"""Summaries with a real model: speed of the map phase, lengths, a fact planted once.

    python -m tests.benchmarks.summarize map     [--model FILE] [--threads N]
    python -m tests.benchmarks.summarize lengths [--model FILE] [--threads N]
    python -m tests.benchmarks.summarize planted [--model FILE] [--threads N] [--places 0,1,…]

`map`: tokens/s of reading a document in chunks, against `generate_many` alone with the same
kind of requests. `lengths`: ten documents, how many meet the wanted length within 25 %. `planted`: a fact
at ten places of a document of 50,000 characters, how often it is among the key facts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.client import Engine
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import UserError
from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize import Summary, SummaryOptions, SummaryProgress, summarize, target_length
from llmdesk.tools.summarize.check import without_repeats
from tests.benchmarks import measure
from tests.benchmarks.summarize_texts import PLANTED, long_document
from tests.models_for_tests import bilingual_path
from tests.tools.summarize.reading_engine import ReadingEngine

TEXTS = Path(__file__).parent.parent / "tools" / "summarize" / "texts"
WANTED = ("short", "medium")


class Counting:
    """An engine that counts the tokens and the time of each call of `generate_many`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.state = engine.state
        self.count_tokens = engine.count_tokens
        self.score = engine.score
        self.calls: list[tuple[list[GenerateRequest], list[Completion], float]] = []

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        began = time.perf_counter()
        answers = []
        for index, answer in self._engine.generate_many(requests, cancel):
            if isinstance(answer, Completion):
                answers.append(answer)
            yield index, answer
        self.calls.append((list(requests), answers, time.perf_counter() - began))


def tokens(answers: Sequence[Completion]) -> int:
    return sum(a.prompt_tokens - a.reused_tokens + a.completion_tokens for a in answers)


def map_phase(engine: Engine) -> dict[str, float]:
    """Tokens/s of reading, all tokens over all of the time until the last chunk is read, and of the same
    kind of requests, about another document, given to `generate_many` by themselves."""
    other = map_requests(engine, long_document(None, 16_000, seed=8))
    began = time.perf_counter()
    alone = [answer for _, answer in engine.generate_many(other) if isinstance(answer, Completion)]
    theirs = tokens(alone) / (time.perf_counter() - began)
    counting = Counting(engine)
    read_at: list[float] = []

    def progress(seen: SummaryProgress) -> None:
        if seen.stage == "chunks" and seen.done == seen.total:
            read_at.append(time.perf_counter())

    began = time.perf_counter()
    summarize(from_text(long_document(None, 16_000)), SummaryOptions(), as_engine(counting), progress)
    ours = tokens(counting.calls[0][1]) / (read_at[0] - began)
    return {"map_tokens_per_s": ours, "generate_many_tokens_per_s": theirs, "ratio": ours / theirs}


def map_requests(engine: Engine, text: str) -> list[GenerateRequest]:
    """What a summary of `text` asks first, without asking it."""
    reader = ReadingEngine()
    reader.count_tokens = engine.count_tokens  # type: ignore[method-assign]
    chunks = summarize(from_text(text), SummaryOptions(), reader).chunks
    return reader.requests[:chunks]


def as_engine(counting: Counting) -> TextEngine:
    """It has all that a summary asks of an engine."""
    return counting  # type: ignore[return-value]


def lengths(engine: TextEngine, wanted: Sequence[str] = WANTED) -> Iterator[dict[str, object]]:
    """Each document at each length: words wanted and written, and what else must hold."""
    for path in sorted(TEXTS.glob("*.txt")):
        document = from_text(path.read_text(encoding="utf-8"), path.stem)
        for length in wanted:
            summary = summarize(document, SummaryOptions(length=length), engine)  # type: ignore[arg-type]
            target = target_length(length, "paragraph", summary.language)  # type: ignore[arg-type]
            yield {
                "document": path.stem, "length": length, "wanted": target, "written": words(summary.text),
                "met": abs(words(summary.text) / target - 1) <= 0.25, "sound": sound(summary),
                "sentences": len(summary.sentences), "unsupported": summary.unsupported,
                "seconds": round(summary.seconds, 1),
            }  # fmt: skip


def sound(summary: Summary) -> bool:
    """Whether all was read and nothing is said twice."""
    texts = [sentence.text for sentence in summary.sentences]
    return without_repeats(texts) == texts and summary.chars_read == summary.chars_total


def planted(engine: TextEngine, places: Sequence[int]) -> Iterator[dict[str, object]]:
    for place in places:
        document = from_text(long_document(place), "chronicle")
        summary = summarize(document, SummaryOptions(style="facts"), engine)
        yield {
            "place": place, "found": PLANTED[place][1] in summary.text, "chunks": summary.chunks,
            "seconds": round(summary.seconds, 1),
        }  # fmt: skip


def main() -> None:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("what", choices=("map", "lengths", "planted"))
    parser.add_argument(
        "--places", type=lambda text: [int(part) for part in text.split(",")], default=range(10)
    )
    parser.set_defaults(model=bilingual_path())
    options: argparse.Namespace = parser.parse_args()
    with measure.engine(options) as engine:
        if options.what == "map":
            print(json.dumps({name: round(value, 3) for name, value in map_phase(engine).items()}))
            return
        rows = lengths(engine) if options.what == "lengths" else planted(engine, options.places)
        good = count = 0
        for row in rows:
            print(json.dumps(row, ensure_ascii=False), flush=True)
            good += bool(row.get("met", row.get("found")))
            count += 1
        print(f"{good} of {count}")


if __name__ == "__main__":
    main()
