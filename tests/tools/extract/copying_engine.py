"""A model that copies: it answers with what stands behind the field's name in the text it was given.

Total: EUR 5            in the text answers the field "Total"; other fields are not stated
a | b                   is a row, where rows are asked for
"""

from __future__ import annotations

from collections.abc import Iterator

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import GenerateRequest, Score, ScoreRequest
from llmdesk.tools.fields import END, words_of
from tests.fakes import FakeEngine, FakeStream


class CopyingEngine(FakeEngine):
    """`sure`: the log-odds of a value against "not stated". `asked` are the texts that were read."""

    def __init__(self, context: int = 4096, sure: float = 2.0) -> None:
        super().__init__(context)
        self.sure = sure
        self.asked: list[str] = []
        self.scored: list[ScoreRequest] = []

    def generate(self, request: GenerateRequest) -> FakeStream:
        if not self._answers:
            self.enqueue(self._answer(request.prompt or "", "row" in (request.grammar or "")))
        return super().generate(request)

    def _answer(self, prompt: str, many: bool) -> str:
        chinese = "字段：" in prompt
        mark, before, behind = ("字段：", "文本：", "值：") if chinese else ("Fields:", "Text:", "Values:")
        question = prompt.rpartition(f"{mark}\n")[2]
        named, _, rest = question.partition(f"\n{before}\n")
        names = [line.removeprefix("- ").partition(" (")[0] for line in named.split("\n")]
        lines = [line.removeprefix("> ") for line in rest.rpartition(f"\n{behind}")[0].split("\n")]
        self.asked.append("\n".join(lines))
        if many:
            rows = [line for line in lines if line.count("|") == len(names) - 1]
            return "".join(f"{row}\n" for row in rows) + END
        stated = {
            name.strip(): value.strip()
            for name, colon, value in (line.replace("：", ":").partition(":") for line in lines)
            if colon and value.strip()
        }
        return "".join(
            f"{name}: {stated.get(name, words_of('zh' if chinese else '').absent)}\n" for name in names
        )

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.scored.append(request)
        for index, item in enumerate(request.items):
            if cancel is not None:
                cancel.raise_if_cancelled()
            absent = any(words_of(language).absent in item for language in ("en", "zh"))
            yield Score(index, (-3.0 if absent else -3.0 + self.sure,), 3)
