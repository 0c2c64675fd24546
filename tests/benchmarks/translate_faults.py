"""How many planted faults of a translation are found, and how many true ones are marked. Needs no model.

    python -m tests.benchmarks.translate_faults [--show]

The sentences are people's translations from tatoeba.org (translate_tatoeba.tsv), which nobody looked at while
the checks were made. To each one a second sentence is added that has something to be kept in it; in a fault
it is not. What is wrong with a whole translation (none, the source again, half of it …) is planted in them
alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llmdesk.tools.fidelity import check

TIMES = 3  # each kind of fault, on as many sentences a direction


def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


PAIRS = tuple((row[0], row[1]) for row in rows_of("translate_tatoeba.tsv"))
KEPT = rows_of("translate_faults.tsv")  # kind, English, Chinese, both with a fault


@dataclass(frozen=True)
class Case:
    """`kind` "" for a true translation."""

    kind: str
    source: str
    target: str
    source_language: str
    target_language: str

    @property
    def marked(self) -> bool:
        found = check(
            self.source,
            self.target,
            source_language=self.source_language,
            target_language=self.target_language,
        )
        return bool(found)


def true_ones() -> Iterator[Case]:
    """Every sentence alone, and every thing to be kept with as many sentences as it is spoilt with."""
    for english, chinese in PAIRS:
        yield Case("", english, chinese, "en", "zh")
        yield Case("", chinese, english, "zh", "en")
    for source, target, one, other, *_ in _with_something():
        yield Case("", source, target, one, other)


def faults() -> Iterator[Case]:
    for source, _, one, other, kind, spoilt in _with_something():
        yield Case(kind, source, spoilt, one, other)
    for number, (english, chinese) in enumerate(PAIRS[::4]):
        french = "Je ne sais pas pourquoi il est parti sans rien dire à personne."
        one, other = ("en", "zh") if number % 2 else ("zh", "en")
        source, target = (english, chinese) if number % 2 else (chinese, english)
        yield Case("nothing came", source, "", one, other)
        yield Case("the source came", source, source, one, other)
        yield Case("another language came", source, french, one, other)
        said = "译文：" if other == "zh" else "Here is the translation: "
        yield Case("somebody talks about it", source, said + target, one, other)
        yield Case("the end came again and again", source, target + 5 * target[-9:], one, other)
        yield Case("only the beginning came", source, target[: len(target) // 6], one, other)


def _with_something() -> Iterator[tuple[str, str, str, str, str, str]]:
    """(source, true translation, language of each, kind, spoilt translation)."""
    pairs = iter(PAIRS * len(KEPT))
    for kind, english, chinese, spoilt_english, spoilt_chinese in KEPT:
        for _ in range(TIMES):
            before, told = next(pairs)
            yield f"{before} {english}", told + chinese, "en", "zh", kind, told + spoilt_chinese
            yield told + chinese, f"{before} {english}", "zh", "en", kind, f"{before} {spoilt_english}"


def main() -> None:
    show = "--show" in sys.argv
    for name, cases in (("planted faults", list(faults())), ("true translations", list(true_ones()))):
        marked = [case for case in cases if case.marked]
        print(f"{name}: {len(marked)} of {len(cases)} marked ({100 * len(marked) / len(cases):.1f} %)")
        others = [case for case in cases if case.marked != bool(case.kind)]
        kinds = Counter(case.kind for case in others if case.kind)
        print(
            *(f"  not found: {kind}, {count}" for kind, count in kinds.items()),
            sep="\n",
            end="\n" * bool(kinds),
        )
        for case in others if show else ():
            print("   ", case.kind or "marked", "|", case.source, "=>", case.target)


if __name__ == "__main__":
    main()
