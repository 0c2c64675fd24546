"""Whether an English word is a usual one, and which words are written for each other by mistake.

Owns the questions. The words are the 27,632 most usual ones; the sounds are those of the CMU Pronouncing
Dictionary. Both are read once, when first asked (0.2 s).
"""

from __future__ import annotations

import gzip
from difflib import SequenceMatcher
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.evidence.terms import stem

# Written for each other so often that one is a mistake for the other; they do not sound quite alike.
_CONFUSED = (
    "lose loose", "then than", "quite quiet", "affect effect", "advice advise", "form from", "chose choose",
    "of off", "were where", "dessert desert", "accept except", "breath breathe", "device devise",
    "practice practise", "later latter", "thought though through", "an and", "to too", "its it's",
)  # fmt: skip
_GROUPS = {word: number for number, group in enumerate(_CONFUSED) for word in group.split()}
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_SAME = 0.75  # of the letters


def is_other_word(one: str, other: str) -> bool:
    """Whether `other` is another word than `one`: both are usual ones, and neither is a form of the other
    nor written for it by mistake; or one of them denies what the other says (legal, illegal)."""
    if _denies(one, other) or _denies(other, one):
        return True
    if not is_usual(one) or not is_usual(other) or _are_forms(one, other):
        return False
    if one in _GROUPS and _GROUPS[one] == _GROUPS.get(other):
        return False
    return not _sounds(one) & _sounds(other)


def _are_forms(one: str, other: str) -> bool:
    """Whether both may be forms of one word: go and goes, stop and stopped, study and studied."""
    return stem(one) == stem(other) or bool(_bases(one) & _bases(other))


def _bases(word: str) -> set[str]:
    """What a word may be a form of, itself included."""
    found = {word}
    for ending in ("s", "es", "d", "ed", "r", "er", "st", "est", "ing", "ly"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 1:
            found |= {rest, f"{rest}e"}
            found |= {rest[:-1]} if rest[-1:] == rest[-2:-1] else set()
            found |= {f"{rest[:-1]}y"} if rest.endswith("i") else set()
    return found


def _denies(one: str, other: str) -> bool:
    """Whether `one` is `other` with a beginning that makes its opposite, however both are spelled."""
    for start in _DENYING:
        if one.startswith(start) and not other.startswith(start) and len(one) > len(start) + 3:
            rest = one[len(start) :]
            if SequenceMatcher(None, rest, other, autojunk=False).ratio() >= _SAME:
                return True
    return False


def is_usual(word: str) -> bool:
    """Whether it is one of the usual words, in small letters."""
    return _plain(word) in _words()


def _plain(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


@cache
def _words() -> frozenset[str]:
    packed = resource("poetry", "english-words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split())


def _sounds(word: str) -> frozenset[str]:
    return frozenset(_spoken().get(_plain(word), "").split("|")) - {""}


@cache
def _spoken() -> dict[str, str]:
    packed = resource("poetry", "english-pronunciations.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {word: spoken for word, _, spoken in (line.partition("\t") for line in lines)}
