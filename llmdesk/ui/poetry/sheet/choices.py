"""How a page is to look: what the user chooses of its direction, type, paper and seal.

Owns the choices, their names and their form as a text that is kept. Must not draw.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Type = Literal["song", "kai", "fangsong"]
Ground = Literal["white", "rice", "ruled"]
Paper = Literal["poem", "a4", "a5", "card", "square"]
Cut = Literal["white", "red"]
PAPERS: dict[Paper, tuple[float, float]] = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "card": (100.0, 150.0),
    "square": (150.0, 150.0),
}  # mm; "poem" is as large as the poem
RESOLUTIONS = (150, 300, 600)  # pixels an inch
MOST_IN_SEAL = 4


@dataclass(frozen=True, slots=True)
class PageChoices:
    """`vertical`, `pinyin`, `tones` and `marks` count for Chinese verse. `marks`: whether its punctuation is
    set. `seal`: up to four characters, "" for none; `cut`: they are white on red (阴文), or red (阳文).
    `author`: under poems that are written here."""

    vertical: bool = False
    pinyin: bool = False
    tones: bool = False
    marks: bool = True
    type: Type = "song"
    ground: Ground = "rice"
    paper: Paper = "poem"
    resolution: int = 300
    seal: str = ""
    cut: Cut = "white"
    author: str = ""


def as_text(choices: PageChoices) -> str:
    return json.dumps(asdict(choices), ensure_ascii=False)


def as_choices(text: str) -> PageChoices | None:
    """None for what makes no sense; what another version of llmdesk chose and this one lacks is left out."""
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(kept, dict):
        return None
    plain = PageChoices()
    known: dict[str, Any] = {}
    for each in fields(PageChoices):
        before, value = getattr(plain, each.name), kept.get(each.name)
        if type(value) is type(before) and _is_offered(each.name, value):
            known[each.name] = value
    return PageChoices(**known)


def seal_text(typed: str) -> str:
    """What of a typed text a seal can have: its first four characters, without spaces."""
    return "".join(typed.split())[:MOST_IN_SEAL]


def _is_offered(name: str, value: object) -> bool:
    offered: dict[str, tuple[object, ...]] = {
        "type": ("song", "kai", "fangsong"),
        "ground": ("white", "rice", "ruled"),
        "paper": ("poem", *PAPERS),
        "cut": ("white", "red"),
        "resolution": RESOLUTIONS,
    }
    return name not in offered or value in offered[name]
