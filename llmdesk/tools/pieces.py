"""Long texts piece by piece: a regular expression over all of one lets no other thread run meanwhile.

Owns where a text may be cut. Must not look at what it says.
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
