"""Sets of labels of the user's own that many people sort by (topics, wishes, feelings), for models that were
measured.

Owns what stands in the prompt for them: a model follows the word of a label more than its sense, so a topic
is asked for in the same few words whatever the user called it. Four news topics in three wordings, starter
model, 96 rows: 0.52 to 0.61 right, and 46 to 52 of 100 labels others in other words; with two words a label
0.68 to 0.70 and 5 to 17, with texts on them besides no label other, and of 104 rows that were not looked at
0.88 right for 0.63. With 1.5 billion parameters: ten kinds of Chinese titles, 60 rows, 0.73 for 0.72 with the
user's words (raw 0.63); four news topics, 48 rows, 0.85. What people want (complaint, praise, question,
request) in three wordings, 24 rows: 0.17 to 0.62 with the user's words and 0.88 with these (starter), 0.67 to
0.96 and 1.00 (1.5 billion). Larger models were not measured, and are asked for the user's own words. Must not
know prompts.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.sentiment.types import Label, LabelSet

_SMALL = 2_000_000_000  # parameters: larger models were not measured


@dataclass(frozen=True)
class Asked:
    """What a prompt says for a label: `label`, whose name is the word behind its examples, and all `words`
    that are asked for, that name first."""

    label: Label
    words: tuple[str, ...]


def is_small(parameters: int) -> bool:
    """Whether a model of so many parameters (0: not known) is asked for kinds."""
    return 0 < parameters < _SMALL


def asked(labels: LabelSet, language: str) -> tuple[Asked, ...]:
    """For each label in its place, for texts in `language` ("en", "zh"). All stand as they are where one is
    of no known kind, or two of one."""
    kinds = [_known(language).get(label.name.casefold()) for label in labels.labels]
    found = [kind for kind in kinds if kind is not None]
    if len(found) < len(kinds) or len(set(found)) < len(found):
        return as_they_are(labels)
    first = {kind.words[0] for kind in found}
    return tuple(_asked_for(label, kind, first) for label, kind in zip(labels.labels, found, strict=True))


def as_they_are(labels: LabelSet) -> tuple[Asked, ...]:
    """Each label by its name, and by those other words that the user gave for it and for no other."""
    words = [{word.casefold() for word in (label.name, *label.also)} for label in labels.labels]
    times = Counter(word for each in words for word in each)
    found = []
    for label in labels.labels:
        others = {word.casefold(): word for word in label.also if times[word.casefold()] == 1}
        others.pop(label.name.casefold(), None)
        found.append(Asked(label, (label.name, *others.values())))
    return tuple(found)


def _asked_for(label: Label, kind: _Kind, first: set[str]) -> Asked:
    """`first`: the words that stand in the prompt, each for one label alone."""
    name, *others = kind.words
    described = bool(label.description or label.examples)
    text = label.description if described else kind.about
    return Asked(Label(name, text, label.examples), (name, *(word for word in others if word not in first)))


@dataclass(frozen=True)
class _Kind:
    words: tuple[str, ...]
    about: str


@cache
def _known(language: str) -> Mapping[str, _Kind]:
    """By each of its names, casefolded; the first word of one kind is no name of another."""
    with resource("sentiment", "kinds.toml").open("rb") as stream:
        tables = tomllib.load(stream)[language]
    kinds = [(_Kind(tuple(table["words"]), table["about"]), table["known"]) for table in tables]
    found: dict[str, _Kind] = {}
    for kind, known in kinds:
        for name in (*kind.words[1:], *known):
            found.setdefault(name.casefold(), kind)
    return found | {kind.words[0].casefold(): kind for kind, _ in kinds}
