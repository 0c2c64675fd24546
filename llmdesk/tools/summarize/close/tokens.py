"""A sentence as tokens: words in English, characters in Chinese, with what may not be lost of it.

Owns which words hold a sentence back (denials, conditions, hedges, amounts, who says it), where its segments
end, and which words are names or figures. Must not compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.comparing.opposites import han_negation, negations
from llmdesk.tools.evidence.names import names
from llmdesk.tools.evidence.terms import CJK, STOP_WORDS, is_cjk, word_list

Holding = Literal["", "denial", "hedge", "condition", "turn", "amount", "speech"]

_WORD = re.compile(r"[£$€¥]?\d[\d.,:]*%?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SEGMENT = re.compile(
    r"[,;:?!()\[\]“”\"]|\s[—–-]\s|"
    r"\s(?=(?:and|but|while|whereas|although|though|because|since|so|if|unless|when|whenever|until|once|"
    r"provided)\s)",
    re.IGNORECASE,
)
_HAN = re.compile(rf"[{CJK}]|[A-Za-z]+|\d[\d.,:]*[%％]?")
_HAN_SEGMENT = re.compile("[，、；：。！？（）()“”《》「」—]")
_NO_CONTENT = frozenset("的了着过地得也还并而且就又则之其已")
_CLAUSE_ENDS = re.compile("[;；]")


@dataclass(frozen=True, slots=True)
class Token:
    """`key`: by which it is found in another sentence. `fixed`: of a name or a figure. `segment`: its number
    between commas and joining words; `part`: between semicolons; `head`: the word that its segment begins
    with. `at`: where it stands."""

    key: str
    at: int
    content: bool
    holding: Holding
    fixed: bool
    segment: int
    part: int
    head: str


@cache
def _holding_words() -> dict[str, Holding]:
    found: dict[str, Holding] = {}
    kinds: tuple[Holding, ...] = ("amount", "turn", "speech", "condition", "hedge")
    for kind in kinds:
        for word in word_list(f"close_{kind}"):
            found[word] = kind
    return {**found, **dict.fromkeys(negations(), "denial")}


@cache
def _han_holding() -> tuple[tuple[str, Holding], ...]:
    """Chinese words that hold back, the longest first."""
    words = [(word, kind) for word, kind in _holding_words().items() if is_cjk(word)]
    return tuple(sorted(words, key=lambda each: -len(each[0])))


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence in their order."""
    return list(_chinese(text) if is_cjk(text) else _english(text))


def _english(text: str) -> Iterator[Token]:
    fixed = _figures(text)
    cuts = [found.start() for found in _SEGMENT.finditer(text)]
    parts = [found.start() for found in _CLAUSE_ENDS.finditer(text)]
    segment, head = -1, ""
    for number, found in enumerate(_WORD.finditer(text)):
        word = found[0].rstrip(".,:")
        low = word.casefold().replace("’", "'")
        own = sum(at <= found.start() for at in cuts)
        if own != segment:
            segment, head = own, low
        is_figure = any(start < found.end() and found.start() < end for start, end in fixed)
        is_name = number > 0 and word[0].isupper() and low not in ("i", "i'm")
        holding = _holding(low)
        content = bool(holding) or is_figure or is_name or low not in STOP_WORDS
        yield Token(
            low, found.start(), content, holding,
            is_figure or is_name, own, sum(at <= found.start() for at in parts), head,
        )  # fmt: skip


def _holding(word: str) -> Holding:
    return "denial" if word.endswith("n't") else _holding_words().get(word, "")


def _figures(text: str) -> list[tuple[int, int]]:
    return [figure.span for figure in figures(text) if not figure.idle]


def _chinese(text: str) -> Iterator[Token]:
    fixed = _figures(text)
    for name in names(text):
        at = text.find(name.text)
        while at >= 0:
            fixed.append((at, at + len(name.text)))
            at = text.find(name.text, at + 1)
    held = _held(text)
    cuts = [found.start() for found in _HAN_SEGMENT.finditer(text)]
    parts = [found.start() for found in _CLAUSE_ENDS.finditer(text)]
    segment, head = -1, ""
    for found in _HAN.finditer(text):
        own = sum(at <= found.start() for at in cuts)
        if own != segment:
            segment, head = own, _han_head(text, found.start())
        holding = held.get(found.start(), "")
        is_fixed = found[0][0].isascii() or any(
            start < found.end() and found.start() < end for start, end in fixed
        )
        yield Token(
            found[0].rstrip(".,:"), found.start(), found[0] not in _NO_CONTENT or bool(holding), holding,
            is_fixed, own, sum(at <= found.start() for at in parts), head,
        )  # fmt: skip


def _han_head(text: str, at: int) -> str:
    """The joining word that a segment begins with, else its first character."""
    joining = (
        word for word in word_list("close_lead") | word_list("close_tail") if text.startswith(word, at)
    )
    return max(joining, key=len, default=text[at])


def _held(text: str) -> dict[int, Holding]:
    """By its place, each character of a word that holds back."""
    found: dict[int, Holding] = {}
    for match in han_negation().finditer(text):
        if match["word"]:
            found.update(dict.fromkeys(range(match.start(), match.end()), "denial"))
    for word, kind in _han_holding():
        at = text.find(word)
        while at >= 0:
            for place in range(at, at + len(word)):
                found.setdefault(place, kind)
            at = text.find(word, at + len(word))
    return found
