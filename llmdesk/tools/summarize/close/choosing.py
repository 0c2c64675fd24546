"""Which sentences stand in a summary of close ones: the most of what matters, from all parts.

Owns the choice. What the model picked counts more than what the program finds central, and a part of the
document that has its share already counts less (maximal marginal relevance, Carbonell and Goldstein 1998).
A full sentence counts more than a short one, which says less of what matters in as many words. Must not ask
a model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from llmdesk.tools.evidence.terms import similarity, words
from llmdesk.tools.summarize.rank import SAME, Point

_PICKED = 0.35
_REPEATS, _CROWDED = 0.5, 0.35
_FULL, _MOST_FULL = 0.2, 1.5  # for a sentence of usual length, and up to so many of them
_HANGS = 0.4
_UNDER, _OVER = 0.93, 1.12


def choose(
    points: Sequence[Point],
    scores: Sequence[float],
    picked: Collection[int],
    hanging: Collection[int],
    target: int,
    usual: int,
) -> list[Point]:
    """Points of about `target` words, in their order. `picked`: places (`Point.start`) that the model chose;
    `hanging`: those of sentences that lean on one before; `usual`: words of a usual sentence."""
    if not points:
        return []
    start, end = min(p.start for p in points), max(p.end for p in points)
    parts = max(1, round(target / usual))
    part = [min(parts - 1, int(parts * (p.start - start) / max(1, end - start))) for p in points]
    lengths = [words(p.text) for p in points]
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    length = 0
    left = set(range(len(points)))

    def value(at: int) -> float:
        own = points[at]
        repeats = max((similarity(own.terms, points[c].terms) for c in chosen), default=0.0)
        full = _FULL * min(_MOST_FULL, lengths[at] / usual)
        worth = 0.4 + full + scores[at] + _PICKED * (own.start in picked) - _HANGS * (own.start in hanging)
        crowded = taken[part[at]] / (target / parts)
        return worth - _REPEATS * repeats - _CROWDED * crowded

    while left and length < _UNDER * target:
        best = max(sorted(left), key=value)
        left.discard(best)
        if any(similarity(points[best].terms, points[c].terms) >= SAME for c in chosen):
            continue
        if chosen and length + lengths[best] > _OVER * target:
            continue
        chosen.append(best)
        taken[part[best]] += lengths[best]
        length += lengths[best]
    return [points[at] for at in sorted(chosen, key=lambda at: (points[at].start, at))]
