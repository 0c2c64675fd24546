"""What a number in a text stands for: a quantity with its unit, or a date, and when two say the same.

Owns comparing. Must not read text.

Quantities of one kind are compared in one unit: 5 km are 5,000 m, half is 50 %. A claim with a rounding
word covers what lies in its range:

    about, roughly, 约, 左右            half of the last written digit to either side (200: 50; 4.2: 0.05),
                                        at least 2 % and at most 10 % of the value
    nearly, almost, under, 近, 不到      so much of the last written digit, at most 10 %, below it
    over, more than, 多, 余, 超过        one of the last written digit above it (30多: to 40), at least 5 %
    三四百                               from the one to the other

A date covers a more precise one ("March 2024" the fifth of March 2024), never the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Rounding = Literal["", "about", "below", "above", "range"]

_LEAST_ABOUT, _MOST_ABOUT = Fraction(2, 100), Fraction(10, 100)
_LEAST_ABOVE = Fraction(5, 100)
# A number of these kinds has no unit that the text shows; it may be what another text gives with one.
_BARE = "number"
# What a bare number never is.
_NEVER_BARE = frozenset(("clock", "decade", "century", "ordinal"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the base unit of its kind ("length": metre; "clock": minutes after midnight).

    `written` is the number before its unit was applied, `step` one of its last written digit that is not
    zero, in the base unit. `units` are the currencies that may be meant (money alone). Kinds without a
    unit: "number" (nothing tells what it counts), "count" (a noun follows), "ordinal".
    """

    kind: str
    amount: Fraction
    written: Fraction
    step: Fraction = Fraction(1)
    units: frozenset[str] = frozenset()
    rounding: Rounding = ""
    converts: str = ""  # the system of its unit where that needs rounding ("imperial")


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year, or what is known of it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


Value = Quantity | Date


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at text[start:end], with what it may stand for: `readings`, the likeliest first.

    `span` takes in its unit and its rounding word. `parts` say the same in pieces, where the whole may
    not be found (a day and its year, "3 in 4"). `idle` ones ("one", "first") count nothing in most
    sentences: they may be evidence, but need none.
    """

    start: int
    end: int
    text: str
    readings: tuple[Value, ...]
    parts: tuple[Value, ...] = ()
    idle: bool = False
    span: tuple[int, int] = field(default=(0, 0))

    @property
    def key(self) -> str:
        """One name for all ways to write the value, for counting; rounding does not matter."""
        first = self.readings[0]
        if isinstance(first, Date):
            return "-".join(str(part or "") for part in (first.year, first.month, first.day))
        return f"{first.kind} {first.amount}"

    @property
    def months(self) -> frozenset[int]:
        """The months (1 to 12) that its dates name."""
        return frozenset(way.month for way in self.readings if isinstance(way, Date) and way.month)


def same_figure(claim: Figure, source: Figure) -> bool:
    """Whether `source` gives evidence for the number of `claim`."""
    return any(covers(one, other) for one in claim.readings for other in source.readings)


def covers(claim: Value, source: Value) -> bool:
    """Whether what `source` says makes `claim` right, as far as the value goes."""
    if isinstance(claim, Date) or isinstance(source, Date):
        return isinstance(claim, Date) and isinstance(source, Date) and _covers_date(claim, source)
    pair = _comparable(claim, source)
    if pair is None:
        return False
    one, other, scale = pair
    if one == other:
        return True
    low, high = _range(claim, one, scale)
    if low <= other <= high:
        return True
    return _written_shorter(claim, source, one, other, scale)


def _covers_date(claim: Date, source: Date) -> bool:
    pairs = ((claim.year, source.year), (claim.month, source.month), (claim.day, source.day))
    return all(one is None or one == other for one, other in pairs)


def _comparable(claim: Quantity, source: Quantity) -> tuple[Fraction, Fraction, Fraction] | None:
    """The two amounts in one unit and what one written digit counts in it; None for different things."""
    if claim.kind == source.kind:
        if claim.units and source.units and not claim.units & source.units:
            return None
        return claim.amount, source.amount, Fraction(1)
    kinds = {claim.kind, source.kind}
    if kinds == {_BARE, "ordinal"}:
        return claim.amount, source.amount, Fraction(1)  # World War 2
    if _BARE in kinds and not kinds & _NEVER_BARE:
        if "share" in kinds and Fraction(0) < _bare(claim, source).written < 1:
            return claim.amount, source.amount, Fraction(1)  # 0.5 is 50 %
        scale = claim.written / claim.amount if claim.amount else Fraction(1)
        return claim.written, source.written, scale
    return None


def _bare(one: Quantity, other: Quantity) -> Quantity:
    return one if one.kind == _BARE else other


def _range(claim: Quantity, amount: Fraction, scale: Fraction) -> tuple[Fraction, Fraction]:
    size, step = abs(amount), abs(claim.step * scale)
    if claim.rounding == "about":
        off = min(max(step / 2, size * _LEAST_ABOUT), size * _MOST_ABOUT)
        return amount - off, amount + off
    if claim.rounding == "below":
        return amount - min(max(step, size * _LEAST_ABOUT), size * _MOST_ABOUT), amount
    if claim.rounding == "above":
        return amount, amount + min(max(step, size * _LEAST_ABOVE), size)
    if claim.rounding == "range":
        return amount, amount + step
    return amount, amount


def _written_shorter(
    claim: Quantity, source: Quantity, one: Fraction, other: Fraction, scale: Fraction
) -> bool:
    """A value that cannot be written to the end (a third, miles in kilometres) is its rounded form."""
    endless = claim.kind == "share" and not (_ends(one) and _ends(other))
    if not endless and claim.converts == source.converts:
        return False
    precise = claim if _ends(one) else source
    if endless and abs(precise.step) > Fraction(1, 100):
        return False
    return abs(one - other) <= abs(precise.step * scale) / 2


def _ends(amount: Fraction) -> bool:
    """Whether it has an end as a decimal fraction."""
    below = amount.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1
