"""Which sentences stand in a summary of close ones: the most of what matters, from all parts.

Owns the choice. What the model picked counts more, a part of the document that has its share already counts
less (maximal marginal relevance, Carbonell and Goldstein 1998), and so does a sentence that takes much room:
of two short ones each may carry a point. A sentence that leans on the one before, or that only the one behind
makes true, may come together with it, as one. Must not ask a model, nor weigh what a sentence says
(`weighing`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence

from llmdesk.tools.evidence.terms import similarity, words
from llmdesk.tools.summarize.rank import OVER, SAME, UNDER, Point

_PICKED = 0.2
_REPEATS, _CROWDED = 0.3, 0.1
_ROOM = 0.7  # for a sentence of e times the usual length
_HANGS, _OLD = 0.4, 1.5
_BESIDE = 4  # characters between a sentence and the next


def choose(
    points: Sequence[Point],
    scores: Sequence[float],
    picked: Collection[int],
    hanging: Collection[int],
    target: int,
    usual: int,
    replaced: Mapping[int, int] | None = None,
) -> list[Point]:
    """Points of about `target` words, in their order. `scores`: what each weighs; `picked`: places
    (`Point.start`) that the model chose; `hanging`: those of sentences that lean on the one before,
    which count less where that is not chosen; `usual`: words of a usual sentence; `replaced`: by the place of
    a sentence that holds no longer, that of the one which says so."""
    choice = _Choice(points, scores, picked, hanging, target, usual, replaced or {})
    return [points[at] for at in choice.made()]


class _Choice:
    """One choice; sentences are told by their number."""

    def __init__(
        self,
        points: Sequence[Point],
        scores: Sequence[float],
        picked: Collection[int],
        hanging: Collection[int],
        target: int,
        usual: int,
        replaced: Mapping[int, int],
    ) -> None:
        self._points, self._target = points, target
        self._lengths = [words(point.text) for point in points]
        self._worth = [
            score + _PICKED * (point.start in picked) - _ROOM * math.log(max(1, length) / usual)
            for point, score, length in zip(points, scores, self._lengths, strict=True)
        ]
        places = {point.start: at for at, point in enumerate(points)}
        self._before = {
            at: at - 1
            for at, (one, two) in enumerate(itertools.pairwise(points), 1)
            if two.start in hanging and 0 <= two.start - one.end < _BESIDE
        }
        self._hanging = {at for at, point in enumerate(points) if point.start in hanging}
        self._behind = {places[old]: places.get(new, -1) for old, new in replaced.items() if old in places}
        start, end = min((p.start for p in points), default=0), max((p.end for p in points), default=0)
        self._parts = max(1, round(target / usual))
        self._part = [
            min(self._parts - 1, int(self._parts * (p.start - start) / max(1, end - start))) for p in points
        ]
        self._chosen: set[int] = set()
        self._repeats = [0.0] * len(points)  # how much of each the chosen ones say
        self._filled = [0] * self._parts  # words of the chosen ones in each part

    def made(self) -> list[int]:
        """Always the sentence, or two that belong together, of the highest value next."""
        together = [(two, one) for one, two in self._before.items()] + [
            (old, new) for old, new in self._behind.items() if new >= 0
        ]
        units = [(at,) for at in range(len(self._points))] + [tuple(sorted(each)) for each in together]
        length = 0
        while units and length < UNDER * self._target:
            best = max(units, key=lambda unit: (self._value(unit), -unit[0]))
            units = [unit for unit in units if unit != best and not set(unit) <= {*self._chosen, *best}]
            new = [at for at in best if at not in self._chosen]
            added = sum(self._lengths[at] for at in new)
            is_said = any(self._repeats[at] >= SAME for at in new)
            if is_said or (self._chosen and length + added > OVER * self._target):
                continue
            self._take(new)
            length += added
        return sorted(self._chosen, key=lambda at: (self._points[at].start, at))

    def _take(self, new: Sequence[int]) -> None:
        for one in new:
            self._chosen.add(one)
            self._filled[self._part[one]] += self._lengths[one]
            for at, point in enumerate(self._points):
                self._repeats[at] = max(self._repeats[at], similarity(point.terms, self._points[one].terms))

    def _value(self, unit: Sequence[int]) -> float:
        new = [at for at in unit if at not in self._chosen]
        return sum(self._value_of(at, unit) for at in new) / len(new)

    def _value_of(self, at: int, unit: Sequence[int]) -> float:
        crowded = self._filled[self._part[at]] * self._parts / self._target
        value = self._worth[at] - _REPEATS * self._repeats[at] - _CROWDED * crowded
        if at in self._hanging and not self._stands(self._before.get(at), unit):
            value -= _HANGS
        if at in self._behind and not self._stands(self._behind[at], unit):
            value -= _OLD
        return value

    def _stands(self, at: int | None, unit: Sequence[int]) -> bool:
        return at in self._chosen or at in unit
