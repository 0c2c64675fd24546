"""The words by which passages are found: the same of a question, of a passage in memory, and in a library.

Owns what they are. Must not search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmdesk.store.search import indexed
from llmdesk.tools.evidence.terms import terms

_NUMBER = re.compile(r"\d+")
# Thai, Lao, Burmese and Khmer are written without spaces, too; `terms` knows Chinese and Japanese.
_UNSPACED_RUN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")


def words_of(text: str) -> Iterator[str]:
    """What is compared: terms as `evidence.terms` has them, numbers, and the pairs of `store.search` where
    words are not told apart."""
    yield from terms(text)
    yield from _NUMBER.findall(text)
    for run in _UNSPACED_RUN.findall(text):
        yield from indexed(run).split()
