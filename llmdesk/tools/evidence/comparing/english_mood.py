"""What an English document says only in part: on a condition, as a view or a plan, until a later sentence.

Owns the comparing of how a claim and the passage it rests on are held: told as fact or held back. Must not
read texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from llmdesk.tools.evidence.comparing.english_document import Candidate, EnglishDocument, weigh
from llmdesk.tools.evidence.comparing.english_reading import Piece, Reading
from llmdesk.tools.evidence.comparing.opposites import english_words
from llmdesk.tools.evidence.comparing.types import Contrast
from llmdesk.tools.evidence.terms import stem, terms
from llmdesk.tools.evidence.times import MONTHS
from llmdesk.tools.evidence.values import same_figure

RULES = ("condition", "universal", "view", "quoted", "plan", "outdated", "cause")
_SAID_WITH_FIGURE = 0.12
_SAID = 0.3  # the share of a claim that a piece must cover so that the claim rests on it
_TAKEN_OVER = 0.34  # the share of a condition that a claim must have so that it keeps it
_REACH = 80  # characters behind a word that holds back
_IN_SCOPE = 0.25  # the share of a claim that must stand there
_LITTLE, _NEARLY_ALL = 0.25, 0.6  # of a cause, where the passage gives one, and where it gives none
_QUOTE = 60  # characters of a quotation that a reason shows
_QUOTED = re.compile(r"[\"“]([^\"“”]{0,400})[\"”]")
_NO_CONDITION = re.compile(r"\b(?:even|as)\s+if\b|\bif\s+(?:not|any|only)\b")
_SHORT = 4
_MANY = 2  # terms
_BACK = re.compile(r"(?:That|This|It|He|She|They|Neither|But|The (?:figure|date|number|plan))\b")


def condition(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The passage says it if something is so, the claim says it without."""
    reading = _rests_on(claim, candidates, document)
    if reading is None or _mark("condition_kept", claim.text):
        return None
    for piece in reading.pieces:
        mark = _mark("condition", _NO_CONDITION.sub(" ", piece.text))
        if mark and _part(piece.terms, claim.terms, document) < _TAKEN_OVER:
            return Contrast("condition", "", mark)
    return None


def universal(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The claim says that it is so in every case, the passage knows a condition or an exception."""
    reading = _rests_on(claim, candidates, document)
    own = _mark("universal", claim.text)
    if reading is None or not own or _mark("exception", claim.text):
        return None
    mark = _mark("exception", reading.text)
    return Contrast("stronger", own, mark) if mark else None


def view(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The passage gives somebody's view or hope, the claim tells it as a fact."""
    return _held_back("view", claim, candidates, document)


def quoted(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The passage quotes somebody, the claim says it without saying whose word it is."""
    reading = _rests_on(claim, candidates, document)
    if reading is None or _mark("view_kept", claim.text):
        return None
    mark = _mark("saying", reading.text)
    for said in _QUOTED.findall(reading.text) if mark else ():
        if _part(claim.terms, frozenset(terms(said)), document) >= _SAID:
            return Contrast("view", "", said[:_QUOTE])
    return Contrast("view", "", mark) if mark and _mark("foretelling", claim.text) else None


def plan(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The passage says that something is planned or may be, the claim that it is so or has been done."""
    return _held_back("plan", claim, candidates, document)


def _held_back(
    name: Literal["view", "plan"], claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    reading = _rests_on(claim, candidates, document)
    if reading is None or _mark(f"{name}_kept", claim.text):
        return None
    for mark in english_words(name).finditer(reading.text):
        if mark[0] == "May":
            continue
        reach = None if name == "view" else mark.end() + _REACH
        behind = list(terms(reading.text[mark.end() : reach]))
        near = behind[:2] if name == "plan" else behind
        if not claim.terms.isdisjoint(near) and _part(claim.terms, frozenset(behind), document) >= _IN_SCOPE:
            return Contrast(name, "", mark[0])
    return None


def outdated(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The passage tells what was so or was thought before, and says so there or in the next sentences."""
    reading = _rests_on(claim, candidates, document)
    if reading is None or _mark("outdated_kept", claim.text):
        return None
    number = candidates[0].number
    behind = document.reading(number + 1)
    if _says(claim, behind, reading):
        return None
    for at, piece in enumerate(reading.pieces):
        mark = _mark("outdated", piece.text)
        rest = reading.pieces[at + 1 :]
        if mark and any(_has_figure_of(claim, each, piece) for each in rest):
            continue
        if mark and 2 * len(claim.terms & piece.terms) >= len(claim.terms & reading.terms):
            return Contrast("outdated", "", mark)
    mark = _mark("corrected", behind.text)
    if mark and (_BACK.match(behind.text) or not reading.terms.isdisjoint(behind.terms)):
        return Contrast("outdated", "", mark)
    return None


def _says(claim: Reading, behind: Reading, reading: Reading) -> bool:
    """Whether the claim has what only the sentence behind says, so that it is as new as that."""
    newer = (claim.terms & behind.terms) - reading.terms
    if len(newer) >= _MANY or not newer.isdisjoint(_months()):
        return True
    return any(_has_figure_of(claim, each, reading) for each in behind.pieces)


@cache
def _months() -> frozenset[str]:
    return frozenset(map(stem, MONTHS))


def _has_figure_of(claim: Reading, one: Piece, other: Piece | Reading) -> bool:
    """Whether the claim has a figure of the one that the other has not."""
    return any(
        same_figure(own, figure)
        for figure in one.figures
        if not any(same_figure(figure, each) for each in other.figures)
        for own in claim.figures
    )


def cause(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """The claim gives a cause, and nothing near what it is the cause of is given as one."""
    found = _cause(claim)
    if found is None or not candidates:
        return None
    mark, reason, effect = found
    if any(
        _mark("cause_in_source", each.reading.text)
        and _part(reason, each.reading.terms, document) >= _TAKEN_OVER
        for each in candidates
    ):
        return None
    fits = [(_part(effect, each.reading.terms, document), -each.number) for each in candidates]
    best = -max(fits)[1]
    near = list(document.around(best, 1, 1))
    words = frozenset().union(*(each.terms for each in near))
    given = any(_mark("cause_in_source", each.text) for each in near)
    if _part(reason, words, document) < (_LITTLE if given else _NEARLY_ALL):
        return Contrast("cause", mark, "")
    return None


def _cause(claim: Reading) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """(the causal word, the terms of the cause, those of the effect)."""
    found = english_words("cause").search(claim.text)
    if not found:
        return None
    before, behind = claim.text[: found.start()], claim.text[found.end() :]
    one, two = frozenset(terms(before)), frozenset(terms(behind))
    if len(before) < _SHORT:  # "Because …, …"
        first, _, rest = behind.partition(",")
        return found[0], frozenset(terms(first)), frozenset(terms(rest))
    if found[0].casefold() in ("led to", "leads to", "so that", "therefore", "which is why"):
        return found[0], one, two
    return found[0], two, one


def _rests_on(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Reading | None:
    """The sentence that a claim rests on; None where none says enough of it."""
    if not candidates:
        return None
    best = candidates[0].reading
    needed = (
        _SAID_WITH_FIGURE if any(same_figure(o, f) for o in claim.figures for f in best.figures) else _SAID
    )
    return best if _part(claim.terms, best.terms, document) >= needed else None


def _part(terms: frozenset[str], of: frozenset[str], document: EnglishDocument) -> float:
    """The share of the weight of `terms` that is among `of`."""
    whole = weigh(terms, document.weight)
    return weigh(terms & of, document.weight) / whole if whole else 0.0


def _mark(name: str, text: str) -> str:
    """The first word or phrase of the list `name` that stands in the text; "" without one."""
    return next((found[0] for found in english_words(name).finditer(text) if found[0] != "May"), "")
