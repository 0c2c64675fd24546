"""A fake model for questions: it weighs passages by words of the question, and answers what it is told to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from llmdesk.paths import resource
from tests.fakes import FakeEngine


@cache
def wanted_in_trials() -> tuple[str, ...]:
    """What counts among the sentences on which a model is tried before it may count."""
    words = tomllib.loads(resource("ask", "prompts.toml").read_text(encoding="utf-8"))
    cases = [case for language in ("en", "zh") for case in words[language]["counting"]["trial"]]
    return tuple(text for case in cases for text in case["wanted"])


class AnsweringEngine(FakeEngine):
    """`likes`: a passage with these words is an answer. Sentences are not judged: it cannot tell."""

    def __init__(self, likes: str = "", context: int = 4096) -> None:
        super().__init__(context)
        self.likes = likes
        self.weighed: list[str] = []
        self.load(ModelSpec(FileRef(Path("/models/answering.gguf"))))

    def likes_it(self, item: str) -> bool:
        return bool(self.likes and self.likes in item) or any(text in item for text in wanted_in_trials())

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.weighed += request.items
        for index, item in enumerate(request.items):
            yes = 5.0 if self.likes_it(item) else -2.0
            yield Score(index, (yes - 6.0, -6.0), 10)
