"""The Chinese word lists by which sentences are told apart, from resources/evidence/chinese.toml.

Owns how the lists are read. Must not compare.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from typing import Any

from llmdesk.paths import resource


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(resource("evidence", "chinese.toml").read_text(encoding="utf-8"))


@cache
def word_set(*path: str) -> frozenset[str]:
    """The words of a list, named by its table and key."""
    return frozenset(words(*path))


@cache
def words(*path: str) -> tuple[str, ...]:
    """The words of a list, the longest first."""
    entry: Any = _lists()
    for key in path:
        entry = entry[key]
    return tuple(sorted(dict.fromkeys(entry.split()), key=len, reverse=True))


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Matches any word of a list, the longest that stands there."""
    return re.compile("|".join(map(re.escape, words(*path))))


@cache
def negation() -> re.Pattern[str]:
    """Matches with the group `word` deny; the others are words that merely have such a character."""
    skipped = "|".join(words("denial", "not_so"))
    deny = "|".join((*words("denial", "verbs"), *words("denial", "words")))
    return re.compile(f"{skipped}|(?P<word>{deny})")


@cache
def _groups() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in _lists()["same"]:
        group = tuple(row.split())
        for word in group:
            found[word].append(group)
    return dict(found)


def groups_of(word: str) -> tuple[tuple[str, ...], ...]:
    """The groups of words that say the same as `word`."""
    return tuple(_groups().get(word, ()))
