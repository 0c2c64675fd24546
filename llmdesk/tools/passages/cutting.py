"""Documents cut into passages: a few sentences that stand together, small enough to be one answer's source.

Owns where one passage ends and the next begins. Must not search in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.passages.types import Passage

_LONGEST, _LONGEST_CJK = 900, 320  # characters: about 150 words, and as much in Chinese
_PIECE = 4  # a sentence that is longer than so many passages is cut


def passages_of(document: Document, number: int) -> Iterator[Passage]:
    """All of `document`, in order: every sentence is in exactly one passage, and a passage lies under one
    heading."""
    longest = _LONGEST_CJK if is_cjk(document.text[:20_000]) else _LONGEST
    headings = [(heading.start, document.text[heading.start : heading.end]) for heading in document.headings]
    starts = [start for start, _text in headings]
    begin = end = -1
    under = -1
    for sentence in document.sentences:
        at = bisect_right(starts, sentence.start) - 1
        if begin >= 0 and (at != under or sentence.end - begin > longest):
            yield Passage(number, begin, end, headings[under][1] if under >= 0 else "")
            begin = -1
        if begin < 0:
            begin, under = sentence.start, at
        end = sentence.end
        while end - begin > _PIECE * longest:  # no sentence of a language: a table, a list of names
            yield Passage(number, begin, begin + longest, headings[under][1] if under >= 0 else "")
            begin += longest
    if begin >= 0:
        yield Passage(number, begin, end, headings[under][1] if under >= 0 else "")
