"""Amounts that must add up: net and tax are the total.

Owns the check, and putting right what it shows. Must not ask a model, and takes no amount that the text does
not state.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, FieldSet, best, nearness, shares_a_character

_CENTS = 0.011  # of rounding, for each amount


def added_up(fields: FieldSet, asked: Sequence[Field], record: Record, placer: Placer) -> Record:
    """The record in which the amounts of each of `fields.sums` add up to the last of them, where the text has
    the one amount that is missing for it, be it that the model gave another or none. Where it has none, or
    several, the parts are marked that stand behind no label of theirs. `asked` are the fields in the words of
    the text."""
    numbers = {field.name: number for number, field in enumerate(fields.fields)}
    for names in fields.sums:
        record = _Sum(asked, record, placer, [numbers[name] for name in names]).added_up()
    return record


class _Sum:
    """The fields `numbers` of a record, of which the last is the sum of the others."""

    def __init__(
        self, asked: Sequence[Field], record: Record, placer: Placer, numbers: Sequence[int]
    ) -> None:
        self._asked, self._record, self._placer, self._numbers = asked, record, placer, numbers
        self._amounts = {number: _amount(record[number]) for number in numbers}

    def added_up(self) -> Record:
        *parts, total = self._numbers
        gaps = [number for number in self._numbers if self._record[number].first is None]
        whole = self._amounts[total]
        if len(gaps) > 1 or (whole is None and gaps != [total]):
            return self._record
        known = [amount for number in parts if (amount := self._amounts[number]) is not None]
        if whole is not None and len(known) == len(parts) and abs(sum(known) - whole) < self._slack:
            return self._record
        cells = list(self._record)
        stated = {n: value for n in gaps or parts if (value := self._stated(n)) is not None}
        if len(stated) == 1:
            cells[next(iter(stated))] = Cell(tuple(stated.values()))
        elif not gaps and len(known) == len(parts):
            for number in self._doubtful(parts):
                cells[number] = Cell(tuple(v.marked_as("sum") for v in cells[number].values))
        return tuple(cells)

    @property
    def _slack(self) -> float:
        return _CENTS * len(self._numbers)

    def _stated(self, number: int) -> Value | None:
        """What the text states and makes the others add up, and no other field has."""
        *parts, total = self._numbers
        others = [self._amounts[other] for other in self._numbers if other != number]
        known = [amount for amount in others if amount is not None]
        wanted = sum(known) if number == total else known[-1] - sum(known[:-1]) if known else 0.0
        if len(known) < len(parts) or wanted <= 0:
            return None
        taken = {
            (value.start, value.end)
            for at, cell in enumerate(self._record)
            for value in cell.values
            if at != number and value.problem != "shared"
        }
        places = self._placer.amounts(self._asked[number], wanted, self._slack)
        free = [each for each in places if (each.start, each.end) not in taken]
        place = best(self._placer.source, free, self._asked[number].name)
        return None if place is None else self._placer.value_at(self._asked[number], place)

    def _doubtful(self, parts: Sequence[int]) -> list[int]:
        unnamed = [number for number in parts if not self._named(number)]
        return unnamed or list(parts)

    def _named(self, number: int) -> bool:
        """Whether a word of the field's name, of a Chinese one a character, stands before the amount."""
        source, name = self._placer.source, self._asked[number].name
        return any(
            nearness(source, place, name) or shares_a_character(source, place, name)
            for place in self._record[number].values[0].places
        )


def _amount(cell: Cell) -> float | None:
    """None of a value that is marked, or none."""
    value = cell.first
    if value is None or value.problem or isinstance(value.value, bool | str) or value.value is None:
        return None
    return float(value.value)
