"""Amounts that must add up: net and tax are the total.

Owns the check, and putting right what it shows. Must not ask a model, and takes no amount that the text does
not state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, FieldSet, best, nearness

_CENTS = 0.011  # of rounding, for each amount


def added_up(fields: FieldSet, asked: Sequence[Field], record: Record, placer: Placer) -> Record:
    """The record in which the amounts of each of `fields.sums` add up to the last of them, where the text has
    the one amount that is missing for it. Where it has none, or several, the parts are marked that stand
    behind no label of theirs. `asked` are the fields in the words of the text."""
    numbers = {field.name: number for number, field in enumerate(fields.fields)}
    for names in fields.sums:
        *parts, total = (numbers[name] for name in names)
        record = _added_up(asked, record, placer, parts, total)
    return record


def _added_up(
    asked: Sequence[Field], record: Record, placer: Placer, parts: Sequence[int], total: int
) -> Record:
    amounts = {number: _amount(record[number]) for number in (*parts, total)}
    known = [amount for number in parts if (amount := amounts[number]) is not None]
    whole = amounts[total]
    if whole is None or any(record[number].first is None for number in parts):
        return record
    if len(known) == len(parts) and abs(sum(known) - whole) < _CENTS * len(amounts):
        return record
    cells = list(record)
    missing = {
        number: value
        for number in parts
        if (others := [amounts[other] for other in parts if other != number])
        and (value := _missing(asked[number], record, number, placer, whole, others)) is not None
    }
    if len(missing) == 1:
        cells[next(iter(missing))] = Cell(tuple(missing.values()))
    elif len(known) == len(parts):
        for number in _doubtful(asked, record, placer, parts):
            cells[number] = Cell(tuple(replace(each, problem="sum") for each in record[number].values))
    return tuple(cells)


def _missing(
    field: Field,
    record: Record,
    number: int,
    placer: Placer,
    total: float,
    others: Sequence[float | None],
) -> Value | None:
    """What the text states and brings the `others` to the total, and no other field has."""
    known = [amount for amount in others if amount is not None]
    wanted = total - sum(known)
    if len(known) < len(others) or wanted <= 0:
        return None
    taken = {
        (value.start, value.end)
        for at, cell in enumerate(record)
        for value in cell.values
        if at != number and value.problem != "shared"
    }
    places = placer.amounts(field, wanted, _CENTS * (len(others) + 2))
    place = best(placer.source, [each for each in places if (each.start, each.end) not in taken], field.name)
    return None if place is None else placer.value_at(field, place)


def _doubtful(asked: Sequence[Field], record: Record, placer: Placer, parts: Sequence[int]) -> list[int]:
    near = {}
    for number in parts:
        value = record[number].values[0]
        near[number] = max(nearness(placer.source, place, asked[number].name) for place in value.places)
    unnamed = [number for number in parts if not near[number]]
    return unnamed or list(parts)


def _amount(cell: Cell) -> float | None:
    """None of a value that is marked, or none."""
    value = cell.first
    if value is None or value.problem or isinstance(value.value, bool | str) or value.value is None:
        return None
    return float(value.value)
