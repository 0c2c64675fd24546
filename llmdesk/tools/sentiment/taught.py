"""What rows that the user labelled make of a calibration: bias and scale, and a lesson of their words.

Owns how both are put together, and how good the result is on labelled rows, each judged by what the others
taught. Must not import the engine: raw scores come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from llmdesk.tools.sentiment.calibration import FOLDS, Scores, with_rows
from llmdesk.tools.sentiment.fit import Array, centred, probabilities
from llmdesk.tools.sentiment.lesson import Lesson, learn
from llmdesk.tools.sentiment.table_bias import learns
from llmdesk.tools.sentiment.types import Calibration, LabelSet


@dataclass(frozen=True)
class LabelledRow:
    """A text with its raw scores, and the label that the user gave it."""

    text: str
    scores: Scores
    name: str


@dataclass(frozen=True)
class Taught:
    """How raw scores of a text become probabilities."""

    calibration: Calibration
    lesson: Lesson | None = None

    def moved(self, scores: Scores, text: str) -> Scores:
        """Raw `scores` with what the words of `text` say; `calibration` is for these."""
        if self.lesson is None or not scores:
            return scores
        return tuple((np.asarray(scores) + self.lesson.of(text) / self.calibration.scale).tolist())

    def probabilities(self, scores: Scores, text: str) -> Array:
        found: Array = probabilities(
            [self.moved(scores, text)], self.calibration.scale, self.calibration.bias
        )[0]
        return found


def taught_by(before: Calibration, rows: Sequence[LabelledRow], labels: LabelSet) -> Taught:
    """`before` with what `rows` teach; nothing with fewer than 20, or where it would not help."""
    fitted = with_rows(before, [(row.scores, row.name) for row in rows], labels.names)
    if not rows or not learns(labels):
        return Taught(fitted)
    logits = fitted.scale * centred([row.scores for row in rows]) + np.array(fitted.bias)
    truth = np.array([labels.names.index(row.name) for row in rows])
    lesson = learn([row.text for row in rows], logits, truth)
    if lesson is None:
        return Taught(fitted)
    return Taught(replace(fitted, source="labelled rows", rows=len(rows), refused=0), lesson)


def cross_validated(before: Calibration, rows: Sequence[LabelledRow], labels: LabelSet) -> list[Array]:
    """Probabilities of each row by a fit on the others (in 5 parts, by position: the same every time)."""
    results: list[Array] = [np.zeros(0)] * len(rows)
    for fold in range(FOLDS):
        others = [row for place, row in enumerate(rows) if place % FOLDS != fold]
        fitted = taught_by(before, others, labels)
        for place in range(fold, len(rows), FOLDS):
            results[place] = fitted.probabilities(rows[place].scores, rows[place].text)
    return results
