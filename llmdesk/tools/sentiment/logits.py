"""Calibrated logits of pieces of a text, for `explain`.

Must not know how texts are cut, nor the engine: it is given what scores and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from llmdesk.tools.sentiment.fit import Array, probabilities
from llmdesk.tools.sentiment.prompts import Prompt
from llmdesk.tools.sentiment.types import Calibration, LabelSet


@dataclass(frozen=True)
class Logits:
    """`prompt` is that of a language; `score` gives raw label log-probabilities, empty for what does not fit;
    `count` the tokens of texts."""

    labels: LabelSet
    fitted: Calibration
    prompt: Callable[[str], Prompt]
    score: Callable[[Prompt, Sequence[str]], Iterator[tuple[float, ...]]]
    count: Callable[[Iterable[str]], list[int]]

    def __call__(self, texts: Sequence[str], language: str) -> Array:
        """Raw label log-probabilities, n × labels; not-a-number for what cannot be read."""
        count = len(self.labels.labels)
        scores = self.score(self.prompt(language), texts)
        return np.array([score or (np.nan,) * count for score in scores]).reshape(len(texts), count)

    def probabilities(self, scores: Array) -> Array:
        return probabilities(scores, self.fitted.scale, self.fitted.bias)

    def single_tokens(self, texts: Collection[str]) -> set[str]:
        """Those that are one token of the model."""
        given = list(texts)
        counts = self.count(given) if given else []
        return {text for text, count in zip(given, counts, strict=True) if count == 1}
