"""Opposites and denials: the two sides of one matter, and what one sentence denies and the other says.

Owns the comparing of what `english` and `chinese` read. Must not read texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.types import ALIKE, DENIED_ALIKE, Contrast, Sentence, Sign, share
from llmdesk.tools.evidence.terms import terms

_THROUGHOUT = 0.75  # of the terms

_AHEAD_HAN = 0.3  # how much better the other side must fit where a Chinese passage has both


def opposite(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    found = [sign for source in sources for sign in source.signs]
    for sign in claim.signs:
        same = [share(sign.context, each.context) for each in found if _is_like(each, sign)]
        other = [
            (share(sign.context, each.context), each)
            for each in found
            if each.name == sign.name and each.side != sign.side and not _is_word_itself(each, sign)
        ]
        if not other:
            continue
        best, against = max(other, key=lambda pair: pair[0])
        if not claim.cjk and against.word.casefold() == sign.word.casefold() and not _alike(claim, sources):
            continue  # one of them is denied, and not surely of the same thing
        ahead = _AHEAD_HAN if claim.cjk and same else 0.0
        if best >= ALIKE and best > max(same, default=0.0) + ahead:
            return Contrast("opposite", sign.word, against.word)
    return None


def _alike(claim: Sentence, sources: Sequence[Sentence]) -> bool:
    return share(claim.terms, sources[0].terms) >= _THROUGHOUT


def _is_word_itself(one: Sign, other: Sign) -> bool:
    """Known and not known: no opposites, but one of them denied."""
    return one.name[0] == "-" and one.word.casefold() == other.word.casefold()


def _is_like(one: Sign, other: Sign) -> bool:
    return one.name == other.name and one.side == other.side


def denied(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """One of the two denies what the other says. Opposites are judged by their sides alone."""
    source = sources[0]
    own, others = ({s.word for s in each.signs if s.name[0] != "-"} for each in (claim, source))
    matched = own & others
    polar = {term for word in matched for term in terms(word)}
    if share(claim.terms, source.terms) < (ALIKE if claim.cjk else DENIED_ALIKE):
        return None
    for denying, other, by_claim in ((claim, source, True), (source, claim, False)):
        for denial in denying.denials:
            scope = frozenset(denial.scope)
            head = denial.scope[:2]
            if len(scope) < 1 or share(scope, other.terms | pairs(other)) < DENIED_ALIKE:
                continue
            heads = [term for term in head if term in other.terms | pairs(other)]
            free = (
                not (scope & other.denied) if denying.cjk else not any(term in other.denied for term in heads)
            )
            if heads and free and not any(term in polar for term in heads):
                return Contrast("denied", denial.word if by_claim else "", "" if by_claim else denial.word)
    return None


def pairs(sentence: Sentence) -> frozenset[str]:
    """Every two characters side by side in a Chinese sentence."""
    if not sentence.cjk:
        return frozenset()
    return frozenset(sentence.text[at : at + 2] for at in range(len(sentence.text) - 1))
