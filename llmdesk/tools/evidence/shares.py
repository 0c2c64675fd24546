"""Shares and multiples: half, two thirds, 3 out of 4, 三成五, 百分之六十, 半数, doubled, 翻一番.

Owns their patterns. A share is a quantity of kind "share" (1 is the whole), a multiple one of kind "times".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from llmdesk.tools.evidence import numerals, units
from llmdesk.tools.evidence.numerals import HAN, HAN_DIGITS, ORDINALS
from llmdesk.tools.evidence.values import Quantity, Rounding, Value

_TIMES = {
    "doubled": 2, "doubles": 2, "doubling": 2, "double": 2, "twofold": 2, "twice": 2, "two-fold": 2,
    "tripled": 3, "triples": 3, "tripling": 3, "triple": 3, "trebled": 3, "threefold": 3, "thrice": 3,
    "quadrupled": 4, "quadruple": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10,
}  # fmt: skip
MULTIPLES = (*_TIMES, "halved", "halving")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4} | {
    word: value for word, value in ORDINALS.items() if 5 <= value <= 10 or value in (100, 1000)
}
PART_WORDS = "|".join(sorted(_PARTS, key=len, reverse=True))
_ONE_PART = re.compile(
    rf"(?i)(?P<one>an?|one)[\s-](?P<part>{PART_WORDS})(?P<of>\s+of\b)?(?![\w-])"
    rf"|(?P<bare>half)(?:(?P<bare_of>\s+of\b)|(?=[\s-][a-z]|[.,;:!?)]|$))(?![a-z])"
    r"|(?P<lone>quarter)(?=\s+of\b)"
)
_MORE_PARTS = re.compile(rf"(?i)[\s-](?P<part>{PART_WORDS}|halve)s\b")
_OUT_OF = re.compile(r"(?i)\s+(?:out\s+of|in|of)\s+(?:every\s+|each\s+)?")
_DIGITS_OUT_OF = re.compile(r"[\d,.]{1,12}\s+(?i:out|in|of)\s")
_SCALED_PART = re.compile(r"(?i)(?:\s+of)?[\s-](?:an?\s)?(hundred|thousand|million|billion|trillion|dozen)\b")
_SCALED_PARTS = re.compile(r"(?i)\s+of\s+an?\s+(thousand|million|billion|trillion)\b")
_TO_UNIT, _OF_UNIT = re.compile(r"(?i)(?:\s+of)?(?:[\s-]an?)?(?=[\s-])"), re.compile(r"(?i)\s+of\s+an?(?=\s)")
_MULTIPLE = re.compile(rf"(?i)(?:{'|'.join(sorted(MULTIPLES, key=len, reverse=True))})(?![a-z])")
_NO_HALF = re.compile(
    r"(?i)\b(?:first|second|latter|other|final|opening|better|top|bottom|lower|upper|northern|southern)[\s-]$"
)
_FRACTION = re.compile(r"(\d{1,4})\s?[/⁄]\s?(\d{1,4})(?![\d/])")
_FEN = re.compile(
    rf"(?P<below>[{HAN}]{{1,8}}|\d{{1,9}})分之(?P<above>[{HAN}]{{1,12}}(?:[点點][{''.join(HAN_DIGITS)}]{{1,12}})?"
    r"|\d{1,9}(?:\.\d{1,9})?)(?P<half>半)?"
)
_CHENG = re.compile(
    r"(?P<tenths>[一二两兩三四五六七八九十]|\d{1,2}(?:\.\d{1,2})?)\s?成(?P<more>半|[一二三四五六七八九](?![个名年月家条位]))?"
    r"(?![为為立功本员員交果长長绩績都语語名群品熟])"
)
_ZHE = re.compile(
    r"(?:打)?(?P<tenths>[一二三四五六七八九]|\d(?:\.\d)?|\d{2})(?P<more>[一二三四五六七八九])?折(?![扣叠磨腾射合旧线返断服])"
)
_HALVES = re.compile(
    r"半数|半數|一半|[过過]半(?:数|數)?|半(?=价|價|额|成的)|对半|對半|减半|減半|半(?P<unit>个?小时|個?小時|个?钟头|个月|個月|年(?!轻)|天(?!然)|公里|公斤|个?世纪|吨|米(?!饭)|斤)"
)
_HALF_UNITS = {name: ("months", Fraction(1200)) for name in ("世纪", "个世纪")}
_DOUBLINGS = re.compile(r"翻(?:了)?(?:(?P<times>[一两二三四])?番|(?:了)?一?倍)|翻倍")
_PAIR = {"俩": 2, "仨": 3}


@dataclass(frozen=True, slots=True)
class Share:
    """A share or multiple that ends at `end`."""

    end: int
    values: tuple[Quantity, ...]
    parts: tuple[Value, ...] = ()
    idle: bool = False


def share(text: str, at: int, comma: bool = False) -> Share | None:
    """The share or multiple that begins at text[at]; None where there is none."""
    character = text[at]
    if character.isdigit():
        return _chinese(text, at) or _digit_fraction(text, at) or _out_of(text, at, comma)
    if character.isascii() and character.isalpha():
        return _multiple(text, at) or _one_part(text, at) or _more_parts(text, at) or _out_of(text, at, comma)
    return _chinese(text, at)


def _of(amount: Fraction, step: Fraction = Fraction(1, 10)) -> Quantity:
    return Quantity("share", amount, amount * 100, step)


def _digit_fraction(text: str, at: int) -> Share | None:
    found = _FRACTION.match(text, at)
    if found is None or not 0 < int(found[1]) < int(found[2]):
        return None
    parts = tuple(_number(Fraction(int(found[n]))) for n in (1, 2))
    return Share(found.end(), (_of(Fraction(int(found[1]), int(found[2]))),), parts)


def _number(amount: Fraction) -> Quantity:
    return Quantity("number", amount, amount)


def _multiple(text: str, at: int) -> Share | None:
    found = _MULTIPLE.match(text, at)
    if found is None:
        return None
    word = found[0].lower()
    if word.startswith("halv"):
        return Share(found.end(), (_of(Fraction(1, 2)),), idle=True)
    times = Fraction(_TIMES[word])
    return Share(found.end(), (Quantity("times", times, times), _of(times - 1)), idle=True)


def growth(text: str, at: int, amount: Fraction, rounding: Rounding) -> tuple[Quantity, ...]:
    """增长两倍 is three times what it was, or loosely twice; doubling is growth by 100 %."""
    found = [Quantity("share", amount - 1, (amount - 1) * 100, rounding=rounding)] if amount > 1 else []
    if re.search(r"(?:增|涨|漲|提高|扩大|擴大|多|上升|翻|超)[^，。,.]{0,4}$", text[max(0, at - 8) : at]):
        found += [
            Quantity("times", amount + 1, amount + 1, rounding=rounding),
            Quantity("share", amount, amount * 100, rounding=rounding),
        ]
    return tuple(found)


def _one_part(text: str, at: int) -> Share | None:
    """half of them, a third of it, half an hour, half a million."""
    found = _ONE_PART.match(text, at)
    if found is None or _NO_HALF.search(text[max(0, at - 12) : at]):
        return None
    word = (found["part"] or found["bare"] or found["lone"]).lower()
    part = Fraction(1, _PARTS[word])
    if of_unit := _of_a_unit(text, found, part):
        return of_unit
    article = (found["one"] or "").lower()
    if article in ("a", "an") and word not in ("half", "quarter") and not found["of"]:
        return None  # a third bridge
    if (
        article in ("a", "an")
        and word == "quarter"
        and not found["of"]
        and re.match(r"\s+[a-z]", text[found.end() :])
    ):
        return None
    end = found.start("of") if found["of"] else found.start("bare_of") if found["bare_of"] else found.end()
    return Share(end, (_of(part),))


def _of_a_unit(text: str, found: re.Match[str], part: Fraction) -> Share | None:
    end = found.start("of") if found["of"] else found.start("bare_of") if found["bare_of"] else found.end()
    after = _SCALED_PART.match(text, end)
    if after:
        scale = {**numerals.SCALES, "hundred": 100, "dozen": 12}[after[1].lower()]
        amount = part * scale
        unit = units.unit_after(text, after.end())
        if unit:
            return Share(unit.end, (Quantity(unit.kind, amount * unit.size, amount, unit.size, unit.units),))
        return Share(after.end(), (Quantity("number", amount, amount, amount),))
    gap = _TO_UNIT.match(text, end)
    unit = units.unit_after(text, gap.end()) if gap else None
    if (
        unit is None
        or unit.kind in ("share", "points", "times")
        or (unit.kind == "money" and unit.name in ("won",))
    ):
        return None
    return Share(
        unit.end,
        (Quantity(unit.kind, part * unit.size, part, part * unit.size, unit.units, "", unit.converts),),
    )


def _more_parts(text: str, at: int) -> Share | None:
    """two thirds, three-quarters; of a million."""
    spelled = numerals.words(text, at)
    if spelled is None or spelled[1]:
        return None
    number = spelled[0]
    found = _MORE_PARTS.match(text, number.end)
    if found is None:
        return None
    word = found["part"].lower().replace("halve", "half")
    amount = number.amount / _PARTS[word]
    after = _SCALED_PARTS.match(text, found.end())
    if after:
        amount *= numerals.SCALES[after[1].lower()]
        return Share(after.end(), (Quantity("number", amount, amount, amount),))
    gap = _OF_UNIT.match(text, found.end())
    unit = units.unit_after(text, gap.end()) if gap else None
    if unit:
        return Share(
            unit.end, (Quantity(unit.kind, amount * unit.size, amount, unit.size / 100, unit.units),)
        )
    return Share(found.end(), (_of(amount),))


def _out_of(text: str, at: int, comma: bool) -> Share | None:
    """3 out of 4, one in three, 7 of every 10: a share, or the two numbers."""
    if text[at].isdigit() and _DIGITS_OUT_OF.match(text, at) is None:
        return None
    one = _any(text, at, comma)
    between = _OUT_OF.match(text, one.end) if one else None
    if one is None or between is None:
        return None
    every = re.search(r"(?i)out|every|each", between[0]) is not None
    other = _any(text, between.end(), comma)
    if other is None or not 0 < one.amount < other.amount or other.amount.denominator != 1:
        return None
    if not every and ("of" in between[0].lower() or other.amount > 10 or one.amount > 9):
        return None
    if units.unit_after(text, other.end) or text[other.end : other.end + 1] in set(":/-"):
        return None
    parts = (_number(one.amount), _number(other.amount))
    return Share(other.end, (_of(one.amount / other.amount),), parts)


def _any(text: str, at: int, comma: bool) -> numerals.Numeral | None:
    if text[at : at + 1].isdigit():
        return numerals.digits(text, at, comma=comma)
    spelled = numerals.words(text, at)
    return spelled[0] if spelled and not spelled[1] else None


def _chinese(text: str, at: int) -> Share | None:
    for pattern, read in ((_FEN, _fen), (_CHENG, _tenths), (_ZHE, _tenths)):
        if found := pattern.match(text, at):
            return read(found)
    if found := _HALVES.match(text, at):
        return _half(text, found)
    if found := _DOUBLINGS.match(text, at):
        count = numerals.han(found["times"], 0) if found["times"] else None
        times = Fraction(2) ** int(count.amount) if count else Fraction(2)
        return Share(found.end(), (Quantity("times", times, times), _of(times - 1)))
    if text[at] in _PAIR:
        amount = Fraction(_PAIR[text[at]])
        return Share(at + 1, (Quantity("count", amount, amount),), idle=True)
    return None


def _fen(found: re.Match[str]) -> Share | None:
    below, above = _value(found["below"]), _value(found["above"])
    if not below:
        return None
    if found["half"]:
        above += Fraction(1, 2)
    digits = len(re.split("[.点點]", found["above"])[1]) if re.search("[.点點]", found["above"]) else 0
    return Share(found.end(), (_of(above / below, Fraction(1, 10**digits) / below),))


def _tenths(found: re.Match[str]) -> Share:
    text = found["tenths"]
    amount = _value(text) / (100 if text.isdigit() and len(text) == 2 and "折" in found[0] else 10)
    if found["more"]:
        amount += Fraction(1, 20) if found["more"] == "半" else _value(found["more"]) / 100
    return Share(found.end(), (_of(amount, Fraction(1, 100)),))


def _value(text: str) -> Fraction:
    if text[0].isascii():
        return Fraction(text) if len(text) < numerals.LONGEST else Fraction(0)
    number = numerals.han(text, 0)
    return number.amount if number else Fraction(0)


def _half(text: str, found: re.Match[str]) -> Share | None:
    if found["unit"]:
        if text[max(0, found.start() - 1) : found.start()] in set("上下前后後大多"):
            return None
        kind, size = _HALF_UNITS.get(found["unit"], ("", Fraction(0)))
        unit = None if kind else units.unit_after(text, found.start("unit"))
        if unit:
            kind, size = unit.kind, unit.size
        return Share(found.end(), (Quantity(kind, size / 2, Fraction(1, 2), size / 2),)) if kind else None
    rounding: Rounding = "above" if found[0][0] in "过過" else ""
    value = replace(_of(Fraction(1, 2)), rounding=rounding)
    return Share(found.end(), (value,))
