"""What was found in the parts of a document, put together without doubles.

Owns which of several values of a field is taken, and what counts as the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, Place, Source, nearness

_SINGLE = ("text", "number", "date", "money")


def one_row(fields: Sequence[Field], records: Sequence[Record], source: Source) -> Record:
    """One row of a document out of one for each of its parts: of a list all values, each once; of other
    fields the one to be trusted most."""
    if not records:
        return tuple(Cell() for _ in fields)
    cells = []
    for number, field in enumerate(fields):
        parts = [record[number] for record in records]
        values = [value for part in parts for value in part.values]
        if not values:
            weighed = [part.confidence for part in parts if part.confidence is not None]
            cells.append(Cell((), min(weighed, default=None)))
        elif field.type == "list":
            cells.append(Cell(tuple(_each_once(values, source))))
        else:
            cells.append(Cell((max(values, key=_trust),)))
    return tuple(cells)


def many_rows(records: Iterable[Record]) -> tuple[Record, ...]:
    """The rows in the order of the text, those of the parts that two chunks share once."""
    found: dict[object, Record] = {}
    for record in records:
        found.setdefault(_key(record), record)
    return tuple(found.values())


def competing(fields: Sequence[Field], parts: Sequence[Sequence[Record]]) -> set[int]:
    """The numbers of the fields whose values `one_row` and `without_sharing` have to choose among."""
    found = set()
    for number, field in enumerate(fields):
        several = sum(any(record[number].values for record in records) for records in parts) > 1
        if several and field.type != "list":
            found.add(number)
    for record in (record for records in parts for record in records):
        for numbers in _owners(fields, record).values():
            found.update(numbers if len(numbers) > 1 else ())
    return found


def without_sharing(fields: Sequence[Field], record: Record, source: Source) -> Record:
    """The record in which each mention serves one field: that whose name stands before it, else that of which
    the model is surer. The others are marked; of a list and of choices nothing is."""
    cells = list(record)
    for place, numbers in _owners(fields, record).items():
        best = max(
            numbers,
            key=lambda number: (nearness(source, place, fields[number].name), _trust(_first(record[number]))),
        )
        for number in numbers:
            value = _first(record[number])
            if number != best and not value.problem:
                cells[number] = Cell((value.marked_as("shared"),))
    return tuple(cells)


def _owners(fields: Sequence[Field], record: Record) -> dict[Place, list[int]]:
    """The numbers of the fields that have a mention of their own, by its place."""
    owners: dict[Place, list[int]] = {}
    for number, (field, cell) in enumerate(zip(fields, record, strict=True)):
        value = cell.first
        if field.type in _SINGLE and value is not None and value.start is not None and value.end is not None:
            owners.setdefault(Place(value.start, value.end), []).append(number)
    return owners


def _first(cell: Cell) -> Value:
    return cell.values[0]


def _trust(value: Value) -> tuple[bool, bool, float]:
    """Of equals, `max` takes the first."""
    return (value.found, not value.problem, value.confidence or 0.0)


def _each_once(values: Sequence[Value], source: Source) -> list[Value]:
    """One value for each thing that is named, with all its places in the document, in the text's order."""
    found: dict[str, Value] = {}
    for value in values:
        key = "".join(value.text.split()).casefold()
        known = found.get(key)
        if known is None or _trust(value) > _trust(known):
            found[key] = value
    whole = [_with_places(value, source) for value in found.values()]
    return sorted(whole, key=lambda value: (not value.found, value.start or 0))


def _with_places(value: Value, source: Source) -> Value:
    if not value.found:
        return value
    places = source.places(value.text) or value.places
    first = places[0]
    text = source.text[first.start : first.end]
    return replace(value, text=text, start=first.start, end=first.end, places=places)


def _key(record: Record) -> object:
    """Where the values stand, or what they say where they stand nowhere."""
    return tuple(
        tuple((value.start, value.end) if value.found else value.text for value in cell.values)
        for cell in record
    )
