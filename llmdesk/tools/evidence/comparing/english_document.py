"""An English document as the background of its sentences: who is who, and who is meant by a pronoun.

Owns the names of a document, which of them are one, their roles, and the readings of the sentences that
are asked for. Must not compare claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.comparing.english_reading import (
    PREPOSITIONS,
    Reading,
    names_of,
    read,
    starts_sentence,
)
from llmdesk.tools.evidence.terms import STOP_WORDS, fold

_CARRIED = 3  # sentences before one that say whom its pronouns mean
_CAPITAL = re.compile(r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_WORD = r"[A-Z][^\W\d_]{1,40}+(?:['’-][^\W\d_]{1,40}+){0,3}+"
_RUN = re.compile(rf"(?<![\w'’-]){_WORD}(?:\s(?:of\s|&\s)?{_WORD}){{1,5}}+")
_NAME = r"[A-Z][\w’'-]{1,30}+(?:\s[A-Z][\w’'-]{1,30}+){0,3}+"
_ROLE = r"[a-z][\w-]{1,30}+(?:\s[a-z][\w-]{1,30}+){0,2}"
_ROLES = re.compile(
    rf"(?<![\w'’-])(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[\w-]{{1,30}}+['’]s)\s(?P<role>{_ROLE}),?\s(?P<name>{_NAME})"
    rf"|(?<![\w'’-])(?P<name2>{_NAME})(?:,\s|\sis\s|\swas\s|,\swho\s(?:is|was)\s)(?:the\s|an?\s|its\s|their\s)?"
    rf"(?P<role2>{_ROLE})"
    rf"|(?<![\w'’-])(?P<name3>{_NAME})\s\((?P<role3>{_ROLE})"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a claim may rest on: its number in the document, reading and covered weight."""

    number: int
    reading: Reading
    covered: float


class EnglishDocument:
    """A document whose sentences are read when they are asked for, once each."""

    def __init__(self, document: Document, weight: Callable[[str], float], *, comma: bool = False) -> None:
        self.document = document
        self.weight = weight
        self._comma = comma
        self._readings: dict[int, Reading] = {}

    def text(self, number: int) -> str:
        if not 0 <= number < len(self.document.sentences):
            return ""
        span = self.document.sentences[number]
        return self.document.text[span.start : span.end]

    def reading(self, number: int) -> Reading:
        if number not in self._readings:
            self._readings[number] = self.read(self.text(number))
        return self._readings[number]

    def candidates(self, found: Sequence[tuple[int, float]]) -> list[Candidate]:
        """Of (number of a sentence, weight that it covers)."""
        return [Candidate(number, self.reading(number), covered) for number, covered in found]

    def read(self, text: str) -> Reading:
        return read(text, self.names, comma=self._comma)

    def around(self, number: int, before: int, after: int) -> Iterator[Reading]:
        last = len(self.document.sentences) - 1
        for each in range(max(0, number - before), min(last, number + after) + 1):
            yield self.reading(each)

    @property
    def names(self) -> frozenset[str]:
        return _names_in(self.document.text)

    def same(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sets of names have somebody in common."""
        groups = _groups_in(self.document.text)
        return not {groups.get(n, n) for n in one}.isdisjoint(groups.get(n, n) for n in other)

    def carried(self, number: int) -> frozenset[str]:
        """Whom the sentence may mean without naming them: the names of the sentences before it."""
        found: set[str] = set()
        for before in range(number - 1, max(-1, number - 1 - _CARRIED), -1):
            found.update(self.reading(before).names)
        return frozenset(found)

    @property
    def roles(self) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
        return _roles_in(self.document.text)


# A summary is checked sentence by sentence against one document; who is in it is read once.
@lru_cache(maxsize=2)
def _names_in(text: str) -> frozenset[str]:
    """Words that stand with a capital where no sentence begins."""
    found = (m for m in _CAPITAL.finditer(text) if not starts_sentence(text, m.start()))
    return names_of([match[0] for match in found])


@lru_cache(maxsize=2)
def _groups_in(text: str) -> Mapping[str, str]:
    """Name to one that stands for all that are the same: Adela and Strand, where she is Adela Strand."""
    names = _names_in(text)
    group: dict[str, str] = {}

    def find(name: str) -> str:
        root = name
        while group.get(root, root) != root:
            root = group[root]
        while group.get(name, name) != root:
            group[name], name = root, group.get(name, name)
        return root

    for run in _RUN.finditer(text):
        words = [fold(word) for word in _CAPITAL.findall(run[0])]
        words = [word for word in words if word in names]
        initials = "".join(word[0] for word in words)
        if len(words) > 1 and initials in names:
            words.append(initials)
        for word in words[1:]:
            group[find(word)] = find(words[0])
    return {name: find(name) for name in names}


@lru_cache(maxsize=2)
def _roles_in(text: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    return tuple(roles_of(text))


def roles_of(text: str) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """(names, words of the role): the mayor, Ana Ruiz; Ana Ruiz, the mayor; Ana Ruiz (mayor)."""
    for found in _ROLES.finditer(text):
        name = found["name"] or found["name2"] or found["name3"]
        role = found["role"] or found["role2"] or found["role3"]
        words = [fold(word) for word in role.split()]
        if not found["name"]:  # "the last keeper of"
            small = (n for n, word in enumerate(words) if word in STOP_WORDS or word in PREPOSITIONS)
            words = words[: next(small, len(words))]
        names = names_of(_CAPITAL.findall(name))
        if words and names and STOP_WORDS.isdisjoint(words) and PREPOSITIONS.isdisjoint(words):
            yield names, tuple(words)


def weigh(terms: Sequence[str] | frozenset[str], weight: Callable[[str], float]) -> float:
    return sum(weight(term) for term in sorted(terms))
