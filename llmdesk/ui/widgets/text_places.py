"""Where the characters of a text stand in a text view, and the other way round.

Owns two differences: a view counts UTF-16 units where Python counts characters, and endless lines get
breaks in the view (Qt lays a line out as a whole). Works in any thread; knows no widget.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from llmdesk.tools.pieces import pieces

LONG_LINE = 2_000  # characters
_REACH = 400  # how far before its end a long line may be broken at a better place
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_SENTENCE_END = re.compile(r"[.!?…]['”\"’)]*\s+|[。！？…]+[”」』]?")


class TextPlaces:
    """Offsets of `text` (characters) and positions in a view that shows `shown`."""

    def __init__(self, text: str, *, break_lines: bool = True) -> None:
        self.text = text
        self._breaks = tuple(line_breaks(text)) if break_lines else ()
        self._wide = () if text.isascii() else tuple(_wide(text))
        edges = (0, *self._breaks, len(text))
        self.shown = "\n".join(text[a:b] for a, b in itertools.pairwise(edges))

    def position(self, offset: int) -> int:
        """Where the character at `offset` stands in the view."""
        offset = min(max(offset, 0), len(self.text))
        return offset + bisect_left(self._wide, offset) + bisect_right(self._breaks, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """text[start:end] as positions, without a break after it."""
        if end <= start:
            return self.position(start), self.position(start)
        last = self.text[end - 1] if end <= len(self.text) else ""
        return self.position(start), self.position(end - 1) + (2 if last > "\uffff" else 1)

    def offset(self, position: int) -> int:
        """The character that stands at `position` of the view."""
        return max(0, bisect_right(range(len(self.text) + 1), position, key=self.position) - 1)


def _wide(text: str) -> Iterator[int]:
    """Where characters of two UTF-16 units stand."""
    start = 0
    for piece in pieces(text):
        for match in _WIDE.finditer(piece):
            yield start + match.start()
        start += len(piece)


def line_breaks(text: str) -> Iterator[int]:
    """Where endless lines are broken for a view: behind a sentence or a word, else anywhere."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while end - start > LONG_LINE:
            start = _good_break(text, start + LONG_LINE)
            yield start
        start = end + 1


def _good_break(text: str, latest: int) -> int:
    earliest = latest - _REACH
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, latest)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", earliest, latest)
    return space + 1 if space >= 0 else latest
