"""The raw scores of one text, before any calibration, and why a text has none.

Owns the rule for long texts. Must not import the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.sentiment.parts import LONGEST

_LEAST = -1e3  # for the log-probability of what cannot be


@dataclass(frozen=True)
class Reading:
    """The raw scores of one text; `scores` is empty where `problem` says why."""

    language: str
    scores: tuple[float, ...] = ()
    problem: str = ""


def combined(language: str, parts: list[tuple[int, tuple[float, ...]]]) -> Reading:
    """The rule for long texts: the mean of the parts' log-probabilities, weighted by characters."""
    readable = [(size, scores) for size, scores in parts if scores]
    if len(readable) < len(parts):
        return Reading(language, problem="context")
    if len(readable) == 1:
        return Reading(language, readable[0][1])
    total = sum(size for size, _ in readable)
    mean = np.sum([np.multiply(scores, size / total) for size, scores in readable], axis=0)
    return Reading(language, tuple(float(value) for value in mean))


def merged(scores: Sequence[float], words: Sequence[int]) -> tuple[float, ...]:
    """One score a label, the mean of those of its words; `words`: how many each label has, in turn.

    The same is added to all, so that their probabilities together are those of all words.
    """
    if not scores or len(scores) == len(words):
        return tuple(scores)
    given = np.maximum(np.asarray(scores, dtype=float), _LEAST)
    means = np.add.reduceat(given, np.cumsum([0, *words[:-1]])) / np.asarray(words)
    together = np.logaddexp.reduce(given) - np.logaddexp.reduce(means)
    return tuple(float(value) for value in means + together)


def mean_of(one: Sequence[float], other: Sequence[float], share: float = 0.5) -> tuple[float, ...]:
    """Of the scores by two prompts, `share` (0…1) of the other's; none where one of them has none."""
    if not one or not other:
        return ()
    given = np.maximum(np.array([one, other]), _LEAST)
    return tuple(float(value) for value in (1 - share) * given[0] + share * given[1])


def mass_of(scores: Sequence[float]) -> float:
    """The probability of all labels together; of a long text, that of its parts on average."""
    return round(min(1.0, float(np.exp(scores).sum())), 6)


def raise_problem(reading: Reading) -> None:
    if reading.problem == "empty":
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no text to analyze."),
            hint=QT_TRANSLATE_NOOP("core", "Type or paste a text first."),
        )
    if reading.problem == "context":
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The text does not fit the model's context."),
            QT_TRANSLATE_NOOP("core", "The examples of the labels and a part of the text are read together."),
            QT_TRANSLATE_NOOP("core", "Choose a larger context, or fewer and shorter examples."),
        )
    if reading.problem:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The text is too long to analyze."),
            QT_TRANSLATE_NOOP("core", "The limit is {most} characters."),
            QT_TRANSLATE_NOOP("core", "Split it, or put its parts into a table."),
            most=f"{LONGEST:,}",
        )
