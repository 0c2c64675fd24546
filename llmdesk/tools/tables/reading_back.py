"""A table that a job wrote, read back to be looked at: where the columns are that were added, and its rows.

Owns how it is read once from its beginning to its end. What is kept of it is the reader's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.table import Table, as_text

_LOOK_EVERY = 512  # rows between two looks at a cancel


def added_places(table: Table, added: Sequence[str], header_row: int | None) -> list[int]:
    """The 0-based places of the columns of these names; in a table without names (`header_row` 0) they have
    none either, and are its last. Raises `TableError` for one that is not there."""
    if header_row == 0 and table.has_names_row:
        return list(range(table.width - len(added), table.width))
    return [table.column(name) for name in added]


def rows_as_texts(
    table: Table, on_progress: Callable[[float], None] | None, cancel: CancelToken | None
) -> Iterator[list[str]]:
    """Each row, a text a column; `on_progress` gets the share that is read. Raises `Cancelled`."""
    width = table.width
    for number, cells in enumerate(table.rows()):
        if number % _LOOK_EVERY == 0:
            if cancel is not None:
                cancel.raise_if_cancelled()
            if on_progress is not None and table.count:
                on_progress(min(1.0, number / table.count))
        row = [as_text(cell) for cell in cells]
        yield row + [""] * (width - len(row))


@contextmanager
def closed_on_error(close: Callable[[], None], path: Path) -> Iterator[None]:
    """For a reading that fills what `close` lets go of. What the disk says of `path` is raised as
    `TableError`."""
    try:
        yield
    except BaseException as error:
        close()
        if isinstance(error, OSError):
            raise failures.unreadable(path, error) from error
        raise
