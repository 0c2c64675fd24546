"""Two things in each other's places: what a claim tells of the one, another text tells of the other.

Owns that comparison, by what stands together in one part of a sentence. Must not read texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

Part = frozenset[str]
"""The words and figures of a part of a sentence."""

_ROW = re.compile(r"[|\t]|\S {2,}\S")


def is_row(text: str) -> bool:
    """Whether it is a row of a table, where what belongs together is told by its column."""
    return _ROW.search(text) is not None


@dataclass(frozen=True, slots=True)
class Crossing:
    """`own` stands in one part of the claim, `theirs` in another; in the text they have changed places."""

    own: Part
    theirs: Part


def crossing(own: Sequence[Part], there: Sequence[Part], told: Callable[[Part], bool]) -> Crossing | None:
    """The first crossing of the parts of a claim with those of a text. `told`: whether words are a name, a
    number, or another thing that is told apart; of other words two may stand together by chance."""
    every = frozenset().union(*own)
    there = [part & every for part in there if len(part & every) > 1]
    for first, second in combinations(own, 2):
        mine, theirs = first - second, second - first
        for one, other in combinations(there, 2):
            here, beyond = one - other, other - one
            stay, come = mine & here, theirs & here
            left, gone = mine & beyond, theirs & beyond
            if not (stay and come and left and gone):
                continue
            if _together(stay, left, there) or _together(come, gone, there):
                continue
            found = _between(stay, come, left, gone, told)
            if found is not None:
                return found
    return None


def _between(stay: Part, come: Part, left: Part, gone: Part, told: Callable[[Part], bool]) -> Crossing | None:
    for one, other in ((stay, gone), (left, come)):  # first the two that are alike: two numbers, two names
        if told(one) and told(other):
            return Crossing(one, other)
    if (told(stay) or told(left)) and (told(gone) or told(come)):
        return Crossing(stay, gone)
    return None


def _together(one: Part, other: Part, there: Sequence[Part]) -> bool:
    return any(a in part and b in part for part in there for a in one for b in other)
