"""What the words of the rows that the user labelled say of the other rows, for labels of the user's own.

A scale and a bias cannot set right what the model takes one topic for; the words of labelled rows can (see
`table.teaching` for figures). Owns the fit (logistic regression on words behind the model's own logits, held
near to them), and when it is taken: where of rows that a fit has not seen clearly more are right. Taken
wherever the right labels became likelier, it made rows that were 0.73 right 0.72 (42 of 100 draws lower; now
3). Ready sets learn no words: on tweets in three levels that made results worse in four of ten draws. Must
not import the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.fit import Array, softmax
from llmdesk.tools.sentiment.wording import places, vectors, weights

LEAST_ROWS, MOST_ROWS = 20, 400  # labelled rows; of more, the newest
_RIDGE = 0.1
_ROUNDS, _STEP, _ENOUGH = 300, 0.3, 1e-5
_FOLDS = 5
_CLEARLY = 0.0

Places = NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Lesson:
    """`weighted`: what each word tells; `moved`: words × labels, how far it moves each label's logit."""

    weighted: Array
    moved: Array

    def of(self, text: str) -> Array:
        """What the words of `text` add to the logits of its labels."""
        found = places(text)
        own = self.weighted[found]
        length = float(np.linalg.norm(own))
        if length == 0:
            return np.zeros(self.moved.shape[1])
        result: Array = (own / length) @ self.moved[found]
        return result


def learn(texts: Sequence[str], logits: Array, truth: Places) -> Lesson | None:
    """From labelled rows: `logits` (n × labels) without their words, and the right labels' positions. None
    where they teach nothing that holds for other rows."""
    texts, logits, truth = texts[-MOST_ROWS:], logits[-MOST_ROWS:], truth[-MOST_ROWS:]
    if len(texts) < LEAST_ROWS or len(set(truth.tolist())) < 2:
        return None
    words = [places(text) for text in texts]
    if not _helps(words, logits, truth):
        return None
    return _fitted(words, logits, truth)


def _fitted(words: Sequence[list[int]], logits: Array, truth: Places) -> Lesson:
    weighted = weights(words)
    given = vectors(words, weighted)
    alike = given @ given.T
    wanted = np.eye(logits.shape[1])[truth]
    pulls = np.zeros(logits.shape)  # of each row on each label
    for _ in range(_ROUNDS):
        step = _STEP * (wanted - softmax(logits + alike @ pulls) - _RIDGE * pulls)
        pulls += step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return Lesson(weighted, given.T @ pulls)


def _helps(words: Sequence[list[int]], logits: Array, truth: Places) -> bool:
    """Judged on rows that a fit has not seen, in 5 parts by position."""
    with_words = logits.copy()
    part = np.arange(len(truth)) % _FOLDS
    for fold in range(_FOLDS):
        others = part != fold
        learnt = [text for place, text in enumerate(words) if place % _FOLDS != fold]
        lesson = _fitted(learnt, logits[others], truth[others])
        with_words[~others] += vectors(words[fold::_FOLDS], lesson.weighted) @ lesson.moved
    likelier = _likelihood(with_words, truth) > _likelihood(logits, truth)
    new, old = with_words.argmax(axis=1), logits.argmax(axis=1)
    gained = int((new == truth).sum()) - int((old == truth).sum())
    return likelier and gained > 0 and gained**2 >= 2 * int((new != old).sum())


def _likelihood(logits: Array, truth: Places) -> float:
    return float(np.log(softmax(logits)[np.arange(len(truth)), truth] + 1e-9).mean())
