"""The word lists of resources/evidence/conflicts.toml, and what the headings of a document tell.

Owns how they are read. Must not compare.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.documents import Document

_ENDS = tuple('.!?…。！？；;:："”」』)）,，')
_LONGEST = 60  # characters of a line that may be a heading
_BACK = 12  # sentences before one that are looked at for a heading


@cache
def word_list(language: str, name: str) -> frozenset[str]:
    return frozenset(_lists()[language][name].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(resource("evidence", "conflicts.toml").read_text(encoding="utf-8"))


def heading_of(document: Document, number: int) -> str:
    """The heading that sentence `number` stands under: one that the document marks, else a short line without
    an end a little above; "" without one."""
    begin = document.sentences[number].start
    if document.headings:
        at = bisect_right(document.headings, begin, key=lambda each: each.start) - 1
        return document.text[document.headings[at].start : document.headings[at].end] if at >= 0 else ""
    for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
        span = document.sentences[before]
        line = document.text[span.start : span.end].strip()
        if len(line) <= _LONGEST and line and not line.endswith(_ENDS):
            return line
    return ""
