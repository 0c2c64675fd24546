"""Figures of a sentence that its passage has the parts of: the difference, the sum, the share.

Owns the reckoning. Must not know where figures stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from llmdesk.tools.evidence.comparing.chinese.clauses import Sentence
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Date, Figure, Quantity, covers

_MOST = 40  # figures of a passage; a table has more, and something always fits
_COUNTS = frozenset(("number", "count"))
_SMALL = 3  # so many may be counted from a list


def follows(figure: Figure, sentences: Sequence[Sentence]) -> bool:
    """Whether the figure can be reckoned from two figures of the passage, or counts a few of its things."""
    claim = figure.readings[0]
    if isinstance(claim, Date):
        return False
    if claim.kind in _COUNTS and abs(claim.amount) <= _SMALL and claim.amount.denominator == 1:
        return True
    found = [found for sentence in sentences for found in figures(sentence.text)]
    if claim.kind == "century":
        years = (way.year for each in found for way in each.readings if isinstance(way, Date) and way.year)
        return any((year - 1) // 100 + 1 == claim.amount for year in years)
    values = list(dict.fromkeys(way for each in found for way in each.readings[:1] if isinstance(way, Quantity)))
    return any(_made_of(claim, one, other) for one, other in combinations(values[:_MOST], 2))


def _made_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    step = min(one.step, other.step)
    if one.kind == other.kind and (one.kind == claim.kind or {one.kind, claim.kind} <= _COUNTS):
        sums = (abs(one.amount - other.amount), one.amount + other.amount)
        if any(amount and covers(claim, Quantity(claim.kind, amount, amount, step, claim.units)) for amount in sums):
            return True
    if one.kind == other.kind and claim.kind in ("share", "times") and one.amount and other.amount:
        small, large = sorted((abs(one.amount), abs(other.amount)))
        ratio = 100 * small / large if claim.kind == "share" else large / small
        return abs(ratio - claim.amount) <= claim.amount * Fraction(8, 100)
    kinds = {one.kind, other.kind}
    if kinds & _COUNTS and claim.kind in kinds and claim.kind not in _COUNTS:
        amount = one.amount * other.amount
        return covers(claim, Quantity(claim.kind, amount, amount, step, claim.units))
    return False
