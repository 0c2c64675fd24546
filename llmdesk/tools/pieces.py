"""Long texts piece by piece: a regular expression over all of one lets no other thread run meanwhile.

Owns where a text may be cut, and how far two are the same. Must not look at what they say.
"""

from __future__ import annotations

from collections.abc import Iterator

PIECE = 100_000
"""Characters that a thread works on at a time: about a millisecond."""


def pieces(text: str) -> Iterator[str]:
    """`text` in parts of about `PIECE` characters that join to it; "\\r\\n" stands in one of them."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if text[end - 1 : end + 1] == "\r\n":
            end += 1
        yield text[start:end]
        start = end


def common_start(one: str, other: str) -> int:
    """How many characters both begin with; by halves, since slices are compared in C."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
