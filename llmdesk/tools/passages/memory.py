"""Which passages a question is about, by their words: BM25 over stems, pairs of characters and numbers.

Owns the index of passages in memory and the weights. Must not ask a model.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with its usual k1 and
b; a passage's document counts with a part of its own score, since a passage seldom repeats what all of the
document is about.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nlargest

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents import Document
from llmdesk.tools.passages.cutting import passages_of
from llmdesk.tools.passages.types import Found, Passage
from llmdesk.tools.passages.words import words_of

_K1, _B = 1.2, 0.75
_OF_DOCUMENT = 0.5  # how much of its document's score counts for a passage
_LOOK_UP = 1000  # passages between two looks at the cancel


class _Scored:
    """BM25 over texts that are added one by one."""

    def __init__(self) -> None:
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: list[int] = []

    def add(self, words: Counter[str]) -> None:
        for word, count in words.items():
            self._places[word].append((len(self._lengths), count))
        self._lengths.append(words.total())

    def scores(self, wanted: Counter[str]) -> dict[int, float]:
        """Of every text that has any of the wanted words."""
        count = len(self._lengths)
        usual = sum(self._lengths) / count if count else 1.0
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(wanted):
            places = self._places.get(word, ())
            weight = math.log1p((count - len(places) + 0.5) / (len(places) + 0.5))
            for at, often in places:
                length = 1 - _B + _B * self._lengths[at] / usual
                scores[at] += weight * often * (_K1 + 1) / (often + _K1 * length)
        return scores


class PassageIndex:
    """The passages of some documents, a `Source`. Raises `Cancelled` while it is made."""

    def __init__(self, documents: Sequence[Document], cancel: CancelToken | None = None) -> None:
        self.passages: list[Passage] = []
        self._held = documents
        self._passages, self._documents = _Scored(), _Scored()
        for number, document in enumerate(documents):
            whole: Counter[str] = Counter(words_of(document.name))
            for passage in passages_of(document, number):
                if cancel is not None and len(self.passages) % _LOOK_UP == 0:
                    cancel.raise_if_cancelled()
                words = Counter(words_of(f"{passage.heading} {document.text[passage.start : passage.end]}"))
                self._passages.add(words)
                self.passages.append(passage)
                whole.update(words)  # not +=, which goes over all words of the document each time
            self._documents.add(whole)

    @property
    def count(self) -> int:
        return len(self._held)

    def document(self, number: int) -> Document:
        return self._held[number]

    def find(self, question: str, most: int, cancel: CancelToken | None = None) -> list[Found]:
        """The passages that have the question's words, the best first; none where no word stands anywhere."""
        wanted = Counter(words_of(question))
        of_documents = self._documents.scores(wanted)
        scores = {
            at: score + _OF_DOCUMENT * of_documents.get(self.passages[at].document, 0.0)
            for at, score in self._passages.scores(wanted).items()
        }
        best = nlargest(most, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        return [Found(self.passages[at], score) for at, score in best]
