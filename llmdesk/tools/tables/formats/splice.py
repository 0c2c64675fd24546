"""A copy of a workbook with our cells behind the rows of one sheet.

Owns the copy: everything of the workbook stays as it is, byte for byte in its parts (types, styles,
formulas with their values, other sheets, charts), but the one sheet, whose XML gets our cells put
in while it streams through, and, where these hold dates, the list of styles, which gets those of
dates at its end. Nothing is evaluated.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.formats.date_styles import Dating, added_styles, is_when
from llmdesk.tools.tables.formats.new_workbook import MOST_COLUMNS, cell_xml
from llmdesk.tools.tables.formats.workbook import CHUNK, blamed_on, column_letters, column_number, make_parser
from llmdesk.tools.tables.formats.xlsx import XlsxTable
from llmdesk.tools.tables.types import Cell

_ZIP64 = 2_000_000_000
_SPANS = re.compile(rb"\sspans=(\"[^\"]*\"|'[^']*')")
_REFERENCE = re.compile(rb"(\sref=[\"'])([^\"']*)")


def copy_with(table: XlsxTable, ours: Iterator[Sequence[Cell]], names: Sequence[str], part: Path) -> None:
    """Write the copy to `part`, with the cells of our columns `names` for each row. The table's rows
    must have been read once (`width`, `last_row`)."""
    if table.width + len(names) > MOST_COLUMNS:
        raise failures.too_big_for_sheet(table.path, f"{MOST_COLUMNS:,}")
    growth = table.count * 120 * len(names)
    with (
        blamed_on(table.path, disk=False),
        zipfile.ZipFile(table.path) as source,
        _Target(part) as target,
    ):
        styles = added_styles(table.workbook, source)
        later = styles.part if styles is not None else ""  # whether they are needed is not known yet
        dated = False
        for info in sorted(source.infolist(), key=lambda info: info.filename == later):
            with source.open(info) as stream, target.open(info, growth) as sink:
                if info.filename == table.part.part:
                    splicer = _Splicer(table, ours, names, sink, styles.dating if styles else Dating(None))
                    splicer.run(stream)
                    dated = splicer.dated
                elif styles is not None and dated and info.filename == styles.part:
                    sink.write(styles.data)
                else:
                    while data := stream.read(CHUNK):
                        sink.write(data)
    if next(ours, None) is not None:
        raise failures.changed_while_read(table.path)


class _Target:
    """The archive that is written, with the names and dates of the other one's parts."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> _Target:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def open(self, info: zipfile.ZipInfo, growth: int) -> IO[bytes]:
        """A part of the same name; `growth`: the most bytes that it may gain."""
        same = copy.copy(info)
        same.extra = b""
        return self._archive.open(same, "w", force_zip64=info.file_size + growth > _ZIP64)


class _Splicer:
    """Streams a sheet's XML through. Positions are bytes from the sheet's beginning."""

    def __init__(
        self,
        table: XlsxTable,
        ours: Iterator[Sequence[Cell]],
        names: Sequence[str],
        sink: IO[bytes],
        dating: Dating,
    ) -> None:
        """`dating`: how our dates stand in this workbook; `dated`: whether there was one."""
        self._table, self._ours, self._names, self._sink = table, ours, names, sink
        self._dating, self.dated = dating, False
        first = table.width + 1
        self._letters = [column_letters(first + place) for place in range(len(self._names))]
        self._parser = make_parser(table.path, self._start, self._end)
        self._buffer, self._base = bytearray(), 0  # what is not written yet, and where it begins
        self._next = table.header_row or table.first_row  # the sheet row that gets the next cells
        self._first, self._gaps = self._next, list(reversed(table.gaps))
        self._row = self._column = 0
        self._row_at = self._inside_at = self._cut_at = self._dimension_at = -1
        self._prefix = ""

    def run(self, stream: IO[bytes]) -> None:
        while data := stream.read(CHUNK):
            self._buffer += data
            self._parser.Parse(data, False)
        self._parser.Parse(b"", True)
        self._flush(self._base + len(self._buffer))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, short = name.rpartition(":")
        if self._row_at >= 0 and self._inside_at < 0:
            self._inside_at = self._parser.CurrentByteIndex
        if short == "c":
            reference = attributes.get("r")
            if reference:
                self._column = column_number(reference.rstrip("0123456789").replace("$", ""))
            else:
                self._column += 1
            if self._column > self._table.width and self._cut_at < 0:
                self._cut_at = self._parser.CurrentByteIndex
        elif short == "row":
            self._prefix = f"{prefix}:" if prefix else ""
            self._row = int(attributes.get("r") or self._row + 1)
            while self._gaps and self._gaps[-1].stop <= self._row:
                self._next = max(self._next, self._gaps.pop().stop)
            self._row_at = self._parser.CurrentByteIndex
            self._inside_at = self._cut_at = -1
            self._column = 0
        elif short == "dimension":
            self._dimension_at = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        short = name.rpartition(":")[2]
        if short == "row":
            in_gap = bool(self._gaps) and self._row in self._gaps[-1]
            if self._first <= self._row <= self._table.last_row and not in_gap:
                self._rewrite_row(self._parser.CurrentByteIndex)
            else:
                self._flush(self._parser.CurrentByteIndex)
            self._row_at = -1
        elif short == "dimension":
            self._rewrite_dimension(self._parser.CurrentByteIndex)
            self._dimension_at = -1

    def _rewrite_row(self, end: int) -> None:
        """Cells behind the table's columns are empty ones with a style, and make room for ours."""
        missing = "".join(
            f'<{self._prefix}row r="{number}">{self._cells(number)}</{self._prefix}row>'
            for number in range(self._next, self._row)
        )
        ours = self._cells(self._row).encode()
        self._next = self._row + 1
        self._flush(self._row_at)
        tag_end = (end if self._inside_at < 0 else self._inside_at) - self._base
        stop = (end if self._cut_at < 0 else self._cut_at) - self._base
        tag = _SPANS.sub(b"", bytes(self._buffer[:tag_end]))
        self._sink.write(missing.encode())
        if tag.rstrip().endswith(b"/>"):
            closing = f"</{self._prefix}row>".encode()
            self._sink.write(tag.rstrip()[:-2] + b">" + ours + closing)
        else:
            self._sink.write(tag + bytes(self._buffer[tag_end:stop]) + ours)
        self._drop(end)

    def _cells(self, number: int) -> str:
        cells: Sequence[Cell] | None = self._names
        if number != self._table.header_row:
            cells = next(self._ours, None)
        if cells is None:
            raise failures.changed_while_read(self._table.path)
        self.dated = self.dated or any(map(is_when, cells))
        return "".join(
            cell_xml(f"{letters}{number}", cell, self._prefix, dating=self._dating)
            for letters, cell in zip(self._letters, cells, strict=True)
            if cell is not None
        )

    def _rewrite_dimension(self, end: int) -> None:
        """Readers believe what the sheet says of its size, so it has to count our columns."""
        table = self._table

        def larger(match: re.Match[bytes]) -> bytes:
            first, _, last = match[2].decode("ascii", "replace").partition(":")
            corner = (last or first)[:20]
            column = max(column_number(re.sub(r"[^A-Z]", "", corner)[:3]), table.width + len(self._names))
            row = max(int(re.sub(r"[^0-9]", "", corner) or 1), table.last_row)
            return match[1] + f"{first}:{column_letters(column)}{row}".encode()

        self._flush(self._dimension_at)
        tag = bytes(self._buffer[: end - self._base])
        self._sink.write(_REFERENCE.sub(larger, tag, count=1))
        self._drop(end)

    def _flush(self, end: int) -> None:
        """Write what comes before `end`."""
        if end > self._base:
            self._sink.write(self._buffer[: end - self._base])
            self._drop(end)

    def _drop(self, end: int) -> None:
        del self._buffer[: end - self._base]
        self._base = end
