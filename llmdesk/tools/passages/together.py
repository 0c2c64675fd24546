"""Several sources as one: documents that were attached, and libraries, say.

Owns the numbers of their documents and the order of what is found in each. Must not search itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.types import Document
from llmdesk.tools.passages.types import Found, Passage, Source


class Together:
    """A `Source` of sources. A passage counts by its share of the best score in its own: how rare a word is
    differs from one to the other."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    @property
    def count(self) -> int:
        return sum(source.count for source in self._sources)

    def find(self, question: str, most: int, cancel: CancelToken | None = None) -> list[Found]:
        shares: list[Found] = []
        for at, source in enumerate(self._sources):
            found = source.find(question, most, cancel)
            best = found[0].score if found and found[0].score > 0 else 1.0
            shares += [Found(self._renumbered(each.passage, at), each.score / best) for each in found]
        return sorted(shares, key=lambda each: -each.score)[:most]

    def document(self, number: int) -> Document:
        at, its_number = self.place(number)
        return self._sources[at].document(its_number)

    def place(self, number: int) -> tuple[int, int]:
        """Which of the sources it is of, and its number there."""
        its_number, at = divmod(number, len(self._sources))
        return at, its_number

    def _renumbered(self, passage: Passage, at: int) -> Passage:
        number = passage.document * len(self._sources) + at
        return Passage(number, passage.start, passage.end, passage.heading)
