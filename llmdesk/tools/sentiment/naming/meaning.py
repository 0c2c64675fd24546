"""Which ready set a set of labels means: by its own names, or by other words for the same labels.

Owns the words (`resources/sentiment/synonyms.toml`, and `near.toml`). A set whose labels the user described,
or gave examples, means what the user says, and is never taken for a ready one. Must not know prompts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.sentiment.labels import LANGUAGES, ready_set
from llmdesk.tools.sentiment.naming.names import in_language, key, parts, readings
from llmdesk.tools.sentiment.types import Label, LabelSet

_OF_MATTERS = "topic"  # the ready set of what somebody writes about


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
    for ready_name, words in _words().items():
        if len(words) != len(labels.labels):
            continue
        places = [_place(name, words, ready_name == _OF_MATTERS) for name in labels.names]
        found = tuple(place for place in places if place is not None)
        if len(set(found)) == len(words):
            return Meaning(ready_name, found)
    return None


def _place(name: str, words: Sequence[frozenset[str]], of_matters: bool) -> int | None:
    """The label that `name` is a word for; where it has several parts, all of them."""
    for reading in readings(name, of_matters):
        if found := [place for place, those in enumerate(words) if reading in those]:
            return found[0] if len(found) == 1 else None
    beside = parts(name) or tuple(filter(None, (in_language(name, language) for language in LANGUAGES)))
    of_parts = {_place(part, words, of_matters) for part in beside}
    return of_parts.pop() if len(of_parts) == 1 else None


def as_asked(labels: LabelSet) -> tuple[Label, ...]:
    """The labels as a ready set knows them: without borderline cases, which are for people, and without other
    words, of which it has its own."""
    return tuple(replace(label, borderline=(), also=()) for label in labels.labels)


def same_words(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of labels that are words for one label of every ready set that has both: "good" and "great"."""
    keys = {name: key(name) for name in names}
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
        if any({key(one), key(other)} <= group for group in _near())
    ]


@cache
def _words() -> dict[str, tuple[frozenset[str], ...]]:
    with resource("sentiment", "synonyms.toml").open("rb") as stream:
        sets = tomllib.load(stream)["sets"]
    return {one["name"]: tuple(frozenset(map(key, words)) for words in one["labels"]) for one in sets}


@cache
def _near() -> tuple[frozenset[str], ...]:
    with resource("sentiment", "near.toml").open("rb") as stream:
        return tuple(
            frozenset(map(key, words)) for groups in tomllib.load(stream).values() for words in groups
        )
