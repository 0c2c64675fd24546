"""Numbers as known labels: which number a value holds, and how a whole column of them is meant.

Owns how stars, fractions, percent and bare codes are read. Must not know words or labels: what comes out is
a level from -2 (very negative) to 2 (very positive).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_FULL, _HOLLOW = "★⭐🌟✭✮✯", "☆✩⚝"
_NUMBER = r"[-+]?\d{1,9}(?:[.,]\d{0,9})?"
_OUT_OF = re.compile(rf"({_NUMBER})\s*(?:/|out of|of)\s*(\d{{1,3}})(?:\.0+)?(?:\s*(?:stars?|points?|分|星))?")
_PERCENT = re.compile(rf"({_NUMBER})\s*(?:%|percent|pct)")
_STARS = re.compile(rf"(?:({_NUMBER})|([a-z]+)|([一二两三四五]))[\s-]*(?:stars?(?: ratings?)?|颗星|星级?)")
_POINTS = re.compile(rf"(?:({_NUMBER})|([一二两三四五六七八九十]))\s*(?:分|级|points?|pts?)")
_NAMED = re.compile(r"(?:__label__|label|class|rating|score|stars?|grade|评分|打分|星级)\s*[:：=_ #]?\s*")
_BARE = re.compile(_NUMBER)
_EXPLAINED = re.compile(rf"({_NUMBER})\s*[-:=.、()]\s*([^\d\s-][^\d]{{0,40}}?)\)?")
_ENDS = (3, 4, 5, 6, 7, 10, 20, 100)
_MIDDLE, _SLIGHT = 0.15, 0.3126  # of the distance from the middle of a scale to its ends, which are ±0.5
_STAR_NAMES = re.compile(r"stars?\b|星", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A number as it stands in a cell. `most` is the end of its scale, and `words` what it means, where the
    cell says so: "4/5", "5 - very good"."""

    value: float
    most: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Scale:
    """How the numbers of a column are meant: `levels` by number. Not `sure`: it might be another one, or
    the other way round. `codes`: numbers that stand for names, as 0 and 1 do."""

    levels: Mapping[float, int]
    sure: bool = True
    codes: bool = False


def figure_in(word: str) -> Figure | None:
    """The number that a cell is; None for one that is no number."""
    stars = _drawn_stars(word)
    if stars is not None:
        return stars
    text = unicodedata.normalize("NFKC", re.sub(r"(?<!\s)\s*+½", ".5", word)).casefold().strip(" \t\"'“”.。")
    text = re.sub("[‐-―−]", "-", text)
    text = _NAMED.sub("", text, count=1) if _NAMED.match(text) else text
    if match := _OUT_OF.fullmatch(text):
        most = int(match[2])
        return Figure(_number(match[1]), most) if most in _ENDS and 0 <= _number(match[1]) <= most else None
    if match := _PERCENT.fullmatch(text):
        return Figure(_number(match[1]), 100)
    if match := _STARS.fullmatch(text):
        value = (
            _ENGLISH.get(match[2]) if match[2] else _DIGITS.get(match[3]) if match[3] else _number(match[1])
        )
        return None if value is None else Figure(value, 5 if 0 <= value <= 5 else None)
    if match := _POINTS.fullmatch(text):
        return Figure(_DIGITS[match[2]] if match[2] else _number(match[1]))
    if match := _EXPLAINED.fullmatch(text):
        return Figure(_number(match[1]), words=match[2])
    return Figure(_number(text)) if _BARE.fullmatch(text) else None


def scale_of(figures: Collection[Figure], column: str = "") -> Scale | None:
    """How all the numbers of a column named `column` are meant together; None where that cannot be told."""
    values = {figure.value for figure in figures}
    ends = {figure.most for figure in figures if figure.most is not None}
    if not values or len(ends) > 1:
        return None
    if ends:
        (most,) = ends
        return _graded(values, 0 if most == 100 or min(values) < 1 else 1, most)
    if any(value != int(value) for value in values):
        halves = all(value * 2 == int(value * 2) for value in values)
        return _graded(values, 0.5, 5) if halves and min(values) >= 0.5 and 4 < max(values) <= 5 else None
    return _codes(values) or _bare(values, stars=_STAR_NAMES.search(column) is not None)


def _codes(values: set[float]) -> Scale | None:
    """Numbers of classes, as public data sets have them; None for grades."""
    if values <= {0, 1}:
        return Scale({0: -1, 1: 1}, codes=True)
    if values <= {-1, 0, 1}:
        return Scale({-1: -1, 0: 0, 1: 1}, codes=True)
    if {0, 4} <= values <= {0, 2, 4}:  # sentiment140
        return Scale({0: -1, 2: 0, 4: 1})
    if {0, 2} <= values <= {0, 1, 2}:
        return Scale({0: -1, 1: 0, 2: 1} if 1 in values else {0: -1, 2: 1}, sure=False)
    return None


def _bare(values: set[float], *, stars: bool) -> Scale | None:
    """Grades without a word on where their scale ends."""
    low, high = min(values), max(values)
    if low < 0:
        most = max(-low, high)
        return _graded(values, -most, most) if most <= 10 else None
    if low == 0:
        if high in (4, 5):
            return _graded(values, 0, high)
        return _graded(values, 0, 10 if high > 5 else high, sure=high >= 8) if high <= 10 else None
    if high > 10:
        return None
    if high == 5 or (stars and high < 5):
        return _graded(values, 1, 5)
    if high >= 8:
        return _graded(values, 1, 10)
    return _graded(values, 1, 10 if high == 6 else high, sure=False) if high > low else None


def _graded(values: set[float], low: float, high: float, *, sure: bool = True) -> Scale | None:
    if min(values) < low or max(values) > high:
        return None
    return Scale({value: _level((value - low) / (high - low) - 0.5) for value in values}, sure)


def _level(distance: float) -> int:
    """`distance` from the middle, -0.5 to 0.5."""
    if abs(distance) < _MIDDLE:
        return 0
    return (1 if abs(distance) <= _SLIGHT else 2) * (1 if distance > 0 else -1)


def _drawn_stars(word: str) -> Figure | None:
    """★★★★☆: how many are full, and how many there are where hollow ones fill up."""
    half = word.count("½")
    signs = [c for c in word if not c.isspace() and c not in "½\ufe0f\u200d"]
    full, hollow = sum(c in _FULL for c in signs), sum(c in _HOLLOW for c in signs)
    if not signs or full + hollow != len(signs) or len(signs) > 10:
        return None
    if not hollow:
        return Figure(full + half / 2, 5 if full <= 5 else None)
    return Figure(full + half / 2, full + hollow) if full + hollow in _ENDS else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))
