"""What a model said, found in the source: exact places, normal forms, and marks where there are none.

Owns how an answer becomes values. The words of a value are always the source's own; a value that stands
nowhere keeps the model's and is marked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from llmdesk.tools.evidence.values import Figure, Quantity
from llmdesk.tools.extract.chunks import Chunk
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import (
    Answer,
    Field,
    Normal,
    Place,
    Said,
    Source,
    best,
    habits_of,
    normal,
)
from llmdesk.tools.fields.values import currency_of, term_of

_NUMERIC = ("number", "date", "money")
_BESIDE = 12  # characters in which it is said that a time is a term
_NEAR = 80  # characters that a figure takes at most


class Placer:
    """Finds values in one source."""

    def __init__(self, text: str) -> None:
        self.source = Source(text)
        self._habits = habits_of(text)

    def record(self, fields: Sequence[Field], answer: Answer, chunk: Chunk) -> Record:
        """The one row of a document, from what was said of a part of it."""
        taken: list[Place] = []
        cells = []
        for field, said in zip(fields, answer, strict=True):
            values = []
            for each in said:
                places = self._places(field, each, chunk)
                place = best(self.source, places, field.name, taken=taken)
                if place is not None and field.type not in ("yes/no", "one of"):
                    taken.append(place)
                values.append(self._value(field, each, place, places))
            cells.append(Cell(tuple(values)))
        return tuple(cells)

    def rows(self, fields: Sequence[Field], answers: Sequence[Answer], chunk: Chunk) -> list[Record]:
        """Many rows: the values of each stand together, and behind those of the row before."""
        records: list[Record] = []
        after = chunk.start
        for answer in answers:
            found = [
                [self._places(field, each, chunk) for each in said]
                for field, said in zip(fields, answer, strict=True)
            ]
            anchor = _anchor(found, after)
            line = self._line(anchor, chunk) if anchor is not None else None
            cells = []
            for field, said, places in zip(fields, answer, found, strict=True):
                values = [
                    self._value(field, each, _nearest(some, anchor, line, after), some)
                    for each, some in zip(said, places, strict=True)
                ]
                cells.append(Cell(tuple(values)))
            records.append(tuple(cells))
            after = anchor.end if anchor is not None else after
        return records

    def amounts(self, field: Field, wanted: float, slack: float) -> tuple[Place, ...]:
        """Where the text states this number or amount, to within `slack`."""
        whole = self._figures(0, len(self.source.text))
        return tuple(
            place
            for place, here in ((_whole(each), self._normal(field, _whole(each))) for each in whole)
            if isinstance(here.value, int | float) and abs(here.value - wanted) < slack
        )

    def value_at(self, field: Field, place: Place) -> Value:
        """The value that stands there."""
        text = self.source.text[place.start : place.end]
        return self._value(field, Said(text), place, (place,))

    def _normal(self, field: Field, place: Place) -> Normal:
        return normal(field, self.source.text[place.start : place.end], self._habits)

    def _line(self, place: Place, chunk: Chunk) -> Place:
        """The line of the text that a place begins in, as far as the part has it."""
        start = self.source.text.rfind("\n", chunk.start, place.start) + 1
        end = self.source.text.find("\n", place.start, chunk.end)
        return Place(start or chunk.start, chunk.end if end < 0 else end)

    # -- one value ------------------------------------------------------------------------------
    def _places(self, field: Field, said: Said, chunk: Chunk) -> tuple[Place, ...]:
        """Where the words stand in the part that was read; for numbers and dates, else where the same value
        stands in other words."""
        words = said.quote if field.type in ("yes/no", "one of") else said.value
        places = self.source.places(words, chunk.start, chunk.end)
        if not places and field.type == "one of":
            places = self.source.places(said.value, chunk.start, chunk.end)
        if not places and field.type in _NUMERIC:
            places = tuple(self._same_value(field, words, chunk))
        return places

    def _same_value(self, field: Field, words: str, chunk: Chunk) -> Iterator[Place]:
        # A model that reckons instead of copying writes what comes out behind the last sign: 1 + 2 = 3.
        wanted = normal(field, words.rpartition("=")[2], self._habits)
        if wanted.value is None:
            return
        for figure in self._figures(chunk.start, chunk.end):
            if figure.end <= chunk.end:
                place = _whole(figure)
                here = self._normal(field, place)
                if here.value == wanted.value and (
                    not wanted.currency or here.currency in ("", wanted.currency)
                ):
                    yield place

    def _figures(self, start: int, end: int) -> Sequence[Figure]:
        """Those that begin in text[start:end]."""
        figures = self.source.figures
        return figures[bisect_left(figures, start, key=_start) : bisect_left(figures, end, key=_start)]

    def _value(self, field: Field, said: Said, place: Place | None, places: Sequence[Place]) -> Value:
        chosen = field.type in ("yes/no", "one of")
        text = said.quote if chosen else said.value
        if place is not None:
            text = self.source.text[place.start : place.end]
        found = normal(field, said.value if chosen else text, self._habits)
        if place is None:
            return Value(found.value, text, currency=found.currency, problem="nowhere")
        if field.type == "date" and (found.problem or str(found.value).startswith("---")):
            found = self._term_at(place) or found
        if field.type == "money" and not found.currency:
            found = replace(found, currency=self._currency_at(place))
        return _made(found, text, place, places)

    def _term_at(self, place: Place) -> Normal | None:
        """The term that these words are part of: that of within 30 days for 30 days."""
        start, end = max(0, place.start - _BESIDE), place.end + _BESIDE
        start = self.source.text.rfind("\n", start, place.start) + 1 or start
        end = end if (line := self.source.text.find("\n", place.end, end)) < 0 else line
        term = term_of(self.source.text[start:end])
        return Normal(term) if term else None

    def _currency_at(self, place: Place) -> str:
        """The currency of the amount that these digits are part of: that of EUR 5 for 5."""
        for figure in self._figures(place.start - _NEAR, place.end):
            if figure.start < place.end and place.start < figure.end:
                money = [
                    each for each in figure.readings if isinstance(each, Quantity) and each.kind == "money"
                ]
                return currency_of(money[0].units, self._habits.chinese) if money else ""
        return ""


def _made(found: Normal, text: str, place: Place, places: Sequence[Place]) -> Value:
    return Value(
        found.value, text, place.start, place.end,
        currency=found.currency, problem=found.problem, places=tuple(places),
    )  # fmt: skip


def _start(figure: Figure) -> int:
    return figure.start


def _whole(figure: Figure) -> Place:
    """A figure with the unit behind it."""
    return Place(figure.start, max(figure.end, figure.span[1]))


def _anchor(found: Sequence[Sequence[Sequence[Place]]], after: int) -> Place | None:
    """The place that shows where a row stands: that of the value with the fewest, first of those behind the
    row before."""
    groups = [places for cell in found for places in cell if places]
    if not groups:
        return None
    fewest = min(groups, key=len)
    behind = [each for each in fewest if each.start >= after]
    return (behind or list(fewest))[0]


def _nearest(places: Sequence[Place], anchor: Place | None, line: Place | None, after: int) -> Place | None:
    """Behind the row before, on the line of the anchor, near it: the first of these counts most."""
    if not places or anchor is None or line is None:
        return None

    def rank(place: Place) -> tuple[bool, bool, int]:
        away = not line.start <= place.start < line.end
        return (place.start < after and away, away, abs(place.start - anchor.start))

    return min(places, key=rank)
