"""How many values, with their places, Extract gets right in made documents.

    python -m tests.benchmarks.extract [--model starter] [--language en] [--count 60] [--tuning] [--show]
                                       [--weigh]

Right: the value of the field stands for the same as the known one and overlaps one of its places (a choice:
the same choice). A marked value counts as not given; what is not stated counts where something is given for
it. F1 of both. Then how many values stand nowhere and are not marked and, with --weigh, how often values of a
confidence were right.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.documents import from_text
from llmdesk.tools.extract.method import extract
from llmdesk.tools.extract.types import Cell, Extraction
from llmdesk.tools.fields import Field, habits_of, normal
from llmdesk.tools.kept import write
from tests.benchmarks.extract_texts import MEASURING, TUNING, Known, Made, made
from tests.models_for_tests import bilingual_path, starter_path

_AT_ONCE = 6


def is_right(field: Field, cell: Cell, known: Known, text: str) -> bool:
    value = cell.first
    if value is None or value.problem or value.start is None or value.end is None:
        return False
    if known.choice:
        return value.value == known.choice
    start, end = value.start, value.end
    if not any(start < other and first < end for first, other in known.places):
        return False
    wanted = normal(field, known.text, habits_of(text))
    same = value.value == wanted.value
    return same if field.type != "text" else _bare(str(value.value)) == _bare(known.text)


def _bare(text: str) -> str:
    words = "".join(c for c in text.casefold() if c.isalnum() or c.isspace()).split()
    return " ".join(words[1:] if words and words[0] in ("a", "an", "the") else words)


class Tally:
    def __init__(self) -> None:
        self.right = self.given = self.known = self.unmarked = self.shifted = 0
        self.weighed: list[tuple[float, bool, str]] = []
        self.wrong: list[str] = []

    def add(self, document: Made, found: Extraction) -> None:
        (record,) = found.records
        for field, cell in zip(found.fields.fields, record, strict=True):
            known, value = document.known.get(field.name), cell.first
            right = known is not None and is_right(field, cell, known, document.read)
            given = value is not None and not value.marked
            self.right, self.given = self.right + right, self.given + given
            self.known += known is not None
            if value is not None and value.found:
                self.shifted += document.read[value.start : value.end] != value.text
            elif value is not None:
                self.unmarked += not value.problem
            if value is not None and value.confidence is not None and not value.problem:
                self.weighed.append((value.confidence, right, field.type))
            elif value is None and cell.confidence is not None:
                self.weighed.append((cell.confidence, known is None, "absent"))
            if not right and (known is not None or given):
                shown = None if value is None else (value.text, value.value, value.problem, value.confidence)
                self.wrong.append(f"{field.name}: {known and known.text!r} but {shown}")

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.given + self.known)


def calibration(weighed: Sequence[tuple[float, bool, str]]) -> Iterator[str]:
    for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01)):
        some = [(sure, right) for sure, right, _ in weighed if low <= sure < high]
        if some:
            said, so = (sum(each[at] for each in some) / len(some) for at in (0, 1))
            yield f"  said {said:.2f}, was {so:.2f} ({len(some)})"


def measure(
    engine: TextEngine, documents: Sequence[Made], seconds: float, keep: Path | None, *, weigh: bool
) -> list[tuple[Made, Extraction]]:
    """Several at a time, since the engine answers them side by side; those that are not begun after so many
    seconds are left out. Each is written to `keep` when it is done."""
    began = time.monotonic()

    def one(document: Made) -> tuple[Made, Extraction] | None:
        if time.monotonic() - began > seconds:
            return None
        found = extract(from_text(document.text), document.fields, engine, weigh_all=weigh)
        if keep is not None:
            with keep.open("a", encoding="utf-8") as stream:
                entry = [document.language, document.kind, document.text, write(found)]
                stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return document, found

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [each for each in pool.map(one, documents) if each is not None]


def report(name: str, done: Sequence[tuple[Made, Extraction]], show: bool) -> Tally:
    tally = Tally()
    for document, found in done:
        before = len(tally.wrong)
        tally.add(document, found)
        if show and len(tally.wrong) > before:
            print(document.language, document.kind, *tally.wrong[before:], sep="\n   ")
    print(f"{name}: F1 {tally.f1:.3f} of {len(done)} documents", end=" ")
    print(f"({tally.right} right, {tally.given} given, {tally.known} known);", end=" ")
    print(f"{tally.shifted} quotes differ, {tally.unmarked} stand nowhere without a mark")
    return tally


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--model", choices=("bilingual", "starter"), default="bilingual")
    options.add_argument("--language", choices=("en", "zh", "both"), default="both")
    options.add_argument("--count", type=int, default=60, help="documents of each language")
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seconds", type=float, default=3600)
    options.add_argument("--tuning", action="store_true")
    options.add_argument("--weigh", action="store_true", help="weigh every value (twice the time)")
    options.add_argument("--show", action="store_true")
    options.add_argument("--keep", type=Path, help="add what came to this file, a line each")
    chosen = options.parse_args()
    path = bilingual_path() if chosen.model == "bilingual" else starter_path()
    assert path is not None, "the model is not here"
    languages = ("en", "zh") if chosen.language == "both" else (chosen.language,)
    templates = TUNING if chosen.tuning else MEASURING
    some = [list(made(templates, language, chosen.count))[chosen.first :] for language in languages]
    documents = [document for each in zip(*some, strict=True) for document in each]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"))
        try:
            engine.load(ModelSpec(FileRef(path), context=4096))
            began = time.monotonic()
            done = measure(engine, documents, chosen.seconds, chosen.keep, weigh=chosen.weigh)
            print(f"{(time.monotonic() - began) / max(1, len(done)):.1f} s a document")
        finally:
            engine.close()
    weighed = []
    for language in languages:
        weighed += report(
            language, [pair for pair in done if pair[0].language == language], chosen.show
        ).weighed
    print(*calibration(weighed), sep="\n")


if __name__ == "__main__":
    main()
