"""XLSX: the rows of one sheet of a workbook.

Owns the reading of a sheet, row by row. A formula's cell holds the value that the spreadsheet
program last computed; nothing is evaluated here. The table's first row is the first that holds a
value; rows are those down to the last that holds one, blank ones between them included.

By hand and not by python-calamine 0.9: it is faster (100,000 rows of ten columns in 1.2 s of computing, here
9.6, openpyxl 19.6; 87, 25 and 10 MB), but it holds all cells between the first and the last one in memory:
a sheet of three cells, one of them XFD1048576, aborts the process, and one of 5 MB can take 1.9 GB. It
gives errors (#N/A) and formulas without a value as blank, 60000 as 60000.0, and cannot be cancelled.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, shown
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.formats.workbook import (
    CHUNK,
    MOST_DEPTH,
    SharedTexts,
    Sheet,
    Workbook,
    blamed_on,
    column_number,
    make_parser,
    parsed,
    unescape,
)
from llmdesk.tools.tables.header import Row
from llmdesk.tools.tables.table import Table, as_text, look_of
from llmdesk.tools.tables.types import Cell

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_MOST_BLANK = 1000  # rows between two rows of one table
_SHAPE_ROWS = 200
_PIECE = 32 << 10  # bytes that are parsed at once: a row of few bytes may have 16,384 cells
_MOST_PIECES = 4000  # of a cell's text, each 8 kB at most
_ROW = re.compile(rb"<(?:\w{1,8}:)?row[\s/>]")
_ROW_LENGTH = 13  # bytes of the longest match, less one


class XlsxTable(Table):
    """One sheet: the first one that shows and holds something, unless `sheet` names another.

    `header_row` and `last_row` are numbers of sheet rows, from 1; the last one is final after all
    rows have been read. `first_row`: the first that is a row of the table. `gaps`: blank rows that are none,
    as of the last reading. `count` is of all rows that the
    sheet's XML has.
    """

    kind = "xlsx"
    encoding = "utf-8"

    def __init__(self, path: Path, sheet: str | None = None, header_row: int | None = None) -> None:
        super().__init__(path)
        with blamed_on(path):
            self.workbook = Workbook(path)
            self.sheets = tuple(each.name for each in self.workbook.sheets)
        self._texts: SharedTexts | None = None
        self.gaps: tuple[range, ...] = ()
        self.part, rows = self._first_with_rows(_chosen(self.workbook.sheets, sheet))
        self.sheet = self.part.name
        self._choose_header(rows, header_row)
        names = next((row.cells for row in rows if row.number == self.header_row), rows[0].cells)
        self.header = list(names) if self.header_row else [""] * len(names)
        self.first_row = self.header_row + 1 if self.header_row else rows[0].number
        self.last_row = self.header_row
        with blamed_on(path):
            above = sum(row.number < self.first_row for row in rows)
            self.count = max(0, self._row_elements() - above)

    def _first_with_rows(self, sheets: Sequence[Sheet]) -> tuple[Sheet, list[Row]]:
        for self.part in sheets:
            records = islice(self._records(), _SHAPE_ROWS)
            rows = [Row(number, [as_text(cell) for cell in cells]) for number, cells in records]
            if rows:
                return self.part, rows
        raise failures.empty_sheet(self.path, sheets[0].name, self.sheets)

    def rows(self) -> Iterator[list[Cell]]:
        ledger, count, number = Ledger(), 0, self.first_row - 1
        gaps: list[range] = []
        for found, cells in self._records():
            if found < self.first_row:
                continue
            if found > number + 1:
                blank = blank_rows(number, found)
                count += len(blank)
                if not blank:
                    ledger.note("gap", found, found - number - 1)
                    gaps.append(range(number + 1, found))
                for _ in blank:
                    yield []
            number, count = found, count + 1
            if len(cells) > self.width:
                self.widen(len(cells))
            yield cells
        self.last_row, self.gaps = number, tuple(gaps)
        self.count, self.count_exact = count, True
        self.account = ledger.close(0, count)

    def _records(self) -> Iterator[tuple[int, list[Cell]]]:
        """(row number, cells) of the rows that hold a value."""
        with blamed_on(self.path), zipfile.ZipFile(self.path) as archive:
            if self._texts is None:
                self._texts = SharedTexts(archive, self.workbook)
            with archive.open(self.part.part) as stream:
                yield from _SheetReader(self.path, self.workbook, self._texts).read(stream)

    def _row_elements(self) -> int:
        """How many rows the sheet's XML has, blank ones included; much faster than reading them."""
        found, rest = 0, b""
        with zipfile.ZipFile(self.path) as archive, archive.open(self.part.part) as stream:
            while data := stream.read(CHUNK):
                data = rest + data
                found += len(_ROW.findall(data))
                rest = data[-_ROW_LENGTH:] if not _ROW.search(data, len(data) - _ROW_LENGTH) else b""
        return found


def blank_rows(last: int, found: int) -> range:
    """The numbers of the blank rows between two with something in them that count as rows: none where the
    second is so far below that it can hardly belong to the table."""
    return range(last + 1, found) if found - last <= _MOST_BLANK else range(0)


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> list[Sheet]:
    """The sheet of this name, the case and the kind of white space aside where none is called just so; for
    None all of them, those that show first. Raises `TableError`."""
    if name is None:
        return sorted(sheets, key=lambda sheet: sheet.hidden)
    exact = [each for each in sheets if each.name == name]
    alike = [each for each in sheets if look_of(each.name) == look_of(name)]
    if not exact and not alike:
        raise failures.no_sheet(name, tuple(each.name for each in sheets))
    return (exact or alike)[:1]


class _SheetReader:
    """Turns the XML of one sheet into rows; the handlers of a streaming parser."""

    def __init__(self, path: Path, workbook: Workbook, texts: SharedTexts) -> None:
        self._texts, self._dates, self._date1904 = texts, workbook.date_styles, workbook.date1904
        self._done: list[tuple[int, list[Cell]]] = []
        self._row = self._column = 0
        self._cells: list[Cell] = []
        self._kind, self._style = "", ""
        self._pieces: list[str] = []
        self._taken = self._phonetic = self._filled = self._formula = False
        self._path, self._depth = path, 0
        self._parser = make_parser(path, self._start, self._end, self._characters)

    def read(self, stream: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
        for _ in parsed(self._parser, stream, self._path, _PIECE):
            done, self._done = self._done, []
            yield from done
        yield from self._done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if self._kind:
                raise failures.too_large_inside(self._path)  # a cell in a cell; there may be millions
            reference = attributes.get("r")
            if reference:
                self._column = column_number(reference.rstrip("0123456789").replace("$", ""))
            else:
                self._column += 1
            self._kind, self._style = attributes.get("t") or "n", attributes.get("s", "")
            self._pieces.clear()
            self._formula = False
        elif name in ("v", "t") and not self._taken:
            self._taken = not self._phonetic
        elif name == "row":
            row = attributes.get("r", "")
            self._row = int(row) if row == str(self._row + 1) else self._row_number(row)
            self._column, self._cells, self._filled = 0, [], False
        else:
            self._depth += 1
            self._formula = self._formula or name == "f"
            self._phonetic = self._phonetic or name == "rPh"
            if self._depth > MOST_DEPTH:
                raise failures.too_large_inside(self._path)

    def _row_number(self, text: str) -> int:
        row = int(text) if text and len(text) < 20 else self._row + 1 if not text else MOST_ROWS + 1
        if row > MOST_ROWS:
            beyond = QT_TRANSLATE_NOOP(
                "core", "it has a row with the number {row}, but a sheet ends at {most}"
            )
            places = {"row": shown(text, 20), "most": f"{MOST_ROWS:,}"}
            raise failures.damaged(self._path, Phrase(beyond, places))
        if row <= self._row:
            raise ValueError(f"row {row} is out of order")
        return row

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if self._pieces or self._formula:
                self._keep(self._value("".join(self._pieces)) if self._pieces else None)
            self._kind = ""
        elif name in ("v", "t"):
            self._taken = False
        elif name == "row":
            if self._filled:
                self._done.append((self._row, self._cells))
        else:
            self._depth -= 1
            if name == "rPh":
                self._phonetic = False

    def _characters(self, data: str) -> None:
        if self._taken:
            self._pieces.append(data)
            if len(self._pieces) > _MOST_PIECES:
                raise failures.too_large_inside(self._path)

    def _keep(self, value: Cell) -> None:
        """A formula without a computed value is a cell that is there."""
        if (value is None or value == "") and not self._formula:
            return
        missing = self._column - 1 - len(self._cells)
        if missing < 0 or self._column > MOST_COLUMNS:
            raise ValueError(f"row {self._row} has cells out of order")
        if missing:
            self._cells += [None] * missing
        self._cells.append(value)
        self._filled = True

    def _value(self, text: str) -> Cell:
        kind = self._kind
        if kind == "s":
            return self._texts[int(text)]
        if kind == "n":
            return self._number(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        return unescape(text) if kind in ("str", "inlineStr") else text

    def _number(self, text: str) -> Cell:
        text = text.strip()
        if not text:
            return None
        try:
            number: int | float = int(text) if text.lstrip("-").isdigit() else float(text)
        except ValueError:  # no number, or one of more digits than Python converts
            return text
        return self._date(number) if self._style in self._dates else number

    def _date(self, number: float) -> Cell:
        from openpyxl.styles.numbers import is_timedelta_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._date1904 else CALENDAR_WINDOWS_1900
        duration = is_timedelta_format(self._dates[self._style])
        try:
            found = from_excel(number, epoch, timedelta=duration)
        except (OverflowError, ValueError):
            return number
        if isinstance(found, dt.datetime) and found.time() == dt.time() and number >= 1:
            return found.date()
        return found  # type: ignore[no-any-return]
