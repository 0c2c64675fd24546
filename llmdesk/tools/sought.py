"""Words that somebody looks for in a document: what counts as found, in its text and on its pages.

Owns the pattern. Must not look anywhere.
"""

from __future__ import annotations

import re

LONGEST = 500  # characters that are looked for


def pattern_of(words: str) -> re.Pattern[str] | None:
    """Large and small letters are one, and so are all kinds of white space; None for nothing to look for."""
    parts = words[:LONGEST].split()
    return re.compile(r"\s{1,20}".join(map(re.escape, parts)), re.IGNORECASE) if parts else None
