"""Which sentences stand in a summary: the program's choice among those that the model wrote.

Owns scoring (what many points speak of, facts that are rare in the document), the choice that meets a
length, and the sentences of the document that stand in where the model failed. Must not ask the model.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.names import names
from llmdesk.tools.evidence.terms import STOP_WORDS, is_cjk, similarity, terms, words

SAME = 0.7  # points with so much in common say the same
_REGIONS = 12
_MANY = 600
_NEAR_ENOUGH, _MOST_PAIRED = 0.2, 16
_FAITHFUL = 0.4  # what it counts that one passage has all the words of a point
UNDER, OVER = 0.93, 1.12  # a choice is long enough from here on, and too long from there on
_LONG_FACT = 45


@dataclass(frozen=True)
class Point:
    """A sentence about text[start:end] of the document, which has the part `weight` (0…1) of its words.

    `extracted`: the document's own words. `supported`: the program found it there. `close`: it is the
    sentence there with pieces left out that may be left out (see `close.keeping`); `cut`: by program.
    """

    text: str
    start: int
    end: int
    extracted: bool = False
    supported: bool = True
    weight: float = 1.0
    terms: frozenset[str] = field(default_factory=frozenset)
    values: frozenset[str] = field(default_factory=frozenset)
    close: bool = False
    cut: bool = False


def point(text: str, start: int, end: int, *, extracted: bool = False, weight: float = 1.0) -> Point:
    values = frozenset(figure.key for figure in figures(text) if not figure.idle)
    return Point(text, start, end, extracted, True, weight, frozenset(terms(text)), values)


def central(points: Sequence[Point]) -> list[float]:
    """How much each point speaks of what the others speak of, 0…1 (after the idea of LexRank)."""
    counts = Counter(term for each in points for term in each.terms)
    raw = [  # math.fsum: the same in whatever order a set gives its terms
        math.fsum(math.log(counts[term]) for term in each.terms) / math.sqrt(len(each.terms) or 1)
        + 0.4 * bool(each.values)
        for each in points
    ]
    return _scaled(raw)


def factual(points: Sequence[Point], document: Document) -> list[float]:
    """How much of a fact each point is, 0…1: numbers and names, and words rare in the document."""
    wanted = {term for each in points for term in each.terms} | {v for each in points for v in each.values}
    counts: Counter[str] = Counter()
    for span in document.sentences:
        text = document.text[span.start : span.end]
        counts.update(wanted.intersection(terms(text)))
        counts.update(wanted.intersection(figure.key for figure in figures(text)))
    total = max(2, len(document.sentences))

    def rarity(keys: Iterable[str]) -> float:
        found = [math.log(total / max(1, counts[key])) / math.log(total) for key in keys]
        return math.fsum(found) / len(found) if found else 0.0

    raw = []
    for each in points:
        strength = min(3, len(each.values)) * 0.35 + min(2, len(list(names(each.text)))) * 0.2
        long = max(0.0, words(each.text) - _LONG_FACT) / _LONG_FACT
        raw.append(strength + rarity(each.terms) + 0.5 * rarity(each.values) - 0.3 * long)
    return _scaled(raw)


def _scaled(raw: Sequence[float]) -> list[float]:
    low, high = min(raw, default=0.0), max(raw, default=0.0)
    return [(value - low) / (high - low) if high > low else 0.5 for value in raw]


def choose(
    points: Sequence[Point], scores: Sequence[float], target: int, *, spread: bool = True
) -> list[Point]:
    """Points of about `target` words altogether, in their order, none saying what another says.

    Greedy by score; supported ones first; with `spread`, parts of the document that have none yet are
    preferred (maximal marginal relevance, Carbonell and Goldstein 1998).
    """
    points, scores = _best_of_each_region(points, scores)
    if not points:
        return []
    start, end = min(p.start for p in points), max(p.end for p in points)
    region = [int(_REGIONS * ((p.start + p.end) / 2 - start) / max(1, end - start)) for p in points]

    def value(at: int, chosen: Sequence[int]) -> float:
        repeats = max((similarity(points[at].terms, points[c].terms) for c in chosen), default=0.0)
        same = sum(region[c] == region[at] for c in chosen)
        crowded = same / (1 + len(chosen)) if spread else 0.0
        return (
            scores[at]
            + _FAITHFUL * points[at].weight
            - repeats
            - 0.6 * crowded
            - 2.0 * (not points[at].supported)
            - 0.5 * points[at].extracted
        )

    return take_best(points, value, target)


def take_best(
    points: Sequence[Point], value: Callable[[int, Sequence[int]], float], target: int
) -> list[Point]:
    """About `target` words of the points in their order, none that says what another says: always the one of
    the highest `value(place, places chosen so far)` next."""
    lengths = [words(point.text) for point in points]
    left = set(range(len(points)))
    chosen: list[int] = []
    length = 0
    while left and length < UNDER * target:
        best = max(sorted(left), key=lambda at: value(at, chosen))
        left.discard(best)
        if any(similarity(points[best].terms, points[c].terms) >= SAME for c in chosen):
            continue
        if chosen and length + lengths[best] > OVER * target:
            continue
        chosen.append(best)
        length += lengths[best]
    return [points[at] for at in sorted(chosen, key=lambda at: (points[at].start, at))]


def _best_of_each_region(
    points: Sequence[Point], scores: Sequence[float]
) -> tuple[Sequence[Point], Sequence[float]]:
    """Of very many points the best of every part of the document, in their order."""
    if len(points) <= _MANY:
        return points, scores
    size = len(points) / _REGIONS
    kept: list[int] = []
    for region in range(_REGIONS):
        numbers_ = range(round(region * size), round((region + 1) * size))
        kept += sorted(sorted(numbers_, key=lambda at: -scores[at])[: _MANY // _REGIONS])
    return [points[at] for at in kept], [scores[at] for at in kept]


def best_one(points: Sequence[Point], target: int) -> Point:
    """The one point to stand alone: central, faithful, near the wanted length; two short ones as one
    sentence where that is nearer."""
    points = [*points, *_pairs(points, target)]

    def value(at: int) -> float:
        off = abs(math.log(max(1, words(points[at].text)) / target))
        return (
            scores[at]
            + _FAITHFUL * points[at].weight
            - 2 * max(0.0, off - 0.1)
            - 2.0 * (not points[at].supported)
        )

    scores = central(points)
    return points[max(range(len(points)), key=value)]


def _pairs(points: Sequence[Point], target: int) -> Iterator[Point]:
    """Two points that say different things, as one sentence of about the wanted length."""
    if any(abs(words(each.text) - target) <= _NEAR_ENOUGH * target for each in points):
        return
    for one, other in itertools.combinations(points[:_MOST_PAIRED], 2):
        if similarity(one.terms, other.terms) < 0.4:
            both = _one_sentence(one.text, other.text)
            if abs(words(both) - target) <= _NEAR_ENOUGH * target:
                yield replace(
                    point(both, one.start, other.end, extracted=one.extracted or other.extracted),
                    weight=min(one.weight, other.weight),
                )


def _one_sentence(one: str, other: str) -> str:
    first = re.match(r"[A-Z][a-z]*", other)
    if first and first[0].lower() in STOP_WORDS:
        other = other[0].lower() + other[1:]
    return one.rstrip(".。!！") + ("；" if is_cjk(one) else "; ") + other
