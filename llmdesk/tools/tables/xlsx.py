"""XLSX: the rows of one sheet of a workbook.

Owns the reading of a sheet, row by row. A formula's cell holds the value that the spreadsheet
program last computed; nothing is evaluated here. The table's first row is the first that holds a
value; rows are those down to the last that holds one, blank ones between them included.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.workbook import (
    CHUNK,
    SharedTexts,
    Sheet,
    Workbook,
    blamed_on,
    column_number,
    make_parser,
    unescape,
)

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_ROW = re.compile(rb"<(?:\w{1,8}:)?row[\s/>]")
_ROW_LENGTH = 13  # bytes of the longest match, less one


class XlsxTable(Table):
    """One sheet, the first one unless `sheet` names another.

    `header_row` and `last_row` are numbers of sheet rows, from 1; the last one is final after all
    rows have been read. `count` is of all rows that the
    sheet's XML has.
    """

    kind = "xlsx"
    encoding = "utf-8"

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        super().__init__(path)
        with blamed_on(path):
            self.workbook = Workbook(path)
            self.sheets = tuple(each.name for each in self.workbook.sheets)
            self.part = _chosen(self.workbook.sheets, sheet)
        self.sheet = self.part.name
        self.header_row = self.last_row = 0
        self._texts: SharedTexts | None = None
        first = next(self._records(), None)
        if first is None:
            raise failures.empty(path)
        self.header_row, cells = first
        self.header = [as_text(cell) for cell in cells]
        with blamed_on(path):
            self.count = max(0, self._row_elements() - 1)

    def rows(self) -> Iterator[list[Cell]]:
        records = self._records()
        number, _ = next(records, (0, []))
        for found, cells in records:
            for _ in range(number + 1, found):
                yield []
            number = found
            if len(cells) > self.width:
                self.widen(len(cells))
            yield cells
        self.last_row = number
        self.count, self.count_exact = number - self.header_row, True

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


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> Sheet:
    """The sheet of this name, the case aside where none is called just so. Raises `TableError`."""
    if name is None:
        return sheets[0]
    wanted = name.strip().casefold()
    exact = [each for each in sheets if each.name == name]
    alike = [each for each in sheets if each.name.strip().casefold() == wanted]
    if not exact and not alike:
        raise failures.no_sheet(name, tuple(each.name for each in sheets))
    return (exact or alike)[0]


class _SheetReader:
    """Turns the XML of one sheet into rows; the handlers of a streaming parser."""

    def __init__(self, path: Path, workbook: Workbook, texts: SharedTexts) -> None:
        self._texts, self._dates, self._date1904 = texts, workbook.date_styles, workbook.date1904
        self._done: list[tuple[int, list[Cell]]] = []
        self._row = self._column = 0
        self._cells: list[Cell] = []
        self._kind, self._style = "n", ""
        self._pieces: list[str] = []
        self._taken = self._phonetic = self._filled = self._formula = False
        self._parser = make_parser(path, self._start, self._end, self._characters)

    def read(self, stream: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
        while data := stream.read(CHUNK):
            self._parser.Parse(data, False)
            done, self._done = self._done, []
            yield from done
        self._parser.Parse(b"", True)
        yield from self._done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            reference = attributes.get("r")
            if reference:
                self._column = column_number(reference.rstrip("0123456789").replace("$", ""))
            else:
                self._column += 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._pieces.clear()
            self._formula = False
        elif name in ("v", "t"):
            self._taken = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            row = int(attributes.get("r") or self._row + 1)
            if row <= self._row:
                raise ValueError(f"row {row} is out of order")
            self._row = row
            self._column, self._cells, self._filled = 0, [], False
        elif name == "rPh":
            self._phonetic = True

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if self._pieces or self._formula:
                self._keep(self._value("".join(self._pieces)) if self._pieces else None)
        elif name in ("v", "t"):
            self._taken = False
        elif name == "row":
            if self._filled:
                self._done.append((self._row, self._cells))
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, data: str) -> None:
        if self._taken:
            self._pieces.append(data)

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
        number: int | float = int(text) if text.lstrip("-").isdigit() else float(text)
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
