"""A number that is a case of what a Chinese passage says of a range: 七岁 where it speaks of 6至11岁.

Owns the telling of ranges and limits, and whether a number lies within. Must not judge a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, read
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Figure, Quantity

_TO = re.compile("[^，。；]{0,2}[至到—–~～-][^，。；]{0,2}")
_OVER_BEFORE = re.compile("(?:超过|多于|高于|大于|不少于|不低于|至少|满|逾|达到?)$")
_UNDER_BEFORE = re.compile("(?:不超过|不多于|不高于|不得超过|未满|不满|不足|不到|低于|少于|小于|最多|至多)$")
_OVER_BEHIND = re.compile("(?:及其?)?(?:以上|起)")
_UNDER_BEHIND = re.compile("(?:及其?)?(?:以下|以内|之内|内|为限)")
# What makes the claim's own number a limit, not a case of one.
_LIMIT = re.compile(
    "超过|多于|少于|高于|低于|不得|最[多少低高]|至[多少]|以上|以下|以内|之内|为限|上限|下限|满|不足|不到|起"
)
_AROUND = 6
_ABOUT = 0.5  # of what the claim says with the number, that the passage says with the range
_KINDS = frozenset(("months", "length", "count", "mass", "money", "area", "volume", "seconds", "temperature"))


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    start: int
    low: Fraction | None
    high: Fraction | None


def is_case(figure: Figure, claim_text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the claim's number lies within a range or a limit of the passage, told of the same thing."""
    claim = figure.readings[0]
    if not isinstance(claim, Quantity) or claim.kind not in _KINDS or claim.rounding:
        return False
    start, end = figure.span
    if _LIMIT.search(claim_text[max(0, start - _AROUND) : end + _AROUND]):
        return False
    own = [clause for clause in read(claim_text).clauses if any(f.key == figure.key for f in clause.figures)]
    said = [word for clause in own for word in clause.content]
    return any(
        each.kind == claim.kind
        and (each.low is None or each.low <= claim.amount)
        and (each.high is None or claim.amount <= each.high)
        and covered(said, _said_with(sentence, clause, each)) >= _ABOUT
        for sentence in sentences
        for clause in sentence.clauses
        for each in _ranges(clause)
    )


def _said_with(sentence: Sentence, clause: Clause, limit: _Range) -> str:
    """What stands with a range, and the next clause, which says what holds for it; not what has a number of
    its own of the kind: 门票50元，停车费20元起."""
    cut = clause.text.rfind("，", 0, limit.start) + 1
    before = any(_counts(figure, limit.kind) and figure.start < cut for figure in clause.figures)
    own = clause.text[cut:] if before else clause.text
    behind = sentence.clauses[clause.at + 1 : clause.at + 2]
    if any(_counts(figure, limit.kind) for each in behind for figure in each.figures):
        return own
    return own + "".join(each.text for each in behind)


def _counts(figure: Figure, kind: str) -> bool:
    return any(isinstance(value, Quantity) and value.kind == kind for value in figure.readings)


def _ranges(clause: Clause) -> Iterator[_Range]:
    text = clause.text
    found = [each for each in figures(text) if isinstance(each.readings[0], Quantity)]
    for one, other in pairwise(found):
        first, second = one.readings[0], other.readings[0]
        if (
            isinstance(first, Quantity)
            and isinstance(second, Quantity)
            and first.kind == second.kind
            and first.amount < second.amount
            and _TO.fullmatch(text[one.end : other.start])
        ):
            yield _Range(first.kind, one.start, first.amount, second.amount)
    for each in found:
        value = each.readings[0]
        assert isinstance(value, Quantity)
        before, behind = text[: each.start], text[max(each.end, each.span[1]) :]
        if _UNDER_BEFORE.search(before) or _UNDER_BEHIND.match(behind):
            yield _Range(value.kind, each.start, None, value.amount)
        elif _OVER_BEFORE.search(before) or _OVER_BEHIND.match(behind):
            yield _Range(value.kind, each.start, value.amount, None)
