"""Which sentences stand in a summary of close ones: the most of what matters, from all parts.

Owns the choice. What the model picked counts more, a part of the document that has its share already counts
less (maximal marginal relevance, Carbonell and Goldstein 1998), and so does a sentence that takes much room.
Must not ask a model, nor weigh what a sentence says (`weighing`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from llmdesk.tools.evidence.terms import similarity, words
from llmdesk.tools.summarize.rank import Point, take_best

_PICKED = 0.35
_REPEATS, _CROWDED = 0.3, 0.1
_ROOM = 0.3  # for a sentence of e times the usual length
_HANGS = 0.4
_BESIDE = 4  # characters between a sentence and the next


def choose(
    points: Sequence[Point],
    scores: Sequence[float],
    picked: Collection[int],
    hanging: Collection[int],
    target: int,
    usual: int,
) -> list[Point]:
    """Points of about `target` words, in their order. `scores`: what each weighs; `picked`: places
    (`Point.start`) that the model chose; `hanging`: those of sentences that lean on the one before,
    which count less where that is not chosen; `usual`: words of a usual sentence."""
    if not points:
        return []
    start, end = min(p.start for p in points), max(p.end for p in points)
    parts = max(1, round(target / usual))
    part = [min(parts - 1, int(parts * (p.start - start) / max(1, end - start))) for p in points]
    lengths = [words(p.text) for p in points]

    def value(at: int, chosen: Sequence[int]) -> float:
        own = points[at]
        repeats = max((similarity(own.terms, points[c].terms) for c in chosen), default=0.0)
        worth = scores[at] + _PICKED * (own.start in picked)
        if own.start in hanging and not any(0 <= own.start - points[c].end < _BESIDE for c in chosen):
            worth -= _HANGS
        worth -= _ROOM * math.log(max(1, lengths[at]) / usual)
        crowded = sum(lengths[c] for c in chosen if part[c] == part[at]) / (target / parts)
        return worth - _REPEATS * repeats - _CROWDED * crowded

    return take_best(points, value, target)
