"""Which row holds the names of the columns: not always the first.

Owns the guess. Above the names stand titles, notes on the export and the names of groups of columns; some
tables have no names at all. Must not read files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.tables.separated.shape import Kind, is_number, usual_shape

LOOKED_AT = 60  # rows that are not blank
_MOST_ABOVE = 30  # rows that may stand above the names
_LONGEST_NAME = 120
_SURE_BELOW = 4  # rows of numbers that make the second of two rows of names one
_COMMENT = ("#", "//")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number in the file, from 1, and its cells as texts."""

    number: int
    cells: Sequence[str]


def guess_header(rows: Sequence[Row]) -> int:
    """The number of the row of names; 0 where every row is one of values."""
    if not rows:
        return 0
    usual = _usually_filled(rows)
    places = range(min(len(rows), _MOST_ABOVE))
    if usual < 2:
        place = next((place for place in places if not _is_comment(rows[place])), 0)
        return rows[place].number
    first = next((place for place in places if _filled(rows[place]) >= max(2, 0.6 * usual)), 0)
    first = _below_notes(rows, first, usual)
    later = next(
        (place for place in places if place > first and _is_a_better_header(rows, first, place, usual)), None
    )
    place = first if later is None else later
    if place == 0 and _is_without_names(rows):
        return 0
    return rows[place].number


def _below_notes(rows: Sequence[Row], first: int, usual: int) -> int:
    """The place behind lines of comment; the last of them where it holds the names itself."""
    if not _is_comment(rows[first]):
        return first
    place = first
    while place < len(rows) and _is_comment(rows[place]):
        place += 1
    if place < len(rows) and _filled(rows[place]) >= usual and _are_names(rows[place].cells):
        return place
    return place - 1 if _filled(rows[place - 1]) >= usual else min(place, len(rows) - 1)


def _is_a_better_header(rows: Sequence[Row], first: int, place: int, usual: int) -> bool:
    """Whether the row at `place` names columns of numbers, and those from `first` on are not of them."""
    row = rows[place]
    if _filled(row) < max(usual, _filled(rows[first])) or not _are_names(row.cells):
        return False
    if _stands_below(rows, place):
        return False
    kinds = _kinds_below(rows, place)
    numbers = [column for column, kind in enumerate(kinds) if kind == "number" and _cell(row, column)]
    if any(_filled(each) < 0.6 * usual for each in rows[first:place]):  # notes, and a table below them
        return bool(numbers) and not _has_numbers(rows[first:place], numbers)
    if _has_numbers(rows[first:place], numbers):
        return False
    if _filled(rows[first]) < usual:  # names of groups of columns, or a name is missing
        return True
    return bool(numbers) and place == first + 1 and len(rows) > place + _SURE_BELOW


def _stands_below(rows: Sequence[Row], place: int) -> bool:
    """Whether a cell of the row stands in the same column again, as values do and names do not."""
    return any(
        cell.strip() and cell.strip() == _cell(below, column)
        for column, cell in enumerate(rows[place].cells)
        for below in rows[place + 1 :]
    )


def _has_numbers(rows: Sequence[Row], columns: Sequence[int]) -> bool:
    """Whether all these columns hold numbers in some of the rows, as in a row of the table."""
    return bool(columns) and any(all(is_number(_cell(row, place)) for place in columns) for row in rows)


def _is_without_names(rows: Sequence[Row]) -> bool:
    """Whether the first row has a number in every column of numbers. Years may be names."""
    if len(rows) < 2:
        return False
    kinds = _kinds_below(rows, 0)
    numbers = [_cell(rows[0], place) for place, kind in enumerate(kinds) if kind == "number"]
    if not numbers or not all(map(is_number, numbers)):
        return False
    return not all(_is_year(cell) for cell in numbers)


def _kinds_below(rows: Sequence[Row], place: int) -> tuple[Kind, ...]:
    return usual_shape([row.cells for row in rows[place + 1 :]]).kinds


def _usually_filled(rows: Sequence[Row]) -> int:
    """Cells with something in them in most rows, those at the beginning aside."""
    counts = Counter(_filled(row) for row in rows[len(rows) // 2 if len(rows) >= 6 else 0 :])
    several = {filled: count for filled, count in counts.items() if filled > 1}
    if len(rows) < 6 and sum(several.values()) > 1:
        counts = Counter(several)  # titles have one cell
    most = max(counts.values())
    return max(filled for filled, count in counts.items() if count == most)


def _are_names(cells: Sequence[str]) -> bool:
    names = [cell.strip() for cell in cells if cell.strip()]
    return len(set(names)) == len(names) and all(
        len(name) <= _LONGEST_NAME
        and not is_number(name)
        and not is_sentence(name)
        and not name.startswith("{")
        for name in names
    )


def is_sentence(name: str) -> bool:
    return (len(name.split()) > 1 and name.endswith((".", "!"))) or (
        len(name) > 5 and name.endswith(("。", "！"))
    )


def _is_comment(row: Row) -> bool:
    first = row.cells[0].strip() if row.cells else ""
    return first.startswith(_COMMENT) and len(first) > 1


def _is_year(cell: str) -> bool:
    cell = cell.strip()
    return len(cell) == 4 and cell.isdecimal() and cell[:2] in ("18", "19", "20", "21")


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
