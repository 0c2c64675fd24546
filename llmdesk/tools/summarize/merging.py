"""Combines points, level by level, until they are few enough for the summary.

Owns the groups of a level and what each is asked for. Must not choose what stands in the summary.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize import lengths, prompts, rank
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.plan import Plan
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.reading import joined

_GROUP = 12  # points that one request combines
_ATTEMPTS = 2
_TRIES_OF_ONE = 4
_NOTES_OF_HEADLINE = 4
_SHRINK = 4  # a level leaves at least this part of its points, lest too much is lost at once


def merge(asking: Asking, plan: Plan, points: list[Point]) -> list[Point]:
    """Fewer points, until there are not many more than the summary has sentences."""
    if asking.facts:
        return points
    level = 0
    while True:
        if plan.is_single and not asking.is_headline and len(points) <= _GROUP:
            return _one_sentence(asking, plan, points)
        wanted = _wanted(asking, plan, points)
        if len(points) <= max(1.7 * wanted, wanted + 2):
            return points
        level += 1
        merged = _combine(asking, plan, points, wanted, level)
        if len(merged) >= len(points):
            return rank.choose(points, rank.central(points), round(1.3 * plan.target))
        points = merged


def _wanted(asking: Asking, plan: Plan, points: Sequence[Point]) -> int:
    """How many points like these make the summary."""
    if asking.is_headline:
        return _NOTES_OF_HEADLINE
    mean = sum(words(point.text) for point in points) / max(1, len(points))
    return max(1, math.ceil(plan.target / max(mean, 0.6 * plan.words)))


def _one_sentence(asking: Asking, plan: Plan, points: list[Point]) -> list[Point]:
    """Several sentences that each say it all, and the points; the choice among them comes later."""
    notes = [point.text for point in points]
    requests = [
        prompts.combine(asking.task, notes, 1, plan.target, asking.seed("one", 0, number), again=number > 0)
        for number in range(_TRIES_OF_ONE)
    ]
    whole = len(asking.document.text)
    found = [point for answer in asking.all(requests) for point in asking.accepted(answer, 0, whole)]
    return joined(found, points)


def _combine(asking: Asking, plan: Plan, points: list[Point], wanted: int, level: int) -> list[Point]:
    """One level: each group of neighbours becomes a few sentences, with its best points where it fails."""
    groups = list(_groups(asking, plan, points))
    n = max(1, math.ceil(max(1.2 * wanted, len(points) / _SHRINK) / len(groups)))
    results: dict[int, list[Point]] = {}
    pending = list(range(len(groups)))
    for attempt in range(_ATTEMPTS):
        requests = [
            prompts.combine(
                asking.task, [point.text for point in groups[number]], n, plan.words,
                asking.seed(f"combine{level}", number, attempt), again=attempt > 0,
            )
            for number in pending
        ]  # fmt: skip
        asked, pending = pending, []
        for at, answer in asking.many(requests):
            group = groups[asked[at]]
            start, end = min(p.start for p in group), max(p.end for p in group)
            results[asked[at]] = asking.accepted(answer, start, end)
            if len(results[asked[at]]) < math.ceil(n / 2):
                pending.append(asked[at])
            asking.report("merging", len(results), len(groups))
        pending.sort()
        if not pending:
            break
    return [
        point for number, group in enumerate(groups) for point in _filled(results[number], group, n, plan)
    ]


def _filled(own: list[Point], group: Sequence[Point], n: int, plan: Plan) -> list[Point]:
    """The sentences made of a group, with points of it where some are missing."""
    if len(own) >= n:
        return own
    return joined(own, rank.choose(group, rank.central(group), (n - len(own)) * plan.words))


def _groups(asking: Asking, plan: Plan, points: Sequence[Point]) -> Iterator[list[Point]]:
    """Neighbouring points, as many as one request takes."""
    even = math.ceil(len(points) / math.ceil(len(points) / _GROUP))
    per_character = 1.0 if asking.language in lengths.CJK_LANGUAGES else 0.4  # tokens: an upper estimate
    group: list[Point] = []
    length = 0.0
    for point in points:
        tokens = 5 + per_character * len(point.text)
        if len(group) >= 2 and (len(group) == even or length + tokens > plan.room):
            yield group
            group, length = [], 0.0
        group.append(point)
        length += tokens
    yield group
