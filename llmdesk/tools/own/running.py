"""A tool on one text.

Owns the call. Must not know tables, nor where a text is from.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.own.kinds import kind_of
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


def run_tool(tool: OwnTool, values: Values, engine: TextEngine, cancel: CancelToken | None = None) -> Result:
    """The answer for what stands in the tool's places. Raises `Cancelled` and what the engine raises; what
    is wrong with the text alone is said by the answer's status."""
    began = time.monotonic()
    kind = kind_of(tool)
    answer = without_work(tool, values)
    if answer is None:
        answer = next(iter(kind.block(engine, [values], cancel or CancelToken())))
    model = engine.state().model
    return Result(tool, kind.columns, answer, model.name if model else "", time.monotonic() - began)


def without_work(tool: OwnTool, values: Values) -> Answer | None:
    """The answer for nothing, and for what is longer than any model reads; None where there is work."""
    kind = kind_of(tool)
    if not any(value and not value.isspace() for value in values):
        return kind.without("empty")
    if sum(map(len, values)) > LONGEST_TEXT:
        return kind.without("too long", f"more than {LONGEST_TEXT:,} characters")
    return None
