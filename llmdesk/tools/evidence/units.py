"""The units that numbers are written with, from resources/evidence/units.toml.

Owns reading the unit behind a number and the currency before it. Must not read numbers.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from llmdesk.paths import resource

# Whoever converts them rounds.
_IMPERIAL_NAMES = """
mile miles mi feet foot ft inch inches in yard yards yd acre acres gallon gallons gal barrel barrels bbl
lb lbs ounce ounces oz mph 英里 英尺 英寸 英亩 加仑 磅 盎司 码
"""
_IMPERIAL = frozenset(_IMPERIAL_NAMES.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `size` in the base unit of `kind`; `end` is where its name ends in the text."""

    kind: str
    size: Fraction
    end: int
    units: frozenset[str] = frozenset()
    converts: str = ""
    name: str = ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("evidence", "units.toml").read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, tuple[str, Fraction, frozenset[str], str]]:
    """Name to (kind, size, currencies, characters that must not follow)."""
    found: dict[str, tuple[str, Fraction, frozenset[str], str]] = {}
    for kind, table in _data().items():
        if kind == "counting":
            continue
        for key, words in table.items():
            size, units = Fraction(1), frozenset[str]()
            if kind == "money":
                units = frozenset(key.split())
            elif kind == "money_parts":
                first, *codes = key.split()
                size, units = Fraction(first), frozenset(codes)
            else:
                size = Fraction(key)
            for word in words.split(", "):
                name, _, never = word.partition("!")
                found.setdefault(_known_as(name), (kind.removesuffix("_parts"), size, units, never))
    return found


def _known_as(name: str) -> str:
    """Short Latin names keep their capitals: m is a metre, M a million."""
    return name if len(name) <= 3 else name.lower()


_GAP = re.compile(r"[\s\u00a0-]?")
# As much as a unit's name can be: Latin words, or Chinese characters; signs are tried one by one.
_LATIN_NAME = re.compile(r"[^\W\d_\u3000-\uffff]+\.?(?:[ .][^\W\d_\u3000-\uffff]+\.?){0,2}")
_LONGEST_SIGN = 8


def unit_after(text: str, at: int) -> Unit | None:
    """The unit whose name begins at text[at], perhaps behind a space or hyphen."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    name = _name_at(text, start)
    if not name:
        return None
    kind, size, units, never = _names()[_known_as(name)]
    end = start + len(name)
    if text[end : end + 1] in set(never):
        return None
    converts = "imperial" if name.lower() in _IMPERIAL or kind == "fahrenheit" else ""
    return Unit(kind, size, end, units, converts, name)


def _name_at(text: str, at: int) -> str:
    """The longest name of a unit at text[at]; "" where none stands there."""
    found = _LATIN_NAME.match(text, at, at + 40)
    if found is None:
        pieces = (text[at : at + length] for length in range(_LONGEST_SIGN, 0, -1))
        return next((piece for piece in pieces if piece in _names()), "") if at < len(text) else ""
    name = found[0]
    signs = text[found.end() : found.end() + 3]  # US$, m², m/s, km/h
    for extra in (3, 2, 1):
        if len(signs) >= extra and not signs[0].isspace() and _known_as(name + signs[:extra]) in _names():
            return name + signs[:extra]
    while name:
        if _known_as(name) in _names() and not text[at + len(name) : at + len(name) + 1].isdigit():
            return name
        shorter = re.match(r"(.*[^\W\d_])[ .]", name)
        name = name[:-1] if name.endswith(".") else shorter[1] if shorter else ""
    return ""


@cache
def _signs() -> tuple[str, ...]:
    money = [name for name, entry in _names().items() if entry[0] == "money"]
    found = [name for name in money if re.search(r"[$€£¥￥₹₩₽]|^(?:[A-Z]{3}|[Rr]s\.?|人民币|人民幣)$", name)]
    return tuple(sorted({*found, "Rs."}, key=len, reverse=True))


def currency_before(text: str, at: int) -> tuple[frozenset[str], int] | None:
    """The currencies that a sign right before text[at] may mean, and where it begins."""
    before = text[max(0, at - 8) : at]
    stripped = before.rstrip()
    if not stripped.endswith(_signs()) or len(before) - len(stripped) > 1:
        return None
    sign = next(sign for sign in _signs() if stripped.endswith(sign))
    start = at - len(before) + len(stripped) - len(sign)
    if sign[0].isalpha() and sign[0].isascii() and text[max(0, start - 1) : start].isalpha():
        return None
    return _names()[_known_as(sign)][2], start


_NOUN = re.compile(r"[\s\u00a0-](?P<one>[a-zäöüßéèêàçñ]+)(?:[\s-](?P<two>[a-zäöüßéèêàçñ]+))?")
_PLURALS = frozenset(
    ("people", "men", "women", "children", "staff", "sheep", "fish", "deer", "cattle", "mice")
)


def counts_noun(text: str, at: int) -> bool:
    """Whether a noun behind a number that ends at `at` is counted by it, as far as it shows: a plural next
    to it or behind one word more, or a Chinese classifier."""
    word = _NOUN.match(text, at, at + 40)
    if word:
        first, second = word["one"], word["two"] or ""
        return first not in _idle() and (_is_plural(first) or (second not in _idle() and _is_plural(second)))
    return text[at : at + 1] in _classifiers()


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def counts_one(text: str, at: int) -> bool:
    """Whether a single Chinese numeral that ends at `at` counts something (三年) and is no part of a word."""
    return text[at : at + 1] in _counting()


@cache
def _idle() -> frozenset[str]:
    return frozenset(_data()["counting"]["idle"].split())


@cache
def _counting() -> frozenset[str]:
    return frozenset(_data()["counting"]["chinese"])


@cache
def _classifiers() -> frozenset[str]:
    return frozenset(
        "个個名位人条條只隻艘家座辆輛本项項棵处處台种種层層件户戶头頭匹张張篇部首道扇把颗顆批套支枝间間幢栋棟架场場份对對双雙组組队隊所"
    )
