"""How dates and times stand in the cells of a workbook: as numbers with a style that shows them.

Owns the numbers, and the styles that are added to those of somebody else's workbook: one each for a date, a
moment, a time and a duration, like its first style otherwise. Without a style a date would show as 46092, and
with another workbook's it would have whatever stands in that place.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from llmdesk.tools.tables.formats.workbook import MOST_SMALL_PART, Workbook, make_parser
from llmdesk.tools.tables.types import Cell

When = dt.datetime | dt.date | dt.time | dt.timedelta
FORMATS = (14, 22, 21, 46)  # built in (ECMA-376 part 1, 18.8.30): date, moment, time, duration
_LIKE_FIRST = ("fontId", "fillId", "borderId", "xfId")  # what ours have of the first style
_COUNT = re.compile(rb"(\scount\s*=\s*)(?:\"\d*\"|'\d*')")


@dataclass(frozen=True, slots=True)
class Dating:
    """`first`: the number of the first of the four styles; None: there are none, and dates are texts.
    `from_1904`: days are counted from 1904 on, as old Macs did."""

    first: int | None = 1
    from_1904: bool = False

    def cell(self, when: When) -> tuple[float, int] | str:
        """The number and the style of a cell, or a text where it cannot be told by a number."""
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

        if self.first is None:
            return _text(when)
        if isinstance(when, dt.datetime):
            when = when.replace(tzinfo=None)
        epoch = CALENDAR_MAC_1904 if self.from_1904 else CALENDAR_WINDOWS_1900
        number: float = to_excel(when, epoch)  # type: ignore[no-untyped-call]
        if number < (1 if isinstance(when, dt.date) else 0):  # before the first day, which shows as #####
            return _text(when)
        return number, self.first + _kind(when)


def _kind(when: When) -> int:
    """Its place in `FORMATS`."""
    if isinstance(when, dt.datetime):
        return 1
    return 0 if isinstance(when, dt.date) else 2 if isinstance(when, dt.time) else 3


def _text(when: When) -> str:
    return str(when) if isinstance(when, dt.timedelta) else when.isoformat()


def is_when(cell: Cell) -> bool:
    """Whether a cell's value is a date, a moment, a time or a duration."""
    return isinstance(cell, dt.date | dt.time | dt.timedelta)


@dataclass(frozen=True, slots=True)
class AddedStyles:
    """The styles part of a workbook with ours. `part`: its name in the archive."""

    part: str
    data: bytes
    dating: Dating


def added_styles(workbook: Workbook, archive: zipfile.ZipFile) -> AddedStyles | None:
    """The styles of `workbook` with four more; None where it has none that can be added to. Raises what
    broken XML raises."""
    if not workbook.styles_part:
        return None
    info = archive.getinfo(workbook.styles_part)
    if info.file_size > MOST_SMALL_PART:
        return None
    data = archive.read(info)
    found = _CellFormats(workbook, data)
    if found.end < 0 or b"\0" in data[:8]:  # none, or UTF-16
        return None
    first = found.first
    same = "".join(f" {name}={quoteattr(first[name])}" for name in _LIKE_FIRST if name in first)
    ours = "".join(
        f'<{found.prefix}xf numFmtId="{number}"{same} applyNumberFormat="1"/>' for number in FORMATS
    )
    tag_end = data.index(b">", found.start)
    count = b'\\g<1>"%d"' % (found.count + len(FORMATS))
    tag = _COUNT.sub(count, data[found.start : tag_end], count=1)
    before, between = data[: found.start] + tag, data[tag_end : found.end]
    whole = before + between + ours.encode("ascii", "replace") + data[found.end :]
    return AddedStyles(workbook.styles_part, whole, Dating(found.count, workbook.date1904))


class _CellFormats:
    """Where the formats of cells stand in a styles part. `start`, `end`: bytes of their tags, -1 where there
    is none; `count`: how many they are; `first`: the attributes of the first."""

    def __init__(self, workbook: Workbook, data: bytes) -> None:
        self.start = self.end = -1
        self.count, self.first, self.prefix = 0, dict[str, str](), ""
        self._inside = [""]
        self._parser = make_parser(workbook.path, self._begin, self._close)
        self._data = data
        self._parser.Parse(data, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, short = name.rpartition(":")
        if short == "cellXfs" and self.start < 0:
            self.start, self.prefix = self._parser.CurrentByteIndex, f"{prefix}:" if prefix else ""
        elif short == "xf" and self._inside[-1] == "cellXfs":
            self.first = self.first or attributes
            self.count += 1
        self._inside.append(short)

    def _close(self, _: str) -> None:
        at = self._parser.CurrentByteIndex
        if self._inside.pop() == "cellXfs" and self._data[at : at + 2] == b"</":
            self.end = at
