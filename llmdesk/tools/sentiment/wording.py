"""Texts as vectors of their words: how near two texts are in what they speak of.

Owns what counts as a word (of Chinese, one character and two side by side) and the weights: a word in few
texts tells more. No list of words and no model. Must not know labels.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from llmdesk.tools.sentiment.fit import Array
from llmdesk.tools.sentiment.labels import has_chinese

SIZE = 4096  # places of words in a vector; two words may share one
_LONGEST = 4000  # characters of a text that are looked at
_BEGINNING = 5  # letters that forms of a word have in common
_WORD = re.compile(r"[^\W_]+")


def places(text: str) -> list[int]:
    """Where the words of `text` stand in a vector, each once."""
    return sorted({zlib.crc32(word.encode("utf-8", "surrogatepass")) % SIZE for word in _words(text)})


def _words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text[:_LONGEST].casefold()):
        word = found.group()
        if has_chinese(word):
            yield from word
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        else:
            yield word
            yield f"{word[:_BEGINNING]}-"


def weights(texts: Sequence[list[int]]) -> Array:
    """Of each place: how much a word tells that so many of `texts` (as `places`) have."""
    count = np.full(SIZE, 0.5)
    for text in texts:
        count[text] += 1
    found: Array = np.log((len(texts) + 1) / count)
    return found


def vectors(texts: Sequence[list[int]], weighted: Array) -> Array:
    """n × `SIZE`, each of length 1 (0 for a text without words)."""
    found = np.zeros((len(texts), SIZE))
    for row, text in zip(found, texts, strict=True):
        row[text] = weighted[text]
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    result: Array = found / np.maximum(lengths, 1e-9)
    return result
