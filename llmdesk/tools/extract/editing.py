"""A cell that a person puts right: the words are looked up in the text as those of a model are.

Owns how typed words become a cell, and the way back. Must not ask a model. What a person says is not doubted:
words that stand nowhere are no mark, a number that is none is.
"""

from __future__ import annotations

from llmdesk.tools.extract.types import Cell, Value
from llmdesk.tools.fields import Field, Habits, Source, best, habits_of, normal

LONGEST = 2_000  # characters of what is typed into a cell
MOST_ITEMS = 200


def edited(cell: Cell, field: Field, words: str, source: Source) -> Cell:
    """`cell` with `words` in it, none for "not stated"; of a list a value each between semicolons, as many
    as there were and `MOST_ITEMS` more."""
    typed = [words]
    if field.type == "list":
        most = MOST_ITEMS + len(cell.values)
        typed = words.replace("；", ";").replace("\n", ";").split(";")[:most]
    plain = dict.fromkeys(" ".join(each.split())[:LONGEST] for each in typed)
    habits = habits_of(source.text)
    values = tuple(_value(field, each, source, habits) for each in plain if each)
    was = cell.values if cell.was is None else cell.was
    return Cell(values, was=was)


def as_it_was(cell: Cell) -> Cell:
    """What was extracted, before it was edited."""
    return cell if cell.was is None else Cell(cell.was)


def _value(field: Field, words: str, source: Source, habits: Habits) -> Value:
    found = normal(field, words, habits)
    # A yes rests on what the text says, and on no word "yes" in it.
    places = () if field.type == "yes/no" else source.places(words)
    place = best(source, places, field.name)
    if place is None:
        return Value(found.value, words, currency=found.currency, problem=found.problem)
    return Value(
        found.value, source.text[place.start : place.end], place.start, place.end,
        currency=found.currency, problem=found.problem, places=places,
    )  # fmt: skip
