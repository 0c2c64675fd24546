"""Who does what to whom, as far as the order of words tells: the same verb with its sides turned round.

Owns the comparison of the sides of a verb in English (active, passive), and of names with
what describes them. Must not know what a difference means for a claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from llmdesk.tools.evidence.numerals import ONES, TENS
from llmdesk.tools.evidence.terms import STOP_WORDS, fold, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:]")
# What stands before a noun, so that the word behind it is no verb.
_NO_VERB_BEHIND = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "its",
        "their",
        "his",
        "her",
        "this",
    )
)
_BOUNDARIES = frozenset(
    (
        ";",
        ":",
        "and",
        "but",
        "when",
        "while",
        "whereas",
        "because",
        "although",
        "though",
        "if",
        "that",
        "which",
        "who",
    )
)
_MOST_DOERS = 4  # terms of a doer
_PREPOSITIONS = frozenset(
    (
        "from",
        "in",
        "on",
        "at",
        "for",
        "over",
        "after",
        "before",
        "to",
        "with",
        "during",
        "into",
        "by",
        "of",
        "through",
    )
)
_BE = frozenset(("was", "were", "is", "are", "been", "being", "be", "got"))
_NUMBERS = frozenset((*ONES, *TENS, "hundred", "thousand", "million", "billion"))
_MOST_WORDS = 60
_ENOUGH = 0.75


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with the terms before and behind it in its clause, the doer's side first."""

    verb: str
    before: frozenset[str]
    behind: frozenset[str]


def turned(claim: str, source: str, symmetric: Collection[str]) -> tuple[str, str] | None:
    """(words of the claim, words of the source) where the one turns the sides of the other; else None."""
    return _turned_acts(claim, source, symmetric) or _turned_descriptions(claim, source)


def _turned_acts(claim: str, source: str, symmetric: Collection[str]) -> tuple[str, str] | None:
    own = {act.verb: act for act in _acts(claim)}
    for other in _acts(source):
        act = own.get(other.verb)
        if act is None or other.verb in {stem(word) for word in symmetric}:
            continue
        if act.before & other.before or not act.before or not other.before:
            continue
        if max(len(act.before), len(other.before)) > _MOST_DOERS:
            continue
        crossed = _share(act.before, other.behind) >= _ENOUGH and _share(other.before, act.behind) >= _ENOUGH
        if crossed:
            return " ".join(sorted(act.before)), " ".join(sorted(other.before))
    return None


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _acts(text: str) -> list[_Act]:
    """Every word that may be a verb, with its sides. The passive turns them: "was beaten by"."""
    words = [found[0] for found in _WORD.finditer(text)][:_MOST_WORDS]
    found = []
    for at in range(1, len(words) - 1):
        word = words[at].casefold()
        if not word.isalpha() or word in STOP_WORDS or words[at][0].isupper():
            continue
        before_word = words[at - 1].casefold()
        if before_word in _NO_VERB_BEHIND or before_word.endswith(("'s", "’s", "s'")):
            continue
        start = max((n + 1 for n in range(at) if words[n].casefold() in _BOUNDARIES), default=0)
        end = next((n for n in range(at, len(words)) if words[n].casefold() in _BOUNDARIES), len(words))
        before, behind = _terms(words[start:at]), _terms(words[at + 1 : end])
        by = next((n for n in range(at + 1, min(end, at + 4)) if words[n].casefold() == "by"), 0)
        passive = by and any(w.casefold() in _BE for w in words[max(0, at - 3) : at])
        if words[at + 1].casefold() in _PREPOSITIONS:
            behind = frozenset()  # "oil spilled from the tanker": what is behind suffers nothing
        if passive:
            before, behind = _terms(_up_to_preposition(words[by + 1 : end])), before  # "by Ortiz in the race"
        found.append(_Act(stem(fold(word)), before, behind))
    return found


def _up_to_preposition(words: list[str]) -> list[str]:
    end = next(
        (n for n, word in enumerate(words) if (n and word.casefold() in _PREPOSITIONS) or word == ","),
        len(words),
    )
    return words[:end]


def _terms(words: list[str]) -> frozenset[str]:
    folded = (fold(word) for word in words if word[0].isalpha())
    kept = (word for word in folded if word not in STOP_WORDS and len(word) > 1)
    return frozenset(stem(word) for word in kept if word.split("-")[0] not in _NUMBERS)


# -- names and their descriptions -----------------------------------------------------------

_NAME = r"(?:[A-Z][\w.'’-]{1,40}+)(?:\s+[A-Z][\w.'’-]{1,40}+){0,6}"
_DESCRIBED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+(?P<role>[a-z]+),?\s+(?P<name>{_NAME})"
    rf"|(?<![\w.'’-])(?P<name2>{_NAME}),?\s+(?:(?:is|was)\s+)?(?:the|an?)\s+(?P<role2>[a-z]+)"
)


def _turned_descriptions(claim: str, source: str) -> tuple[str, str] | None:
    """The mayor, Paul Stein, where the source has another mayor and Paul Stein as something else."""
    own, other = _described(claim), _described(source)
    for name, role in own.items():
        there = other.get(name, "")
        holder = next((who for who, what in other.items() if what == role and who != name), "")
        if there and there != role and holder:
            return f"{role} {name}", f"{role} {holder}"
    return None


def _described(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _DESCRIBED.finditer(text):
        name = (match["name"] or match["name2"]).rstrip(".'’-")
        found.setdefault(name, (match["role"] or match["role2"]).casefold())
    return found
