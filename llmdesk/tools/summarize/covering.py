"""Whether a text says what it should: how many of the main points, and how much is said by each sentence.

Owns the comparison by words, and making a text as long as wanted with the least loss. Must not ask the model.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize.rank import Point

_SAID = 0.5  # of a point's terms in two sentences: it is said
_TOO_SHORT, _TOO_LONG = 0.85, 1.15


def coverage(points: Sequence[Point], text: Sequence[Point]) -> float:
    """The share of the points that the text says; 1 where there are none."""
    return sum(is_said(point, text) for point in points) / len(points) if points else 1.0


def is_said(point: Point, text: Sequence[Point]) -> bool:
    """Whether two sentences of the text together say what a point says."""
    near = sorted(text, key=lambda each: -len(each.terms & point.terms))[:2]
    said = {term for each in near for term in each.terms}
    return bool(near) and len(point.terms & said) >= _SAID * len(point.terms)


def fitted(text: Sequence[Point], main: Sequence[Point], target: int) -> list[Point]:
    """The text, about as long as wanted: of one that is too long, what says least of the main points goes
    first, but never what it begins with; one that is too short gets main points that it leaves out, in the
    document's words.
    """
    kept = list(text)
    while len(kept) > 1 and _length(kept) > _TOO_LONG * target:
        least = min(kept[1:], key=lambda point: _loss(point, kept, main))
        kept = [point for point in kept if point is not least]
    for point in main:
        if _length(kept) >= _TOO_SHORT * target:
            break
        if not is_said(point, kept) and _length(kept) + words(point.text) <= _TOO_LONG * target:
            at = next((at for at, each in enumerate(kept) if each.start > point.start), len(kept))
            kept.insert(at, point)
    return kept


def _length(text: Sequence[Point]) -> int:
    return sum(words(point.text) for point in text)


def _loss(point: Point, kept: Sequence[Point], main: Sequence[Point]) -> float:
    """How many of the main points are no longer said without it, and how much it says at all."""
    others = [each for each in kept if each is not point]
    return coverage(main, kept) - coverage(main, others) + 0.001 * len(point.terms) * point.weight
