"""对仗: whether the words of a couplet answer each other in kind, and which do not.

Characters have the kinds of `kinds`, else those of the word list that the evidence tools cut by;
two characters that are one word in both lines are held against each other as words. A kind that neither
list has is told as not known. Must not know tones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.evidence.comparing.chinese.words import kind_of
from llmdesk.tools.poetry.chinese import hanzi, kinds
from llmdesk.tools.poetry.types import Check

# The kinds of the word list as the parts of `kinds`.
_PARTS = {
    "n": "noun", "nr": "noun", "ns": "noun", "nt": "noun", "t": "noun", "v": "verb", "vn": "verb",
    "a": "quality", "m": "number", "q": "number", "f": "place", "r": "pronoun", "d": "function",
    "p": "function", "c": "function", "u": "function",
}  # fmt: skip
_SHOWN = {
    "noun": "名", "verb": "动", "quality": "形", "number": "数", "color": "色", "place": "方位",
    "pronoun": "代", "function": "虚",
}  # fmt: skip
# What answers each other though it is not the same (宽对).
_NEAR = (
    frozenset(("verb", "quality")), frozenset(("noun", "place")), frozenset(("noun", "pronoun")),
    frozenset(("quality", "color")), frozenset(("quality", "number")), frozenset(("verb", "function")),
    frozenset(("quality", "function")), frozenset(("number", "function")), frozenset(("function", "pronoun")),
)  # fmt: skip

# Places that do not answer, from which on a couplet does not: of 44 couplets of famous 律诗 one has as many,
# and is known for that; of lines thrown together a third.
_NOT = {5: 3, 7: 4}

_ANSWERS = QT_TRANSLATE_NOOP("core", "对仗: each word answers one of its kind.")
_LOOSE = QT_TRANSLATE_NOOP(
    "core", "对仗: {places} are not of one kind; a couplet may be as loose as that (宽对)."
)
_ANSWERS_NOT = QT_TRANSLATE_NOOP("core", "对仗: {places} are not of one kind: the couplet is not parallel.")
_UNSURE = QT_TRANSLATE_NOOP("core", "对仗: {places} could not be judged: our lists have no kind for them.")


@dataclass(frozen=True, slots=True)
class Answer:
    """`odd`: places (from 0) whose kinds do not answer; `unknown`: those that no list has."""

    odd: tuple[int, ...]
    unknown: tuple[int, ...]


def couplets_named(lines: Sequence[str], couplets: Sequence[tuple[int, int]]) -> list[Check]:
    """What does not answer what in each parallel couplet, told at its second line."""
    found = []
    for upper, lower in couplets:
        if lower >= len(lines):
            continue
        above, below = hanzi.characters(lines[upper]), hanzi.characters(lines[lower])
        if not above or len(above) != len(below):
            continue
        judged = answer(above, below)
        odd = len(judged.odd)
        fault = odd >= _NOT.get(len(above), 1 + len(above) // 2)
        message = _ANSWERS_NOT if fault else _LOOSE if odd else _UNSURE if judged.unknown else _ANSWERS
        places = judged.odd or judged.unknown
        shown = "、".join(f"{_shown(above[place])}/{_shown(below[place])}" for place in places)
        found.append(Check("named", lower, not fault, message, {"places": shown}))
    return found


def _shown(character: str) -> str:
    """A character with its parts of speech: 照(动)."""
    plain = hanzi.simplified().get(character, character)
    kinds = "".join(short for part, short in _SHOWN.items() if part in parts(plain))
    return f"{character}({kinds})" if kinds else character


def answer(upper: str, lower: str) -> Answer:
    """How two lines of the same length answer each other, place by place."""
    plain = hanzi.simplified()
    above, below = ("".join(plain.get(each, each) for each in line) for line in (upper, lower))
    odd, unknown = [], []
    for place, (one, other) in enumerate(zip(above, below, strict=True)):
        kinds, others = parts(one), parts(other)
        if not kinds or not others:
            unknown.append(place)
        elif not _answer(kinds, others):
            odd.append(place)
    for start in _pairs(len(above)):
        words = [_word_part(line[start : start + 2]) for line in (above, below)]
        if all(words) and _answer(frozenset(words[:1]), frozenset(words[1:])):
            odd = [place for place in odd if place not in (start, start + 1)]
            unknown = [place for place in unknown if place not in (start, start + 1)]
    return Answer(tuple(odd), tuple(unknown))


@cache
def parts(character: str) -> frozenset[str]:
    """The parts of speech of a character; empty where no list has it."""
    own = kinds.parts_of(character)
    listed = _PARTS.get(kind_of(character), "")
    return own or (frozenset((listed,)) if listed else frozenset())


def _pairs(width: int) -> tuple[int, ...]:
    """Where two characters of a line may be one word: 2+2+1 and 2+1+2."""
    return (0, 2, 3) if width == 5 else (0, 2, 4, 5) if width == 7 else tuple(range(width - 1))


def _word_part(word: str) -> str:
    return _PARTS.get(kind_of(word), "")


def _answer(kinds: frozenset[str], others: frozenset[str]) -> bool:
    return bool(kinds & others) or any(
        {one, other} == near for one in kinds for other in others for near in _NEAR
    )
