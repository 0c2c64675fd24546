"""A fake model that really reads its prompt: it answers with sentences of the text that it was given.

Its answers follow the format that the prompt asks for, so the method runs whole without a model. `spoil`
may put another answer in place of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Score, ScoreRequest, Timings
from llmdesk.errors import UserError
from llmdesk.tools.documents import Document, from_text, sentences
from tests.fakes import FakeEngine, FakeStream

TEXTS = Path(__file__).parent / "texts"


def document(name: str) -> Document:
    """One of the test documents that we wrote."""
    return from_text((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), name)


class ReadingEngine(FakeEngine):
    """`spoil(request, number)` returns another answer for the request of that number, or None."""

    def __init__(self, context: int = 4096, parameters: int = 1) -> None:
        """`parameters`: of so many; a small model is given pieces, a larger one the whole document."""
        super().__init__(context)
        self.model = replace(self.load(ModelSpec(FileRef(Path("reader.gguf")))), parameters=parameters)
        self.spoil: Callable[[GenerateRequest, int], str | None] = lambda request, number: None
        self.cancel_after: int | None = None
        self.reuses = True  # a prompt that begins as one before is not read again
        self.counted: list[str] = []

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            if (
                cancel is not None
                and self.cancel_after is not None
                and len(self.requests) >= self.cancel_after
            ):
                cancel.cancel()
            if cancel is not None:
                cancel.raise_if_cancelled()
            self.requests.append(request)
            spoiled = self.spoil(request, len(self.requests) - 1)
            text = answer(request) if spoiled is None else spoiled
            size = sum(self.count_tokens(message.content for message in request.messages))
            reused = size - 10 if self.reuses else 0
            yield index, Completion(text, "stop", size, max(0, reused), 10, Timings(), "reader", 1)

    def generate(self, request: GenerateRequest) -> FakeStream:
        self.requests.append(request)
        spoiled = self.spoil(request, len(self.requests) - 1)
        text = answer(request) if spoiled is None else spoiled
        pieces = re.findall(r"[^.。]*[.。]?", text)  # also between "4." and "2"
        return FakeStream(pieces, None, self.gate, readings=self.readings)

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        counted = list(texts)
        self.counted += counted
        return [max(1, len(text) // 4 if text.isascii() else len(text) // 2) for text in counted]

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        """Says yes to items with a word of the topic that the prefix asks about last."""
        topic = set(re.findall(r"\w{4,}", request.prefix.lower().rsplit("topic:", 1)[-1])) - {"sentence"}
        for index, item in enumerate(request.items):
            yes = bool(topic & set(re.findall(r"\w+", item.lower())))
            yield Score(index, (-0.1, -2.0) if yes else (-2.0, -0.1), len(item))


def answer(request: GenerateRequest) -> str:
    """What a truthful and dull model writes: the first sentences of its material."""
    message = request.messages[-1].content
    if request.max_tokens == 1:
        return "Fine"
    if "The text says: " in message or "原文是：" in message:
        return message.partition("\n\n")[0].rpartition("The text says: ")[2].rpartition("原文是：")[2] + "\n"
    form = (request.grammar or "").splitlines()[0]
    material = message.rpartition("\n\n")[0].rpartition("<<<\n")[2].strip("<>\n")
    count = re.search(r"\{(\d+)\}", form)
    prose = form.startswith("root ::= sentence (")
    language = "zh" if re.search("[\u4e00-\u9fff]", material) else "en"
    lines = [line.removeprefix("- ") for line in material.splitlines()]
    found = [line[s.start : s.end] for line in lines for s in sentences(line, language)]
    whole = [text for text in found if text[-1] in ".!?。！？”" and len(text) > 8]
    if not count:
        return (whole or found)[0] + "\n"
    n = int(count[1]) + prose
    step = max(1, len(whole) // n)
    taken = whole[::step][:n]
    if prose:
        return ("" if language == "zh" else " ").join(taken) + "\n"
    return "".join(f"- {text}\n" for text in taken)
