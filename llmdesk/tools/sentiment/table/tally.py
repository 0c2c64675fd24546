"""Counting a table while it is scored: labels, confidence, the rows worth reading first.

Owns the figures of a `TableResult`. Its memory does not grow with the rows.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence

from llmdesk.tools.sentiment.table.types import HISTOGRAM_BINS, TOP_ROWS, Ranking
from llmdesk.tools.sentiment.types import RowResult


class Tally:
    """Add results in the order of their rows."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.rows = self.scored = self.unlikely = 0
        self.counts: Counter[str] = Counter(dict.fromkeys(self.labels, 0))
        self.histogram = [0] * HISTOGRAM_BINS
        self._highest = [_Top() for _ in self.labels]
        self._least_certain = _Top()

    def add(self, result: RowResult) -> None:
        row = self.rows
        self.rows += 1
        if not result.probabilities:
            return
        self.scored += 1
        self.unlikely += result.unlikely
        self.counts[result.label] += 1
        confidence = result.confidence
        self.histogram[min(HISTOGRAM_BINS - 1, int(confidence * HISTOGRAM_BINS))] += 1
        for top, value in zip(self._highest, result.probabilities, strict=True):
            top.add(value, row)
        self._least_certain.add(-confidence, row)

    def label_counts(self) -> tuple[int, ...]:
        return tuple(self.counts[label] for label in self.labels)

    def ranking(self) -> Ranking:
        return Ranking(tuple(top.rows() for top in self._highest), self._least_certain.rows())


class _Top:
    """The rows with the highest values; of equal ones, the first."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int]] = []
        self._least = float("-inf")

    def add(self, value: float, row: int) -> None:
        if len(self._heap) < TOP_ROWS:
            heapq.heappush(self._heap, (value, -row))
            self._least = self._heap[0][0]
        elif value > self._least:
            heapq.heapreplace(self._heap, (value, -row))
            self._least = self._heap[0][0]

    def rows(self) -> tuple[int, ...]:
        return tuple(-row for _, row in sorted(self._heap, reverse=True))
