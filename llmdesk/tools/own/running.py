"""A tool on one text.

Owns the call. Must not know tables, nor where a text is from.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, Score, ScoreRequest, Written
from llmdesk.errors import ContextTooLong, UserError
from llmdesk.tools.own.kinds import Asked, kind_of
from llmdesk.tools.own.types import Answer, OwnTool, Values
from llmdesk.tools.tables.worker import NewColumn

LONGEST_TEXT = 1_000_000  # characters; no model reads more at once


@dataclass(frozen=True)
class Result:
    """What a tool gave for one text. `columns`: the names of the answer's values."""

    tool: OwnTool
    columns: tuple[NewColumn, ...]
    answer: Answer
    model: str
    seconds: float

    def to_json(self) -> dict[str, object]:
        """Plain values of JSON."""
        named = {c.name: value for c, value in zip(self.columns, self.answer.values, strict=True)}
        return {
            "tool": self.tool.name,
            "gives": self.tool.gives,
            "result": named,
            "status": self.answer.status,
            "passed": self.answer.passed,
            "checks": [{"rule": each.rule, "detail": str(each.detail)} for each in self.answer.findings],
            "reason": self.answer.reason,
            "tries": self.answer.tries,
            "model": self.model,
            "seconds": round(self.seconds, 3),
        }


def run_tool(
    tool: OwnTool,
    values: Values,
    engine: TextEngine,
    cancel: CancelToken | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Result:
    """The answer for what stands in the tool's places. Raises `Cancelled` and what the engine raises; what
    is wrong with the text alone is said by the answer's status. `on_text` gets what is written so far, as
    it comes; it begins anew where the model is asked again."""
    began = time.monotonic()
    kind = kind_of(tool)
    answer = without_work(tool, values)
    if answer is None:
        asked: Asked = engine if on_text is None else _Streaming(engine, on_text)
        answer = next(iter(kind.block(asked, [values], cancel or CancelToken())))
    model = engine.state().model
    return Result(tool, kind.columns, answer, model.name if model else "", time.monotonic() - began)


def run_many(
    tool: OwnTool, texts: Sequence[Values], engine: TextEngine, cancel: CancelToken | None = None
) -> Iterator[Result]:
    """As `run_tool`, for a few texts that are asked side by side; in their order, as they come."""
    began, kind = time.monotonic(), kind_of(tool)
    at_once = [without_work(tool, values) for values in texts]
    asked = [values for values, answer in zip(texts, at_once, strict=True) if answer is None]
    answers = kind.block(engine, asked, cancel or CancelToken()) if asked else iter(())
    for answer in at_once:
        found = next(answers) if answer is None else answer
        model = engine.state().model
        yield Result(tool, kind.columns, found, model.name if model else "", time.monotonic() - began)


class _Streaming:
    """Asks one request after the other, each as somebody waits for it, and tells what is written."""

    def __init__(self, engine: TextEngine, on_text: Callable[[str], None]) -> None:
        self._engine, self._on_text = engine, on_text

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            try:
                yield index, self._one(replace(request, priority="interactive"), cancel or CancelToken())
            except ContextTooLong as error:
                yield index, error

    def _one(self, request: GenerateRequest, cancel: CancelToken) -> Completion:
        stream = self._engine.generate(request)
        cancel.on_cancel(stream.cancel)
        written = Written()
        for piece in stream:
            written = written.plus(piece)
            self._on_text(written.text)
        return stream.result()

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        return self._engine.score(request, cancel)


def without_work(tool: OwnTool, values: Values) -> Answer | None:
    """The answer for nothing, and for what is longer than any model reads; None where there is work."""
    kind = kind_of(tool)
    if not any(value and not value.isspace() for value in values):
        return kind.without("empty")
    if sum(map(len, values)) > LONGEST_TEXT:
        return kind.without("too long", f"more than {LONGEST_TEXT:,} characters")
    return None
