"""In which sentences of a document the numbers of some claims stand, in whatever way they are written.

Owns the matching of many figures at once. Must not judge a claim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from llmdesk.tools.evidence import Date, Figure, Quantity, Value, covers

_NEAR = 2  # sentences between the parts of one figure
# The share of a claim's amount that what it covers may lie below and above it (see `evidence.values`).
_LOWEST, _HIGHEST = 0.85, 2.05


class FigurePlaces:
    """Where the figures of claims stand. Give it the figures of each sentence with `add`, in order.

    A sentence's number is compared with the claims of about its amount only, so that many claims do not
    make a long document slow.
    """

    def __init__(self, claims: Sequence[Figure]) -> None:
        self._found: dict[Value, list[int]] = {
            value: [] for figure in claims for value in (*figure.readings, *figure.parts)
        }
        self._dates = [value for value in self._found if isinstance(value, Date)]
        amounts: dict[float, set[Quantity]] = defaultdict(set)
        for value in self._found:
            if isinstance(value, Quantity):
                amounts[float(value.amount)].add(value)
                amounts[float(value.written)].add(value)
        self._amounts = sorted(amounts)
        self._by_amount = amounts

    def add(self, number: int, found: Sequence[Figure]) -> None:
        """Sentence `number` has the figures `found`."""
        for value in {reading for figure in found for reading in figure.readings}:
            for claim in self._candidates(value):
                places = self._found[claim]
                if number not in places[-1:] and covers(claim, value):
                    places.append(number)

    def _candidates(self, value: Value) -> Sequence[Value]:
        if isinstance(value, Date):
            return self._dates
        near: dict[Quantity, None] = {}
        for amount in {float(value.amount), float(value.written)}:
            ends = sorted((amount / _LOWEST, amount / _HIGHEST))
            start = bisect_left(self._amounts, ends[0] - 1e-9)
            for each in self._amounts[start : bisect_right(self._amounts, ends[1] + 1e-9)]:
                near.update(dict.fromkeys(self._by_amount[each]))
        return tuple(near)

    def of(self, figure: Figure) -> list[int]:
        """The sentences that have the figure, sorted: as a whole, else in its parts near each other (a
        year may stand anywhere)."""
        whole = sorted({number for value in figure.readings for number in self._found[value]})
        if whole or not figure.parts:
            return whole
        first, *others = (self._found[part] for part in figure.parts)
        if isinstance(figure.parts[0], Date):
            return first if all(others) else []
        return [
            number
            for number in first
            if all(any(abs(number - other) <= _NEAR for other in places) for places in others)
        ]

    def of_value(self, value: Value) -> list[int]:
        """The sentences that have one reading or part of a figure of the claims, sorted."""
        return self._found[value]
