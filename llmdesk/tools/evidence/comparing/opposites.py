"""The word lists by which sentences are told apart, from resources/evidence/opposites.toml.

Owns how the lists are read. Must not compare.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from llmdesk.paths import resource


@cache
def han_negation() -> re.Pattern[str]:
    """Matches of it with the group `word` deny; the others are words that merely have such a character."""
    entry = lists()["negation"]
    skipped = "|".join(sorted(entry["zh_except"].split(), key=len, reverse=True))
    words = "|".join(sorted(entry["zh"].split(), key=len, reverse=True))
    return re.compile(f"{skipped}|(?P<word>{words})")


@cache
def negations() -> frozenset[str]:
    return frozenset(lists()["negation"]["en"].split())


@cache
def symmetric(language: str) -> frozenset[str]:
    return frozenset(lists()["symmetric"][language].split())


@cache
def signs(language: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Word to (matter, side), the longest words first."""
    return _by_word("opposites", language)


@cache
def levels(language: str) -> dict[str, tuple[tuple[str, int], ...]]:
    return _by_word("strength", language)


def _by_word(table: str, language: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    matters = [(name, sides[language]) for name, sides in lists()[table].items()]
    if table == "opposites":
        matters += [(pair, pair.split("|")) for pair in lists()["pairs"][language]]
    for name, sides in matters:
        for side, words in enumerate(sides):
            for word in words.split():
                found.setdefault(word, []).append((name, side))
    return {word: tuple(found[word]) for word in sorted(found, key=len, reverse=True)}


@cache
def lists() -> dict[str, Any]:
    return tomllib.loads(resource("evidence", "opposites.toml").read_text(encoding="utf-8"))


@cache
def english_words(name: str) -> re.Pattern[str]:
    """The words and phrases of a list of resources/evidence/english.toml."""
    phrases = sorted(_english()[name].split("|"), key=len, reverse=True)
    inside = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"(?<![\w'’-])(?:{inside})(?![\w'’-])", re.IGNORECASE)


@cache
def english_set(name: str) -> frozenset[str]:
    return frozenset(_english()[name].split())


@cache
def _english() -> dict[str, str]:
    return tomllib.loads(resource("evidence", "english.toml").read_text(encoding="utf-8"))
