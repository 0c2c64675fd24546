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
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.sentiment.naming.names import in_language, key, parts, readings
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
    found = _kinds_of(labels, language)
    if found is None:
        return as_they_are(labels)
    first = {kind.words[0].casefold() for kind in found}
    times = Counter(word.casefold() for kind in found for word in kind.words)
    return tuple(
        _asked_for(label, kind, [word for word in kind.words[1:] if _is_own(word, first, times)])
        for label, kind in zip(labels.labels, found, strict=True)
    )


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


def _is_own(word: str, first: set[str], times: Counter[str]) -> bool:
    """Whether `word` is asked for one label alone, and stands in the prompt for no other."""
    return word.casefold() not in first and times[word.casefold()] == 1


def _asked_for(label: Label, kind: _Kind, others: Sequence[str]) -> Asked:
    described = bool(label.description or label.examples)
    texts = label.examples if described else kind.about
    return Asked(Label(kind.words[0], label.description, texts), (kind.words[0], *others))


@dataclass(frozen=True)
class _Kind:
    words: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True)
class _Name:
    """The kinds that a label may mean, the likeliest first. `weak`: in other sets its name means something
    else. `said`: its name is not known, but so many of its other words."""

    kinds: tuple[_Kind, ...]
    weak: bool
    said: int = 0


@dataclass(frozen=True)
class _Family:
    """Kinds that stand beside each other in a set of labels; `size`: how many are its own."""

    names: Mapping[str, _Name]
    of_matters: bool
    mixed: bool
    size: int

    def of(self, label: Label, language: str) -> _Name | None:
        """What the name of a label means here; if nothing, what most of its other words do, and of as many
        the first."""
        if (found := self.named(label.name, language)) is not None:
            return found
        said = [name for word in label.also if (name := self.named(word, language)) and not name.weak]
        times = Counter(name.kinds[0] for name in said)
        if not times:
            return None
        most = times.most_common(1)[0][1]
        kinds = next(name.kinds for name in said if times[name.kinds[0]] == most)
        return _Name(kinds, False, most)

    def named(self, name: str, language: str) -> _Name | None:
        for reading in readings(name, self.of_matters):
            if reading in self.names:
                return self.names[reading]
        if one := in_language(name, language):
            return self.named(one, language)
        beside = [self.named(part, language) for part in parts(name)]
        known = [one for one in beside if one is not None]
        return _common(known) if len(known) == len(beside) else None


def _common(names: Sequence[_Name]) -> _Name | None:
    """What all of them may mean; None for nothing."""
    if not names:
        return None
    kinds = tuple(kind for kind in names[0].kinds if all(kind in other.kinds for other in names))
    return _Name(kinds, all(name.weak for name in names)) if kinds else None


def _kinds_of(labels: LabelSet, language: str) -> list[_Kind] | None:
    """A kind for each label, no two the same; None where they are of no family.

    Of several families the one counts that has most of the labels by their names, then most of their other
    words; then the one in which no name is weak, the one of which the labels are all, the first.
    """
    found: list[tuple[tuple[int, int, bool, bool], list[_Kind]]] = []
    for family in _families(language):
        names = [family.of(label, language) for label in labels.labels]
        known = [name for name in names if name is not None]
        if len(known) < len(names) or all(name.weak for name in known):
            continue
        if (kinds := _told_apart([name.kinds for name in known])) is not None:
            said = [name.said for name in known]
            sure = not any(name.weak for name in known)
            found.append(((said.count(0), sum(said), sure, len(kinds) == family.size), kinds))
    if not found:
        return _of_several_families(labels, language)
    return max(found, key=lambda one: one[0])[1]


def _of_several_families(labels: LabelSet, language: str) -> list[_Kind] | None:
    """The same for labels that stand together in no family, where the name of each of them means but one
    thing, and one that people sort by beside others."""
    kinds = []
    for label in labels.labels:
        hits = [(each, name) for each in _families(language) if (name := each.named(label.name, language))]
        if len({name.kinds for _, name in hits}) != 1 or not any(family.mixed for family, _ in hits):
            return None
        if any(name.weak for _, name in hits):
            return None
        kinds.append(hits[0][1].kinds)
    found = _told_apart(kinds)
    return found if found is not None and len({kind.words[0] for kind in found}) == len(found) else None


def _told_apart(several: Sequence[tuple[_Kind, ...]]) -> list[_Kind] | None:
    """One of each, none twice: for those with the fewest kinds first, the likeliest that is left."""
    chosen: dict[int, _Kind] = {}
    for place in sorted(
        range(len(several)), key=lambda place: (len(several[place]), several[place][0].words)
    ):
        left = [kind for kind in several[place] if kind not in chosen.values()]
        if not left:
            return None
        chosen[place] = left[0]
    return [chosen[place] for place in range(len(several))]


@cache
def list_of(language: str) -> int:
    """A number that is another one when the list of kinds for texts in `language` is another one."""
    return zlib.crc32(resource("sentiment", "kinds", f"{language}.toml").read_bytes())


@cache
def _families(language: str) -> tuple[_Family, ...]:
    with resource("sentiment", "kinds", f"{language}.toml").open("rb") as stream:
        tables = tomllib.load(stream)
    of_matters, mixed, everywhere = (tables.pop(name) for name in ("matters", "mixed", "any"))
    return tuple(
        _Family(_names([*own, *everywhere], language), name in of_matters, name in mixed, len(own))
        for name, own in tables.items()
    )


def _names(tables: Sequence[Mapping[str, Any]], language: str) -> dict[str, _Name]:
    """By each of its names the kinds it may mean: the one with this first word, then as the file has them."""
    kinds = [_Kind(tuple(table["words"]), _texts(table["about"])) for table in tables]
    first: dict[str, list[_Kind]] = {}
    others: dict[str, list[_Kind]] = {}
    weak = {key(word) for table in tables for word in table.get("weak", ())}
    for table, kind in zip(tables, kinds, strict=True):
        own = others if table.get("besides", False) else first
        own.setdefault(key(kind.words[0]), []).append(kind)
        for word in (
            *kind.words[1:],
            *table.get("known", ()),
            *table.get("weak", ()),
            *_opposites(table, tables, language),
        ):
            others.setdefault(key(word), []).append(kind)
    return {
        word: _Name(tuple(dict.fromkeys((*first.get(word, ()), *others.get(word, ())))), word in weak)
        for word in dict.fromkeys((*first, *others))
    }


def _texts(about: str | list[str]) -> tuple[str, ...]:
    return (about,) if isinstance(about, str) else tuple(about)


def _opposites(table: Mapping[str, Any], tables: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    """For a kind that is what the family's first one is not: "not" before each name of that one."""
    if table.get("opposite", False):
        for word in (*tables[0]["words"], *tables[0]["known"]):
            yield from (f"not {word}",) if language == "en" else (f"非{word}", f"不{word}")
