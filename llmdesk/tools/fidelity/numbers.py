"""Whether the numbers, dates and units of one text are those of another, in whatever way each writes them.

Owns the comparison; what a number says is read by `evidence.figures`. Must not read words.

A number in digits is there or it is missing. One in words may go in another language (“both sides”, “一个”):
it counts where another number stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from llmdesk.errors import shown
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.figures import figures, uses_decimal_comma
from llmdesk.tools.evidence.values import Date, Figure, Quantity, Value, covers
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.types import Finding, Rule

_MOST = 300  # numbers of a text that are compared; what is checked are segments
_COUNTING = frozenset(("number", "count", "ordinal", "times"))
_TIMES = frozenset(("clock", "decade", "century"))
_FREE_OF_UNIT = _COUNTING | _TIMES | {"months", "seconds", "share"}
_READ_WELL = ("en", "zh", "")  # languages whose months and numerals are read
_PER = (1, 60, 3_600, 86_400)  # seconds of what a speed is given for
_LARGE = 20  # numbers in words from here on are as good as digits
_DIGITS = re.compile(r"\d+")
_IN_A_WORD = re.compile(r"[A-Za-z]{1,20}-?\d{1,9}|\d{1,9}[A-Za-z]{1,20}")

_MONEY = (
    re.compile(
        r"\$|\b(?:dollars?|USD|HKD|CAD|AUD|cents?|bucks)\b|[美港加澳台新]元|[美港]币|美金|美分", re.IGNORECASE
    ),
    re.compile(r"€|\b(?:euros?|EUR)\b|欧元", re.IGNORECASE),
    re.compile(r"£|\b(?:pounds?|GBP|pence)\b|英镑|便士|磅", re.IGNORECASE),
    re.compile(
        r"¥|￥|\b(?:yen|JPY|yuan|RMB|CNY|renminbi)\b|日元|人民币|块钱"
        # 一元, 二元 and 三元 alone are mathematics and logic as often as money.
        r"|(?<=[\d零两四五六七八九十百千万亿几])元|(?<=[十百千万亿零][一二三])元",
        re.IGNORECASE,
    ),
)
_WEEKDAY = re.compile(
    r"(?<![A-Za-z])(?:(?P<en>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?(?![A-Za-z]))"
    r"|(?:星期|礼拜|周)(?P<zh>[一二三四五六日天])(?!年|期|边)"
)
_MONTH = re.compile(
    r"(?<![A-Za-z])((?:January|February|March(?! (?:on|of|against|to|for|in)\b)|April|June|July|August|"
    r"September|October|November|December)"
    r"|(?:(?<=in )|(?<=of )|(?<=by )|(?<=since )|(?<=until )|(?<=late )|(?<=early )|(?<=last )|(?<=next )"
    r"|(?<=mid-)|(?<=from )|(?<=to ))May)"
    r"(?![A-Za-z])"
)
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_DAY = re.compile(r"(?<![A-Za-z])(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?![a-rt-z])")
_EN_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ZH_DAYS = "一二三四五六日"
_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    """What of the numbers is not kept. Both texts without code, addresses and other marks."""
    wanted = read_figures(source, source_language)
    there = read_figures(target, target_language)
    exact = source_language in _READ_WELL and target_language in _READ_WELL
    bare_wanted, bare_there = _bare_months(wanted), _bare_months(there)
    lost, added, pairs = _matched(
        [each for each in wanted if each not in bare_wanted],
        [each for each in there if each not in bare_there],
        exact,
    )
    yield from _without_unit(pairs)
    yield from _other_money(source, target)
    yield from _changed(lost, added)
    said, says = _in_words(source), _in_words(target)
    for figure in lost:
        if _counts(figure) and not _digits(figure.text) <= says:
            yield _finding(figure, wording.LOST, source=True)
    for figure in added:
        if _counts(figure) and not _digits(figure.text) <= said:
            yield _finding(figure, wording.ADDED, source=False)
    if exact:
        yield from weekdays(source, target)
        yield from _months(_MonthsOf(source, wanted, bare_wanted), _MonthsOf(target, there, bare_there))


def read_figures(text: str, language: str) -> list[Figure]:
    """The first numbers, dates and amounts of a text, in order."""
    comma = uses_decimal_comma(text, language)
    found = list(islice(figures(text, comma=comma), _MOST))
    return [
        replace(each, readings=tuple(map(_plain, each.readings)))
        for each in found
        if not text.startswith("进制", each.end)  # 十六进制
    ]


def _plain(value: Value) -> Value:
    """Without its rounding word: what is about 200 in one text is about 200 in the other."""
    if isinstance(value, Quantity) and value.rounding not in ("", "range"):
        return replace(value, rounding="")
    return value


def _matched(
    wanted: list[Figure], there: list[Figure], exact: bool
) -> tuple[list[Figure], list[Figure], list[tuple[Figure, Figure]]]:
    """Those without a partner on either side, and the pairs."""
    lost, added, pairs = list(wanted), list(there), []
    for same in (_same, _same_as_words):
        for figure in list(lost):
            partner = next((other for other in added if same(figure, other)), None)
            if partner is not None:
                pairs.append((figure, partner))
                lost.remove(figure)
                added.remove(partner)
    for figure in list(lost):
        if _by_parts(figure, added, exact):
            lost.remove(figure)
    for figure in list(added):
        if _by_parts(figure, lost, exact):
            added.remove(figure)
    return lost, added, pairs


def _same(one: Figure, other: Figure) -> bool:
    return any(_equal(a, b) for a in one.readings for b in other.readings)


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, Date) or isinstance(other, Date):
        return one == other
    if {one.kind, other.kind} == {"length", "speed"}:
        way, speed = (one, other) if one.kind == "length" else (other, one)
        return any(way.amount == speed.amount * seconds for seconds in _PER)  # 每小时150公里
    if {one.kind, other.kind} & {"clock"} and {one.kind, other.kind} & _COUNTING:
        clock, number = (one, other) if one.kind == "clock" else (other, one)
        return clock.amount % 60 == 0 and clock.amount / 60 % 12 == number.written % 12  # 6点, 6 o'clock
    if one.kind in _COUNTING and other.kind in _COUNTING:
        return one.written == other.written or one.amount == other.amount
    return covers(one, other) or covers(other, one)


def _same_as_words(one: Figure, other: Figure) -> bool:
    """三年级 and the third grade: what counts is a matter of the language where both are in words."""
    if any(c.isdigit() for c in one.text) and any(c.isdigit() for c in other.text):
        return False
    return bool(_amounts(one) & _amounts(other))


def _amounts(figure: Figure) -> set[object]:
    amounts: set[object] = set()
    for way in figure.readings:
        if isinstance(way, Quantity):
            hour = way.kind == "clock" and way.amount % 60 == 0
            amounts |= {way.amount / 60 % 12} if hour else {way.written}
    return amounts


def _by_parts(figure: Figure, others: list[Figure], exact: bool) -> bool:
    """Whether several numbers of the other text say the same together; they are taken out of it."""
    parts = figure.parts or _numbers_of(figure, exact)
    if not parts:
        return False
    found = []
    for part in parts:
        match = next((o for o in others if o not in found and any(_equal(part, w) for w in o.readings)), None)
        if match is None:
            return False
        found.append(match)
    for each in found:
        others.remove(each)
    return True


def _numbers_of(figure: Figure, exact: bool) -> tuple[Value, ...]:
    """A date in a language whose months are not read: its day and its year."""
    first = figure.readings[0]
    if exact or not isinstance(first, Date):
        return ()
    numbers = [Fraction(part) for part in (first.day, first.year) if part is not None]
    return tuple(Quantity("number", number, number) for number in numbers)


def _without_unit(pairs: list[tuple[Figure, Figure]]) -> Iterator[Finding]:
    """A number that was given in metres, dollars or percent, and has no unit any more, or the other way."""
    for one, other in pairs:
        if _has_unit(one) != _has_unit(other) and _shows(one if _has_unit(one) else other):
            yield _became("units", one, other)


def _other_money(source: str, target: str) -> Iterator[Finding]:
    """A currency that the source does not name; 元 alone is the yuan."""
    for name in _MONEY:
        found = name.search(target)
        if found is not None and name.search(source) is None:
            place = Span(*found.span())
            yield Finding("units", wording.ADDED, (("text", shown(found[0])),), target=place)


def _has_unit(figure: Figure) -> bool:
    return all(isinstance(way, Quantity) and way.kind not in _FREE_OF_UNIT for way in figure.readings)


def _shows(figure: Figure) -> bool:
    return any(character.isdigit() for character in figure.text)


def _whole(figure: Figure) -> str:
    return shown(figure.text.strip())


def _changed(lost: list[Figure], added: list[Figure]) -> Iterator[Finding]:
    """Pairs of which one stands where the other should: they are taken out of the lists."""
    for figure in list(lost):
        partner = next((other for other in added if _amounts(figure) & _amounts(other)), None)
        rule: Rule = "units"
        if partner is None and not _counts(figure) and not figure.idle:
            partner = next((o for o in added if not o.idle and _kind(o) == _kind(figure)), None)
            rule = _rule(figure)
        if partner is None:
            continue
        lost.remove(figure)
        added.remove(partner)
        yield _became(rule, figure, partner)


def _became(rule: Rule, one: Figure, other: Figure) -> Finding:
    """Where the figures are the same, it is what stands beside them that is not."""
    source, target = _whole(one), _whole(other)
    places = Span(one.start, one.end), Span(other.start, other.end)
    if source == target:
        return Finding(rule, wording.UNIT, (("text", source),), *places)
    return Finding(rule, wording.CHANGED, (("source", source), ("target", target)), *places)


def _kind(figure: Figure) -> str:
    first = figure.readings[0]
    if isinstance(first, Date):
        return "date"
    on_the_hour = first.kind == "clock" and first.amount % 60 == 0 and not _shows(figure)
    return "counting" if first.kind in _COUNTING or on_the_hour else first.kind


def _counts(figure: Figure) -> bool:
    """Whether it must be there, however the language puts it."""
    if figure.idle:
        return False
    first = figure.readings[0]
    if _shows(figure) or isinstance(first, Date):
        return True
    return first.written >= _LARGE and first.kind not in ("times", "clock")


def _finding(figure: Figure, template: str, *, source: bool) -> Finding:
    place = Span(figure.start, figure.end)
    return Finding(
        _rule(figure),
        template,
        (("text", _whole(figure)),),
        place if source else None,
        None if source else place,
    )


def _rule(figure: Figure) -> Rule:
    first = figure.readings[0]
    if isinstance(first, Date):
        return "dates" if first.month or not figure.text.isdigit() else "numbers"
    return "dates" if first.kind in _TIMES else "numbers"


def _digits(text: str) -> set[int]:
    return {int(run) for run in _DIGITS.findall(text)} or {-1}


def _in_words(text: str) -> set[int]:
    """The digits that belong to a word: Q3, A4, 12B."""
    found: set[int] = set()
    for word in _IN_A_WORD.findall(text):
        found |= _digits(word)
    return found


def _bare_months(found: list[Figure]) -> list[Figure]:
    """Months without day and year: what of them is read depends on the language."""
    return [each for each in found if isinstance(d := each.readings[0], Date) and not d.day and not d.year]


class _MonthsOf:
    """The months that a text names: alone (`bare`, with their place), and in dates."""

    def __init__(self, text: str, found: list[Figure], bare: list[Figure]) -> None:
        self.bare = {m: (each.text, Span(each.start, each.end)) for each in bare for m in each.months}
        for match in _MONTH.finditer(text):
            self.bare.setdefault(_EN_MONTHS.index(match[1][:3].lower()) + 1, (match[0], Span(*match.span(1))))
        self.every = {month for each in found for month in each.months} | self.bare.keys()


def _months(wanted: _MonthsOf, there: _MonthsOf) -> Iterator[Finding]:
    for month in sorted(wanted.bare.keys() - there.every):
        yield Finding("dates", wording.LOST, (("text", wanted.bare[month][0]),), wanted.bare[month][1])
    for month in sorted(there.bare.keys() - wanted.every):
        yield Finding("dates", wording.ADDED, (("text", there.bare[month][0]),), target=there.bare[month][1])


def weekdays(source: str, target: str) -> Iterator[Finding]:
    """Days of the week that one of the texts names alone."""
    wanted, there = _days(source), _days(target)
    for day in sorted(wanted.keys() - there.keys()):
        yield Finding("dates", wording.LOST, (("text", wanted[day][0]),), wanted[day][1])
    wanted |= {_EN_SHORT.index(short): ("", Span(0, 0)) for short in _SHORT_DAY.findall(source)}
    for day in sorted(there.keys() - wanted.keys()):
        yield Finding("dates", wording.ADDED, (("text", there[day][0]),), target=there[day][1])


def _days(text: str) -> dict[int, tuple[str, Span]]:
    found: dict[int, tuple[str, Span]] = {}
    for match in _WEEKDAY.finditer(text):
        day = _EN_DAYS.index(match["en"].lower()) if match["en"] else 0
        if match["zh"]:
            day = min(_ZH_DAYS.find(match["zh"]), 6) if match["zh"] != "天" else 6
        found.setdefault(day, (match[0], Span(*match.span())))
    return found
