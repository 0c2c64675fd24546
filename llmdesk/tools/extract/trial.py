"""Is this model good enough to copy values out of texts? A short trial, once for each model and language.

Owns the trial and where it is kept. A model that fails may be used all the same: its values are found or
marked as those of any other, and whoever shows them says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel, Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools import measured
from llmdesk.tools.extract import prompts
from llmdesk.tools.fields import Source, grammar, read_row
from llmdesk.tools.kept import read, write

TOO_SMALL = QT_TRANSLATE_NOOP(
    "core",
    "In a short trial this model copied {right} of {asked} values right. Check what it extracts, or choose a "
    "larger model.",
)
_LEAST = 0.7
# The likeliest words, and no fear of saying them again: they are copied.
SAMPLING = Sampling(temperature=0.0, repeat_penalty=1.0, presence_penalty=0.0, frequency_penalty=0.0)
_ANSWER = 160


@dataclass(frozen=True, slots=True)
class Trial:
    """How many values a model got right, of how many."""

    right: int
    asked: int

    @property
    def passed(self) -> bool:
        return self.right >= _LEAST * self.asked

    @property
    def warning(self) -> Phrase | None:
        """What to expect, where it is little."""
        return None if self.passed else Phrase(TOO_SMALL, {"right": self.right, "asked": self.asked})


def tried(
    engine: TextEngine,
    model: LoadedModel,
    language: str,
    kept: Path | None,
    cancel: CancelToken,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Trial:
    """The trial of the loaded model with texts in `language`, from the file `kept` where it was made before;
    where it is made now, `on_progress` gets (texts done, texts). Raises what the engine raises."""
    key = measured.key_of(model, "extract", prompts.beginning(language, "one"), prompts.trial(language))
    known = None if kept is None else read(Trial, measured.entries(kept).get(key))
    if known is not None and known.asked:
        return known
    found = _run(engine, language, cancel, on_progress)
    if kept is not None and found.asked:
        measured.keep(kept, key, write(found))
    return found


def _run(
    engine: TextEngine, language: str, cancel: CancelToken, on_progress: Callable[[int, int], None]
) -> Trial:
    cases = prompts.trial_cases(language)
    beginning = prompts.beginning(language, "one")
    requests = [
        GenerateRequest(
            prompt=beginning + prompts.question(fields, text, language),
            sampling=SAMPLING,
            max_tokens=_ANSWER,
            grammar=grammar(fields, language),
            priority="batch",
        )
        for fields, text, _ in cases
    ]
    right = asked = 0
    on_progress(0, len(requests))
    for done, (index, came) in enumerate(engine.generate_many(requests, cancel), start=1):
        on_progress(done, len(requests))
        fields, text, values = cases[index]
        if isinstance(came, Completion):
            answer = read_row(fields, came.text, language)
            asked += len(values)
            right += sum(
                _same(said[0].value if said else "", value, text)
                for said, value in zip(answer, values, strict=True)
            )
    return Trial(right, asked)


def _same(said: str, value: str, text: str) -> bool:
    """Nothing where nothing is stated; else words of the text that hold the value, and little more."""
    if not said or not value:
        return not said and not value
    return bool(Source(text).places(said)) and value in said and len(said) <= len(value) + 6
