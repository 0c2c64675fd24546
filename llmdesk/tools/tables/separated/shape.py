"""What the rows of a table usually look like, learnt from its first ones.

Owns the guess of what a row must have to be one: as many cells as the others, numbers where they have
numbers. Must not read files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["number", "code", "text"]
_NUMBER = re.compile(r"[^\w\s]{0,3}\d[\d.,:/%+\-TZ ]{0,40}[^\w\s]{0,2}")
_DATE_WORDS = re.compile(r"\d{1,4}[-/ .][A-Za-z]{3,9}[-/ .,]{1,2}\d{2,4}")
_LONGEST_CODE = 40
_MOST = 0.9  # of a column's cells that are alike


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, a date or a time and nothing else."""
    cell = cell.strip()
    return bool(cell) and (
        _NUMBER.fullmatch(cell) is not None
        or _DATE_WORDS.fullmatch(cell) is not None
        or (len(cell) < 40 and cell.isascii() is False and cell.isdecimal())
    )


def _is_code(cell: str) -> bool:
    return len(cell) <= _LONGEST_CODE and not any(c.isspace() for c in cell) and cell.isascii()


@dataclass(frozen=True, slots=True)
class Shape:
    """`width`: cells of most rows, `widest`: of the row of names where it has more. `filled`: columns that
    are never empty. `counter`: a column whose whole numbers rise from row to row, -1 for none."""

    width: int
    kinds: tuple[Kind, ...] = ()
    filled: tuple[bool, ...] = ()
    counter: int = -1
    widest: int = 0

    @property
    def telling(self) -> bool:
        """Whether a row can be told from a text with commas."""
        return any(kind != "text" for kind in self.kinds)

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether this can be a row of the table."""
        if len(cells) != self.width:
            return False
        for cell, kind, filled in zip(cells, self.kinds, self.filled, strict=False):
            if not cell.strip():
                if filled and kind != "text":
                    return False
            elif (kind == "number" and not is_number(cell)) or (
                kind == "code" and not _is_code(cell.strip())
            ):
                return False
        return True

    def rises(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the counter, where there is one, goes up through these rows."""
        if self.counter < 0:
            return True
        numbers = [row[self.counter].strip() for row in rows]
        if not all(number.isdecimal() and len(number) < 18 for number in numbers):
            return False
        values = [int(number) for number in numbers]
        return all(first < second for first, second in pairwise(values))


def usual_shape(rows: Sequence[Sequence[str]]) -> Shape:
    """The shape of most of these rows, which are those below the header."""
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return Shape(0)
    most = max(widths.values())
    width = max(width for width, count in widths.items() if count == most)
    usual = [row for row in rows if len(row) == width]
    columns = list(zip(*usual, strict=True))
    kinds = tuple(_kind(column) for column in columns)
    filled = tuple(all(cell.strip() for cell in column) for column in columns)
    counter = next((place for place, column in enumerate(columns) if _counts(column)), -1)
    return Shape(width, kinds, filled, counter)


def _kind(column: Sequence[str]) -> Kind:
    cells = [cell for cell in column if cell.strip()]
    if not cells:
        return "text"
    if sum(map(is_number, cells)) >= _MOST * len(cells):
        return "number"
    if sum(_is_code(cell.strip()) for cell in cells) >= _MOST * len(cells):
        return "code"
    return "text"


def _counts(column: Sequence[str]) -> bool:
    if len(column) < 2 or not all(cell.strip().isdecimal() and len(cell) < 18 for cell in column):
        return False
    numbers = [int(cell.strip()) for cell in column]
    return all(first < second for first, second in pairwise(numbers))
