"""Tables that a reader process reads and writes.

Owns the calls: opening, rows as they are asked for, the copy with our columns. What a table is, and
what is wrong with it, `tools/tables` knows.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmdesk.cancel import CancelToken
from llmdesk.tools.reading.messages import (
    CarriedTable,
    Done,
    OpenTable,
    Progress,
    ReadRows,
    Rows,
    WriteTable,
)
from llmdesk.tools.reading.pool import ask

if TYPE_CHECKING:
    from llmdesk.tools.tables.table import Table
    from llmdesk.tools.tables.types import Cell
    from llmdesk.tools.tables.worker import Form, NewColumn


def open_table(path: Path, *arguments: object, cancel: CancelToken | None = None) -> Table:
    """`tools.tables.opening.open_table` with the same `arguments`, in a process of its own.

    Its rows are read there too, each time that they are asked for. Raises `TableError`, also for a file
    that takes more memory or time than one of its size should, or that ends the process, and `Cancelled`.
    """
    from llmdesk.tools.reading.carrying import elsewhere
    from llmdesk.tools.tables.types import TableError

    for message in ask(OpenTable(str(path), arguments), path, TableError, cancel):
        if isinstance(message, Done):
            assert isinstance(message.value, CarriedTable)
            return elsewhere(message.value)
    raise AssertionError("the last message is a Done")


def rows_of(table: Table) -> Iterator[list[Cell]]:
    """The rows of an open table, a few blocks read ahead. Close it where they are not all taken."""
    from llmdesk.tools.reading.carrying import carried, take_over
    from llmdesk.tools.tables.types import TableError

    for message in ask(ReadRows(carried(table)), table.path, TableError):
        if isinstance(message, Rows):
            table.widen(message.width)
            yield from message.rows
        elif isinstance(message, Done) and isinstance(message.value, CarriedTable):
            take_over(table, message.value)


def write_table(
    table: Table,
    results: Path,
    form: Form[Any],
    added: tuple[NewColumn, ...],
    part: Path,
    out: Path,
    on_progress: Callable[[int], None] | None = None,
    cancel: CancelToken | None = None,
) -> int:
    """Fill `part`, which becomes `out`, with the table and the `results` in a file of `form`; how many
    cells had to be cut.

    Raises `TableError` and `Cancelled`; `part` is not whole then.
    """
    from llmdesk.tools.reading.carrying import carried
    from llmdesk.tools.tables.types import TableError

    request = WriteTable(carried(table), str(results), pickle.dumps(form), added, str(part), str(out))
    for message in ask(request, table.path, TableError, cancel):
        if isinstance(message, Progress) and on_progress is not None:
            on_progress(round(message.done))
        elif isinstance(message, Done):
            assert isinstance(message.value, int)
            return message.value
    raise AssertionError("the last message is a Done")
