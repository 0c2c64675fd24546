"""Which clause of a passage each clause of a Chinese sentence is about.

Owns the pairing of clauses. Must not judge what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, weight

# What counts for a clause: its own words, those of its sentence, those of the sentences beside it, and how
# much of the whole claim these have, since its clauses mostly rest on one place.
_OWN, _SENTENCE, _BESIDE, _WHOLE = 0.4, 0.25, 0.15, 0.2
_ENOUGH = 2.5  # the weight of a claim of which it can be said how well it is found
_LEAST = 1.5  # the weight of a clause that tells where it stands


@dataclass(frozen=True)
class Aligned:
    """`own`: a clause of the claim; `other`: the clause of the passage that has most of it, in `sentence`;
    `score` 0…1; `beside`: the sentence with those before and behind it."""

    own: Clause
    other: Clause
    sentence: Sentence
    score: float
    beside: tuple[Sentence, ...]


def align(claim: Sentence, sentences: Sequence[Sentence]) -> list[Aligned]:
    """Each clause of the claim that says something, with its clause; no headings."""
    found = []
    words = [word for clause in claim.clauses for word in clause.content]
    whole = {each.number: covered(words, _text(_beside(each, sentences))) for each in sentences}
    for own in claim.clauses:
        if own.content and (best := _best(own, sentences, whole)) is not None:
            found.append(best)
    return [each for each in found if sum(map(weight, each.own.content)) >= _LEAST] or found


def likeness(aligned: Sequence[Aligned]) -> float:
    """How well the clauses of a claim stand where they are found, 0…1; 1 where that cannot be told."""
    if sum(weight(word) for each in aligned for word in each.own.content) < _ENOUGH:
        return 1.0
    return sum(each.score for each in aligned) / len(aligned)


def _beside(sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(each for each in sentences if abs(each.number - sentence.number) <= 1)


def _text(sentences: Sequence[Sentence]) -> str:
    return "\n".join(each.text for each in sentences)


def _best(own: Clause, sentences: Sequence[Sentence], whole: dict[int, float]) -> Aligned | None:
    best: Aligned | None = None
    for each in sentences:
        if each.heading:
            continue
        beside = _beside(each, sentences)
        around = _SENTENCE * covered(own.content, each.text)
        around += _BESIDE * covered(own.content, _text(beside)) + _WHOLE * whole[each.number]
        for other in each.clauses:
            score = around + _OWN * covered(own.content, other.text)
            if best is None or score > best.score + 1e-9:
                best = Aligned(own, other, each, score, beside)
    return best
