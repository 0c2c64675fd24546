"""Writing a table with new columns: its own as they were, and ours behind them.

Owns the formats but the copy of a workbook, which is `splice`. The output appears whole or not at
all: it is written beside its place and then put there.
"""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TextIO

from llmdesk.outputs import MadeFiles, Output, look_at
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.added import decimals, defuse
from llmdesk.tools.tables.formats import new_workbook, parquet, splice
from llmdesk.tools.tables.formats.delimited import DelimitedTable
from llmdesk.tools.tables.formats.files import FilesTable, is_table
from llmdesk.tools.tables.formats.jsonl import JsonLinesTable
from llmdesk.tools.tables.formats.xlsx import XlsxTable
from llmdesk.tools.tables.progress_file import may_replace, place_of
from llmdesk.tools.tables.table import Table, as_text, clean, unique_names
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn

Cells = Sequence[Cell]
Added = Sequence[NewColumn]
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
JSON_SUFFIXES = (".jsonl", ".ndjson")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
PARQUET_SUFFIXES = (".parquet",)
_LARGE = 200 << 20


def check_output(
    table: Table, out: Path, *, overwrite: bool = False, resume: bool = False, made: MadeFiles | None = None
) -> Output:
    """Where the output goes. Raises `TableError` where `out` cannot be the output of `table`, and
    `OutputExists` for a file that nobody said may be replaced."""
    suffix = out.suffix.casefold()
    if suffix not in (*TEXT_SUFFIXES, *JSON_SUFFIXES, *XLSX_SUFFIXES, *PARQUET_SUFFIXES) or out.is_dir():
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
    if table.kind == "files" and is_table(out.name) and out.resolve().is_relative_to(table.path.resolve()):
        raise failures.output_among_inputs(out)
    if suffix in XLSX_SUFFIXES and table.count_exact and table.count >= new_workbook.MOST_ROWS:
        raise failures.too_big_for_sheet(out, new_workbook.MOST_ROWS_TEXT)
    allowed = may_replace(place_of(Path(os.path.realpath(out)))) if resume else None
    output = look_at(out, [table.path], overwrite=overwrite, made=made, may_replace=allowed)
    if output.stream:
        raise failures.output_kind(out)
    return output


def fill(table: Table, ours: Iterator[Cells], added: Added, part: Path, out: Path) -> int:
    """Write what becomes `out` to `part`, from a table whose rows have all been read once, and the cells of
    the `added` columns for each of them.

    Returns how many of the table's cells had to be cut, since XLSX holds no longer ones.
    Raises `TableError` where there are more or fewer rows in `ours`, and where it cannot be written.
    """
    suffix = out.suffix.casefold()
    make_safe = clean if suffix in (*JSON_SUFFIXES, *PARQUET_SUFFIXES) else _harmless
    safe = ([make_safe(cell) if isinstance(cell, str) else cell for cell in cells] for cells in ours)
    try:
        return _write(table, safe, added, part, suffix)
    except OSError as error:
        raise failures.unwritable(out, error) from error


def _harmless(text: str) -> str:
    return defuse(clean(text))


def names_row(table: Table, out: Path) -> int:
    """The row that holds the names of the columns in an output; 0 where none does."""
    suffix = out.suffix.casefold()
    if suffix in (*JSON_SUFFIXES, *PARQUET_SUFFIXES):
        return 0
    if suffix in XLSX_SUFFIXES:
        return table.header_row if _is_copied(table, suffix) else 1
    kept = isinstance(table, DelimitedTable) and table.separator == _separator(table, suffix)
    return table.lines_above + 1 if kept and isinstance(table, DelimitedTable) else 1


def _is_copied(table: Table, suffix: str) -> bool:
    return isinstance(table, XlsxTable) and table.path.suffix.casefold() == suffix


def _separator(table: Table, suffix: str) -> str:
    own = table.separator if isinstance(table, DelimitedTable) else ","
    return "\t" if suffix == ".tsv" else "," if own in ("", "\t") and suffix == ".csv" else own or ","


def _write(table: Table, ours: Iterator[Cells], added: Added, part: Path, suffix: str) -> int:
    if suffix in JSON_SUFFIXES:
        _write_lines(part, _json_lines(table, ours, added))
    elif suffix in PARQUET_SUFFIXES:
        parquet.write(table, _names(table), ours, added, part)
    elif suffix not in XLSX_SUFFIXES:
        _write_csv(table, ours, added, part, suffix)
    elif isinstance(table, XlsxTable) and _is_copied(table, suffix):
        splice.copy_with(table, ours, [column.name for column in added], part)
    else:
        header = [*map(as_text, _names(table)), *(column.name for column in added)]
        rows = ([*padded(row, table.width), *cells] for row, cells in joined(table, ours))
        large = table.path.is_file() and table.path.stat().st_size > _LARGE
        return new_workbook.write(part, table.sheet, header, rows, large=large)
    return 0


def joined(table: Table, ours: Iterator[Cells]) -> Iterator[tuple[list[Cell], Cells]]:
    """Each row with the cells that are added to it."""
    for row in table.rows():
        cells = next(ours, None)
        if cells is None:
            raise failures.changed_while_read(table.path)
        yield row, cells
    if next(ours, None) is not None:
        raise failures.changed_while_read(table.path)


def _as_texts(cells: Cells, added: Added) -> Iterator[str]:
    return (decimals(cell, column.decimals) for cell, column in zip(cells, added, strict=True))


def padded(row: list[Cell], width: int) -> list[Cell]:
    return row + [None] * (width - len(row)) if len(row) < width else row


def _write_csv(table: Table, ours: Iterator[Cells], added: Added, part: Path, suffix: str) -> None:
    """UTF-8 with Excel's mark. Bytes of a UTF-8 table that were no character stay the same bytes."""
    separator = _separator(table, suffix)
    with part.open("w", encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        # The module quotes a lone carriage return only where the line's end has one.
        target = stream if table.line_end == "\r\n" else _LineFeeds(stream)
        writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
        if isinstance(table, DelimitedTable) and separator == table.separator:
            _write_same(table, ours, added, writer, target)
            return
        writer.writerow([*_safe_texts(table, _names(table)), *(column.name for column in added)])
        for row, cells in joined(table, ours):
            own = _safe_texts(table, padded(row, table.width))
            writer.writerow([*own, *_as_texts(cells, added)])


def _safe_texts(table: Table, cells: Iterable[Cell]) -> Iterator[str]:
    """Own cells as texts: those of a spreadsheet as they are, and what comes from elsewhere (JSON, names of
    files) so that no spreadsheet program runs it."""
    if isinstance(table, DelimitedTable) and table.encoding.startswith("utf-8"):
        return (cell if isinstance(cell, str) else as_text(cell) for cell in cells)
    if table.has_names_row:  # of a spreadsheet
        return map(as_text, cells)
    return (defuse(as_text(cell)) if isinstance(cell, str) else as_text(cell) for cell in cells)


def _write_same(
    table: DelimitedTable,
    ours: Iterator[Cells],
    added: Added,
    writer: _Writer,
    target: TextIO | _LineFeeds,
) -> None:
    """A table with the same separator keeps its rows to the letter, and what stands above the names;
    only a row that no strict reader would understand is written by the rules."""
    width, names_added = table.width, [column.name for column in added]
    same = table.encoding.startswith("utf-8")
    for line in table.above():
        target.write(f"{line if same else clean(line)}\r\n")
    separator = table.separator
    names, names_text = table.names_as_they_stand or ([], None)
    if names_text is None or not same:
        writer.writerow([*_safe_texts(table, _names(table)), *names_added])
    else:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerow(names_added)
        target.write(f"{names_text}{separator * (width - len(names) + 1)}{buffer.getvalue()}")
    buffer = io.StringIO()
    own_writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    for cells, text in table.records():
        new = next(ours, None)
        if new is None:
            raise failures.changed_while_read(table.path)
        if text is None or not cells:
            row: list[Cell] = [*cells]
            writer.writerow([*_safe_texts(table, padded(row, width)), *_as_texts(new, added)])
            continue
        buffer.seek(0)
        buffer.truncate()
        own_writer.writerow(_as_texts(new, added))
        missing = separator * (width - len(cells) + 1)
        target.write(f"{text if same else clean(text)}{missing}{buffer.getvalue()}")
    if next(ours, None) is not None:
        raise failures.changed_while_read(table.path)


def _names(table: Table) -> Sequence[str]:
    """What stands above the table's own columns: their names as they were, or those that we gave them."""
    return table.columns if table.has_names_row and table.header_row == 0 else table.header


class _Writer(Protocol):
    def writerow(self, row: Iterable[str], /) -> object: ...


class _LineFeeds:
    """Takes lines that end with CR LF and writes them with LF."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        """`line` with its end."""
        return self._stream.write(line[:-2] + "\n")


def _write_lines(part: Path, lines: Iterable[str]) -> None:
    with part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


def _json_lines(table: Table, ours: Iterator[Cells], added: Added) -> Iterator[str]:
    """A table of JSON lines keeps its lines to the letter; our keys go before the last brace."""
    names = [column.name for column in added]

    def keyed(cells: Cells) -> dict[str, object]:
        return dict(zip(names, map(_json_value, cells), strict=True))

    lines = table.raw_rows() if isinstance(table, JsonLinesTable | FilesTable) else None
    if lines is None:
        columns = unique_names([clean(name) for name in table.header])
        for row, cells in joined(table, ours):
            own = dict(zip(columns, map(_json_value, padded(row, len(columns))), strict=True))
            yield _dumps(own | keyed(cells)) + "\n"
        return
    for line, found in lines:
        new = next(ours, None)
        if new is None:
            raise failures.changed_while_read(table.path)
        text = _dumps(keyed(new))
        if found is None:
            yield _dumps({"line": clean(line)})[:-1] + ", " + text[1:] + "\n"
        else:
            yield clean(line)[:-1] + (", " if found else "") + text[1:] + "\n"
    if next(ours, None) is not None:
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
