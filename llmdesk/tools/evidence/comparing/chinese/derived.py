"""Figures of a sentence that its passage has the parts of: the difference, the sum, the share.

Owns the reckoning. Must not know where figures stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from llmdesk.tools.evidence.comparing.chinese.clauses import Sentence
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Date, Figure, Quantity, covers

_MOST = 40  # figures of a passage; a table has more, and something always fits
_COUNTS = frozenset(("number", "count"))
_COMPARED = re.compile("[多少差比增减升降提缩慢快余剩共总]|合计|其余|提前|推迟|相差|自己|自筹|延长|可达")
_SHARE = re.compile("[成倍半]|分之|三分|翻")  # said, not reckoned to the digit
_IN_ALL = re.compile("共|总|合计|全部|加起来")
_SMALL = 3  # so many may be counted from a list


def follows(figure: Figure, claim_text: str, sentences: Sequence[Sentence]) -> bool:
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
    values = list(
        dict.fromkeys(way for each in found for way in each.readings[:1] if isinstance(way, Quantity))
    )
    pairs = list(combinations(values[:_MOST], 2))
    if _COMPARED.search(claim_text) and any(_sum_of(claim, *pair) for pair in pairs):
        return True
    if (claim.kind == "times" or _SHARE.search(figure.text)) and any(
        _share_of(claim, *pair) for pair in pairs
    ):
        return True
    return _IN_ALL.search(claim_text) is not None and any(_product_of(claim, *pair) for pair in pairs)


def _sum_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind or not (one.kind == claim.kind or {one.kind, claim.kind} <= _COUNTS):
        return False
    step = min(one.step, other.step)
    sums = (abs(one.amount - other.amount), one.amount + other.amount)
    made = (Quantity(claim.kind, amount, amount, step, claim.units) for amount in sums if amount)
    return any(covers(claim, each) for each in made)


def _share_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind or not one.amount or not other.amount:
        return False
    small, large = sorted((abs(one.amount), abs(other.amount)))
    ratio = 100 * small / large if claim.kind == "share" else large / small
    return abs(ratio - claim.amount) <= claim.amount * Fraction(6, 100)


def _product_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    kinds = {one.kind, other.kind}
    if not kinds & _COUNTS or claim.kind in _COUNTS or claim.kind not in kinds:
        return False
    amount = one.amount * other.amount
    return covers(claim, Quantity(claim.kind, amount, amount, min(one.step, other.step), claim.units))
