"""What can be reckoned with the values of many documents: the lowest, the highest, all together.

Owns reading a value as one number with its unit, or as one day, and the reckoning. Must not ask a model: no
number here is written by one.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Date, Figure, Quantity
from llmdesk.tools.fields.values import Habits, currency_of

DAY, NUMBER = "day", "number"
_PLAIN = frozenset(("number", "count"))
_NO_AMOUNT = frozenset(("clock", "decade", "century", "ordinal"))
_LONGEST = 200  # characters of a value


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the base unit of its kind; of a day its number in the calendar, from year 1 on. `unit`: a
    currency (ISO 4217), "day" of a date, "number", or the kind of quantity ("length", "months")."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Of the values with one unit: how many documents have one, in which rows (by their places) the lowest
    and the highest stand, and their sum, None of what is not added up. `different` numbers."""

    unit: str
    count: int
    different: int
    lowest: int
    highest: int
    total: float | None


def amount_of(value: str, habits: Habits) -> Amount | None:
    """What the words of a value say: one number or one day; None where that is not sure, as with "about 5" or
    two numbers."""
    found = [
        each for each in figures(value[:_LONGEST], comma=habits.comma) if not each.idle or len(value) < 12
    ]
    return amount_of_figure(found[0], habits) if len(found) == 1 else None


def amount_of_figure(figure: Figure, habits: Habits) -> Amount | None:
    """What a number in a text says with its unit, where that is sure."""
    days = [each for each in figure.readings if isinstance(each, Date)]
    quantities = [each for each in figure.readings if isinstance(each, Quantity)]
    if days:
        if len(set(days)) > 1 and not habits.day_first:
            return None  # 3/4/2024: the text does not show which is the month
        return _day(days[-1] if len(days) > 1 else days[0])
    return _quantity(quantities[0], habits) if quantities else None


def _day(day: Date) -> Amount | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return Amount(datetime.date(day.year, day.month, day.day).toordinal(), DAY)
    except ValueError:
        return None


def _quantity(quantity: Quantity, habits: Habits) -> Amount | None:
    if quantity.rounding or quantity.kind in _NO_AMOUNT:
        return None
    if quantity.kind == "money":
        unit = currency_of(quantity.units, habits.chinese)
        return Amount(float(quantity.amount), unit) if unit else None
    if quantity.kind in _PLAIN:
        return Amount(float(quantity.written), NUMBER)
    return Amount(float(quantity.amount), quantity.kind)


def reckoned(rows: Iterable[tuple[int, Amount | None]]) -> tuple[Reckoned, ...]:
    """Of (place of the row, its amount), for each unit apart, the commonest first."""
    groups: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, amount in rows:
        if amount is not None:
            groups[amount.unit].append((place, amount.number))
    return tuple(sorted((_of(unit, found) for unit, found in groups.items()), key=lambda one: -one.count))


def _of(unit: str, found: Sequence[tuple[int, float]]) -> Reckoned:
    numbers = [number for _place, number in found]
    adds = unit == NUMBER or (len(unit) == 3 and unit.isupper())  # what is counted or paid
    total = float(sum(Fraction(str(number)) for number in numbers)) if adds else None
    return Reckoned(
        unit,
        len(found),
        len(set(numbers)),
        min(found, key=lambda each: each[1])[0],
        max(found, key=lambda each: each[1])[0],
        total,
    )
