"""Which thing a paragraph is about, as far as its first sentence names it: one of two hotels, a firm, a year.

Owns the names of first sentences. Must not compare what sentences say.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.conflicts import chinese
from llmdesk.tools.evidence.terms import is_cjk

_NAME = re.compile(r"(?<![\w'’])[A-Z][\w'’-]*")
_BETWEEN = re.compile(r"\s+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LONGEST = 400  # characters of a first sentence that are looked at


def names_of_two(document: Document, one: int, other: int) -> bool:
    """Whether the first sentences of the paragraphs of two sentences each name what the other does not."""
    first, second = _names(document, one), _names(document, other)
    return bool(first - second) and bool(second - first)


def _names(document: Document, number: int) -> frozenset[str]:
    span = document.sentences[number]
    begin = document.text.rfind("\n\n", 0, span.start) + 1
    lead = document.sentences[bisect_left(document.sentences, begin, key=lambda each: each.start)]
    text = document.text[lead.start : min(lead.end, lead.start + _LONGEST)]
    years = frozenset(_YEAR.findall(text))
    if not is_cjk(text):
        return years | _english(text)
    words = chinese.words_of(text)
    shared = words & chinese.words_of(document.text[span.start : min(span.end, span.start + _LONGEST)])
    return years | words if shared else years  # about something of the same kind: 星辰手机, 手机重190克


def _english(text: str) -> frozenset[str]:
    """Words with a capital; the first of the sentence where another one follows."""
    found = list(_NAME.finditer(text))
    alone = found[:1] and not (len(found) > 1 and _BETWEEN.fullmatch(text[found[0].end() : found[1].start()]))
    return frozenset(name[0].casefold() for name in found[1 if alone else 0 :])
