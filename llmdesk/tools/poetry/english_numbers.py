"""English number words: "21" is twenty-one, "1984" is nineteen eighty-four too, "3rd" is third.

Owns that and nothing else. Must not know how words sound.
"""

from __future__ import annotations

import re

_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_ONES = _SPELLED.split()
_TENS = _ONES[18:]  # twenty stands at 2
_GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LIMIT = 10**12


def number_words(token: str) -> list[list[str]]:
    """The ways to say a token that begins with a digit; empty if it is not a plain number."""
    match = re.fullmatch(r"([0-9,]*[0-9])(\.[0-9]+)?(st|nd|rd|th|s)?", token)
    if match is None or int(match[1].replace(",", "")) >= _LIMIT:
        return []
    whole, fraction, ending = match[1].replace(",", ""), match[2], match[3]
    ways = [cardinal(int(whole))]
    if re.fullmatch(r"1[1-9][0-9]{2}|2[01][1-9][0-9]|2[01][0-9][1-9]", whole) and "," not in match[1]:
        ways.append(_year(whole))
    if fraction:
        ways = [[*way, "point", *(_ONES[int(digit)] for digit in fraction[1:])] for way in ways]
    if ending == "s":
        return [[*way[:-1], _plural(way[-1])] for way in ways]
    if ending:
        return [[*way[:-1], _ordinal(way[-1])] for way in ways]
    return ways


def cardinal(number: int) -> list[str]:
    """1203 → one thousand two hundred three."""
    for size, name in _GROUPS:
        if number >= size:
            rest = number % size
            return [*cardinal(number // size), name, *(cardinal(rest) if rest else [])]
    if number < 20:
        return [_ONES[number]]
    return [_TENS[number // 10], *([_ONES[number % 10]] if number % 10 else [])]


def _year(digits: str) -> list[str]:
    first, last = cardinal(int(digits[:2])), int(digits[2:])
    if last == 0:
        return [*first, "hundred"]
    return [*first, *(["oh"] if last < 10 else []), *cardinal(last)]


def _ordinal(word: str) -> str:
    return _ORDINALS.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
