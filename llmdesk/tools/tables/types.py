"""The values of a job over a table: cells, progress, what a finished one held.

Owns frozen types, the pause switch and the error kind. Must not read or write files.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from llmdesk.cancel import CancelToken
from llmdesk.errors import UserError
from llmdesk.tools.tables.account import Account

# A number or a date is one where the file says so (XLSX, JSON); a CSV has texts only.
# What JSON nests in a cell is its JSON text.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
ColumnKind = Literal["", "number", "date", "yes/no"]  # what the cells of a new column are; "" texts
TableKind = Literal["csv", "xlsx", "jsonl", "parquet", "folder", "files"]


class TableError(UserError):
    """A table cannot be read, written, or gone on with."""


class EmptyTable(TableError):
    """There is no row in it."""


class WouldLose(TableError):
    """What somebody else added to a table of ours, or changed in it, would be lost."""


class ResumeMismatch(TableError):
    """The unfinished work beside the output belongs to other rows or settings."""


class Pause:
    """A switch for a running job: paused, it does nothing and the machine is free. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = threading.Event()
        self._running.set()
        self._stop: Callable[[], None] | None = None

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def pause(self) -> None:
        """Rows that are being worked on at this moment are begun again after `go_on`."""
        with self._lock:
            self._running.clear()
            stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def go_on(self) -> None:
        self._running.set()

    def when_paused(self, stop: Callable[[], None]) -> None:
        """Call `stop` at the next pause, at once where it is paused already; instead of an earlier one."""
        with self._lock:
            paused = self.paused
            self._stop = None if paused else stop
        if paused:
            stop()

    def wait(self, cancel: CancelToken) -> None:
        """Return when it is not paused; raises `Cancelled`."""
        if self.paused:
            cancel.on_cancel(self._running.set)
            self._running.wait()
        cancel.raise_if_cancelled()


class Copy(Protocol):
    """A second place for what is done, where the first may be gone before the job is: told from the thread of
    the job. Raises `UserError`; what is done is kept here then."""

    def begun(self, progress: Path) -> None:
        """The unfinished work is what stands in this file now; it only grows until the next call."""

    def look(self) -> None:
        """Called often. Raise what keeps rows from being kept there."""

    def finish(self, output: Path) -> None:
        """The output is whole, and rows need not be kept any more."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is. `total` is an estimate until `exact`; `kept` of the `done` rows were found
    in unfinished work. While it is "preparing", `done` and `total` count what is looked at first. `within`:
    how much (0…1) of a long row is done, the one behind the `done` ones. `ahead`: rows behind these that have
    their result, which waits for others that they are worked on with; `again`: rows that are asked again."""

    stage: Literal["preparing", "working", "writing"]
    done: int
    total: int
    exact: bool
    kept: int = 0
    rows_per_s: float = 0.0
    seconds_left: float | None = None
    within: float = 0.0
    ahead: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Rows beside an output that are done and were never written. `problem` says why they cannot be used."""

    path: Path
    rows: int
    problem: ResumeMismatch | None = None


@dataclass(frozen=True, slots=True)
class JobResult:
    """A job over a table. `complete` False: it was stopped, there is no output yet and what is done waits in
    `unfinished` beside it.

    `columns`: that were read, `added`: the names that the new ones got, `kinds`: what they hold.
    `statuses`: rows by what the worker says of them. `account`: what became of every line of the table.
    `header_row`: where its names stand, and `out_header_row` those of the output (0: nowhere). `prepared`:
    what the worker went by. `seconds` and `rows_per_s` are those of this run; `kept` rows were done by an
    earlier one. `shortened`: cells of the table that were cut, since XLSX holds 32,767 characters in one
    (only where the table was in another format).
    """

    source: Path
    path: Path
    sheet: str
    columns: tuple[str, ...]
    added: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    complete: bool
    rows: int
    statuses: Mapping[str, int]
    seconds: float
    rows_per_s: float
    kept: int
    shortened: int
    unfinished: Path | None
    header_row: int
    out_header_row: int
    account: Account
    prepared: Mapping[str, object]
