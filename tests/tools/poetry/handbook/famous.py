"""The famous English poems of `famous.txt` with the verdicts that were written beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("famous.txt")


@dataclass(frozen=True)
class Famous:
    """`forms` and `measures` are the names that are right; ("-",) for none."""

    title: str
    forms: tuple[str, ...]
    measures: tuple[str, ...]
    scheme: str
    lines: tuple[str, ...]


def famous() -> list[Famous]:
    found = []
    for block in _FILE.read_text("utf-8").split("\n@ ")[1:]:
        head, *rest = block.strip().split("\n")
        title, forms, measures, scheme = (part.strip() for part in head.split(" ; "))
        lines = tuple(line for line in rest if line and line[0] != "#")
        found.append(Famous(title, tuple(forms.split("|")), tuple(measures.split("|")), scheme, lines))
    return found
