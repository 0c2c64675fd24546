"""How a text with separators is written: its separator, its quotation marks, its line ends.

Owns the guesses, made on a sample that is given. Must not read files.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmdesk.tools.tables.separated.shape import Shape

SEPARATORS = (",", "\t", ";", "|")
# What stands for "one column": a character that is in no text.
NO_SEPARATOR = "\x1f"
_ROWS = 200
_SEP_LINE = re.compile(r"\ufeff*\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`escape`: \\" is a mark inside a cell. `spaced`: spaces may stand before a mark that opens.
    `trusted`: whoever wrote it knows the rules, so a cell may go over lines. `line_end`: "\\n" or "\\r"."""

    separator: str
    quote: str = '"'
    escape: bool = False
    spaced: bool = False
    trusted: bool = False
    line_end: str = "\n"

    @property
    def other_end(self) -> str:
        return "\r" if self.line_end == "\n" else "\n"

    @property
    def strict(self) -> bool:
        """Whether a record that is in order is so for every reader of CSV."""
        return self.quote == '"' and not self.spaced


def separator_line(text: str) -> str:
    """The separator that the first line names (`sep=;`, as Excel writes it), else ""."""
    end = min((place for place in (text.find("\n"), text.find("\r")) if place >= 0), default=len(text))
    found = _SEP_LINE.fullmatch(text[:end]) if end < 20 else None
    return found[1] if found else ""


def line_end_of(text: str) -> str:
    return "\r" if "\r" in text and "\n" not in text else "\n"


def find_dialect(text: str, *, whole: bool, suffix: str = "") -> Dialect:
    """The dialect of `text`, the beginning of a table; `whole`: it is all of it. Nothing is trusted yet."""
    named = separator_line(text)
    plain = Dialect(named or NO_SEPARATOR, line_end=line_end_of(text))
    if not named:
        plain = replace(plain, separator=find_separator(text, whole=whole, suffix=suffix))
    return _with_quotes(plain, text, whole=whole)


def find_separator(text: str, *, whole: bool, suffix: str = "") -> str:
    """The separator of `text`: the one that gives most rows the same number of cells, two or more.

    `NO_SEPARATOR` where there is one column and commas are part of its texts.
    """
    order = ("\t", *SEPARATORS) if suffix == ".tsv" else SEPARATORS
    best, best_share = "", 0.0
    for separator in order:
        if separator not in text:
            continue
        rows = _rows(Dialect(separator, line_end=line_end_of(text)), text, whole=whole)
        share = _share(rows, separator)
        if share > best_share + 0.001:
            best, best_share = separator, share
    if best:
        return best
    for separator in order:
        if separator not in text:
            return separator
    return NO_SEPARATOR


def _share(rows: list[list[str]], separator: str) -> float:
    """How many of the rows have the usual number of cells; 0 where this is no separator."""
    from llmdesk.tools.tables.separated.shape import usual_shape

    widths = [len(row) for row in rows]
    if not widths:
        return 0.0
    usual = Counter(widths).most_common(1)[0][0]
    share = sum(width == usual for width in widths) / len(widths)
    if widths[0] >= 2:
        return share if usual >= 2 and share >= 0.5 else 0.0
    # Something stands above the names, or these are sentences with commas.
    first = next((place for place, width in enumerate(widths) if width == usual), len(widths))
    below = rows[first:]
    if usual < 2 or len(below) < 2:
        return 0.0
    shape = usual_shape(below[1:])
    even = sum(len(row) == usual for row in below)
    if even < (0.6 if "number" in shape.kinds else 0.9) * len(below):
        return 0.0
    if "number" not in shape.kinds and (_are_sentences(below) or not (shape.telling or usual >= 3)):
        return 0.0
    return share


def _are_sentences(rows: Sequence[Sequence[str]]) -> bool:
    later = [cell for row in rows for cell in row[1:]]
    return sum(cell.startswith(" ") for cell in later) > 0.5 * len(later)


def _rows(dialect: Dialect, text: str, *, whole: bool, shape: Shape | None = None) -> list[list[str]]:
    """The first rows of a sample that are not blank."""
    from llmdesk.tools.tables.separated.records import NO_SHAPE, Records

    stream = io.StringIO(text, newline=dialect.line_end)
    records = Records(stream.readline, Path(), dialect, shape or NO_SHAPE)
    rows = list(islice((cells for cells, _ in records if cells), _ROWS + 1))
    return rows if whole or len(rows) > _ROWS or len(rows) < 2 else rows[:-1]  # the last row may be cut


def _lines(text: str, dialect: Dialect, *, whole: bool) -> list[str]:
    found = text[: 64 << 10].split(dialect.line_end)[: 2 * _ROWS]
    return [line.rstrip("\r\n") for line in (found if whole and len(text) <= 64 << 10 else found[:-1])]


def _with_quotes(plain: Dialect, text: str, *, whole: bool) -> Dialect:
    """The dialect with the quotation marks that the sample has."""
    from llmdesk.tools.tables.separated.mending import cells_of

    lines = [line for line in _lines(text, plain, whole=whole) if line]
    separator = re.escape(plain.separator)
    opening, closing = re.compile(rf"(?:^|{separator})'"), re.compile(rf"'(?={separator}|$)")
    double = re.compile(rf"(?:^|{separator}) *\"")
    starts = [(line[:5000], opening.search(line[:5000])) for line in lines[1:]]
    single = sum(mark is not None and closing.search(line, mark.end()) is not None for line, mark in starts)
    if single > 0.5 * len(lines[1:]) and not any(double.search(line) for line in lines[1:]):
        return replace(plain, quote="'")
    if plain.separator == NO_SEPARATOR:
        return plain
    spaced = replace(plain, spaced=True)
    if re.search(rf'{separator} +"', text) and (
        _evenness(spaced, text, whole=whole) > _evenness(plain, text, whole=whole)
        or _are_spaced(lines, separator)
    ):
        plain = spaced
    escaped = [line for line in lines if '\\"' in line]
    if not escaped:
        return plain
    width = Counter(len(row) for row in _rows(plain, text, whole=whole)).most_common(1)[0][0]
    votes = 0
    for line in escaped:
        by_rules, by_escape = _strict(line, plain), cells_of(line, plain, escape=True)
        good = by_escape is not None and len(by_escape) == width
        votes += (good and len(by_rules) != width) - (len(by_rules) == width and not good)
    return replace(plain, escape=votes > 0)


def _are_spaced(lines: Sequence[str], separator: str) -> bool:
    """Whether cells in marks have a space before them, and none stands right behind a separator."""
    whole = re.compile(rf'{separator} +"[^"]*" *(?={separator}|$)')
    marked = [line for line in lines if '"' in line]
    return sum(whole.search(line) is not None for line in marked) > 0.5 * len(marked) and not any(
        re.search(rf'{separator}"', line) for line in marked
    )


def _evenness(dialect: Dialect, text: str, *, whole: bool) -> float:
    widths = [len(row) for row in _rows(dialect, text, whole=whole)]
    return Counter(widths).most_common(1)[0][1] / len(widths) if widths else 0.0


def _strict(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line by the rules; none where it breaks them."""
    import csv

    try:
        return next(csv.reader([line], delimiter=dialect.separator, quotechar=dialect.quote, strict=True), [])
    except csv.Error:
        return []


def is_trusted(dialect: Dialect, text: str, shape: Shape, *, whole: bool) -> bool:
    """Whether cells stand in marks by the rules, and nothing breaks them: no line is out of order, and no
    cell that goes over lines looks as if its lines were rows."""
    from llmdesk.tools.tables.account import Ledger
    from llmdesk.tools.tables.separated.records import Records

    if dialect.quote not in text:
        return True
    opening = re.compile(rf"(?:^|{re.escape(dialect.separator)}){dialect.quote}")
    in_order = any(
        opening.search(line) and _strict(line, dialect) for line in _lines(text, dialect, whole=whole)
    )
    ledger, count = Ledger(), 0
    stream = io.StringIO(text, newline=dialect.line_end)
    trial = replace(dialect, trusted=in_order)
    for _ in islice(Records(stream.readline, Path(), trial, shape, ledger), 5 * _ROWS):
        count += 1
    found = {finding.kind: finding.count for finding in ledger.close(0, count).findings}
    in_order = in_order or ("breaks" in found and shape.telling)
    # The last line of a sample may be cut.
    return in_order and found.get("quotes", 0) <= (0 if whole or count >= 5 * _ROWS else 1)
