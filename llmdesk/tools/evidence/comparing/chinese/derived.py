"""Figures of a sentence that its passage has the parts of: the difference, the sum, the share.

Owns the reckoning. Must not know where figures stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, match
from llmdesk.tools.evidence.comparing.chinese.than import thans
from llmdesk.tools.evidence.comparing.chinese.words import Word, cut
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Date, Figure, Quantity, covers

_MOST = 40  # figures of a passage; a table has more, and something always fits
_COUNTS = frozenset(("number", "count"))
_COMPARED = re.compile("[多少差比增减升降提缩慢快余剩共总]|合计|其余|提前|推迟|相差|自己|自筹|延长|可达")
_SHARE = re.compile("[成倍半]|分之|三分|翻")  # said, not reckoned to the digit
_IN_ALL = re.compile("共|总|合计|全部|加起来")
_REST = re.compile("其余|剩下|余下|另外|其他")
_MORE, _LESS = "多高大长增", "少低小短减"
_STOP = re.compile("[，。；！？!?;]")
_PERIOD = re.compile("(?:同期|同一时期|同时期|时|的)$")  # 去年同期 is of 去年
_KNOWN = 0.85  # how well a word must match to name the same
_MOSTLY = 0.5
_THINGS = frozenset(("n", "nr", "ns", "nt", "x", "vn"))
_WEEKDAYS, _OF_WEEK = frozenset("一二三四五六123456"), ("星期", "礼拜", "周", "週")
_WHAT_IS_COUNTED = tuple("年个月天日次回周小分秒遍节课")
_OFF = Fraction(1, 200)  # by which a part may be rounded
_FEW = 8
_SMALL = 4  # so many may be counted from a list


def _is_weekday(figure: Figure, text: str) -> bool:
    """星期三 is no number; 保修期三年 and 一周三次 have one."""
    return (
        figure.text in _WEEKDAYS
        and text.endswith(_OF_WEEK, 0, figure.start)
        and not text.startswith(_WHAT_IS_COUNTED, figure.end)
    )


def follows(figure: Figure, claim_text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the figure can be reckoned from two figures of the passage, or counts a few of its things."""
    claim = figure.readings[0]
    if isinstance(claim, Date):
        return False
    if claim.kind in _COUNTS and abs(claim.amount) <= _SMALL and claim.amount.denominator == 1:
        return True
    if _is_weekday(figure, claim_text):
        return True
    found = [found for sentence in sentences for found in figures(sentence.text)]
    if claim.kind == "century":
        years = (way.year for each in found for way in each.readings if isinstance(way, Date) and way.year)
        return any((year - 1) // 100 + 1 == claim.amount for year in years)
    values = list(
        dict.fromkeys(way for each in found for way in each.readings[:1] if isinstance(way, Quantity))
    )
    if (
        claim.kind == "share"
        and _SHARE.search(figure.text)
        and any(_about(claim, each, _rounded(claim, claim_text[figure.end :])) for each in values)
    ):
        return True
    if claim.kind in ("months", "seconds") and _passed(claim, found):
        return True
    pairs = list(combinations(values[:_MOST], 2))
    if _COMPARED.search(claim_text) and any(_sum_of(claim, *pair) for pair in pairs):
        return True
    if claim.kind not in _COUNTS and any(_sum_within(claim, each) for each in sentences):
        return True
    if (claim.kind == "times" or _SHARE.search(figure.text)) and any(
        _share_of(claim, *pair) for pair in pairs
    ):
        return True
    own = _clause_of(claim_text, figure)
    if any(_part_of(claim, own, each) or _compared(claim, own, each) for each in sentences):
        return True
    if _IN_ALL.search(claim_text) and any(_total(claim, each) for each in sentences):
        return True
    return _IN_ALL.search(claim_text) is not None and any(_product_of(claim, *pair) for pair in pairs)


def _clause_of(text: str, figure: Figure) -> str:
    start = max((found.end() for found in _STOP.finditer(text, 0, figure.start)), default=0)
    end = _STOP.search(text, figure.end)
    return text[start : end.start() if end else len(text)]


def _known(clause: Clause) -> list[tuple[Figure, Quantity]]:
    found = ((each, each.readings[0]) for each in clause.figures)
    return [(each, way) for each, way in found if isinstance(way, Quantity)]


def _part_of(claim: Quantity, own: str, sentence: Sentence) -> bool:
    """868万 of 1240万, of which 七成, told of what the 七成 belongs to; 三成 of what is left of that."""
    given = [(clause, *each) for clause in sentence.clauses for each in _known(clause)][:_FEW]
    shares = [each for each in given if each[2].kind == "share"]
    if claim.kind == "share":
        rest = any(_REST.search(each.text) and _tells(own, each.content) for each in sentence.clauses)
        return rest and any(share.amount + claim.amount == 1 for _, _, share in shares)
    for clause, _, share in shares:
        for other, figure, whole in given:
            if whole.kind != claim.kind:
                continue
            # What the whole is told of says nothing of its part.
            before = clause.text[: figure.end] if other is clause else other.text
            amount = whole.amount * share.amount
            made = Quantity(claim.kind, amount, claim.written, whole.step, claim.units)
            fits = covers(claim, made) or abs(amount - claim.amount) <= _OFF * claim.amount
            if fits and _tells(own, [word for word in clause.content if word.text not in before]):
                return True
    return False


def _tells(text: str, words: Sequence[Word]) -> bool:
    """Whether `text` is told of most things that the words name."""
    things = [word for word in words if word.kind in _THINGS] or words
    return covered(things, text) > _MOSTLY


def _compared(claim: Quantity, own: str, sentence: Sentence) -> bool:
    """1640 of last year where there are 1430 this year, 210 fewer than last year; 1220 of this year where
    1430 are of last year."""
    given = [(clause, *each) for clause in sentence.clauses for each in _known(clause)][:_FEW]
    for than in (each for clause in sentence.clauses for each in thans(clause)):
        by = than.figure.readings[0]
        if not isinstance(by, Quantity) or by.kind != claim.kind or than.word not in _MORE + _LESS:
            continue
        wholes = [
            (_names(clause.text.replace(f"比{than.other}", ""), than.other), whole)
            for clause, figure, whole in given
            if figure is not than.figure and whole.kind == claim.kind
        ]
        theirs = any(is_theirs for is_theirs, _ in wholes)  # of what it is compared with
        if theirs == _names(own, than.other):
            continue
        for is_theirs, whole in wholes:
            sign = 1 if (than.word in _MORE) == theirs else -1
            amount, step = whole.amount + sign * by.amount, min(whole.step, by.step)
            made = Quantity(claim.kind, amount, amount, step, claim.units)
            if is_theirs == theirs and amount and covers(claim, made):
                return True
    return False


def _names(text: str, other: str) -> bool:
    words = cut(_PERIOD.sub("", other))
    return all(match(word, text) >= _KNOWN for word in words)


def _rounded(claim: Quantity, behind: str) -> str:
    for word, rounding in (
        ("多", "above"),
        ("强", "above"),
        ("以上", "above"),
        ("弱", "below"),
        ("左右", "about"),
    ):
        if behind.startswith(word):
            return rounding
    return claim.rounding


def _about(claim: Quantity, source: Quantity, rounding: str) -> bool:
    """三成多, 近七成, 一半以上: what is said in tenths leaves the digits behind open."""
    if source.kind != "share":
        return False
    off = 100 * (source.amount - claim.amount)
    low, high = {"above": (0, 10), "below": (-10, 0), "about": (-5, 5)}.get(rounding, (-1, 1))
    return low <= off <= high


def _passed(claim: Quantity, found: Sequence[Figure]) -> bool:
    """五年 between 2019 and 2024, 八小时 between 9:00 and 17:00."""
    values = [way for each in found[:_MOST] for way in each.readings[:1]]
    spans = {way.kind: way.amount for way in values if isinstance(way, Quantity)}
    other = spans.get("seconds" if claim.kind == "months" else "months")
    if other and _same_span(*((claim.amount, other) if claim.kind == "months" else (other, claim.amount))):
        return True
    if claim.kind == "months":
        years = {way.year for way in values if isinstance(way, Date) and way.year}
        return any(12 * abs(one - other) == claim.amount for one, other in combinations(years, 2))
    clocks = {way.amount for way in values if isinstance(way, Quantity) and way.kind == "clock"}
    return any(60 * abs(one - other) == claim.amount for one, other in combinations(clocks, 2))


def _same_span(months: Fraction, seconds: Fraction) -> bool:
    """一个月 and 30天."""
    return abs(months * 30 - seconds / 86_400) <= months


def _sum_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    if claim.kind == "points" and one.kind == other.kind == "share":
        return abs(abs(one.amount - other.amount) * 100 - claim.amount) < Fraction(1, 20)
    if one.kind == other.kind == "number" and claim.kind not in _COUNTS:
        return claim.written in (abs(one.amount - other.amount), one.amount + other.amount)  # 3.6日
    if one.kind != other.kind or not (one.kind == claim.kind or {one.kind, claim.kind} <= _COUNTS):
        return False
    step = min(one.step, other.step)
    sums = (abs(one.amount - other.amount), one.amount + other.amount)
    made = (Quantity(claim.kind, amount, amount, step, claim.units) for amount in sums if amount)
    return any(covers(claim, each) for each in made)


def _total(claim: Quantity, sentence: Sentence) -> bool:
    first = (each.readings[0] for each in figures(sentence.text))
    parts = [way for way in first if isinstance(way, Quantity) and way.kind == claim.kind]
    amount = sum((part.amount for part in parts), Fraction(0))
    return len(parts) > 2 and covers(claim, Quantity(claim.kind, amount, amount, units=claim.units))


def _sum_within(claim: Quantity, sentence: Sentence) -> bool:
    """From two figures of one sentence, none of which says by how much another is more (`_compared`)."""
    by = [than.figure.readings[0] for clause in sentence.clauses for than in thans(clause)]
    values = [each.readings[0] for each in figures(sentence.text)][:_FEW]
    known = [way for way in values if isinstance(way, Quantity) and way not in by]
    return any(_sum_of(claim, *pair) for pair in combinations(known, 2))


def _share_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind or not one.amount or not other.amount:
        return False
    small, large = sorted((abs(one.amount), abs(other.amount)))
    ratio = small / large if claim.kind == "share" else large / small
    return abs(ratio - claim.amount) <= claim.amount * Fraction(6, 100)


def _product_of(claim: Quantity, one: Quantity, other: Quantity) -> bool:
    kinds = {one.kind, other.kind}
    if not kinds & _COUNTS or claim.kind in _COUNTS or claim.kind not in kinds:
        return False
    amount = one.amount * other.amount
    return covers(claim, Quantity(claim.kind, amount, amount, min(one.step, other.step), claim.units))
