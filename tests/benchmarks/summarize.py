"""Summaries with a real model: speed of the map phase, lengths, a fact planted once.

    python -m tests.benchmarks.summarize map     [--model FILE] [--threads N]
    python -m tests.benchmarks.summarize lengths [--model FILE] [--threads N]
    python -m tests.benchmarks.summarize planted [--model FILE] [--threads N] [--places 0,1,…]
    python -m tests.benchmarks.summarize read    [--model FILE] [--threads N] [--set en/look] [--length long]
        [--only NAME,…] [--no-question]

`map`: tokens/s of reading a document in chunks, against `generate_many` alone with the same
kind of requests. `lengths`: ten documents, how many meet the wanted length within 25 %. `planted`: a fact
at ten places of a document of 50,000 characters, how often it is among the key facts. `read`: documents
of a checked set, each summary beside the ten main points that were written down before, for a person to
count; with the seconds until something was read and shown, all of it, and one question with the whole text
for a summary as long.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, Message, Sampling
from llmdesk.errors import UserError
from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize import Summary, SummaryOptions, SummaryProgress, summarize, target_length
from llmdesk.tools.summarize.check import without_repeats
from tests.benchmarks import measure
from tests.benchmarks.summarize_texts import PLANTED, long_document
from tests.models_for_tests import bilingual_path
from tests.tools.summarize.reading_engine import ReadingEngine

CHECKED = Path(__file__).parent / "checked"
TEXTS = Path(__file__).parent.parent / "tools" / "summarize" / "texts"
WANTED = ("short", "medium")


class Counting:
    """An engine that counts the tokens and the time of each call of `generate_many`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.state = engine.state
        self.count_tokens = engine.count_tokens
        self.score = engine.score
        self.generate = engine.generate
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


def read(engine: TextEngine, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Each document of a set: its summary and its main points on standard output, and what they took."""
    for path in sorted((CHECKED / options.set).glob("*.toml")):
        if options.only and path.stem not in options.only:
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        document = from_text(f"{data['title']}\n\n{data['text'].strip()}", path.stem)
        began = time.monotonic()
        shown: list[float] = []

        def note(seen: SummaryProgress, began: float = began, shown: list[float] = shown) -> None:
            if seen.tokens_read and seen.partial:
                shown.append(time.monotonic() - began)

        summary = summarize(document, SummaryOptions(length=options.length), engine, note)
        points = "\n".join(f"  {number:2}  {point}" for number, point in enumerate(data["points"], 1))
        print(f"\n== {data['title']} ({path.stem})\n\n{summary.text}\n\n{points}\n", flush=True)
        asked = None if options.no_question else question(engine, document.text, summary)
        yield {
            "document": path.stem, "words": words(summary.text), "chunks": summary.chunks,
            "extracted": sum(sentence.extracted for sentence in summary.sentences),
            "first_s": round(shown[0], 1) if shown else None, "seconds": round(summary.seconds, 1),
            "question_s": asked, "ratio": round(summary.seconds / asked, 2) if asked else None,
        }  # fmt: skip


def question(engine: TextEngine, text: str, summary: Summary) -> float:
    """Seconds of one question with the whole text, for a summary as long as `summary`."""
    length = words(summary.text)
    asked = (
        f"用大约{length}个字总结上文。" if summary.language == "zh" else f"Summarize this in {length} words."
    )
    tokens_of = engine.count_tokens([summary.text])[0]
    request = GenerateRequest(
        (Message("user", f"{text}\n\n{asked}"),), sampling=Sampling(temperature=0.2, seed=1),
        max_tokens=tokens_of, priority="batch", fresh=True,
    )  # fmt: skip
    began = time.monotonic()
    result = engine.generate(request).result()
    elapsed = time.monotonic() - began
    # Where the answer ended sooner, as if it had gone on to the length of the summary.
    missing = max(0, tokens_of - result.completion_tokens)
    return round(elapsed + missing / max(0.1, result.tokens_per_s), 1)


def main() -> None:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("what", choices=("map", "lengths", "planted", "read"))
    parser.add_argument("--set", default="en/look", help="a folder of tests/benchmarks/checked")
    parser.add_argument("--length", default="long")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    parser.add_argument("--no-question", action="store_true")
    parser.add_argument(
        "--places", type=lambda text: [int(part) for part in text.split(",")], default=range(10)
    )
    parser.set_defaults(model=bilingual_path())
    options: argparse.Namespace = parser.parse_args()
    with measure.engine(options, context=8192 if options.what == "read" else 4096) as engine:
        if options.what == "map":
            print(json.dumps({name: round(value, 3) for name, value in map_phase(engine).items()}))
            return
        if options.what == "read":
            for row in read(engine, options):
                print(json.dumps(row, ensure_ascii=False), flush=True)
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
