"""The raw scores of one text, before any calibration, and why a text has none.

Owns the rule for long texts. Must not import the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.sentiment.parts import LONGEST


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
