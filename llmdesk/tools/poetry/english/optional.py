"""Syllables that may be spoken or not: memory, flower, diamond, onion.

Owns the rules over listed sounds and the list of `resources/poetry/english-optional.txt`. Such a
pronunciation counts when a poem is checked; poems are written without them. Must not know of lines.
"""

from __future__ import annotations

import re
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.poetry.english.endings import plural

# Rules over sounds, each taken once.
_RULES = (
    (r"(?<=\d )((?:[A-Z]+ )*?)ER0(?= [A-Z]+0)", r"\1R"),  # mem'ry, whisp'ring, fact'ry
    (r"(?<=[12] )((?:[A-Z]+ )+?)[AI]H0 (R|L|N)(?= [A-Z]+0)", r"\1\2"),  # nat'ral, fam'ly, list'ning
    (r"IY0(?= [AOE][HOW]+0)", "Y"),  # glorious, radiant
    (r"(?<=A[WY]1 )ER0", "R"),  # pow'r, flow'r, tire
    (r"(?<=(?:AY1|OY1|UW1|AW1) )AH0 (?=L\b)", ""),  # trial, royal, jewel, vowel
    (r"(?<=A[WY]1 )R\b", "ER0"),  # fire, hour
    (r"(?<=[LN] )Y (?=(?:AH0|ER0)\b)", "IY0 "),  # million, onion, familiar
)


def optional(word: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Sounds beside the listed ones with another number of syllables."""
    found = [re.sub(pattern, new, sounds, count=1) for sounds in listed for pattern, new in _RULES]
    found += [re.sub(r"  +", " ", sounds) for sounds in _beside(word)]
    counts = {_count(sounds) for sounds in listed}
    kept: dict[int, str] = {}
    for sounds in found:
        if _count(sounds) not in counts:
            kept.setdefault(_count(sounds), sounds)
    return tuple(kept.values())


def _beside(word: str) -> tuple[str, ...]:
    if word in _list():
        return _list()[word]
    stem = word.removesuffix("s").removesuffix("'")
    return tuple(map(plural, _list()[stem])) if stem != word and stem in _list() else ()


def _count(sounds: str) -> int:
    return sum(map(str.isdigit, sounds))


@cache
def _list() -> dict[str, tuple[str, ...]]:
    lines = resource("poetry", "english-optional.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and line[0] != "#")
    return {word: (sounds,) for word, sounds in pairs}
