"""The numbers in a text, read as values with their units, in English and Chinese.

Owns the one pass over a text and what stands around a numeral: signs, currencies, rounding words, units,
shares, ordinals, multiples. Must not compare (see `values`). The pass is linear: from each digit, numeral
or number word it looks ahead only as far as a number can reach.

Own code: no maintained library reads both languages and gives spans. quantulum3 (MIT) reads English alone
and wants scipy and scikit-learn for its units; cn2an (MIT) reads numerals, not what they count, and finds
none in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from llmdesk.tools.evidence import numerals, shares, times, units
from llmdesk.tools.evidence.numerals import HAN, Numeral
from llmdesk.tools.evidence.rounding import rounding_after, rounding_before
from llmdesk.tools.evidence.times import Time
from llmdesk.tools.evidence.values import Date, Figure, Quantity, Rounding, Value

# Where a number may begin; of the words those in `_KNOWN`.
_START = re.compile(
    rf"(?P<digit>(?<![\w.])\.\d|(?<![A-Za-z\d_])\d|[{numerals.VULGAR}])|(?P<han>[{HAN}])"
    r"|(?P<share>[半俩仨翻减減对對]|[过過]半)|(?P<word>(?<![A-Za-z])[A-Za-z]{1,14}(?![A-Za-z]))"
)
_KNOWN = frozenset(
    (
        *numerals.ONES, *numerals.TENS, *numerals.ORDINALS, *shares.MULTIPLES, *times.MONTHS,
        *times.DECADES,
        "a", "an", "half", "quarter", "noon", "midday", "midnight",
        "hundred", "thousand", "million", "billion", "trillion", "dozen",
    )
)  # fmt: skip
_AFTER_A = re.compile(
    rf"(?i)[\s-](?:hundred|thousand|million|billion|trillion|dozen|{shares.PART_WORDS})s?\b"
)
_HAN_TAIL = re.compile(f"[{HAN}]*")
_DIGIT_RUN = re.compile(r"[\d.,:/-]*\d")
_ROMAN_LETTERS = frozenset("IVXLCDM")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NAME_BEFORE = re.compile(r"(?P<more>[A-Za-z]\s)?(?:[A-Z][a-z]+)\s$")
_CONTEXT = 28  # characters before a number that are looked at

_MINUS = re.compile(r"(?:(?<![^\s(（:：=,，、;；|~])[-−–]|\b(?:minus|negative)\s|[负負]|零下)\s?$", re.I)
_MINUS_ENDS = ("-", "−", "–", "负", "負", "下", "s", "e")  # what `_MINUS` can end in
_BELOW_ZERO = re.compile(r"\s+below\s+(?:zero|freezing)\b", re.I)
_ORDINAL_MARK = re.compile(r"(?:st|nd|rd|th)\b")
_JOINED_MINUS = re.compile("[\u4e00-\u9fff][-−]$")
_GAP, _GAP_OF_TIMES = re.compile(r"\s?(?:and\s|零|又)?\s?"), re.compile(r"\s?(?:,\s|and\s|零|又)?\s?")
_TO = re.compile(r"\s?(?:to\b|[-–—~～至到])\s?(?=\d)")
_INCHES = re.compile(r"\s?in\b")
_NO_YEAR = frozenset("件册辆箱户份套株棵匹")  # 1640件
_AND_HALF = re.compile("[个個]半")
# Single words and numerals that count nothing in most sentences: "one of them", "一个".
_IDLE_WORDS = frozenset(("one", "first", "second", "third", "zero", "hundred", "thousand", "million"))
_COMMA_LANGUAGES = frozenset(
    ("de", "fr", "es", "it", "nl", "pt", "ru", "pl", "sv", "da", "nb", "no", "fi", "cs", "tr")
)
_IDLE_HAN = frozenset("一十百千万亿零")
_HAN_WORDS = re.compile(
    r"十[分足全字月指]|万[分一物能般岁世象里事众难家]|千[万方里古秋年奇变]|百[姓货般分度科年事家]|"
    r"[一二三四五六七八九]+[亚峡星川]|一[些般样直起旦切定度边面致方部种并样体经向再共下会带线流律举贯味时]|"
    r"三[明角]|四[川季周处肢面]|五[金官]|六[安朝]|七夕|九[江寨]|两[岸侧边者岁极会手方面端翼]|二[手维胎氧]|十一(?:假|黄金)|五一|六一|八一"
)


def uses_decimal_comma(text: str, language: str = "") -> bool:
    """Whether the text writes 1,5 for one and a half: by what it shows, else by its language."""
    sample = text[:20_000]
    comma = len(re.findall(r"(?<![\d.,])\d+(?:\.\d{3})*,\d{1,2}(?![\d,])", sample))
    point = len(re.findall(r"(?<![\d.,])\d+(?:,\d{3})*\.\d{1,2}(?![\d.])", sample))
    if comma != point:
        return comma > point
    return language in _COMMA_LANGUAGES


def figures(text: str, *, comma: bool = False) -> Iterator[Figure]:
    """The numbers of `text`, in order, without overlaps; `comma`: it has decimal commas."""
    at = floor = 0
    while (found := _START.search(text, at)) is not None:
        if found["word"] and not _may_be_number(found["word"]):
            at = found.end()
            continue
        figure = _Reader(text, floor, comma).read(found)
        if figure is not None:
            yield figure
            at = floor = max(figure.span[1], figure.end)
        else:
            at = _past(text, found)


def _may_be_number(word: str) -> bool:
    return word.lower() in _KNOWN or _ROMAN_LETTERS.issuperset(word)


def _past(text: str, found: re.Match[str]) -> int:
    """Where to go on behind something that is no number: a run of digits and marks is one thing."""
    if found["digit"]:
        run = _DIGIT_RUN.match(text, found.start())
        return run.end() if run else found.end()
    run = _HAN_TAIL.match(text, found.end()) if found["han"] else None
    return run.end() if run and run.end() - found.end() > numerals.LONGEST else found.end()


class _Reader:
    """Reads the one number that begins at a match; `floor` is where the one before it ended."""

    def __init__(self, text: str, floor: int, comma: bool) -> None:
        self.text, self.floor, self.comma = text, floor, comma

    def read(self, found: re.Match[str]) -> Figure | None:
        at, word = found.start(), found["word"]
        if word and word.lower() not in _KNOWN:
            return self._roman(found)
        if word and word.lower() in ("a", "an") and _AFTER_A.match(self.text, found.end()) is None:
            return None
        time = self._time(found)
        if time is not None:
            return self._timed(at, time)
        if share := shares.share(self.text, at, self.comma):
            return self._shared(at, share)
        if found["digit"]:
            return self._digits(at)
        if found["han"]:
            return self._han(at)
        return self._words(at) if word else None

    # -- dates and times ----------------------------------------------------------------------

    def _time(self, found: re.Match[str]) -> Time | None:
        text, at = self.text, found.start()
        if found["digit"]:
            return (
                times.date(text, at)
                or times.age(text, at)
                or times.clock(text, at)
                or times.chinese_date(text, at)
            )
        if found["han"]:
            return times.age(text, at) or times.chinese_clock(text, at) or times.chinese_date(text, at)
        if found["word"]:
            return times.clock(text, at) or times.date(text, at) or times.age(text, at)
        return None

    def _timed(self, at: int, time: Time) -> Figure:
        start = max(self.floor, time.start) if time.start >= 0 else at
        text = self.text[start : time.end]
        named = text[:1].isalpha() and text.lower() in ("noon", "midday", "midnight")
        return Figure(start, time.end, text, time.readings, time.parts, named, (start, time.end))

    # -- numbers ------------------------------------------------------------------------------

    def _shared(self, at: int, share: shares.Share) -> Figure:
        start, rounding = rounding_before(self.text, self.floor, at)
        readings: list[Value] = []
        for value in share.values:
            readings.append(replace(value, rounding=rounding) if rounding and not value.rounding else value)
        span = (start, share.end)
        text = self.text[at : share.end]
        return Figure(at, share.end, text, tuple(readings), share.parts, share.idle, span)

    def _digits(self, at: int) -> Figure | None:
        currency = self._currency(at)
        number = numerals.digits(self.text, at, comma=self.comma, money=currency is not None)
        if number is None:
            return None
        if mark := _ORDINAL_MARK.match(self.text, number.end):
            return self._ordinal(at, number.amount, mark.end())
        return self._counted(at, number, currency)

    def _han(self, at: int) -> Figure | None:
        number = numerals.han(self.text, at)
        if number is None:
            return None
        run = self.text[at : number.end]
        if self.text[max(self.floor, at - 1) : at] == "第":
            return self._ordinal(at, number.amount, number.end, start=at - 1)
        word = _HAN_WORDS.match(self.text, at)
        if word and word.end() > number.end - (len(run) > 1) and not units.unit_after(self.text, number.end):
            return None
        idle = run in _IDLE_HAN or run in ("千万", "百万")
        alone = len(run) == 1 and not units.counts_one(self.text, number.end)
        if alone and not units.unit_after(self.text, number.end):
            return None
        return self._counted(at, number, self._currency(at), idle=idle)

    def _words(self, at: int) -> Figure | None:
        spelled = numerals.words(self.text, at)
        if spelled is None:
            return None
        number, ordinal = spelled
        word = self.text[at : number.end].lower().removeprefix("a ")
        if ordinal:
            return self._ordinal(at, number.amount, number.end, idle=word in _IDLE_WORDS)
        return self._counted(at, number, self._currency(at), idle=word in _IDLE_WORDS)

    def _ordinal(
        self, at: int, amount: Fraction, end: int, *, idle: bool = False, start: int | None = None
    ) -> Figure:
        start = at if start is None else start
        value = Quantity("ordinal", amount, amount)
        text = self.text[start:end]
        return Figure(start, end, text, (value,), (), idle or amount == 1, (start, end))

    def _counted(
        self,
        at: int,
        number: Numeral,
        currency: tuple[frozenset[str], int] | None,
        *,
        idle: bool = False,
    ) -> Figure:
        """A number with everything around it."""
        start, sign = self._sign(currency[1] if currency else at)
        span_start, rounding = rounding_before(self.text, self.floor, start)
        if number.high is not None:
            rounding = "range"
        end = number.end
        if not rounding:
            end, rounding = rounding_after(self.text, end)
        if (more := _AND_HALF.match(self.text, end)) and units.unit_after(self.text, more.end()):
            number = replace(
                number, amount=number.amount + Fraction(1, 2), end=more.end(), step=Fraction(1, 2)
            )
            end = more.end()  # 两个半小时
        money = units.Unit("money", Fraction(1), end, currency[0]) if currency else None
        unit = money or units.unit_after(self.text, end)
        if unit is not None and money is None:
            end = unit.end
            if not rounding:
                end, rounding = rounding_after(self.text, end)
        if unit is not None and unit.kind in ("degrees", "celsius", "fahrenheit"):
            below = _BELOW_ZERO.match(self.text, end)
            end, sign = (below.end(), -1) if below else (end, sign)
            if _JOINED_MINUS.search(self.text[max(0, at - 2) : at]):
                sign = -1  # 降到-5℃
        readings = self._readings(number, sign, unit, rounding, at)
        if unit is not None and (joined := self._compound(unit, number, sign, rounding, end)):
            readings, end = joined
        if unit is None and (ranged := self._ranged(number, sign, end)):
            readings = (*ranged, *readings)
        shown = number.end
        if (
            unit is not None
            and money is None
            and re.match(r"[%％‰°℃℉]", self.text[number.end : number.end + 1])
        ):
            shown = unit.end
        first = currency[1] if currency else at
        parts = tuple(Quantity("number", part, part) for part in number.parts)
        return Figure(
            first, shown, self.text[first:shown], readings, parts, idle, (span_start, max(end, shown))
        )

    def _readings(
        self, number: Numeral, sign: int, unit: units.Unit | None, rounding: Rounding, at: int
    ) -> tuple[Value, ...]:
        amount, step = sign * number.amount, number.step
        if rounding == "range" and number.high is not None:
            step = number.high - number.amount
        if unit is None:
            kind = "count" if units.counts_noun(self.text, number.end) else "number"
            plain = Quantity(kind, amount, amount, step, rounding=rounding)
            if self._is_year(number, at):
                return (Date(int(amount)), plain)
            if kind == "count" and _NAME_BEFORE.search(self.text[max(0, at - _CONTEXT) : at]):
                return (plain, replace(plain, kind="number"))  # Chapter 4 describes
            return (plain,)
        value = Quantity(
            unit.kind, amount * unit.size, amount, step * unit.size, unit.units, rounding, unit.converts
        )
        if unit.kind == "degrees":
            value = replace(value, kind="celsius")
        if unit.kind in ("degrees", "fahrenheit"):
            warm = (amount - 32) * Fraction(5, 9)
            fahrenheit = replace(
                value, kind="celsius", amount=warm, step=step * Fraction(5, 9), converts="imperial"
            )
            return (value, fahrenheit) if unit.kind == "degrees" else (fahrenheit,)
        if unit.kind == "times":
            return (value, *shares.growth(self.text, at, amount, rounding))
        if unit.name == "年" and self.text[at : number.end].isdigit() and 10 <= amount <= 99:
            return (value, Date(times.full_year(int(amount))))
        if unit.name in ("m", "b", "t") and unit.kind in ("length", "mass"):  # "5m people"
            big = amount * numerals.AFTER_MONEY[unit.name]
            return (
                value,
                Quantity("number", big, big, step * numerals.AFTER_MONEY[unit.name], rounding=rounding),
            )
        return (value,)

    def _ranged(self, number: Numeral, sign: int, end: int) -> tuple[Value, ...]:
        """What the first number of a range counts is told behind the second: "5 to 10 percent"."""
        to = _TO.match(self.text, end)
        other = numerals.digits(self.text, to.end(), comma=self.comma) if to else None
        unit = units.unit_after(self.text, other.end) if other else None
        if unit is None or number.grouped or unit.kind in ("degrees", "fahrenheit"):
            return ()
        return (self._sum(unit.kind, unit, sign * number.amount * unit.size, number.step * unit.size, ""),)

    def _is_year(self, number: Numeral, at: int) -> bool:
        amount = number.amount
        return (
            amount.denominator == 1
            and not number.grouped
            and 1000 <= amount <= 2199
            and self.text[at : number.end].isalnum()
            and self.text[number.end : number.end + 1] not in _NO_YEAR
        )

    def _compound(
        self, unit: units.Unit, number: Numeral, sign: int, rounding: Rounding, end: int
    ) -> tuple[tuple[Value, ...], int] | None:
        """1 hour 30 minutes, 5 ft 10 in, 两年半, 两个半小时: the smaller units that follow, added."""
        kind, total, smallest = unit.kind, number.amount * unit.size, unit.size
        step = number.step * unit.size
        if kind not in ("months", "seconds", "length", "mass", "money", "times"):
            return None
        if self.text[end : end + 1] == "半":
            total, step = total + unit.size / 2, unit.size / 2
            return (self._sum(kind, unit, sign * total, step, rounding),), end + 1
        added = False
        for _ in range(3):
            gap = (_GAP_OF_TIMES if kind in ("seconds", "months") else _GAP).match(self.text, end)
            place = gap.end() if gap else end
            following = self._smaller(place, kind, smallest)
            if following is None:
                break
            amount, smallest, end = following
            total, step, added = total + amount, smallest, True
        return ((self._sum(kind, unit, sign * total, step, rounding),), end) if added else None

    def _smaller(self, at: int, kind: str, size: Fraction) -> tuple[Fraction, Fraction, int] | None:
        if not self.text[at : at + 1].isdigit() and self.text[at : at + 1] not in set(HAN):
            spelled = numerals.words(self.text, at) if self.text[at : at + 1].isalpha() else None
            number = spelled[0] if spelled and not spelled[1] else None
        elif self.text[at].isdigit():
            number = numerals.digits(self.text, at, comma=self.comma)
        else:
            number = numerals.han(self.text, at)
        if number is None:
            return None
        unit = units.unit_after(self.text, number.end)
        if unit is None and kind == "length" and (inch := _INCHES.match(self.text, number.end)):
            unit = units.Unit("length", Fraction(254, 10_000), inch.end())
        if (
            unit is None
            and kind == "seconds"
            and size == 3600
            and self.text[number.end : number.end + 1] == "分"
        ):
            unit = units.Unit("seconds", Fraction(60), number.end + 1)
        if unit is None or unit.kind != kind or unit.size >= size or number.amount * unit.size >= size:
            return None
        return number.amount * unit.size, unit.size, unit.end

    def _sum(
        self, kind: str, unit: units.Unit, total: Fraction, step: Fraction, rounding: Rounding
    ) -> Quantity:
        return Quantity(kind, total, total / unit.size, step, unit.units, rounding, unit.converts)

    # -- what stands around -------------------------------------------------------------------

    def _currency(self, at: int) -> tuple[frozenset[str], int] | None:
        found = units.currency_before(self.text, at)
        return found if found and found[1] >= self.floor else None

    def _sign(self, at: int) -> tuple[int, int]:
        from_ = max(0, self.floor - 1, at - _CONTEXT)  # one more shows what a hyphen joins
        before = self.text[from_:at]
        found = _MINUS.search(before) if before.rstrip().endswith(_MINUS_ENDS) else None
        if found is None or from_ + found.start() < self.floor:
            return at, 1
        return from_ + found.start(), -1

    def _roman(self, found: re.Match[str]) -> Figure | None:
        """World War II, Elizabeth I, MMXXIV. One letter is a number only behind a name."""
        text = found["word"]
        before = _NAME_BEFORE.search(self.text[max(0, found.start() - _CONTEXT) : found.start()])
        if _ROMAN.fullmatch(text) is None or (len(text) == 1 and (before is None or text not in "IVX")):
            return None
        total = _roman_value(text)
        amount = Fraction(total)
        value = Quantity("ordinal", amount, amount)
        span = (found.start(), found.end())
        readings: tuple[Value, ...] = (Date(total), value) if 1000 <= total <= 2199 else (value,)
        alone = (
            before is None or not before["more"]
        )  # "Paul I saw": behind a first word it may be the pronoun
        return Figure(*span, text, readings, (), len(text) == 1 and alone, span)


def _roman_value(text: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)
