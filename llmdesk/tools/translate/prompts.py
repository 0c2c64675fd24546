"""What the model is asked for a segment: one beginning for all segments of a document, then the segment.

Owns the wording and the examples (resources/translate/prompts.toml), in the languages concerned. The text is
data: it stands behind its label, and one of the examples shows that orders in it are translated, not obeyed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from llmdesk.engine.types import Message
from llmdesk.paths import resource
from llmdesk.tools.fidelity.types import Finding, Term
from llmdesk.tools.translate.languages import NAMES
from llmdesk.tools.translate.types import TranslateOptions


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("translate", "prompts.toml").read_text(encoding="utf-8"))


class Prompts:
    """The prompts of one document. `options.source` must be known."""

    def __init__(self, options: TranslateOptions) -> None:
        self._direction: dict[str, Any] = _data().get(f"{options.source}-{options.target}") or _data()["any"]
        self._shared = tuple(self._beginning(options))

    def _beginning(self, options: TranslateOptions) -> list[Message]:
        names = {"source": _name(options.source), "target": _name(options.target)}
        system = str(self._direction["system"]).format(**names)
        if options.tone:
            system += " " + str(self._direction[options.tone])
        messages = [Message("system", system)]
        for example in self._direction.get("examples", ()):
            asked = self._asked(example["text"], example.get("before", ""), ())
            messages += [Message("user", asked), Message("assistant", example["answer"])]
        return messages

    def ask(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]:
        return (*self._shared, Message("user", self._asked(text, before, terms)))

    def ask_again(
        self, text: str, before: str, terms: Sequence[Term], answer: str, findings: Sequence[Finding]
    ) -> tuple[Message, ...]:
        """The same once more, with what was wrong with the answer."""
        reasons = " ".join(finding.detail for finding in findings[:4])
        again = str(self._direction["again"]).replace("{reasons}", reasons).replace("{text}", text)
        return (*self.ask(text, before, terms), Message("assistant", answer or "…"), Message("user", again))

    def _asked(self, text: str, before: str, terms: Sequence[Term]) -> str:
        words = self._direction["words"]
        lines = []
        if before:
            lines.append(f"{words['before']}{before}")
        if terms:
            lines.append(words["terms"] + "; ".join(f"{term.source} = {term.target}" for term in terms))
        return "\n".join([*lines, f"{words['text']}{text}"])


def _name(code: str) -> str:
    return NAMES[code][0] if code in NAMES else "another language"
