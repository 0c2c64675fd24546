"""The values of comparing two sentences: what differs, and a sentence taken apart for it.

Owns the vocabulary that English and Chinese share. Must not read or compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "opposite",
    "denied",
    "stronger",
    "turned",
    "number",
    "person",
    "condition",
    "view",
    "plan",
    "outdated",
    "cause",
]

ALIKE = 0.5  # the share of a clause's terms that the other has, so that they are about one thing
DENIED_ALIKE = 0.6
SCOPE = 5  # terms behind a negation that it may deny

_CLAUSE = re.compile(
    r"[,;:.!?—()]+|\b(?:but|while|whereas|although|though|because|and|which|who|that|when|if|unless)\b|[，；：。！？、（）]|但是?|而且?|并且",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """What differs: `claim` are the words of the sentence, `source` those of the passage ("" for none)."""

    kind: Kind
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A word of two sides: `side` 0 or 1 of the matter `name`, turned where it is denied."""

    name: str
    side: int
    word: str
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class Denial:
    """What a negation denies: the terms in its scope, the nearest first."""

    word: str
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    name: str
    level: int
    word: str
    context: frozenset[str]


@dataclass(slots=True)
class Sentence:
    """A sentence taken apart for comparing."""

    text: str
    cjk: bool
    terms: frozenset[str]
    signs: list[Sign] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)


def share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def clauses(text: str) -> Iterator[str]:
    for piece in _CLAUSE.split(text):
        if piece and piece.strip():
            yield piece
