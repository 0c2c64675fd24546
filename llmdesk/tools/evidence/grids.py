"""Tables of figures in a text: of which row and column the figure of a claim is.

Owns finding such tables, lines that have as many cells as the line above them, and comparing a claim that
names one row and one column with what stands there. Must not judge what is not in a table.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.comparing import Contrast
from llmdesk.tools.evidence.terms import is_cjk, terms

_CELLS = re.compile(r"\s{0,4}[|｜\t]\s{0,4}|[ \u3000]{2,}")
_FIGURE = re.compile(r"\d[\d.,:：]*")
# What a claim has that reckons with figures: only then may one be the difference, sum or share of others.
_RECKONS = re.compile(
    r"\b(?:rise|rising|rose|risen|gr[eo]w|increas|gain|up\b|climb|jump|surg|f[ae]ll|drop|declin|decreas|reduc|"
    r"shr[aiu]nk|los[set]|down\b|s[au]nk|chang|differ|gap|margin|more|less|fewer|than|ahead|behind|extra|"
    r"addition|total|altogether|together|combined|sum\b|share|percent|per cent|times|hours?\b|between|apart)|"
    r"[%％增减涨升降跌多少比差共总倍占超高低翻]|合计|百分|小时",
    re.IGNORECASE,
)
_SHARES = re.compile(r"[%％]|\bper ?cent|百分", re.IGNORECASE)
_RULE = frozenset("-|:+= \t｜—")
_LEAST_ROWS, _MOST_CELLS = 2, 12
_LONGEST_LINE, _LONGEST_CELL = 400, 60
_WORD_CELL = 10  # characters of cells that only single spaces part
_MOST_GRIDS, _MOST_CHARACTERS = 200, 1_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """`header`: what the columns are called; `rows`: their cells, the first of which says what a row is."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    place: Span

    def says(self, claim: str) -> Contrast | Literal["right", ""]:
        """Whether the figures of a claim stand in the row and column that it names; "" where it does not name
        one of each."""
        columns = [at for at, name in enumerate(self.header) if at and _is_named(name, claim)]
        rows = [row for row in self.rows if _is_named(row[0], claim)]
        if len(columns) != 1 or len(rows) != 1:
            return ""
        column, row = columns[0], rows[0]
        labels = {*_figures(row[0]), *_figures(self.header[column])}
        claimed = {key: figure for key, figure in _figures(claim).items() if key not in labels}
        there = _figures(row[column])
        if not claimed or not there:
            return ""
        if there.keys() <= claimed.keys() or claimed.keys() <= there.keys():  # one of "12 of 20", "10-18"
            return "right"
        if there.keys() & claimed.keys():
            return ""
        made = self._made(row, column, claim)
        for key, figure in claimed.items():
            if key in made:
                continue
            for other, cell in enumerate(row):
                if other not in (0, column) and key in _figures(cell):
                    return Contrast("person", self.header[column], self.header[other])
            if any(key in _figures(each[column]) for each in self.rows):
                return Contrast("number", figure, row[column])
        return ""

    def _made(self, row: Sequence[str], column: int, claim: str) -> set[str]:
        """Those of the claimed figures that the cell makes with another figure of its row or column: a
        difference, a sum, a share or growth in per cent; with each the figure that makes it. None where the
        claim says nothing of the kind."""
        if not _RECKONS.search(claim):
            return set()
        wanted, has_shares = _values(_figures(claim)), bool(_SHARES.search(claim))
        own = _values(_figures(row[column])).values()
        found = set()
        for cells in (row[1:], [each[column] for each in self.rows]):
            others = [pair for cell in cells for pair in _values(_figures(cell)).items()]
            total = sum(value for _, value in others)
            for other, value in (*others, ("", total)):
                for key, made in wanted.items():
                    half = _half(key) if has_shares else None
                    if any(_makes(one, value, made, half) for one in own):
                        found |= {key, other}
        return found


def grids_of(document: Document) -> Sequence[Grid]:
    """The tables of the first million characters of a document, at most some hundreds."""
    return _grids_in(document.text)


# A summary is checked part by part against one document; its tables are looked for once.
@lru_cache(maxsize=2)
def _grids_in(text: str) -> tuple[Grid, ...]:
    return tuple(_grids(text[:_MOST_CHARACTERS]))


def _grids(text: str) -> Iterator[Grid]:
    found = 0
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    begin = end = at = 0
    for line in (*text.splitlines(keepends=True), ""):
        start, at = at, at + len(line)
        if header and line.strip() and set(line.strip()) <= _RULE:
            continue
        cells = _cells(line, len(header))
        if header and len(cells) == len(header) and _is_row(cells):
            rows.append(cells)
            end = at
            continue
        if len(rows) >= _LEAST_ROWS:
            yield Grid(header, tuple(rows), Span(begin, end))
            found += 1
            if found == _MOST_GRIDS:
                return
        cells = _cells(line, 0)
        header, rows, begin = (cells if _is_header(cells) else ()), [], start


def _cells(line: str, wanted: int) -> tuple[str, ...]:
    """The cells of a line; without marks between them, words that are as many as `wanted` or, of a possible
    header, no more than a few."""
    line = line.strip().strip("|｜").strip()
    if not line or len(line) > _LONGEST_LINE:
        return ()
    cells = [cell.strip() for cell in _CELLS.split(line)]
    if len(cells) == 1:
        cells = line.split()
        if any(len(cell) > _WORD_CELL for cell in cells) or (wanted and len(cells) != wanted):
            return ()
    is_usual = 2 < len(cells) <= _MOST_CELLS and all(len(cell) <= _LONGEST_CELL for cell in cells)
    return tuple(cells) if is_usual else ()


def _is_header(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cells[1:]) and len({*cells[1:]}) == len(cells) - 1


def _is_row(cells: Sequence[str]) -> bool:
    """Whether all but the first are figures or empty."""
    return bool(cells[0]) and all(_FIGURE.search(cell) or not cell.strip("-–—/") for cell in cells[1:])


def _figures(text: str) -> dict[str, str]:
    """The figures of a text as they are written, by what they are compared by; a full hour is its hour."""
    written = (found.rstrip(".,:：") for found in _FIGURE.findall(text))
    return {_key(figure): figure for figure in written}


def _key(figure: str) -> str:
    key = figure.replace(",", "").replace("：", ":")
    if ":" not in key:
        return key
    key = key.removesuffix(":00")
    return key.removeprefix("0") if key[1:2].isdigit() else key


def _values(keys: Iterable[str]) -> dict[str, float]:
    """The numbers, or the hours of times."""
    found = {}
    for key in keys:
        hour, _, minutes = key.partition(":")
        with contextlib.suppress(ValueError):  # 1.2.2023
            found[key] = float(hour) + float(minutes or 0) / 60
    return found


def _half(key: str) -> float:
    """Half of the last place of a figure."""
    return 0.5 * 10.0 ** -len(key.partition(".")[2])


def _makes(one: float, other: float, claimed: float, half: float | None) -> bool:
    """Whether a claimed figure is the difference or sum of two others or, within `half`, one in per cent of
    the other."""
    if math.isclose(abs(one - other), claimed) or math.isclose(one + other, claimed):
        return True
    if half is None or not one or not other:
        return False
    shares = one / other, other / one, abs(one - other) / other, abs(one - other) / one
    return any(abs(100 * share - claimed) <= half for share in shares)


def _is_named(name: str, claim: str) -> bool:
    """Whether a claim has the name of a row or column."""
    if is_cjk(name):
        return name in claim
    wanted = set(terms(name))
    if wanted:
        return wanted <= set(terms(claim))
    return bool(_figures(name)) and _figures(name).keys() <= _figures(claim).keys()
