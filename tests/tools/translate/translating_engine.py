"""A fake model that translates by a rule: Latin words become a Chinese one, Chinese ones English, and what
must be kept is kept. `spoil` puts another answer in its place, of those in `cut` the end is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, FinishReason, GenerateRequest, ModelSpec, Timings
from llmdesk.errors import UserError
from llmdesk.tools.fidelity.marks import marks
from tests.fakes import FakeEngine

_MARKDOWN = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*[ ]?|[\u4e00-\u9fff]+")
_CHINESE = "天地水火山石田土木林花草鸟鱼虫马牛羊日月星云风雨雪春夏秋冬东西南北"
_WORDS = "sky earth water fire hill stone field soil wood tree bloom grass bird fish worm horse"
_ENGLISH = _WORDS.split()


class TranslatingEngine(FakeEngine):
    def __init__(self) -> None:
        super().__init__()
        self.parameters = 7_000_000_000
        self.load(ModelSpec(FileRef(Path("translator.gguf"))))
        self.spoil: Callable[[str, int], str | None] = lambda text, attempt: None
        self.cut: set[tuple[str, int]] = set()  # (text, attempt)
        self.cancel_after: int | None = None
        self.words = {"engine": "引擎", "kg": "公斤", "minutes": "分钟", "days": "天"}

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index in reversed(range(len(requests))):  # they end in any order
            if cancel is not None:
                if self.cancel_after is not None and len(self.requests) >= self.cancel_after:
                    cancel.cancel()
                cancel.raise_if_cancelled()
            request = requests[index]
            self.requests.append(request)
            text = asked(request)
            attempt = sum(asked(each) == text for each in self.requests) - 1
            spoiled = self.spoil(text, attempt)
            answer = self.translated(text) if spoiled is None else spoiled
            ended: FinishReason = "length" if (text, attempt) in self.cut else "stop"
            yield index, Completion(answer, ended, 10, 0, 10, Timings(), "translator", 1)

    def translated(self, text: str) -> str:
        kept = sorted(
            [(mark.start, mark.end) for mark in marks(text)] + [m.span() for m in _MARKDOWN.finditer(text)]
        )
        pieces, at = [], 0
        for start, end in kept:
            if start >= at:
                pieces += [_WORD.sub(self._word, text[at:start]), text[start:end]]
                at = end
        return "".join([*pieces, _WORD.sub(self._word, text[at:])])

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        if word.strip().lower() in self.words:
            return self.words[word.strip().lower()]
        if word[0].isascii():
            number = sum(map(ord, word.lower()))
            return _CHINESE[number % 32] + _CHINESE[(number // 3) % 32]
        return " " + " ".join(_ENGLISH[ord(character) % 16] for character in word[: max(1, len(word) // 2)])


def asked(request: GenerateRequest) -> str:
    """The text of the last question."""
    return re.split("(?:原文：|译成简体中文：|Text: |Simplified Chinese: )", request.messages[-1].content)[-1]
