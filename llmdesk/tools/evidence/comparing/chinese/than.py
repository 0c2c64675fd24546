"""By how much something is more than another: 比去年同期少210件, and a sentence that has 多 there.

Owns that comparison, by the number and by what it is compared with. Must not know other directions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence
from llmdesk.tools.evidence.values import Date, Figure, same_figure

_MORE, _LESS = "多高大长快贵早重宽增升涨", "少低小短慢晚轻窄减降跌"
_THAN = re.compile(f"比(?P<other>[^，。；：比{_MORE}{_LESS}]{{1,12}})(?P<word>[{_MORE}{_LESS}])")
_GAP = 2  # characters between the word and its number: 多了, 增加了
_LEAST = 2  # characters of what it is compared with


@dataclass(frozen=True, slots=True)
class _Than:
    other: str
    word: str
    figure: Figure
    before: str  # what stands before 比 in its clause


def turned(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(word of the claim, word of the passage) where the one is more and the other less; else None."""
    pairs = _pairs(claim, sentences)
    return next(((own.word, other.word) for own, other in pairs if not _is_one_way(own, other)), None)


def agrees(claim: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether the passage says the same with the same number, so that no other direction is meant."""
    return any(_is_one_way(own, other) for own, other in _pairs(claim, sentences)) or _mirrors(
        claim, sentences
    )


def _mirrors(claim: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether it says the same of the other one: 乙店比甲店少30箱 where 甲店比乙店多30箱."""
    given = [each for sentence in sentences for each in _told(sentence)]
    return any(
        same_figure(own.figure, other.figure)
        and not _is_one_way(own, other)
        and min(len(own.other), len(other.other)) >= _LEAST
        and own.other in who
        and other.other in own_who
        for own_who, own in _told(claim)
        for who, other in given
    )


def _told(sentence: Sentence) -> Iterator[tuple[str, _Than]]:
    """(what is compared, the comparison); the clause before says what where its own does not."""
    for clause in sentence.clauses:
        for each in thans(clause):
            yield each.before or (sentence.clauses[clause.at - 1].text if clause.at else ""), each


def is_turned_twice(one: str, other: str) -> bool:
    """Of what stands behind 比 in two clauses: one has more, the other less."""
    first, second = (next((each for each in text if each in _MORE + _LESS), "") for text in (one, other))
    return bool(first and second) and (first in _MORE) != (second in _MORE)


def _pairs(claim: Sentence, sentences: Sequence[Sentence]) -> Iterator[tuple[_Than, _Than]]:
    given = [each for sentence in sentences for clause in sentence.clauses for each in thans(clause)]
    for own in (each for clause in claim.clauses for each in thans(clause)):
        for other in given:
            if same_figure(own.figure, other.figure) and _is_one(own.other, other.other):
                yield own, other


def _is_one_way(one: _Than, other: _Than) -> bool:
    return (one.word in _MORE) == (other.word in _MORE)


def thans(clause: Clause) -> Iterator[_Than]:
    for found in _THAN.finditer(clause.text):
        for figure in clause.figures:
            is_date = isinstance(figure.readings[0], Date)
            if not is_date and 0 <= figure.start - found.end() <= _GAP:
                yield _Than(found["other"], found["word"], figure, clause.text[: found.start()])


def _is_one(one: str, other: str) -> bool:
    return len(one) >= _LEAST and len(other) >= _LEAST and (one in other or other in one)
