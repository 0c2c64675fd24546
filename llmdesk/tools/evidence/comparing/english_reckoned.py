"""Numbers of an English sentence that the passage has the parts of: what is left, how much more, how long.

Owns the reckoning over the sentences that a claim rests on. Must not know what a number belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from llmdesk.tools.evidence.comparing.english_document import Candidate
from llmdesk.tools.evidence.values import Date, Figure, Quantity

_PASSAGE = 3  # sentences
_MOST = 10  # figures of them; a table has more, and something always fits
# Words of a claim by which it reckons: what is left between two numbers, what two make together.
_BETWEEN = re.compile(
    r"\b(?:more|less|fewer|longer|shorter|faster|slower|older|younger|higher|lower|dearer|cheaper|larger|smaller"
    r"|later|earlier|after|before|extra|other|others|rest|remaining|remainder|left|difference|apart|ahead|short"
    r"|between|gained|lost|not)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|up|down|off)\W{0,3}\Z", re.IGNORECASE)  # right before the number: down by 450
_NEAR = 12
_TOGETHER = re.compile(r"\b(?:altogether|together|combined|in all|in total)\b", re.IGNORECASE)
_LASTED = re.compile(
    r"\b(?:for|over|took|takes|lasted|within|in|after|later|earlier|before)\b", re.IGNORECASE
)
_DECADE = range(10)
_ALIKE = frozenset(("number", "count"))
_YEAR = 12  # months


def reckoned(figure: Figure, claim: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the figure is the difference or the sum of two figures of the passage, the years between two
    of its years, or the decade of an age that it has."""
    own = figure.readings[0]
    if not isinstance(own, Quantity):
        return False
    given = [each for other in candidates[:_PASSAGE] for each in other.reading.figures][:_MOST]
    if own.kind == "decade":
        return any(_in_decade(own, each) for each in given)
    if own.kind == "months" and _LASTED.search(claim) and own.amount in _spans(given):
        return True
    start = figure.span[0]
    apart = _BETWEEN.search(claim) or _BY.search(claim[max(0, start - _NEAR) : start])
    together = _TOGETHER.search(claim)
    if not (apart or together):
        return False
    amounts = {
        first.amount
        for each in given
        if isinstance(first := each.readings[0], Quantity) and _alike(first, own)
    }
    return any(
        (apart and own.amount == abs(one - two)) or (together and own.amount == one + two)
        for one, two in combinations(amounts, 2)
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind or {one.kind, other.kind} <= _ALIKE


def _spans(given: Sequence[Figure]) -> Iterator[Fraction]:
    """The months between every two years."""
    years = {
        first.year for each in given if isinstance(first := each.readings[0], Date) and first.year is not None
    }
    return (Fraction(_YEAR * abs(one - two)) for one, two in combinations(years, 2))


def _in_decade(decade: Quantity, figure: Figure) -> bool:
    """The seventies: 1977, and 78 years of age."""
    first = figure.readings[0]
    if isinstance(first, Date):
        return first.year is not None and first.year - decade.amount in _DECADE
    return first.kind in _ALIKE and first.written - decade.amount % 100 in _DECADE
