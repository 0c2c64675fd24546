"""A model that copies: it answers with what stands behind the field's name in the text it was given.

Total: EUR 5            in the text answers the field "Total"; other fields are not stated
a | b                   is a row, where rows are asked for
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace

from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.tools.extract.prompts import trial_cases
from llmdesk.tools.fields import END, said, words_of
from tests.fakes import FakeEngine, FakeStream


class Weighed(FakeStream):
    """What was forced on the model, with its likelihood."""

    def __init__(self, request: GenerateRequest, sure: float) -> None:
        forced = (request.grammar or "").removeprefix("root ::= ").strip()
        self._forced = json.loads(forced)
        self._sure = sure
        gate = threading.Event()
        gate.set()
        super().__init__([self._forced], None, gate, "stop", [], "")

    def result(self, timeout: float | None = None) -> Completion:
        absent = any(words_of(language).absent in self._forced for language in ("en", "zh"))
        return replace(super().result(timeout), log_likelihood=-3.0 if absent else -3.0 + self._sure)


class CopyingEngine(FakeEngine):
    """`sure`: the log-odds of a value against "not stated", twice as much of one with the words `surer`.
    `asked` are the texts that were read, `weighed` the grammars that forced words."""

    def __init__(self, context: int = 4096, sure: float = 2.0, *, able: bool = True) -> None:
        super().__init__(context)
        self.able, self.tried = able, 0
        self.sure = sure
        self.surer = ""
        self.weighed: list[str] = []
        self.asked: list[str] = []
        self._one = threading.Lock()

    def generate(self, request: GenerateRequest) -> FakeStream:
        if request.likelihood:
            self.weighed.append(request.grammar or "")
            surer = bool(self.surer) and self.surer in (request.grammar or "")
            return Weighed(request, 2 * self.sure if surer else self.sure)
        with self._one:  # rows of a table are asked for in several threads
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
        if (known := self._of_trial(lines, "zh" if chinese else "en")) is not None:
            return known
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

    def _of_trial(self, lines: list[str], language: str) -> str | None:
        """The right answer to a text of the trial; "not stated" always from a model that is not `able`."""
        for fields, text, values in trial_cases(language):
            if text.split("\n") == lines:
                self.tried += 1
                known = values if self.able else [""] * len(values)
                return "".join(said(f, v, language) + "\n" for f, v in zip(fields, known, strict=True))
        return None
