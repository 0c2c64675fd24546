"""What a passage has to speak of to answer a question: how wide a bridge is, is not told by how long it is.

Owns which words of a question those are, by rule. Must not ask a model.

A model of 1.5 billion parameters answers nearly every question from passages about the same thing, and asked
whether a passage answers a question, it does not know. What is asked for is named in the question, and a
passage that has an answer names it, too, or a word of the same stem. Words that a passage need not repeat
("which kind", "what for", "take part") do not count (resources/ask/focus.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.terms import is_cjk, terms

_LONGEST = 300  # characters of a question that are looked at
_ALIKE = 3  # letters in which two stems begin alike, at least; the shorter one but its last letter
# What is asked for in Chinese: behind 的 and before the word that asks, or behind it.
_HAN = re.compile(
    r"的(?P<of>[^的\W\d_a-zA-Z]{2,6}?)(?:又|都|一共|总共|到底)?(?:是|有|叫|姓|为|约)?(?:谁|多少钱?|多[大高长宽深重]|什么|几|哪)"
    r"|由谁(?P<by>[\u4e00-\u9fff]{2,4})"
    r"|(?:多少(?!钱)|几|哪几)[个名位条份只座本辆家]?+(?P<many>[\u4e00-\u9fff]{2,4})"
)
_SEVERAL = re.compile(r"[?？;；]|,? and (?=(?:who|what|when|where|how|why|which)\b)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?i:\bhow (?:many|much)\b|\b(?:what|which) year\b)|多少|几[个名位人年天次条份只座本辆家]|哪一?年"
)


@dataclass(frozen=True, slots=True)
class Focus:
    """`wanted`: of each of these sets a passage has to have a word; `about`: of these, half, and of a single
    one none, which may be told in another word; `figure`: it has to have a number."""

    wanted: tuple[frozenset[str], ...]
    about: frozenset[str] = frozenset()
    figure: bool = False

    def is_in(self, passage: str, around: str = "") -> bool:
        """Whether a passage speaks of it, together with what it stands under."""
        words = frozenset(terms(f"{around}\n{passage}"))
        if self.figure and not any(True for _figure in figures(passage)):
            return False
        if len(self.about & words) * 2 < len(self.about):
            return False
        return all(any(_has(words, word) for word in each) for each in self.wanted)


def is_answered(question: str, passage: str, around: str) -> bool:
    """Whether a passage, with what it stands under, speaks of what is asked, or of one of several things."""
    asked = _SEVERAL.split(" ".join(question.split())[:_LONGEST])
    return any(focus_of(each).is_in(passage, around) for each in asked if any(map(str.isalnum, each)))


def focus_of(question: str) -> Focus:
    """What a passage has to speak of to answer one question."""
    number = _NUMBER.search(question) is not None
    if not is_cjk(question):
        return Focus(tuple(_english(question)), figure=number)
    found = tuple(_chinese(question))
    named = frozenset(term for word in found for term in word)
    rest = _HAN.sub(" ", question) if found else ""
    return Focus(found, frozenset(each for each in terms(rest) if len(each) > 1) - named, number)


def _english(question: str) -> Iterable[frozenset[str]]:
    light, sizes = frozenset(terms(_words()["light_en"])), _words()["sizes"]
    for word in re.findall(r"[^\W\d_]+", question):
        folded = word.casefold()
        stems = frozenset(terms(folded)) - light
        if stems:
            yield stems | frozenset(terms(sizes.get(folded, "")))


def _chinese(question: str) -> Iterable[frozenset[str]]:
    light = tuple(_words()["light_zh"].split())
    for found in _HAN.finditer(question):
        word = found["of"] or found["by"] or found["many"]
        if word and not word.endswith(light):
            yield frozenset(terms(word))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resource("ask", "focus.toml").read_text(encoding="utf-8"))


def _has(words: frozenset[str], wanted: str) -> bool:
    if wanted in words:
        return True
    if is_cjk(wanted):
        return False
    return any(
        word[:_ALIKE] == wanted[:_ALIKE]
        and _common(word, wanted) >= max(_ALIKE, min(len(word), len(wanted)) - 1)
        for word in words
    )


def _common(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
