"""*Check* on famous poems, against verdicts of the handbooks that were written before it was run on them.

    python -m tests.benchmarks.poem_verdicts [--language zh|en]

A poem is pasted as a reader would, title and author above it, and no form is told: `llmdesk poem --check`.
A verdict is right when all that the handbook says is: of a Chinese poem its kind, its rhyme and whether it is
regular by 平水韵 (a song by 词林正韵), of an English one its form, its metre ("none" for verse
without) and its scheme of rhymes, and where there is a fourth field the lines in which a rule is broken.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cli import main as llmdesk
from llmdesk.cli.shell.console import Console
from llmdesk.tools.poetry.english.metre import METRES, UNEQUAL

SETS = Path(__file__).with_name("poem_verdicts_sets")
FILES = {
    "zh": ("chinese.txt", "chinese-later.txt", "chinese-blind.txt"),
    "en": (
        "english.txt",
        "english-later.txt",
        "english-blind.txt",
        "english-second-blind.txt",
        "english-third-blind.txt",
        "english-fourth-blind.txt",
        "english-fifth-blind.txt",
        "english-sixth-blind.txt",
        "english-seventh-blind.txt",
        "english-eighth-blind.txt",
        "english-ninth-blind.txt",
        "english-tenth-blind.txt",
        "english-eleventh-blind.txt",
        "english-twelfth-blind.txt",
        "english-thirteenth-blind.txt",
        "english-fourteenth-blind.txt",
    ),
}


@dataclass(frozen=True)
class Wanted:
    """What a handbook says: for each thing the answers that are right; () for what it does not say."""

    said: tuple[tuple[str, ...], ...]
    text: str

    @property
    def name(self) -> str:
        return self.text.splitlines()[0]


def wanted(file: str, language: str) -> Iterator[Wanted]:
    for block in (SETS / file).read_text("utf-8").split("\n@ ")[1:]:
        head, _, text = block.partition("\n")
        said = [tuple(part.strip().split("|")) for part in head.split(" ; ")]
        if language == "en":
            said[1] = tuple(_titles(measure) for measure in said[1])
        yield Wanted(tuple(() if n and each == ("-",) else each for n, each in enumerate(said)), text.strip())


def _titles(measure: str) -> str:
    """The metres as they are told: each once, by its title where llmdesk knows it."""
    titles = {name: metre.title for name, metre in METRES.items()} | dict(UNEQUAL)
    names = [titles.get(name, name) for name in measure.split("/")]
    return measure if measure == "-" else "/".join(dict.fromkeys(names))


def told(text: str, language: str, folder: Path) -> tuple[str, ...]:
    """What `llmdesk poem --check` says of a text; one word for an error."""
    file = folder / "poem.txt"
    file.write_text(text, "utf-8")
    out = io.StringIO()
    console = Console(None, out, io.StringIO(), lambda _prompt: "")
    if llmdesk(["--data-dir", str(folder), "poem", "--check", str(file), "--json"], console=console):
        return ("refused",)
    said = json.loads(out.getvalue())
    if language == "en":
        broken = {int(check["scope"].split()[1]) for check in said["checks"] if _is_fault(check)}
        faults = " ".join(map(str, sorted(broken)))
        return said["kind"] or "-", "/".join(said["metre"]) or "none", said["scheme"], faults
    book = "cilin" if said["kind"].startswith("词") else "pingshui"
    return said["kind"], said["rhyme"], "合律" if book in said["regular_by"] else "不合律"


def _is_fault(check: dict[str, object]) -> bool:
    return not check["passed"] and str(check["scope"]).startswith("line ")


def is_right(poem: Wanted, found: tuple[str, ...]) -> bool:
    return len(found) >= len(poem.said) and all(
        not said or each in said for said, each in zip(poem.said, found, strict=False)
    )


def measure(file: str, language: str) -> None:
    poems = list(wanted(file, language))
    right = 0
    with tempfile.TemporaryDirectory() as folder:
        for poem in poems:
            found = told(poem.text, language, Path(folder))
            right += is_right(poem, found)
            if not is_right(poem, found):
                print(f"  {poem.name}: {' ; '.join(found)}, not {poem.said}")
    print(f"{file}: {right} of {len(poems)} right ({right / len(poems):.3f})")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=tuple(FILES))
    options = parser.parse_args()
    for language in (options.language,) if options.language else FILES:
        for file in FILES[language]:
            measure(file, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
