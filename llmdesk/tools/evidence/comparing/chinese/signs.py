"""A Chinese sentence taken apart for comparing: its opposites, denials and levels, by its characters.

Owns what is particular to Chinese. Must not compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llmdesk.tools.evidence.comparing.opposites import han_negation, levels, signs
from llmdesk.tools.evidence.comparing.types import SCOPE, Denial, Level, Sentence, Sign, clauses
from llmdesk.tools.evidence.terms import terms

_NEAR = 4  # characters behind a negation that turn a word of two sides
_REACH = 14  # characters behind a negation that it may deny
_ADVERBS = "再能会被在是要得曾必可将予很太有够应想愿敢肯需到让使也还都就"


def read(text: str) -> Sentence:
    sentence = Sentence(text, cjk=True, terms=frozenset(terms(text)))
    for clause in clauses(text):
        _read_clause(sentence, clause)
    return sentence


def _read_clause(sentence: Sentence, clause: str) -> None:
    context = frozenset(terms(clause))
    places = list(_han_negations(clause))
    for start, end in places:
        scope = clause[end : end + _REACH].lstrip(_ADVERBS)
        pairs = tuple(scope[at : at + 2] for at in range(min(SCOPE, len(scope) - 1)))
        sentence.denials.append(Denial(clause[start:end], pairs))
        sentence.denied.update(scope[at : at + 2] for at in range(len(scope) - 1))
    taken: set[int] = set()
    for word, entries in signs("zh").items():
        at = clause.find(word)
        if at < 0 or taken & set(range(at, at + len(word))):
            continue
        taken.update(range(at, at + len(word)))
        denied = sum(end <= at < end + _NEAR for _, end in places) % 2
        rest = frozenset(terms(clause.replace(word, " ")))
        sentence.signs += [Sign(name, (side + denied) % 2, word, rest) for name, side in entries]
    for word, steps in levels("zh").items():
        if word in clause and not any(end <= clause.find(word) < end + 2 for _, end in places):
            sentence.levels += [Level(name, level, word, context) for name, level in steps]


def has(sentence: Sentence, words: Sequence[str]) -> str:
    """The first of `words` that stands in the sentence; "" without one."""
    return next((word for word in words if word in sentence.text), "")


def held_back(sentence: Sentence, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(hedge, characters of the verb behind it) of a sentence."""
    for word in words:
        at = sentence.text.find(word)
        if at >= 0:
            behind = sentence.text[at + len(word) : at + len(word) + 6].lstrip(_ADVERBS)
            yield word, behind[:2]


def _han_negations(clause: str) -> Iterator[tuple[int, int]]:
    for found in han_negation().finditer(clause):
        if found["word"]:
            yield found.start(), found.end()
