"""A fake model for questions: it weighs passages by words of the question, and answers what it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from tests.fakes import FakeEngine


class AnsweringEngine(FakeEngine):
    """`likes`: a passage with these words is an answer. Sentences are not judged: it cannot tell."""

    def __init__(self, likes: str = "", context: int = 4096) -> None:
        super().__init__(context)
        self.likes = likes
        self.weighed: list[str] = []
        self.load(ModelSpec(FileRef(Path("/models/answering.gguf"))))

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.weighed += request.items
        for index, item in enumerate(request.items):
            yes = 0.0 if self.likes and self.likes in item else -2.0
            yield Score(index, (yes, -1.0), 10)
