"""Sentences that tell what was planned, said or thought before, and no longer holds.

Owns telling them by their words. Alone in a summary such a sentence misleads ("The meeting was to be on
14 November."): the one behind it, which says what came of it, must stand beside it. Must not choose.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from llmdesk.tools.documents import Document
from llmdesk.tools.summarize.rank import Point

_OLD = re.compile(
    r"\b(?:(?:was|were) (?:originally |first |once )?to|had (?:first|originally|initially|still) [a-z]{2,14}|"
    r"had (?:been )?(?:planned|promised|intended|expected|named|supposed)|"
    r"had (?:been )?(?:announced|forecast|predicted|stated)|"
    r"[Uu]nder the (?:earlier|previous|old|former|version of)|"
    r"used to|at first|originally|initially|(?:aim|plan|goal|target) (?:was|had been)|"
    r"(?:was|were) (?:long |once |first )?(?:supposed|thought|believed|expected|meant) to|"
    r"[Ii]t is often (?:said|told)|[Ee]arlier (?:[a-z]{2,14} )?(?:said|allowed|gave|stated|named))\b|"
    r"原定|原计划|原本|原拟|本来|起初|最初|此前(?:说|发|公布)|过去(?:认为|都?说|不少)|上次会议|旧版|"
    r"曾(?:计划|拟|公告|决定|提出|表示|对|报告|说|宣布|预计|承诺)"
)
# Behind it in the same sentence: it tells itself what came of it.
_NEW = re.compile(
    r"\b(?:but|though|although|until|now|no longer|later|since|instead|however|in fact|in truth|not)\b|"
    r"后来|现|但|却|改|更正|不再|搁置|推迟|提前|缩短|撤回|作废|停止|取消|增加到|应为|实际|其实"
)


def replaced(document: Document, points: Sequence[Point]) -> dict[int, int]:
    """By the place (`Point.start`) of each point that tells only what was before, the place of the one behind
    it in its paragraph."""
    found: dict[int, int] = {}
    for one, two in itertools.pairwise(points):
        is_next = not document.text[one.end : two.start].strip()
        if is_next and _paragraph(document, one) == _paragraph(document, two) and _is_old(one.text):
            found[one.start] = two.start
    return found


def _is_old(text: str) -> bool:
    old = _OLD.search(text)
    return old is not None and _NEW.search(text, old.end()) is None


def _paragraph(document: Document, point: Point) -> int:
    return bisect_right(document.paragraphs, point.start, key=lambda span: span.start)
