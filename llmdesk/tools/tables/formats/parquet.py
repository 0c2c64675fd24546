"""Parquet: columns with types, in groups of rows.

Owns the table of such a file and the writing of one, both with pyarrow, which is an extra of llmdesk. A cell
that is no text, number or moment (a list, a map) is its JSON text, as in JSON lines; decimal numbers are
texts, so that none changes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.table import Table, as_text, clean, unique_names
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn

_TOGETHER = 1024  # rows


class ParquetTable(Table):
    kind = "parquet"
    line_end = "\n"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with _opened(path) as file:
            self.header = list(file.schema_arrow.names)
            self.count, self.count_exact = file.metadata.num_rows, True
        if not self.header or not self.count:
            raise failures.empty(path)

    def check_types(self, others: Sequence[ParquetTable]) -> None:
        """Raises `TableError` for the first of the `others` whose values do not fit those of this one."""
        for other in others:
            common_schema([self, other])

    def rows(self) -> Iterator[list[Cell]]:
        ledger, count = Ledger(), 0
        for batch in self.batches():
            columns = [_cells(column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                count += 1
                yield list(cells)
        self.account = ledger.close(count, count)

    def batches(self) -> Iterator[Any]:
        """Its rows as record batches of pyarrow."""
        with _opened(self.path) as file:
            try:
                yield from file.iter_batches(batch_size=_TOGETHER)
            except (ValueError, OSError, NotImplementedError) as error:  # pyarrow's own are among them
                raise failures.damaged(self.path, error) from error


def write(
    table: Table, names: Sequence[str], ours: Iterator[Sequence[Cell]], added: Sequence[NewColumn], part: Path
) -> None:
    """The table with its `added` columns. One that was Parquet keeps the types of its columns; those of
    others are texts. Added figures that have decimals are numbers, all other cells texts. Raises `TableError`
    where there are more or fewer rows in `ours`."""
    arrow, parquet = _pyarrow(part)
    own = _schema(table, names, arrow)
    new = [
        arrow.field(name, arrow.float64() if column.decimals is not None else arrow.string())
        for name, column in zip(
            unique_names([*own.names, *(c.name for c in added)])[len(own.names) :], added, strict=True
        )
    ]
    schema = arrow.schema([*own, *new])
    with parquet.ParquetWriter(part, schema) as writer:
        for columns, count in _own_columns(table, own, arrow):
            rows = list(islice(ours, count))
            if len(rows) < count:
                raise failures.changed_while_read(table.path)
            given = [
                arrow.array([_ours(row[place], field.type == arrow.float64()) for row in rows], field.type)
                for place, field in enumerate(new)
            ]
            writer.write_batch(arrow.record_batch([*columns, *given], schema=schema))
    if next(ours, None) is not None:
        raise failures.changed_while_read(table.path)


def common_schema(tables: Sequence[ParquetTable]) -> Any:
    """Columns in the order of the first, with types that hold the values of all. Raises `TableError`."""
    arrow, _parquet = _pyarrow(tables[0].path)
    schema: Any = None
    for table in tables:
        with _opened(table.path) as file:
            own = file.schema_arrow.remove_metadata()
        try:
            schema = (
                own if schema is None else arrow.unify_schemas([schema, own], promote_options="permissive")
            )
        except (ValueError, TypeError, NotImplementedError) as error:  # pyarrow's own are among them
            raise failures.other_types(table.path, tables[0].path.name, error) from error
    return schema


def _parts(table: Table) -> list[ParquetTable]:
    """Of which it consists, where that is Parquet."""
    parts = getattr(table, "parts", (table,))
    return [part for part in parts if isinstance(part, ParquetTable)]


def _schema(table: Table, names: Sequence[str], arrow: Any) -> Any:
    if parts := _parts(table):
        return common_schema(parts)
    return arrow.schema([arrow.field(clean(name), arrow.string()) for name in unique_names(list(names))])


def _own_columns(table: Table, schema: Any, arrow: Any) -> Iterator[tuple[list[Any], int]]:
    for part in (parts := _parts(table)):
        for batch in part.batches():
            yield [batch.column(field.name).cast(field.type) for field in schema], batch.num_rows
    if parts:
        return
    rows, width = table.rows(), len(schema)
    while some := list(islice(rows, _TOGETHER)):
        texts = [[_text(row[place]) if place < len(row) else None for row in some] for place in range(width)]
        yield [arrow.array(column, arrow.string()) for column in texts], len(some)


def _text(cell: Cell) -> str | None:
    return None if cell is None else clean(as_text(cell))


def _ours(cell: Cell, figure: bool) -> float | str | None:
    if not figure:
        return _text(cell)
    return float(cell) if isinstance(cell, int | float) else None


def _cells(column: Any) -> list[Cell]:
    if getattr(column.type, "unit", "") == "ns" and hasattr(column.type, "tz"):
        # A moment to the nanosecond is none that Python has; the file that is written keeps it.
        import pyarrow

        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float | dt.date | dt.time | dt.timedelta):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _opened(path: Path) -> Any:
    _arrow, parquet = _pyarrow(path)
    try:
        return parquet.ParquetFile(path)
    except (ValueError, OSError, NotImplementedError) as error:
        raise failures.damaged(path, error) from error


def _pyarrow(path: Path) -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise failures.needs_pyarrow(path) from error
    return pyarrow, pyarrow.parquet
