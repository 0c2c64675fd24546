"""How the lines of a poem fall into rows (or columns): one to a row, a sentence, or on and on.

Owns the ways that are tried. Must not know how long a row may be on some paper: whoever asks chooses the
way that gives the largest type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.tools.poetry.page import Page
from llmdesk.ui.poetry.sheet.cells import Cell, Row, Setter
from llmdesk.ui.poetry.sheet.faces import EM

_STOPS = "。！？；.!?;"
_LIMITS_CHINESE = (8, 12, 16, 21, 28)  # characters of a row in which lines run on
_LIMITS_ENGLISH = (30, 22, 16)  # times the type's height
_FEW = 4  # lines of a poem that stand alone in their rows unless that is far worse
# How much larger the type has to be for a way that is less usual.
_ALONE, _IN_PAIRS, _SENTENCES, _ON_AND_ON, _UNMARKED = 1.0, 0.95, 0.93, 0.72, 0.5
_HANGING = 1.4 * EM  # units that the rest of a long line stands in


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and how far in it stands; `first` of a stanza."""

    cells: Row
    indent: float = 0.0
    first: bool = False

    @property
    def length(self) -> float:
        return self.indent + sum(cell.advance for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Way:
    """`worth`: of two ways with type of one size, the one that is worth more is taken."""

    rows: tuple[Placed, ...]
    worth: float


def ways(page: Page, setter: Setter) -> Iterator[Way]:
    stanzas = [[setter.line(line) for line in stanza] for stanza in page.stanzas]
    yield _way([[[line] for line in lines] for lines in stanzas], setter, _ALONE)
    if not setter.chinese:
        for limit in _LIMITS_ENGLISH:
            rows = [row for lines in stanzas for row in _wrapped(lines, limit * EM)]
            yield Way(tuple(rows), _ON_AND_ON)
        return
    if all(len(lines) % 2 == 0 for lines in stanzas):
        yield _way([_pairs(lines) for lines in stanzas], setter, _IN_PAIRS)
    yield _way([_sentences(page, at, lines) for at, lines in enumerate(stanzas)], setter, _SENTENCES)
    if len(page.lines) > _FEW:
        for characters in _LIMITS_CHINESE:
            rows = [row for lines in stanzas for row in _run_on(lines, setter, characters)]
            yield Way(tuple(rows), _ON_AND_ON if setter.marks else _UNMARKED)


def _way(stanzas: Sequence[Sequence[Sequence[Row]]], setter: Setter, worth: float) -> Way:
    rows = [
        Placed(_joined(group, setter), first=number == 0)
        for groups in stanzas
        for number, group in enumerate(groups)
    ]
    return Way(tuple(rows), worth)


def _pairs(lines: Sequence[Row]) -> list[list[Row]]:
    return [list(lines[at : at + 2]) for at in range(0, len(lines), 2)]


def _sentences(page: Page, stanza: int, lines: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = [[]]
    for line, told in zip(lines, page.stanzas[stanza], strict=True):
        groups[-1].append(line)
        if told.text.rstrip("”’」』）)")[-1:] in _STOPS:
            groups.append([])
    return [group for group in groups if group]


def _joined(lines: Sequence[Row], setter: Setter) -> Row:
    cells: list[Cell] = []
    for line in lines:
        if cells and not setter.ends_with_mark(tuple(cells)):
            cells.append(setter.gap())
        cells += line
    return tuple(cells)


def _run_on(lines: Sequence[Row], setter: Setter, characters: int) -> Iterator[Placed]:
    """The lines of a stanza one behind the other, broken after so many characters."""
    row: list[Cell] = []
    limit, length, first = characters * setter.advance, 0.0, True
    for cell in _joined(lines, setter):
        if row and length + cell.advance > limit and not cell.sticks:
            yield Placed(_trimmed(row), first=first)
            row, length, first = [], 0.0, False
        row.append(cell)
        length += cell.advance
    yield Placed(_trimmed(row), first=first)


def _trimmed(row: Sequence[Cell]) -> Row:
    end = len(row)
    while end and row[end - 1].how == "gap":
        end -= 1
    return tuple(row[:end])


def _wrapped(lines: Sequence[Row], limit: float) -> Iterator[Placed]:
    """Each line from the edge; what is too long goes on below, further in."""
    for number, line in enumerate(lines):
        row: list[Cell] = []
        length, indent = 0.0, 0.0
        for cell in line:
            if row and length + cell.advance > limit:
                yield Placed(tuple(row), indent, number == 0 and not indent)
                row, indent = [], _HANGING
                length = indent
            row.append(cell)
            length += cell.advance
        yield Placed(tuple(row), indent, number == 0 and not indent)
