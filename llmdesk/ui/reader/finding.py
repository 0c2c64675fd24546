"""Words found in the text of a document of any length.

Owns what counts as found. Works in a thread, in pieces, so that the window goes on meanwhile. No widgets.
"""

from __future__ import annotations

from llmdesk.cancel import CancelToken
from llmdesk.tools.sought import pattern_of
from llmdesk.ui.widgets.text_places import TextPlaces

MOST_FOUND = 10_000
_PIECE = 200_000


def find_all(places: TextPlaces, words: str, cancel: CancelToken) -> list[tuple[int, int]]:
    """Where `words` stand, as positions in the view, in order; large and small letters are one, and so are
    all kinds of white space. At most `MOST_FOUND`. Raises `Cancelled`."""
    pattern = pattern_of(words)
    if pattern is None:
        return []
    reach = len(words) + 20 * len(words.split())
    found: list[tuple[int, int]] = []
    done = 0
    for start in range(0, len(places.text), _PIECE):
        cancel.raise_if_cancelled()
        for match in pattern.finditer(places.text, start, start + _PIECE + reach):
            if done <= match.start() < start + _PIECE:
                done = match.end()
                found.append(places.span(*match.span()))
                if len(found) == MOST_FOUND:
                    return found
    return found
