"""Asks the loaded model whether passages say what sentences say, where it is able to judge that at all.

Owns the prompts of resources/evidence/asking.toml, the trial that shows what a model is worth as a judge,
and the file that keeps its result. Must not find passages and must not decide a verdict.

A model answers yes or no behind worked examples that are read once for all sentences; answers are scored,
never generated, so that nothing in a document can make it say anything else. How it answers sentences of
known truth gives the middle between its yes and no (a small model says yes to nearly everything) and their
spread. A model that cannot tell them apart is not asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability, decides
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Question, ScoreRequest
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.kept import read, write

_LEAST_AREA = 0.65  # under the curve; the starter model has 0.58 and 0.45, the bilingual one 0.91 and 0.67
_LEAST_PAIRS = 0.75  # of a right and a wrong sentence about one passage, told apart
_LONGEST = 1200  # characters of a passage or a sentence that are shown to the model
_AT_ONCE = 16

_ASKABLE = frozenset({Ability.LABEL_SCORES, Ability.DECISIONS})

Pair = tuple[str, str]
"""A passage and a sentence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the trial showed: whether the model can judge, the middle of its log-odds of yes, their spread."""

    able: bool
    middle: float
    spread: float


class Judge:
    """The loaded model as a judge of sentences in one language ("en" or "zh").

    `kept`: the JSON file of trials; None: in memory only. One thread at a time.
    """

    def __init__(self, engine: TextEngine, language: str, kept: Path | None = None) -> None:
        self._engine, self._kept = engine, kept
        self._words = _words()["zh" if language == "zh" else "en"]
        self._trial: Trial | None = None

    def able(self, cancel: CancelToken | None = None) -> bool:
        """Whether the model can tell what follows from a passage from what does not. Asks it once, where it
        can be asked for probabilities; raises what the engine raises, and `Cancelled`."""
        model = self._engine.state().model
        if model is not None and not _ASKABLE & model.abilities:
            return False
        return self._tried(cancel).able

    def ask(
        self,
        pairs: Sequence[Pair],
        on_progress: Callable[[int], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> list[float | None]:
        """How far each passage says its sentence, in spreads from the middle (positive: yes); None for what
        does not fit the context. `on_progress` gets how many are done. Raises as `able`."""
        trial = self._tried(cancel)
        found: list[float | None] = []
        for start in range(0, len(pairs), _AT_ONCE):
            odds = self._odds(pairs[start : start + _AT_ONCE], cancel)
            found += [None if each is None else (each - trial.middle) / trial.spread for each in odds]
            if on_progress is not None:
                on_progress(len(found))
        return found

    def _odds(self, pairs: Sequence[Pair], cancel: CancelToken | None) -> list[float | None]:
        words = self._words
        request = ScoreRequest(
            _prefix(words),
            tuple(_item(words, passage, sentence) for passage, sentence in pairs),
            labels=tuple(words["space"] + label for label in words["labels"]),
            questions=tuple(_question(words, passage, sentence) for passage, sentence in pairs),
        )
        return [
            each.logprobs[0] - each.logprobs[1] if each.logprobs else None
            for each in self._engine.score(request, cancel)
        ]

    def _tried(self, cancel: CancelToken | None) -> Trial:
        if self._trial is not None:
            return self._trial
        model = self._engine.state().model
        words = self._words
        typed = model is not None and decides(model.abilities)
        asked = words["statement"] if typed else _prefix(words)
        key = "" if model is None else measured.key_of(model, asked, words["labels"], words["trial"])
        trial = _load(self._kept, key)
        if trial is None:
            cases = self._words["trial"]
            odds = self._odds([(passage, sentence) for passage, sentence, _ in cases], cancel)
            trial = _outcome(odds, [truth for *_, truth in cases])
            # Without all answers the context was too small, and may be larger the next time.
            if self._kept is not None and None not in odds:
                measured.keep(self._kept, key, write(trial))
        self._trial = trial
        return trial


def _outcome(odds: Sequence[float | None], truth: Sequence[bool]) -> Trial:
    """The trial's sentences come in pairs, the right one first."""
    known = [each for each in odds if each is not None]
    if len(known) < len(truth):  # the context is too small for the examples
        return Trial(False, 0.0, 1.0)
    right = [each for each, true in zip(known, truth, strict=True) if true]
    wrong = [each for each, true in zip(known, truth, strict=True) if not true]
    area = fmean((one > other) + 0.5 * (one == other) for one in right for other in wrong)
    pairs = fmean(one > other for one, other in zip(right, wrong, strict=True))
    spread = pstdev(known)
    able = area >= _LEAST_AREA and pairs >= _LEAST_PAIRS and spread > 0
    return Trial(able, (fmean(right) + fmean(wrong)) / 2, spread or 1.0)


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("evidence", "asking.toml").read_text(encoding="utf-8"))


def _prefix(words: Mapping[str, Any]) -> str:
    examples = (
        _item(words, passage, sentence, words["passage"]) + words["space"] + answer
        for passage, sentence, answer in words["examples"]
    )
    return "\n\n".join((words["task"], *examples, words["passage"]))


def _item(words: Mapping[str, Any], passage: str, sentence: str, lead: str = "") -> str:
    """What stands behind "Passage:", up to the answer; on one line each, so that a document cannot pretend
    to be the next question."""
    space = words["space"]
    passage, sentence = (" ".join(text.split())[:_LONGEST] for text in (passage, sentence))
    return f"{lead}{space}{passage}\n{words['claim']}{space}{sentence}\n{words['answer']}"


def _question(words: Mapping[str, Any], passage: str, sentence: str) -> Question:
    """The same for a decision model."""
    passage, sentence = (" ".join(text.split())[:_LONGEST] for text in (passage, sentence))
    return Question(passage, words["statement"].replace("{claim}", sentence))


# -- the file of trials ---------------------------------------------------------------------------------
def _load(path: Path | None, key: str) -> Trial | None:
    """The kept trial, or None."""
    found = None if path is None else read(Trial, measured.entries(path).get(key))
    return found if found is not None and found.spread > 0 else None
