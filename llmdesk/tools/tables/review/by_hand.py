"""What is typed by hand into a column of numbers, days or yes and no: as such, where it is one.

Owns what counts as one: the whole text, and in one way only, since what is typed must not lose a word of it.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.fields import Field, normal
from llmdesk.tools.tables.types import Cell, ColumnKind

_LONGEST = 100
_MOST_DIGITS = 15  # that a workbook's numbers hold
_NUMBER = re.compile(r"[-+−]?\d[\d.,'’ \u00a0\u202f]*")
_OF_A_NAME = re.compile(r"[-+−]?0\d")  # how a number begins that names something: 007, 030 123456
_AROUND = set(" \t\u00a0,.;()，。；（）")  # of a day, that do not say another thing of it, as < and ? do
_FIRST_YEAR = 1900  # of a workbook
_BOOLS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def kind_of_cell(cell: Cell) -> ColumnKind:
    """What a cell holds; "" for a text and for nothing."""
    if isinstance(cell, bool):
        return "yes/no"
    if isinstance(cell, int | float):
        return "number"
    return "date" if isinstance(cell, dt.date) else ""


def typed(text: str, kind: ColumnKind) -> Cell:
    """`text` as a cell of a column that holds `kind`: a number, a day, True or False; the text itself where
    it is none, and None for nothing."""
    plain = text.strip()
    found: Cell = None
    if len(plain) <= _LONGEST:
        if kind == "number":
            found = _number(plain)
        elif kind == "date":
            found = _day(plain)
        elif kind == "yes/no":
            found = _BOOLS.get(plain.casefold())
    return (text or None) if found is None else found


def _number(text: str) -> int | float | None:
    if sum(map(str.isdecimal, text)) > _MOST_DIGITS or _OF_A_NAME.match(text) or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        if not _NUMBER.fullmatch(text):
            return None
        given = normal(Field("", type="number"), text.replace("−", "-")).value
        return given if isinstance(given, int | float) and not isinstance(given, bool) else None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and text.lstrip("+-").isdecimal() else number


def _day(text: str) -> dt.date | None:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return _in_workbook(read(text))
        except ValueError:
            pass
    found, rest = list(figures(text)), text
    for figure in found:
        rest = rest.replace(text[slice(*_span(figure.start, figure.end, figure.span))], " ", 1)
    iso = normal(Field("", type="date"), text).value
    if set(rest) - _AROUND or not isinstance(iso, str) or len(found) > 1 + ("T" in iso):
        return None
    try:
        return _in_workbook(dt.datetime.fromisoformat(iso) if "T" in iso else dt.date.fromisoformat(iso))
    except ValueError:  # a month, a day of no year, a term
        return None


def _span(start: int, end: int, span: tuple[int, int]) -> tuple[int, int]:
    """Of a figure, with its unit."""
    return min(start, span[0]) if span != (0, 0) else start, max(end, span[1])


def _in_workbook(day: dt.date) -> dt.date | None:
    aware = isinstance(day, dt.datetime) and day.tzinfo is not None
    return None if day.year < _FIRST_YEAR or aware else day
