"""Writing a scored table: the table's own columns as they were, and ours behind them.

Owns the formats but the copy of a workbook, which is `splice`. The output appears whole or not at
all: it is written beside its place and then put there.
"""

from __future__ import annotations

import csv
import datetime as dt
import errno
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from llmdesk.outputs import MadeFiles, Output, look_at
from llmdesk.tools.tables import failures, new_workbook, splice
from llmdesk.tools.tables.added import added_cells, decimals
from llmdesk.tools.tables.delimited import DelimitedTable
from llmdesk.tools.tables.jsonl import JsonLinesTable
from llmdesk.tools.tables.progress_file import may_replace, place_of
from llmdesk.tools.tables.table import Table, as_text, clean
from llmdesk.tools.tables.types import AddedColumns, Cell
from llmdesk.tools.tables.xlsx import XlsxTable

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
JSON_SUFFIXES = (".jsonl", ".ndjson")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
_LARGE = 200 << 20


def check_output(
    table: Table, out: Path, *, overwrite: bool = False, resume: bool = False, made: MadeFiles | None = None
) -> Output:
    """Where the output goes. Raises `TableError` where `out` cannot be the output of `table`, and
    `OutputExists` for a file that nobody said may be replaced."""
    suffix = out.suffix.casefold()
    if suffix not in (*TEXT_SUFFIXES, *JSON_SUFFIXES, *XLSX_SUFFIXES) or out.is_dir():
        raise failures.output_kind(out)
    if suffix == ".xlsm" and table.path.suffix.casefold() != ".xlsm":
        raise failures.output_kind(out)
    if not out.parent.is_dir():
        missing = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        raise failures.unwritable(out.parent, missing)
    if out.exists() and out.samefile(table.path):
        raise failures.output_is_input(out)
    if table.kind == "folder" and suffix == ".txt" and out.resolve().is_relative_to(table.path.resolve()):
        raise failures.output_is_input(out)
    if suffix in XLSX_SUFFIXES and table.count_exact and table.count >= new_workbook.MOST_ROWS:
        raise failures.too_big_for_sheet(out, new_workbook.MOST_ROWS_TEXT)
    allowed = may_replace(place_of(Path(os.path.realpath(out)))) if resume else None
    output = look_at(out, [table.path], overwrite=overwrite, made=made, may_replace=allowed)
    if output.stream:
        raise failures.output_kind(out)
    return output


def write_scored(
    table: Table, results: Iterator[RowResult], added: AddedColumns, output: Output, part_name: str
) -> int:
    """Write `output` from a table whose rows have all been read once, and a result for each of them.

    Returns how many of the table's cells had to be cut, since XLSX holds no longer ones.
    Raises `TableError` where there are more or fewer rows than results, and where it cannot be
    written; what was there is then as it was.
    """
    try:
        with output.part(part_name) as part:
            cut = _write(table, results, added, part, output.path.suffix.casefold())
            output.put(part)
    except OSError as error:
        raise failures.unwritable(output.path, error) from error
    return cut


def _write(table: Table, results: Iterator[RowResult], added: AddedColumns, part: Path, suffix: str) -> int:
    if suffix in JSON_SUFFIXES:
        _write_lines(part, _json_lines(table, results, added))
    elif suffix not in XLSX_SUFFIXES:
        _write_csv(table, results, added, part, suffix)
    elif isinstance(table, XlsxTable) and table.path.suffix.casefold() == suffix:
        splice.copy_with(table, results, added, part)
    else:
        header = [*map(as_text, table.header), *added.names]
        rows = (
            [*padded(row, table.width), *added_cells(result, len(added.probabilities))]
            for row, result in joined(table, results)
        )
        large = table.path.is_file() and table.path.stat().st_size > _LARGE
        return new_workbook.write(part, table.sheet, header, rows, large=large)
    return 0


def joined(table: Table, results: Iterator[RowResult]) -> Iterator[tuple[list[Cell], RowResult]]:
    """Each row with its result."""
    for row in table.rows():
        result = next(results, None)
        if result is None:
            raise failures.changed_while_read(table.path)
        yield row, result
    if next(results, None) is not None:
        raise failures.changed_while_read(table.path)


def padded(row: list[Cell], width: int) -> list[Cell]:
    return row + [None] * (width - len(row)) if len(row) < width else row


def _write_csv(
    table: Table, results: Iterator[RowResult], added: AddedColumns, part: Path, suffix: str
) -> None:
    """UTF-8 with Excel's mark. Bytes of a UTF-8 table that were no character stay the same bytes."""
    own = table.separator if isinstance(table, DelimitedTable) else ","
    separator = "\t" if suffix == ".tsv" else "," if own in ("", "\t") and suffix == ".csv" else own or ","
    raw = isinstance(table, DelimitedTable) and table.encoding.startswith("utf-8")
    with part.open("w", encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        # The module quotes a lone carriage return only where the line's end has one.
        target = stream if table.line_end == "\r\n" else _LineFeeds(stream)
        writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
        writer.writerow([*(table.header if raw else map(as_text, table.header)), *added.names])
        width, count = table.width, len(added.probabilities)
        for row, result in joined(table, results):
            own_cells = padded(row, width) if raw else map(as_text, padded(row, width))
            writer.writerow([*own_cells, *map(decimals, added_cells(result, count))])


class _LineFeeds:
    """Takes lines that end with CR LF and writes them with LF."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        return self._stream.write(line[:-2] + "\n")


def _write_lines(part: Path, lines: Iterable[str]) -> None:
    with part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


def _json_lines(table: Table, results: Iterator[RowResult], added: AddedColumns) -> Iterator[str]:
    """A table of JSON lines keeps its lines to the letter; our keys go before the last brace."""
    names, count = added.names, len(added.probabilities)
    if not isinstance(table, JsonLinesTable):
        columns = table.columns
        for row, result in joined(table, results):
            own = dict(zip(columns, map(_json_value, padded(row, len(columns))), strict=True))
            yield _dumps(own | dict(zip(names, added_cells(result, count), strict=True))) + "\n"
        return
    for line, found in table.raw_rows():
        result_or_none = next(results, None)
        if result_or_none is None:
            raise failures.changed_while_read(table.path)
        ours = _dumps(dict(zip(names, added_cells(result_or_none, count), strict=True)))
        if found is None:
            yield _dumps({"line": clean(line)})[:-1] + ", " + ours[1:] + "\n"
        else:
            yield clean(line)[:-1] + (", " if found else "") + ours[1:] + "\n"
    if next(results, None) is not None:
        raise failures.changed_while_read(table.path)


def _dumps(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)


def _json_value(cell: Cell) -> object:
    if isinstance(cell, str):
        return clean(cell)
    return (
        cell.isoformat()
        if isinstance(cell, dt.date | dt.time)
        else as_text(cell)
        if isinstance(cell, dt.timedelta)
        else cell
    )
