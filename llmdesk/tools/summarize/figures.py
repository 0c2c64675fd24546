"""Numbers in a text, with the value they stand for, however they are written.

Owns reading digits, English number words, Chinese numerals, percentages and fractions: "4.2 million",
"1,310", "seven percent", "two thirds", "三亿七千万", "百分之六十二", "四成", "2.8万". Must not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: value for value, word in enumerate(_SMALL)} | {
    word: 20 + 10 * at for at, word in enumerate(_TENS)
}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "m": 10**6, "bn": 10**9, "k": 10**3, "dozen": 12,
    "decades": 10, "decade": 10,
}  # fmt: skip
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_HAN = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
_HAN_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NUMBER_WORD = "|".join(
    [*_UNITS, "hundred", "thousand", "million", "billion", "trillion", "dozen", "decades?"]
)
_HAN_DIGITS = "零〇一二三四五六七八九两兩十百千万萬亿億"
_FIGURE = re.compile(
    rf"""
      (?P<han_part>[{_HAN_DIGITS}\d.]+分之[{_HAN_DIGITS}\d.点]+)
    | (?P<digits>(?<![A-Za-z\d.,])(?:\d{{1,3}}(?:[,，\u00a0\u202f]\d{{3}})+|\d+)(?:\.\d+)?)
      (?:\s?(?P<han_scale>[十百千]?[万萬亿億]+)
        |[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|decades?|bn|m|k)\b)?
    | (?P<han>[{_HAN_DIGITS}]+(?:点[零〇一二三四五六七八九]+)?[万亿]?)(?P<tenths>成(?![为立功本员交果长绩]))?
    | (?P<words>\b(?:{_NUMBER_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_NUMBER_WORD}))*\b)
      (?:[\s-](?P<part>thirds?|quarters?|fifths?|tenths?)\b)?
    | \b(?:an?\s|one\s)?(?P<one_part>half|third(?=\s+of)|quarter(?=\s+of)|tenth(?=\s+of))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What a number counts, where it is a clear measure: the same value of another one is another fact.
_MEASURES = {
    "percent": r"per\s?cent\b|percent\b|%|％",
    "year": r"years?\b|年(?!级)",
    "month": r"months?\b|个?月",
    "day": r"days?\b|天|日",
    "week": r"weeks?\b|周|个?星期",
    "hour": r"hours?\b|个?小时|个?钟头",
    "minute": r"minutes?\b|分钟",
    "money": r"euros?\b|dollars?\b|pounds?\b|pence\b|yuan\b|kronor\b|francs?\b|元|欧元|美元|块钱",
    "length": r"metres?\b|meters?\b|km\b|kilomet(?:re|er)s?\b|miles?\b|centimetres?\b|米|公里|千米|厘米",
    "weight": r"kilograms?\b|kg\b|tonnes?\b|tons?\b|grams?\b|吨|公斤|千克",
}
_MEASURE = re.compile(
    r"[\s-]*(?:多|余|万|亿)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _MEASURES.items())
    + ")",
    re.IGNORECASE,
)
# Single characters and words that count nothing in most sentences: "one of them", "一个".
_IDLE = {
    "one",
    "一",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "千万",
    "百万",
    "hundred",
    "thousand",
    "million",
    "decade",
    "decades",
    "零",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at text[start:end]. `value` is its normal form: "4200000", "0.5", "2/3"; `measure` what it
    measures ("percent", "money", "year", …), "" where that is not clear."""

    start: int
    end: int
    text: str
    value: str
    measure: str = ""


def figures(text: str) -> Iterator[Figure]:
    """The numbers of `text`, in order."""
    for found in _FIGURE.finditer(text):
        value = _value(found, text)
        if value:
            yield Figure(found.start(), found.end(), found[0], value, _measure(found, text))


def _measure(found: re.Match[str], text: str) -> str:
    if found["tenths"] or (found["han_part"] or "").startswith("百分之"):
        return "percent"
    after = _MEASURE.match(text, found.end())
    if after:
        return after.lastgroup or ""
    return "money" if text[: found.start()].rstrip()[-1:] in set("$€£¥￥") - {""} else ""


def _value(found: re.Match[str], text: str) -> str:
    whole = found[0].lower()
    if whole in _IDLE:
        return ""
    if found["han_part"]:
        below, _, above = whole.partition("分之")
        return _fraction(_han(above), _han(below))
    if found["digits"]:
        return _digits(found)
    if found["han"]:
        return _han_value(found, text)
    if found["words"]:
        number = _spelled(found["words"].lower())
        return (
            f"{_plain(number)}/{_PARTS[found['part'].rstrip('s').lower()]}"
            if found["part"]
            else _plain(number)
        )
    return f"1/{_PARTS[found['one_part'].lower()]}"


def _digits(found: re.Match[str]) -> str:
    number = Decimal(re.sub(r"[,，\u00a0\u202f+]", "", found["digits"]))
    for scale in found["han_scale"] or "":
        number *= _HAN_BIG.get(scale) or _HAN_SCALES[scale]
    if found["scale"]:
        number *= _SCALES[found["scale"].lower()]
    return _plain(number)


def _han_value(found: re.Match[str], text: str) -> str:
    number = _han(found["han"])
    if number is None:
        return ""
    if found["tenths"]:
        return _plain(number * 10)
    if len(found["han"]) == 1 and not _counts(text, found.end()):
        return ""
    return _plain(number)


def _counts(text: str, at: int) -> bool:
    """Whether a single numeral counts something ("三年") and is no part of a word ("四周")."""
    return bool(
        re.match(
            r"[年月日号天个名人次米元岁小分秒周倍种家座条层件万亿公千平吨位户辆本只艘棵所期处项级届人台%％]",
            text[at : at + 1],
        )
    )


def _fraction(above: Decimal | None, below: Decimal | None) -> str:
    if above is None or below is None:
        return ""
    return _plain(above) if below == 100 else f"{_plain(above)}/{_plain(below)}"


def _han(text: str) -> Decimal | None:
    """The value of Chinese numerals, digits among them: "三亿七千万", "二〇二三", "62"."""
    if re.fullmatch(r"[\d.]+", text):
        try:
            return Decimal(text)
        except InvalidOperation:
            return None
    whole, _, decimals = text.partition("点")
    tail = "".join(str(_HAN.get(c, "")) for c in decimals)
    if not any(c in _HAN_SCALES or c in _HAN_BIG for c in whole):
        digits = "".join(str(_HAN[c]) for c in whole if c in _HAN)
        return Decimal(f"{digits or 0}.{tail or 0}")
    total = section = digit = Decimal(0)
    for character in whole:
        if character in _HAN:
            digit = Decimal(_HAN[character])
        elif character in _HAN_SCALES:
            section += (digit or 1) * _HAN_SCALES[character]
            digit = Decimal(0)
        elif character in _HAN_BIG:
            scale = _HAN_BIG[character]
            group = section + digit
            total = (total + group) * scale if scale == 10**8 else total + (group or 1) * scale
            section = digit = Decimal(0)
    value = total + section + digit
    return value + Decimal(f"0.{tail}") if tail else value


def _spelled(text: str) -> Decimal:
    total = group = Decimal(0)
    for word in re.findall(r"[a-z]+", text):
        if word in _UNITS:
            group += _UNITS[word]
        elif word in ("hundred", "dozen", "decade", "decades"):
            group = (group or Decimal(1)) * _SCALES[word]
        elif word in _SCALES:
            total += (group or Decimal(1)) * _SCALES[word]
            group = Decimal(0)
    return total + group


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
