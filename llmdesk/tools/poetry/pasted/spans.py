"""Where lines of verse stand in the text that they were read from.

Must not know what a line is.
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]  # the first character, and the one behind the last


def spans_of(text: str, lines: Sequence[str]) -> list[Span]:
    """Where `lines` stand in `text`, one behind the other; sought from the end, since a title before
    them may have the same words."""
    spans: list[Span] = []
    end = len(text)
    for line in reversed(lines):
        start = text.rfind(line, 0, end)
        if start < 0:
            return []
        spans.append((start, start + len(line)))
        end = start
    return spans[::-1]
