"""What the index of passages is given, and what is asked of it.

Owns the form. Must not know how words are made, nor how passages are weighed (`finding`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

# No word begins with these: they are for private use.
LEVELS = ((1, ""), (2, "\ue002"), (4, "\ue004"))


def tokens(words: str) -> str:
    """What the index is given for a passage with these words."""
    counted = Counter(words.split())
    return " ".join(
        mark + word for least, mark in LEVELS for word, count in counted.items() if count >= least
    )


def marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
