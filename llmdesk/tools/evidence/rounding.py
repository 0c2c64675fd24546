"""The words that say a number is rounded, before and behind it; what they cover is in `values`.

Owns the words. Must not know numbers.
"""

from __future__ import annotations

import re

from llmdesk.tools.evidence.values import Rounding

_BEFORE: dict[Rounding, str] = {
    "about": "about, around, roughly, approximately, approx., approx, circa, ca., c., some, estimated, ~, ≈, "
    "～, 大约, 大約, 大概, 大致, 约为, 约有, 约, 約, 估计",
    "below": "nearly, almost, close to, just under, just below, under, below, less than, fewer than, "
    "not quite, short of, <, ＜, 将近, 將近, 接近, 近, 不到, 不足, 低于, 少于",
    "above": "more than, just over, little over, over, above, at least, upwards of, exceeding, "
    "in excess of, no fewer than, no less than, >, ＞, ≥, "
    "超过, 超過, 逾, 多于, 高于, 至少, 不少于, 不低于, 超",
}
_WORDS = {word: name for name, words in _BEFORE.items() for word in words.split(", ")}
_LONGEST_FIRST = tuple(sorted(_WORDS, key=len, reverse=True))
_AFTER: tuple[tuple[Rounding, re.Pattern[str]], ...] = (
    ("about", re.compile(r"\s?(?:or so\b|-ish\b|左右|上下|来(?=[个名人岁年天米元]))")),
    (
        "above",
        re.compile(
            r"(?:\s?\+(?!\s?\d)|-odd\b|\s(?:or more|and more|plus)\b|[多余餘](?![音地么样数的])|以上)"
        ),
    ),
    ("below", re.compile(r"(?:\s(?:or less|or fewer)\b|以下|以内|以內)")),
)
_CONTEXT = 24  # characters before a number that are looked at


def rounding_before(text: str, floor: int, at: int) -> tuple[int, Rounding]:
    """Where the rounding word before text[at] begins, not before `floor`, and what it says; else (at, "")."""
    before = text[max(floor, at - _CONTEXT) : at]
    stripped = before.rstrip().lower()
    if not stripped.endswith(_LONGEST_FIRST):
        return at, ""
    word = next(word for word in _LONGEST_FIRST if stripped.endswith(word))
    start = len(stripped) - len(word)
    if word[0].isascii() and word[0].isalpha() and stripped[max(0, start - 1) : start].isalpha():
        return at, ""  # the end of another word
    return at - len(before) + start, _WORDS[word]


def rounding_after(text: str, at: int) -> tuple[int, Rounding]:
    """Where the rounding word at text[at] ends, and what it says; (at, "") without one."""
    for name, pattern in _AFTER:
        if found := pattern.match(text, at):
            return found.end(), name
    return at, ""
