"""Heads that stand in the line of their paragraph: "Mining. Revenue fell by 3 per cent."

Owns finding them, and setting them before a sentence that comes from under one: by itself it would be told of
all that the document is about. Must not choose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from llmdesk.tools.documents import Document
from llmdesk.tools.summarize.rank import Point, point
from llmdesk.tools.summarize.standing import cleaning

_HEAD = re.compile(r"[*_]{0,3}(?P<head>[A-Z][\w’'-]{2,24}(?: (?:and|of|&) [\w’'-]{2,24})?)\.[*_]{0,3}\s")
_ROW = 2  # paragraphs, one behind the other: else it may be a short sentence ("Silence.")


class Heads:
    """Those of one document."""

    def __init__(self, document: Document) -> None:
        self._starts = [span.start for span in document.paragraphs]
        self._heads = _in_rows([_head(document.text, span.start, span.end) for span in document.paragraphs])

    def before(self, points: Sequence[Point], *, each: bool = False) -> list[Point]:
        """The points, with its head before the first one from under each; `each`: before all of them."""
        found: list[Point] = []
        last = -1
        for one in points:
            paragraph = bisect_right(self._starts, one.start) - 1
            head = self._heads.get(paragraph, "")
            found.append(_with_head(head, one) if head and (each or paragraph != last) else one)
            last = paragraph
        return found


def _head(text: str, start: int, end: int) -> str:
    found = _HEAD.match(text, start, end)
    return found["head"] if found and not cleaning.is_reply(found["head"] + ".") else ""


def _in_rows(heads: Sequence[str]) -> Mapping[int, str]:
    """By paragraph, the heads that stand in a row of them."""
    found: dict[int, str] = {}
    row: dict[int, str] = {}
    for at, head in enumerate((*heads, "")):
        if head:
            row[at] = head
            continue
        if len(row) >= _ROW and len(set(row.values())) == len(row):
            found |= row
        row = {}
    return found


def _with_head(head: str, one: Point) -> Point:
    if one.text.startswith(head):
        return one
    named = point(f"{head}: {one.text}", one.start, one.end, weight=one.weight)
    return replace(named, supported=one.supported, close=one.close, cut=one.cut)
