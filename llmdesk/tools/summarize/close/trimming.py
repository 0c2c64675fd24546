"""A sentence of the document made shorter by program, as far as what is left is surely true.

Owns what may be cut off: brackets, relative clauses between commas, clauses at the end, a joining word before
it. Each cut must pass `keeping.is_close`. Must not ask a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmdesk.tools.evidence.comparing.opposites import english_set
from llmdesk.tools.evidence.terms import is_cjk, words
from llmdesk.tools.summarize.close.keeping import LONGEST, is_close

_BRACKETS = re.compile(r"\s?[(（\[][^()（）\[\]]{0,200}[)）\]]")
_RELATIVE = re.compile(r", (?:who|which|where|whose)\b[^,;:“”\"()]{0,160},(?= )")
# What a comma ends at the beginning of a sentence.
_SETTING = re.compile(
    r"(?:In|On|At|After|Before|Since|When|If|Although|Though|While|By|From|For|During|Until|With|Under|As|Once|"
    r"Because|[A-Z][a-z]+ly)\b[^,]*,"
)
_END = re.compile(
    r"(?:, (?=(?:which|who|whose|where|because|although|though|while|whereas|including|among|so|and|but|not|"
    r"with|[a-z]{2,14}ing)\b)|; | [—–] )"
)
_END_HAN = re.compile("；|，(?=(?:并|以|包括|其中|例如|比如|使|从而|由此|此外|另外|同时|而))")
_OPENING = re.compile(
    r"(?:However|Meanwhile|In addition|Moreover|Furthermore|Also|Besides|Then|Finally|In fact|Indeed|But|And|"
    r"So|For example|Yet|Still|Therefore|Thus), (?=[A-Za-z])"
)
_OPENING_HAN = re.compile("(?:此外|另外|同时|而且|并且|因此|所以|最后|然后|不过|但是|但)[，,]")
_LEAST, _LEAST_HAN = 6, 12
_VERB = re.compile(r"[a-z]{2,16}(?:ed|es|s)\b")


def trimmed(sentence: str, wanted: int) -> str:
    """The sentence, cut where it is longer than `wanted` words (characters), as far as that may be."""
    if len(sentence) > LONGEST:
        return sentence
    text = _without_opening(sentence)
    if words(text) <= wanted:
        return text
    for pattern in (_BRACKETS, _RELATIVE):
        shorter = pattern.sub(_what_stays if pattern is _RELATIVE else "", text)
        if shorter != text and is_close(shorter, sentence):
            text = shorter
    best = text
    for cut in _cuts(text):
        if words(best) <= wanted:
            break
        if is_close(cut, sentence):
            best = cut
    return best


def _what_stays(relative: re.Match[str]) -> str:
    """The comma behind it, where that ends what stands in front: "says Whitlock, who leads it, will be"."""
    before = relative.string[: relative.start()]
    return "," if (before.count(",") - bool(_SETTING.match(before))) % 2 else ""


def _without_opening(sentence: str) -> str:
    opening = _OPENING_HAN if is_cjk(sentence) else _OPENING
    found = opening.match(sentence)
    if found is None:
        return sentence
    rest = sentence[found.end() :]
    is_plain = rest.split(maxsplit=1)[0].islower()  # "iPhone" is written so at a beginning, too
    return rest[:1].upper() + rest[1:] if is_plain else rest


def _cuts(text: str) -> Iterator[str]:
    """The sentence up to a clause at its end, the longest first."""
    han = is_cjk(text)
    ends = [found.start() for found in (_END_HAN if han else _END).finditer(text)]
    for end in reversed(ends):
        if text.startswith(", and", end) and "," in text[:end]:  # the last one of a list
            continue
        before = text[:end].rstrip("，,;； ")
        least = _LEAST_HAN if han else _LEAST
        if words(before) >= least and (han or _has_verb(before)):
            yield before + ("。" if han else ".")


def _has_verb(text: str) -> bool:
    low = text.lower().split()
    return not english_set("auxiliaries").isdisjoint(low) or any(_VERB.fullmatch(word) for word in low[1:-1])
