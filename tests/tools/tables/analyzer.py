"""A small working analyzer for the tests of tables: its results depend on the text alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.types import Label, LabelSet, RowResult


class HashAnalyzer:
    """Probabilities out of the text's hash, in blocks as the real one; `seen` are the texts it scored.

    `stop_after`: it cancels `token`, the job's, after so many texts.
    """

    model = "hash"
    corrections: tuple[tuple[str, str], ...] = ()
    unsure_below: float | None = None

    def __init__(
        self,
        names: tuple[str, ...] = ("positive", "negative"),
        block: int = 512,
        stop_after: int | None = None,
        token: CancelToken | None = None,
    ) -> None:
        self.labels = LabelSet("", "en", tuple(Label(name) for name in names))
        self.block, self.stop_after, self.token = block, stop_after, token
        self.seen: list[str] = []

    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
        source = iter(texts)
        while block := list(islice(source, self.block)):
            for text in block:
                if self.stop_after is not None and len(self.seen) >= self.stop_after:
                    assert self.token is not None
                    self.token.cancel()
                if cancel is not None:
                    cancel.raise_if_cancelled()
                self.seen.append(text)
            yield from map(self.result, block)

    def result(self, text: str) -> RowResult:
        digest = hashlib.sha256(text.encode()).digest()
        names = self.labels.names
        weights = [1 + digest[place] for place in range(len(names))]
        given = tuple(round(weight / sum(weights), 4) for weight in weights)
        best = max(range(len(names)), key=given.__getitem__)
        return RowResult(names[best], given, given[best], "ok")


class FastAnalyzer(HashAnalyzer):
    """The same result for every text, as fast as it goes; keeps nothing."""

    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
        result = RowResult("positive", (0.75, 0.25), 0.75, "ok")
        for _ in texts:
            yield result
