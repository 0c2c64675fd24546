"""How well the check tells true sentences from false ones of many kinds, about documents of many kinds.

    python -m tests.benchmarks.checked [--half look|report] [--language en|zh] [--model FILE] [--show]

Without --model by words alone. With it a table says, too, how often sentences are true for which the check
gives a probability.

The sets are tests/benchmarks/checked/LANGUAGE/HALF/*.toml: documents that we wrote, with sentences about
them, false ones by kind. `look` is for building, `report` is for measuring only: never look into it. Nothing
that reads sentences may be fitted to them: how they are worded gives away which are false (`turned`).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.checking import judge
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.verdicts import Verdict

FOLDER = Path(__file__).parent / "checked"
TRUE = "true"
# What a document's sentences are checked by.
Check = Callable[[Document, Sequence[str]], Sequence[Verdict]]


@dataclass(frozen=True)
class Case:
    """A sentence about a document; `kind` is TRUE or what is wrong with it, `verdict` what it should get."""

    document: str
    kind: str
    verdict: str
    text: str


@dataclass(frozen=True)
class Judged:
    """A case with its verdict."""

    case: Case
    verdict: Verdict

    @property
    def supported(self) -> bool:
        return self.verdict.supported


def documents(folder: Path) -> Iterator[tuple[Document, list[Case]]]:
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        document = from_text(data["text"], path.stem)
        cases = [Case(path.stem, TRUE, "supported", text) for text in data["true"]]
        cases += [Case(path.stem, each["kind"], each["verdict"], each["text"]) for each in data["false"]]
        yield document, cases


def judged(folder: Path, check: Check = check_sentences) -> list[Judged]:
    found: list[Judged] = []
    for document, cases in documents(folder):
        verdicts = check(document, [case.text for case in cases])
        found += [Judged(case, verdict) for case, verdict in zip(cases, verdicts, strict=True)]
    return found


def table(results: Sequence[Judged]) -> str:
    """How many of each kind are supported, and how many are said to be contradicted."""
    count, supported, contradicted = Counter[str](), Counter[str](), Counter[str]()
    for each in results:
        for kind in (each.case.kind, *(["all false"] if each.case.kind != TRUE else [])):
            count[kind] += 1
            supported[kind] += each.supported
            contradicted[kind] += each.verdict.name == "contradicted"
    lines = ["| kind | sentences | supported | contradicted |", "| --- | --- | --- | --- |"]
    for kind in (TRUE, "all false", *sorted(count.keys() - {TRUE, "all false"})):
        shares = (
            f"{n} ({100 * n / max(1, count[kind]):.0f} %)" for n in (supported[kind], contradicted[kind])
        )
        lines.append(f"| {kind} | {count[kind]} | {' | '.join(shares)} |")
    return "\n".join(lines)


def reasons(results: Sequence[Judged]) -> str:
    """How often each reason is given to true sentences and to false ones."""
    count = Counter(
        (str(each.verdict.remark.template), each.case.kind == TRUE) for each in results if each.verdict.remark
    )
    lines = ["| reason | true | false |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {count[name, True]} | {count[name, False]} |" for name in sorted({n for n, _ in count})
    ]
    return "\n".join(lines)


def show(results: Sequence[Judged]) -> None:
    """What was judged wrong: true sentences that are marked, false ones that are not."""
    for each in results:
        if each.supported == (each.case.kind != TRUE):
            verdict = each.verdict
            print(f"\n[{each.case.document}] {each.case.kind}: {each.case.text}")
            print(f"    {verdict.name} {verdict.coverage:.2f} {verdict.remark or ''}")
            for source in verdict.sources:
                print(f"    < {source.quote}")


@contextlib.contextmanager
def asking(model: Path) -> Iterator[Check]:
    """The whole check, the model's opinion included; what is a `coverage` elsewhere is its probability."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "engine.log")
        engine.load(ModelSpec(FileRef(model), context=4096))

        def check(document: Document, sentences: Sequence[str]) -> list[Verdict]:
            found = judge(document, sentences, engine, trials=Path(folder) / "trials.json")
            print(".", end="", file=sys.stderr, flush=True)
            return [Verdict(each.supported, each.sources, each.probability, each.remark) for each in found]

        yield check
        engine.close()


def calibration(results: Sequence[Judged]) -> str:
    """How often the sentences of each tenth of probability are true."""
    lines = ["| probability | sentences | true |", "| --- | --- | --- |"]
    for tenth in range(10):
        within = [each for each in results if min(9, int(10 * each.verdict.coverage)) == tenth]
        if within:
            true = sum(each.case.kind == TRUE for each in within)
            share = f"{100 * true / len(within):.0f} %"
            lines.append(f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {len(within)} | {share} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("look", "report"), default="look")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--folder", type=Path, help="a folder of such files instead")
    parser.add_argument("--show", action="store_true", help="print what was judged wrong (of look)")
    parser.add_argument("--model", type=Path, help="ask this model, too")
    options = parser.parse_args()
    if options.show and options.half == "report":
        parser.error("what is in report is not for looking at")
    start = time.perf_counter()
    folder = options.folder or FOLDER / options.language / options.half
    with asking(options.model) if options.model else contextlib.nullcontext(check_sentences) as check:
        results = judged(folder, check)
    seconds = time.perf_counter() - start
    if options.show:
        show(results)
    print(table(results))
    print(reasons(results))
    if options.model:
        print(calibration(results))
    print(f"{1000 * seconds / max(1, len(results)):.1f} ms a sentence")


if __name__ == "__main__":
    main()
