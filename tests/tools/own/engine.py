"""An engine for tools of one's own that answers at once, by a function of what was asked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Score, ScoreRequest, Timings
from llmdesk.errors import UserError
from tests.fakes import FakeEngine

_TEXT = re.compile(r"<text>\n(.*?)\n</text>", re.DOTALL)
Answering = Callable[[GenerateRequest], "str | UserError"]


def text_in(request: GenerateRequest) -> str:
    """The text that the last request with one is about."""
    asked = [message.content for message in request.messages if message.role == "user"]
    found = [match for content in asked if (match := _TEXT.search(content))]
    return found[-1][1]


class AnsweringEngine(FakeEngine):
    """`answer` says what it writes. As a real model's, its answers depend a little on what is asked beside
    them: with `beside`, a mark of all requests of the same call stands behind each. `many`: how many
    requests each call had. `before`: called before each answer, with the number of answers so far."""

    def __init__(
        self, answer: Answering = text_in, *, beside: bool = False, path: Path = Path("a.gguf")
    ) -> None:
        super().__init__()
        self._answer, self._beside = answer, beside
        self.many: list[int] = []
        self.asked: list[GenerateRequest] = []
        self.scored: list[ScoreRequest] = []
        self.before: Callable[[int], None] = lambda _number: None
        self.cancel: CancelToken | None = None  # of the call under way
        self._count = 0
        self.keeps = True  # what was asked
        self.load(ModelSpec(FileRef(path)))

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        self.many.append(len(requests))
        self.cancel = cancel
        mark = ""
        if self._beside:
            mark = f" #{zlib.crc32('|'.join(map(text_in, requests)).encode()):08x}"
        for index, request in enumerate(requests):
            self.before(self._count)
            self._count += 1
            if cancel is not None:
                cancel.raise_if_cancelled()
            if self.keeps:
                self.asked.append(request)
            answer = self._answer(request)
            yield index, completion(answer + mark) if isinstance(answer, str) else answer

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.scored.append(request)
        for index, item in enumerate(request.items):
            if cancel is not None:
                cancel.raise_if_cancelled()
            named = [float(label.strip() in item) for label in request.labels]
            yield Score(index, tuple(named), len(item.split()))


def completion(text: str) -> Completion:
    return Completion(
        text=text,
        finish_reason="stop",
        prompt_tokens=10,
        reused_tokens=0,
        completion_tokens=len(text.split()),
        timings=Timings(),
        model="fake",
        seed=1,
    )
