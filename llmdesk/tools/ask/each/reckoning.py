"""What the values of all documents come to, in the words of the documents: the lowest, the highest, the sum.

Owns these figures as they are told. Values that are to be looked at oneself are in none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.ask.each.amounts import Amount, Reckoned, reckoned
from llmdesk.tools.ask.everything import Counted, Everything

_MOST = 4  # units


@dataclass(frozen=True, slots=True)
class Told:
    """Of the values with one unit: `count` documents, `different` values; the words and the files of the
    lowest and the highest (of days: the earliest and the latest). `total`: None of what is not added up."""

    unit: str
    count: int
    different: int
    lowest: str
    lowest_file: str
    highest: str
    highest_file: str
    total: float | None = None

    @property
    def total_words(self) -> str:
        """With its currency; "" for none."""
        if self.total is None:
            return ""
        figure = f"{self.total:,.2f}".removesuffix(".00")
        return f"{figure} {self.unit}" if len(self.unit) == 3 and self.unit.isupper() else figure


def told(found: Everything) -> tuple[Told, ...]:
    """For each unit apart, the commonest first; at most `_MOST`. A single value is no figure."""
    rows = checked(found)
    each = reckoned((at, _amount(row)) for at, row in enumerate(rows))
    return tuple(_told(one, rows) for one in each if one.count > 1)[:_MOST]


def checked(found: Everything) -> list[Counted]:
    """The rows whose value counts."""
    return [row for row in found.rows if row.verdict == "yes"]


def without_amount(found: Everything) -> int:
    """How many values that count are not read as a number or a day."""
    return sum(row.number is None for row in checked(found))


def different(found: Everything) -> int:
    """How many different values count."""
    return len(
        {(row.unit, row.number) if row.number is not None else row.value.casefold() for row in checked(found)}
    )


def _amount(row: Counted) -> Amount | None:
    return None if row.number is None else Amount(row.number, row.unit)


def _told(one: Reckoned, rows: Sequence[Counted]) -> Told:
    low, high = rows[one.lowest], rows[one.highest]
    return Told(one.unit, one.count, one.different, low.value, low.file, high.value, high.file, one.total)
