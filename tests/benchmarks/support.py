"""How well the support of summaries tells true sentences from changed and invented ones.

    python -m tests.benchmarks.support [--show]

The set is tests/tools/summarize/support_set.json: sentences that we wrote about documents that we wrote.
True sentences say in other words what the document says. Changed numbers and names are made of them,
invented facts fit the subject and stand nowhere.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.verdicts import Verdict

FOLDER = Path(__file__).parent.parent / "tools" / "summarize"
KINDS = ("true", "number", "name", "invented")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "fourteen", "eighteen")
_HAN = "二三四五六七八九"


@dataclass(frozen=True)
class Case:
    """One sentence about a document; only those of kind "true" should be supported."""

    document: str
    language: str
    kind: str
    text: str


def document(name: str) -> Document:
    return from_text((FOLDER / "texts" / f"{name}.txt").read_text(encoding="utf-8"), name)


def cases() -> Iterator[Case]:
    for name, sets in json.loads((FOLDER / "support_set.json").read_text(encoding="utf-8")).items():
        language = name[:2]
        for text in sets["true"]:
            yield Case(name, language, "true", text)
            changed = with_another_number(text)
            if changed:
                yield Case(name, language, "number", changed)
        for at, old, new in sets["name"]:
            assert old in sets["true"][at]
            yield Case(name, language, "name", sets["true"][at].replace(old, new))
        for text in sets["invented"]:
            yield Case(name, language, "invented", text)


def with_another_number(text: str) -> str:
    """`text` with its last figure changed into one of the same kind; "" where there is none."""
    found = [figure for figure in figures(text) if not figure.idle]
    if not found:
        return ""
    last = found[-1]
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 9 + 1), last.text)
    if changed == last.text:
        changed = re.sub(f"[{_HAN}]", lambda c: _HAN[(_HAN.index(c[0]) + 3) % len(_HAN)], last.text)
    if changed == last.text:
        changed = "seventeen" if last.text.lower() in _WORDS else "ninety"
    return text[: last.start] + changed + text[last.end :]


def verdicts() -> list[tuple[Case, Verdict]]:
    found: list[tuple[Case, Verdict]] = []
    by_document: dict[str, list[Case]] = {}
    for case in cases():
        by_document.setdefault(case.document, []).append(case)
    for name, group in by_document.items():
        found += zip(group, check_sentences(document(name), [case.text for case in group]), strict=True)
    return found


def shares(results: list[tuple[Case, Verdict]]) -> dict[tuple[str, str], tuple[int, int]]:
    """(language, kind): how many were judged as they should be, of how many."""
    table: dict[tuple[str, str], tuple[int, int]] = {}
    for case, verdict in results:
        right, count = table.get((case.language, case.kind), (0, 0))
        good = verdict.supported == (case.kind == "true")
        table[case.language, case.kind] = (right + good, count + 1)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print what was judged wrong")
    options = parser.parse_args()
    results = verdicts()
    if options.show:
        for case, verdict in results:
            if verdict.supported != (case.kind == "true"):
                print(f"{case.kind} {verdict.coverage:.2f} {verdict.remark or ''}\n    {case.text}")
    table = shares(results)
    print("| sentences | English | Chinese |\n| --- | --- | --- |")
    labels = {
        "true": "true, supported",
        "number": "changed number, marked",
        "name": "changed name, marked",
        "invented": "invented fact, marked",
    }
    for kind in KINDS:
        cells = [f"{table[lang, kind][0]} of {table[lang, kind][1]}" for lang in ("en", "zh")]
        print(f"| {labels[kind]} | {cells[0]} | {cells[1]} |")
    for lang in ("en", "zh"):
        kept = table[lang, "true"][0]
        false = sum(table[lang, kind][1] - table[lang, kind][0] for kind in KINDS[1:])
        recall = kept / table[lang, "true"][1]
        print(f"{lang}: precision of 'supported' {kept / (kept + false):.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
