"""Lists of a document whose items are no sentences, as one sentence: "Do not take it if you are ill; …".

Owns finding them: a line that a colon or a joining word ends, and items below it. An item by itself would say
something else ("You have glaucoma."). Must not shorten anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.terms import is_cjk, words

_ITEM = re.compile(
    r"(?:[-–—•*·]\s|[(（](?:\d{1,2}|[a-z]|[ivx]{2,4}|[一二三四五六七八九十]{1,3})[)）]\s?|"
    r"\d{1,2}(?:[.)]\s|、)|[①-⑳]\s?)"
)
_OPEN = re.compile(r"[:：]$|\b(?:if|when|unless|who|whose|that|to|for|by|of)$")
_WITHIN = re.compile(r"[:：]\s?(?=[(（](?:1|a|i|一)[)）]|①)")  # where lines are joined
_CONDITION = re.compile(r"\b(?:if|when|unless|who|whose|that)[:：]?$")
_ENDS = re.compile(r"[.!?。！？…][\s”’\"')）]*")
_TAIL = ",;.，；、。 "
_FEWEST, _ITEMS = 2, 8
_LONGEST, _LONGEST_CJK = 70, 130  # words, characters: a longer one is no sentence
_LEAST, _LEAST_CJK = 3, 6  # of the line above: fewer are a label


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the line above it. `text`: both as one sentence, "" where that would be too long. `start`,
    `end`: its place."""

    text: str
    start: int
    end: int


def listings(document: Document) -> tuple[Listing, ...]:
    """Those of a document, in order."""
    return tuple(_found(document.text, document.paragraphs, document.sentences))


def _found(text: str, lines: Sequence[Span], sentences: Sequence[Span]) -> Iterator[Listing]:
    at = 0
    while at + 1 < len(lines):
        first = lines[at]
        above, items = _parted(text[first.start : first.end])
        end = at + 1
        while end < len(lines) and _ITEM.match(text, lines[end].start, lines[end].end):
            items.append(_item(text[lines[end].start : lines[end].end]))
            end += 1
        is_list = len(items) >= _FEWEST and _OPEN.search(above) and not _ITEM.match(above)
        if is_list and (_CONDITION.search(above) or not _are_sentences(items)):
            stop = first.start + len(above)
            last = bisect_left(sentences, stop, key=lambda span: span.start) - 1
            start = max(first.start, sentences[last].start)
            yield Listing(_joined(text[start:stop], items), start, lines[end - 1].end)
        at = end


def _parted(line: str) -> tuple[str, list[str]]:
    """The line above a list, and the first item where that goes on in the same line."""
    found = _WITHIN.search(line)
    return (line[: found.end()].rstrip(), [_item(line[found.end() :])]) if found else (line, [])


def _item(line: str) -> str:
    found = _ITEM.match(line)
    return line[found.end() :].strip() if found else line


def _are_sentences(items: list[str]) -> bool:
    """Whether they end like sentences, but for the last one, or are several each."""
    return any(_ENDS.search(item.rstrip(_TAIL)) for item in items) or all(
        item[-1:] in ".!?。！？" for item in items[:-1]
    )


def _joined(above: str, items: list[str]) -> str:
    han = is_cjk(above)
    above = " ".join(above.split())
    is_label = words(above) < (_LEAST_CJK if han else _LEAST)
    bare = [" ".join(item.split()).rstrip(_TAIL) for item in items]
    if is_label or len(items) > _ITEMS or not all(bare):
        return ""
    between = "；" if han else "; " if any("," in item for item in bare) else ", "
    space = "" if han else " "
    whole = f"{above}{space}{between.join(bare)}{'。' if han else '.'}"
    return whole if words(whole) <= (_LONGEST_CJK if han else _LONGEST) else ""
