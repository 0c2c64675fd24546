"""Whether the images of Chinese verse agree: one season, one hour, one sky, one moon.

Owns what words allow (`resources/poetry/chinese-scenes.toml`) and where they leave nothing. A likeness
(月如霜) is none of the things that it names, and a line that speaks of another time (昨夜, 春去) is left
alone. Of the 8,095 old lines that say something of it 118 contradict themselves. Must not know tones or
forms.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from llmdesk.paths import resource

AGAINST = 5.0  # natural-log units, for each kind in which a line contradicts the poem
Scene = Mapping[str, frozenset[str]]  # kind → the values that are still possible


def scene_of(texts: Iterable[str]) -> Scene:
    """What these texts allow, the first of them first: one that contradicts those before changes nothing."""
    scene: dict[str, frozenset[str]] = {}
    for text in texts:
        for kind, values in _allowed(text).items():
            if left := scene.get(kind, values) & values:
                scene[kind] = left
    return scene


def contradictions(line: str, scene: Scene) -> int:
    """In how many kinds the line leaves nothing of what the `scene` allows, or of its own words."""
    return sum(not values & scene.get(kind, values) or not values for kind, values in _allowed(line).items())


def _allowed(text: str) -> dict[str, frozenset[str]]:
    """By kind, what all words of a text allow; a kind of which it says nothing is missing."""
    data = _data()
    if any(word in text for word in data.apart):
        return {}
    found: dict[str, frozenset[str]] = {}
    for kind, word, values in data.words:
        place = text.find(word)
        if place >= 0 and not any(mark in text[max(0, place - 3) : place] for mark in data.likeness):
            found[kind] = found.get(kind, values) & values
    return found


@dataclass(frozen=True)
class _Data:
    words: tuple[tuple[str, str, frozenset[str]], ...]
    likeness: frozenset[str]
    apart: tuple[str, ...]


@cache
def _data() -> _Data:
    with resource("poetry", "chinese-scenes.toml").open("rb") as stream:
        tables = tomllib.load(stream)
    apart = tables.pop("apart")
    words = [
        (kind, word, frozenset(values.split()))
        for kind, table in tables.items()
        for values, those in table["words"].items()
        for word in those
    ]
    return _Data(tuple(words), frozenset(apart["likeness"]), tuple(apart["words"]))
