"""The words by which passages are found: the same of a question, of a passage in memory, and in a library.

Owns what they are. Must not search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmdesk.tools.evidence.terms import terms

_NUMBER = re.compile(r"\d+")


def words_of(text: str) -> Iterator[str]:
    """What is compared: terms as `evidence.terms` has them, and numbers."""
    yield from terms(text)
    yield from _NUMBER.findall(text)
