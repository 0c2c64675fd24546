"""Which ready set a set of labels means: by its own names, or by other words for the same labels.

Owns the words (`resources/sentiment/synonyms.toml`, and `near.toml`). A set whose labels the user described,
or gave examples, means what the user says, and is never taken for a ready one. Must not know prompts.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.sentiment.labels import ready_set
from llmdesk.tools.sentiment.types import Label, LabelSet


@dataclass(frozen=True)
class Meaning:
    """A ready set, and for each label of the user's set its place there."""

    ready: str
    places: tuple[int, ...]


@cache
def meaning_of(labels: LabelSet) -> Meaning | None:
    """None for labels that no ready set has."""
    ready, asked = ready_set(labels.name, labels.language), as_asked(labels)
    if ready is not None and set(as_asked(ready)) == set(asked):
        return Meaning(labels.name, tuple(as_asked(ready).index(label) for label in asked))
    if any(label.description or label.examples for label in labels.labels):
        return None
    names = [_key(name) for name in labels.names]
    for name, words in _words().items():
        places = tuple(place for label in names for place, those in enumerate(words) if label in those)
        if len(names) == len(places) == len(words) and len(set(places)) == len(words):
            return Meaning(name, places)
    return None


def as_asked(labels: LabelSet) -> tuple[Label, ...]:
    """The labels as a ready set knows them: without borderline cases, which are for people, and without other
    words, of which it has its own."""
    return tuple(replace(label, borderline=(), also=()) for label in labels.labels)


def same_words(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of labels that are words for one label of every ready set that has both: "good" and "great"."""
    keys = {name: _key(name) for name in names}
    found = []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            both = [
                words
                for words in _words().values()
                if all(any(keys[name] in those for those in words) for name in (one, other))
            ]
            if both and all(any({keys[one], keys[other]} <= those for those in words) for words in both):
                found.append((one, other))
    return found


def near_words(labels: LabelSet) -> list[tuple[str, str]]:
    """Pairs of labels whose names mean nearly the same, where the user told no difference by describing them,
    by examples or by other words: "happy" and "glad"."""
    plain = [
        label.name
        for label in labels.labels
        if not (label.description or label.examples or label.borderline or label.also)
    ]
    return [
        (one, other)
        for place, one in enumerate(plain)
        for other in plain[place + 1 :]
        if any({_key(one), _key(other)} <= group for group in _near())
    ]


def _key(word: str) -> str:
    """The same for two ways to write a word."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return " ".join(folded.replace("-", " ").replace("_", " ").split())


@cache
def _words() -> dict[str, tuple[frozenset[str], ...]]:
    with resource("sentiment", "synonyms.toml").open("rb") as stream:
        sets = tomllib.load(stream)["sets"]
    return {one["name"]: tuple(frozenset(map(_key, words)) for words in one["labels"]) for one in sets}


@cache
def _near() -> tuple[frozenset[str], ...]:
    with resource("sentiment", "near.toml").open("rb") as stream:
        return tuple(
            frozenset(map(_key, words)) for groups in tomllib.load(stream).values() for words in groups
        )
