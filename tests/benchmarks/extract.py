"""How many values, with their places, Extract gets right in made documents.

    python -m tests.benchmarks.extract [--model starter] [--language en] [--count 60] [--first 0] [--weigh]
                                       [--set tuning|measuring|looked-at|reported] [--show] [--keep FILE]
    python -m tests.benchmarks.extract --sum FILE

`tuning` and `measuring` are whole templates, `looked-at` and `reported` (the default) put together from
parts; Extract was built with an eye on the first of each pair. A long run can be made in portions (--first,
--keep), which --sum puts together.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from llmdesk.tools.kept import read, write
from tests.benchmarks.extract_texts import (
    LOOKED_AT,
    MEASURING,
    REPORTED,
    TUNING,
    Known,
    Made,
    composed,
    made,
)
from tests.models_for_tests import bilingual_path, starter_path

_AT_ONCE = 6
_SETS: Mapping[str, Callable[[str, int], Iterator[Made]]] = {
    "tuning": lambda language, count: made(TUNING, language, count),
    "measuring": lambda language, count: made(MEASURING, language, count),
    "looked-at": lambda language, count: composed(language, count, LOOKED_AT),
    "reported": lambda language, count: composed(language, count, REPORTED),
}


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

    first = [
        one(document) for document in documents[:1]
    ]  # the others begin as its prompt does, which is kept
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [each for each in (*first, *pool.map(one, documents[1:])) if each is not None]


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
    options.add_argument("--set", choices=tuple(_SETS), default="reported")
    options.add_argument("--sum", type=Path, help="report what was kept in this file")
    options.add_argument("--weigh", action="store_true", help="weigh every value (twice the time)")
    options.add_argument("--show", action="store_true")
    options.add_argument("--keep", type=Path, help="add what came to this file, a line each")
    chosen = options.parse_args()
    path = bilingual_path() if chosen.model == "bilingual" else starter_path()
    assert path is not None, "the model is not here"
    languages = ("en", "zh") if chosen.language == "both" else (chosen.language,)
    if chosen.sum is not None:
        told(languages, kept(chosen.sum, languages, chosen.set, chosen.count), chosen.show)
        return
    some = [list(_SETS[chosen.set](language, chosen.count))[chosen.first :] for language in languages]
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
    told(languages, done, chosen.show)


def told(languages: Sequence[str], done: Sequence[tuple[Made, Extraction]], show: bool) -> None:
    """Each language, and each kind of document in it; then how often values of a confidence were right."""
    weighed = []
    for language in languages:
        here = [pair for pair in done if pair[0].language == language]
        for kind in sorted({document.kind for document, _ in here}):
            report(f"{language} {kind}s", [pair for pair in here if pair[0].kind == kind], show)
        weighed += report(language, here, show=False).weighed
    print(*calibration(weighed), sep="\n")


def kept(path: Path, languages: Sequence[str], chosen: str, count: int) -> list[tuple[Made, Extraction]]:
    """The documents of a set, with what was extracted from each when it was last kept."""
    found: dict[str, Extraction] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, text, result = json.loads(line)
        extraction = read(Extraction, result)
        if extraction is not None:
            found[text] = extraction
    documents = (each for language in languages for each in _SETS[chosen](language, count))
    return [(document, found[document.text]) for document in documents if document.text in found]


if __name__ == "__main__":
    main()
