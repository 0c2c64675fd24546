"""A scripted engine for sentiment: it counts good and bad words, with a bias, as small models have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from tests.fakes import FakeEngine

GOOD = ("good", "great", "love", "happy", "best", "wonderful", "nice", "好", "喜欢", "满意", "棒")
BAD = ("bad", "awful", "hate", "worst", "broken", "angry", "boring", "差", "讨厌", "失望", "坏")
WORDS = ("味道", "失望", "非常", "手机", "很失")
BIAS = 2.0


class CountingEngine(FakeEngine):
    """The first label's log-odds are bias + good words - bad words (of the item alone).

    Items of more than `longest` characters do not fit its context.
    """

    def __init__(self, path: Path = Path("counting.gguf"), bias: float = BIAS, longest: int = 2000) -> None:
        super().__init__()
        self.bias, self.longest = bias, longest
        self.scored: list[ScoreRequest] = []
        self.load(ModelSpec(FileRef(path)))

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.scored.append(request)
        for index, item in enumerate(request.items):
            if cancel is not None:
                cancel.raise_if_cancelled()
            if len(item) > self.longest:
                yield Score(index, (), len(item), "too long for the context")
                continue
            odds = self.bias + mood(item)
            rest = len(request.labels) - 1
            yield Score(index, (odds / 2, *(-odds / 2 - place for place in range(rest))), len(item.split()))

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        """A word of `WORDS` is one token; of anything else, so is each character."""
        return [1 if text in WORDS else len(text) for text in texts]

    @property
    def items(self) -> list[str]:
        """Everything that was ever scored."""
        return [item for request in self.scored for item in request.items]


def mood(text: str) -> int:
    return sum(text.count(word) for word in GOOD) - sum(text.count(word) for word in BAD)
