"""What kinds of words characters are, and how well the lines of a couplet answer each other (对仗).

Owns the data on kinds. It is a matter of worth, not a rule: whether tones answer is in `check`.
"""

from __future__ import annotations

import tomllib
from functools import cache

from llmdesk.paths import resource

_SAME, _LIKE, _OTHER = 1.0, 0.6, -0.8  # of the same kind, of the same part of speech, of another
_PREDICATES = frozenset(("verb", "quality"))  # they answer each other


def answering(upper: str, lower: str) -> float:
    """How well two lines answer each other, character by character, about -1 to 1. Where one of two
    characters is of no known kind it counts nothing."""
    worths = [_worth(one, other) for one, other in zip(upper, lower, strict=False)]
    return sum(worths) / max(1, len(worths))


@cache
def answers_to(character: str) -> frozenset[str]:
    """The characters of the same part of speech; empty where none is known."""
    wanted = {part for part, _ in _kinds().get(character, ())}
    return frozenset(other for other, kinds in _kinds().items() if wanted & {part for part, _ in kinds})


def parts_of(character: str) -> frozenset[str]:
    """The parts of speech that a character is known as."""
    return frozenset(part for part, _ in _kinds().get(character, ()))


def _worth(one: str, other: str) -> float:
    kinds, others = _kinds().get(one, ()), _kinds().get(other, ())
    if not kinds or not others:
        return 0.0
    if set(kinds) & set(others):
        return _SAME
    parts, other_parts = {part for part, _ in kinds}, {part for part, _ in others}
    if parts & other_parts:
        return _LIKE
    return 0.0 if parts & _PREDICATES and other_parts & _PREDICATES else _OTHER


@cache
def _kinds() -> dict[str, tuple[tuple[str, str], ...]]:
    """(part of speech, kind) of each character, as many as it has."""
    data: dict[str, dict[str, str]] = tomllib.loads(
        resource("poetry", "chinese-kinds.toml").read_text("utf-8")
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for part, kinds in data.items():
        for kind, characters in kinds.items():
            for character in characters:
                found.setdefault(character, []).append((part, kind))
    return {character: tuple(kinds) for character, kinds in found.items()}
