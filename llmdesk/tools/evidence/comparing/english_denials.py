"""Whether a piece of a claim denies what the passage says, or says what the passage denies.

Owns the comparing of English denials, piece by piece, over all sentences that a claim may rest on. Must
not read texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.english_document import Candidate, EnglishDocument, weigh
from llmdesk.tools.evidence.comparing.english_reading import Piece, Reading
from llmdesk.tools.evidence.comparing.opposites import english_words
from llmdesk.tools.evidence.comparing.types import Contrast
from llmdesk.tools.evidence.terms import terms

_ALIKE_DENYING = 0.8  # a claim denies much that the passage says in other words
_ALIKE = 0.6  # the share of a piece's weight that another must have, so that both are about one thing
_BACK = 0.34  # and of the other's that the claim must have
_MARGIN = 0.15
_WHOLLY = 0.99  # a short piece that the claim has altogether
_OF_CLAIM = 0.5
_ELLIPTIC = re.compile(r"\s*(?:but|though|and|although|or)\s+not\b", re.IGNORECASE)
_FEWEST = 2
_REACH = 60


def denied(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """What is most like a piece of the claim denies it, or the claim denies that."""
    for piece in claim.pieces:
        if len(piece.terms) < _FEWEST or _ELLIPTIC.match(piece.text):
            continue
        found = _against(claim, piece, candidates, document)
        if found:
            return found
    return None


def _against(
    claim: Reading, piece: Piece, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    own = _denials(piece.text)
    whole = weigh(piece.terms, document.weight)
    best_same, best_other, words = 0.0, 0.0, list[str]()
    for candidate in candidates:
        if own and not _is_of_claim(claim, candidate, document):
            continue
        for theirs in candidate.reading.pieces:
            common = piece.terms & theirs.terms
            if len(common) < _FEWEST:
                continue
            fit = weigh(common, document.weight) / whole
            back = weigh(theirs.terms & claim.terms, document.weight) / weigh(theirs.terms, document.weight)
            if back >= _WHOLLY:
                fit = max(fit, _ALIKE + _MARGIN)
            found = _denials(theirs.text)
            denying = piece if own else theirs
            if len(found) % 2 == len(own) % 2:
                best_same = max(best_same, fit)
            elif english_words("unreal").search((theirs if own else piece).text):
                continue
            elif back >= _BACK and _heads(denying.text) & common and fit > best_other:
                best_other, words = fit, found
    if best_other < (_ALIKE_DENYING if own else _ALIKE) or best_other < best_same + _MARGIN:
        return None
    return Contrast("denied", own[0], "") if own else Contrast("denied", "", words[0])


def _is_of_claim(claim: Reading, candidate: Candidate, document: EnglishDocument) -> bool:
    """Whether the sentence has enough of the whole claim: a denial alone is said of many things."""
    shared = weigh(claim.terms & candidate.reading.terms, document.weight)
    return shared >= _OF_CLAIM * weigh(claim.terms, document.weight)


def _heads(text: str) -> frozenset[str]:
    """The first term behind each word that denies: what it denies."""
    found = (text[each.end() : each.end() + _REACH] for each in english_words("denial").finditer(text))
    return frozenset(next(terms(behind), "") for behind in found)


def _denials(text: str) -> list[str]:
    kept = english_words("no_denial").sub(" ", text)
    return [found[0] for found in english_words("denial").finditer(kept)]
