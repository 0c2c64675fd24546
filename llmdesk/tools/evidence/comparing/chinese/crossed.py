"""Two things of a Chinese sentence in each other’s places: each is told what the passage tells of the other.

Owns the comparison. Must not know subjects, figures or frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, weight
from llmdesk.tools.evidence.comparing.chinese.words import Word

_ENOUGH = 0.5
_JOINING = ("，", ",", "：", ":")
_LEAST = 0.8  # the weight of what is told of each
_THINGS = frozenset(("n", "nr", "ns", "nt", "x"))


def crossed(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(thing of the claim, thing that the passage has there) where two have changed places; else None."""
    for one, other in combinations(claim.clauses, 2):
        first, second = _own(one, other), _own(other, one)
        best = _best(one, first, sentences), _best(other, second, sentences)
        if best[0] is None or best[1] is None:
            continue
        for mine, theirs in product(first, second):
            if _stands(theirs, mine, best[0], sentences) and _stands(mine, theirs, best[1], sentences):
                return mine.text, theirs.text
    return None


def _own(clause: Clause, other: Clause) -> list[Word]:
    """The things that only the one clause names."""
    return [
        word
        for word in clause.content
        if word.kind in _THINGS and len(word.text) > 1 and word.text not in other.text
    ]


def _best(clause: Clause, things: Sequence[Word], sentences: Sequence[Sentence]) -> Clause | None:
    """The clause of the passage that says most of what is told of the things."""
    told = [word for word in clause.content if word not in things]
    if sum(map(weight, told)) < _LEAST:
        return None
    ranked = [
        (covered(told, each.text), -each.number, -each.at, each)
        for sentence in sentences
        for each in sentence.clauses
    ]
    best = max(ranked, key=lambda entry: entry[:3], default=None)
    return best[3] if best is not None and best[0] >= _ENOUGH else None


def _with_before(clause: Clause, sentences: Sequence[Sentence]) -> str:
    """The clause with those before it, back to a semicolon: where it names nothing, they do."""
    here = next(each for each in sentences if each.number == clause.number)
    text = clause.text
    for other in reversed(here.clauses[: clause.at]):
        if other.end not in _JOINING:
            break
        text = other.text + text
    return text


def _stands(word: Word, instead_of: Word, clause: Clause, sentences: Sequence[Sentence]) -> bool:
    for text in (clause.text, _with_before(clause, sentences)):
        if word.text in text or instead_of.text in text:
            return instead_of.text not in text
    return False
