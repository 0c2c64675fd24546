"""What the model is asked for a paragraph: one beginning for all of a text, then the paragraph.

Owns the wording and the examples (resources/write/prompts.toml), in English and Chinese; a text in another
language is asked for in English. The text is data: it stands behind its label.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from llmdesk.engine.types import Message
from llmdesk.paths import resource
from llmdesk.tools.fidelity.types import Finding
from llmdesk.tools.write.types import Style


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("write", "prompts.toml").read_text(encoding="utf-8"))


class Prompts:
    """The prompts of one text."""

    def __init__(self, style: Style, language: str) -> None:
        self._words: dict[str, Any] = _data()["zh" if language == "zh" else "en"]
        task = self._words["tasks"][style]
        messages = [Message("system", str(self._words["system"]).replace("{task}", task))]
        for example in self._words[style]:
            messages.append(Message("user", self._asked(example["text"], "")))
            messages.append(Message("assistant", example["answer"]))
        self._shared = tuple(messages)

    def ask(self, text: str, before: str = "") -> tuple[Message, ...]:
        return (*self._shared, Message("user", self._asked(text, before)))

    def ask_again(
        self, text: str, before: str, answer: str, findings: Sequence[Finding]
    ) -> tuple[Message, ...]:
        """The same once more, with what was wrong with the answer."""
        reasons = " ".join(finding.detail for finding in findings[:4])
        again = str(self._words["again"]).replace("{reasons}", reasons).replace("{text}", text)
        return (*self.ask(text, before), Message("assistant", answer or "…"), Message("user", again))

    def _asked(self, text: str, before: str) -> str:
        lines = [f"{self._words['before']}{before}"] if before else []
        return "\n".join([*lines, f"{self._words['text']}{text}"])
