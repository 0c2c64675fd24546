"""What the model is asked for a segment: one beginning for all segments of a document, then the segment.

Owns the wording and the examples (resources/translate/prompts.toml), in the languages concerned. The text is
data: it stands behind its label, and one of the examples shows that orders in it are translated, not obeyed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Protocol

from llmdesk.engine.types import Message
from llmdesk.errors import fill
from llmdesk.paths import resource
from llmdesk.tools.fidelity.large import large_numbers
from llmdesk.tools.fidelity.marks import marks
from llmdesk.tools.fidelity.types import Finding, Term
from llmdesk.tools.translate.checking import has_markdown
from llmdesk.tools.translate.languages import NAMES
from llmdesk.tools.translate.types import TranslateOptions

SMALL = 3_000_000_000  # parameters


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("translate", "prompts.toml").read_text(encoding="utf-8"))


_PIECE_ENDS = re.compile(r"\{\w{1,20}\}|[\n。，：:]|\. ")
_LEAST_ECHO = 7  # characters of the question that no translation has by chance


class Prompts(Protocol):
    """The prompts of one document. `first` is that of the first try, `ask` says all that is to be kept, and
    `ask_again` is that once more, with what was wrong with the answer. `needs_before`: whether the first try
    is to show the text before. `sure`: the likeliest answer is asked for first; else what the model's makers
    recommend. `echoed`: what of the second question stands in an answer and not in the text; "" for
    nothing."""

    sure: bool

    def needs_before(self, text: str, terms: Sequence[Term]) -> bool: ...

    def first(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]: ...

    def ask(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]: ...

    def ask_again(
        self, text: str, before: str, terms: Sequence[Term], answer: str, findings: Sequence[Finding]
    ) -> tuple[Message, ...]: ...

    def echoed(self, text: str, answer: str) -> str: ...


def prompts_for(options: TranslateOptions, model: str, parameters: int = 0) -> Prompts:
    """Those of the makers for a model that only translates, else ours. `options.source` must be known;
    `parameters` 0: the model's size is not."""
    name = model.lower().replace("_", "-").replace(" ", "-")
    patterns = _data()["hy-mt"]["match"]
    if any(fnmatchcase(name, f"*{pattern}") for pattern in patterns):
        return MakersPrompts(options, _data()["hy-mt"])
    return GeneralPrompts(options, small=0 < parameters < SMALL)


class MakersPrompts:
    """One message for a segment, as the model was taught; it shows terms, or a style, or the text before."""

    sure = False

    def __init__(self, options: TranslateOptions, data: dict[str, Any]) -> None:
        chinese = "zh" in (options.source, options.target)
        self._forms: dict[str, str] = data["zh" if chinese else "en"]
        names = NAMES.get(options.target, (options.target, options.target))
        self._target, self._tone = names[1 if chinese else 0], options.tone

    def needs_before(self, text: str, terms: Sequence[Term]) -> bool:
        return True

    def first(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]:
        return self.ask(text, before, terms)

    def ask(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]:
        values = {"target": self._target, "text": text, "before": before}
        form = "terms" if terms else "style" if self._tone else "background" if before else "default"
        lines = [
            fill(self._forms["term"], {"term": term.source, "translation": term.target}) for term in terms
        ]
        values |= {"terms": "\n".join(lines), "style": self._forms.get(self._tone, "")}
        return (Message("user", fill(self._forms[form], values)),)

    def ask_again(
        self, text: str, before: str, terms: Sequence[Term], answer: str, findings: Sequence[Finding]
    ) -> tuple[Message, ...]:
        """It was taught no second try: the text alone, and another draw."""
        return self.ask(text, "", terms)

    def echoed(self, text: str, answer: str) -> str:
        return ""


class GeneralPrompts:
    """Ours, with examples, for models that do many things."""

    sure = True

    def __init__(self, options: TranslateOptions, *, small: bool = False) -> None:
        self._direction: dict[str, Any] = _data().get(f"{options.source}-{options.target}") or _data()["any"]
        self._source, self._target = options.source, options.target
        self._shared = tuple(self._beginning(options))
        # What it loses that another prompt would have told to keep, the checks find.
        self._alone = "" if options.tone else str(self._direction.get("alone", ""))
        self._small = small

    def needs_before(self, text: str, terms: Sequence[Term]) -> bool:
        """Small models translate prose better when they are told less."""
        return not (self._small and self._stands_alone(text, terms))

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

    def first(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]:
        """Nothing but the task, of prose in which no mark and no term is to be kept."""
        if before or not self._stands_alone(text, terms):
            return self.ask(text, before, terms)
        return (Message("user", fill(self._alone, {"text": text})),)

    def _stands_alone(self, text: str, terms: Sequence[Term]) -> bool:
        return bool(self._alone) and not (terms or any(marks(text)) or has_markdown(text))

    def ask(self, text: str, before: str, terms: Sequence[Term]) -> tuple[Message, ...]:
        return (*self._shared, Message("user", self._asked(text, before, terms)))

    def ask_again(
        self, text: str, before: str, terms: Sequence[Term], answer: str, findings: Sequence[Finding]
    ) -> tuple[Message, ...]:
        reasons = " ".join(finding.detail for finding in findings[:4])
        if any(finding.rule in ("numbers", "units") for finding in findings):
            reasons = " ".join([reasons, *self._numbers(text)])
        again = str(self._direction["again"]).replace("{reasons}", reasons).replace("{text}", text)
        return (*self.ask(text, before, terms), Message("assistant", answer or "…"), Message("user", again))

    def echoed(self, text: str, answer: str) -> str:
        said, source = answer.casefold(), text.casefold()
        pieces = _PIECE_ENDS.split(str(self._direction["again"]))
        found = (piece.strip() for piece in pieces if len(piece.strip()) >= _LEAST_ECHO)
        return next((each for each in found if each.casefold() in said and each.casefold() not in source), "")

    def _numbers(self, text: str) -> list[str]:
        """How the other language writes large ones: models shift the point between 万 and a thousand."""
        return [f"{one} = {other}." for one, other in large_numbers(text, self._source, self._target)]

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
