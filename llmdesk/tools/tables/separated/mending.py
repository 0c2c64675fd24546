"""What is made of a line whose quotation marks or separators are not in order.

Owns the other ways to read it, in the order in which they are tried: with \\" for a mark, with marks
inside a cell, as it stands. Must not read files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from llmdesk.tools.tables.separated.dialect import Dialect
from llmdesk.tools.tables.separated.shape import Shape

_LONGEST = 1_000_000  # characters of a line that is mended; a longer one is taken as it stands


@cache
def _closing(quote: str, separator: str) -> re.Pattern[str]:
    return re.compile(f"{quote} *(?={re.escape(separator)}|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The cells of a line, and each as it stands there."""

    cells: list[str]
    raw: list[str]


def _readings(text: str, dialect: Dialect) -> Iterator[_Reading]:
    """The cells of a line without its end, in every way that closes what it opens; as it stands last."""
    for escape, greedy in ((True, True), (False, True), (False, False)):
        if len(text) > _LONGEST or (escape and f"\\{dialect.quote}" not in text):
            continue
        raw: list[str] = []
        cells = cells_of(text, dialect, raw, escape=escape, greedy=greedy)
        if cells is not None:
            yield _Reading(cells, raw)
    plain = text.split(dialect.separator)
    yield _Reading(plain, plain)


def cells_of(
    text: str, dialect: Dialect, raw: list[str] | None = None, *, escape: bool = False, greedy: bool = True
) -> list[str] | None:
    """The cells, where a mark opens at the beginning of a cell and closes only before a separator or the
    end; any other is part of the text. None where a cell is open at the end.

    `escape`: a backslash takes its meaning from a mark. `greedy`: two marks are always one; else they
    are one and the closing one where a separator follows. `raw` gets the cells as they stand.
    """
    raw = [] if raw is None else raw
    quote, separator = dialect.quote, dialect.separator
    closing = _closing(quote, separator)
    cells, place = [], 0
    while True:
        start = begin = place
        while text.startswith(" ", start):
            start += 1
        if not text.startswith(quote, start):
            end = text.find(separator, place)
            cells.append(text[place:] if end < 0 else text[place:end])
            raw.append(cells[-1])
            if end < 0:
                return cells
            place = end + 1
            continue
        found = _quoted(text, start + 1, closing, quote, escape=escape, greedy=greedy)
        if found is None:
            return None
        cell, place = found
        if not escape and _is_only_a_word(cell, quote):
            return None
        cells.append(cell)
        raw.append(text[begin:place])
        if place >= len(text):
            return cells
        place += 1


def _quoted(
    text: str, place: int, closing: re.Pattern[str], quote: str, *, escape: bool, greedy: bool
) -> tuple[str, int] | None:
    """(the text of a cell that a mark opened before `place`, where its separator is)."""
    pieces: list[str] = []
    while True:
        mark = text.find(quote, place)
        if mark < 0:
            return None
        piece = text[place:mark]
        if escape and (len(piece) - len(piece.rstrip("\\"))) % 2:
            pieces += [piece[:-1], quote]
            place = mark + 1
            continue
        pieces.append(piece.replace("\\\\", "\\") if escape else piece)
        end = closing.match(text, mark)
        doubled = text.startswith(quote, mark + 1)
        if doubled and not greedy and (after := closing.match(text, mark + 1)):
            return "".join([*pieces, quote]), after.end()
        if end is not None:
            return "".join(pieces), end.end()
        pieces.append(quote)
        place = mark + (2 if doubled else 1)


def _is_only_a_word(cell: str, quote: str) -> bool:
    """Whether the first mark inside closes what was opened: `Best" day, said "everybody` was two words in
    quotation marks and not a cell in them."""
    mark = cell.find(quote)
    return mark > 0 and not cell[mark - 1].isspace() and cell[mark + 1 : mark + 2] in (" ", "", ".", "!", "?")


def mended(text: str, dialect: Dialect, shape: Shape) -> tuple[list[str], bool]:
    """(the cells of a line that is not in order, whether they fit the table)."""
    every = []
    for reading in _readings(text, dialect):
        every.append(reading)
        if len(reading.cells) == shape.width:
            return reading.cells, True
    for reading in every:
        put_together = without_commas(reading.cells, dialect, shape, reading.raw)
        if put_together is not None:
            return put_together, True
    return every[0].cells, False


def without_commas(
    cells: Sequence[str], dialect: Dialect, shape: Shape, raw: Sequence[str] | None = None
) -> list[str] | None:
    """The cells of a row that has too many, its text put together again where only one way fits. `raw`: the
    cells as they stand in the line."""
    extra = len(cells) - shape.width
    if extra <= 0 or shape.width < 2:
        return None
    if not any(cell.strip() for cell in cells[shape.width :]):
        return list(cells[: shape.width])
    texts = [place for place, kind in enumerate(shape.kinds) if kind == "text"]
    ways = []
    for place in texts:
        middle = dialect.separator.join((raw or cells)[place : place + extra + 1])
        if len(middle) > 1 and middle.startswith(dialect.quote) and middle.endswith(dialect.quote):
            middle = middle[1:-1].replace(dialect.quote * 2, dialect.quote)
        row = [*cells[:place], middle, *cells[place + extra + 1 :]]
        if shape.fits(row):
            ways.append((place, row))
    if len(ways) > 1:  # people write a space behind a comma
        ways = [
            (place, row)
            for place, row in ways
            if all(cell.startswith(" ") for cell in cells[place + 1 : place + extra + 1])
            and not any(cell.startswith(" ") for cell in (*cells[1 : place + 1], *cells[place + extra + 1 :]))
        ]
    return ways[0][1] if len(ways) == 1 else None
