"""What is done with a column, as functions for tasks: what waits at its output, five rows, the work.

Owns nothing but the values that come and go. Everything here runs in threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError, UsageError, UserError
from llmdesk.outputs import MadeFiles
from llmdesk.store import Run, Store
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import Cell, JobProgress, JobResult, Pause, Unfinished, run_job, unfinished
from llmdesk.tools.tables.added import added_to
from llmdesk.tools.tables.marked import MarkedRows
from llmdesk.tools.tables.preview import Preview, preview
from llmdesk.tools.tables.review import EDITED, Again, AgainWorker, Earlier, MadeTable, made_column
from llmdesk.tools.tables.runs import PastColumn, TableInputs, TableMade, broken_off, finish_run
from llmdesk.tools.tables.types import WouldLose
from llmdesk.tools.tables.worker import Worker
from llmdesk.tools.tool import Tool
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_place import OutputPlace, look_at_place
from llmdesk.ui.tasks import TaskContext


class ColumnWork(Protocol):
    """A tool with what was chosen for it; a frozen value. The last column that its worker adds says what is
    to be looked at, and its results have the same as `remarks`."""

    @property
    def tool(self) -> Tool: ...

    def worker(self, services: Services, table: OpenedTable, column: str, model: str) -> Worker[Any]: ...

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        """Keep that it goes over a column."""
        ...


@dataclass(frozen=True)
class ColumnRequest:
    """What the user asked for. `overwrite`: the dialog asked whether `out` may be replaced. `again`: only
    these rows of `out`, where it was made before as `before` says."""

    table: OpenedTable
    column: str
    out: Path
    work: ColumnWork
    resume: bool = False
    overwrite: bool = False
    again: Again | None = None
    before: MadeTable | None = None
    pause: Pause = field(default_factory=Pause, compare=False)

    @property
    def inputs(self) -> TableInputs:
        """For the history."""
        return TableInputs(self.table.path, (self.column,), self.out, self.table.sheet, self.header_row)

    @property
    def header_row(self) -> int | None:
        """The row of names that the preview shows; None for a table that has none."""
        return self.table.header_row if self.table.first_rows else None

    def worker(self, services: Services, model: str) -> Worker[Any]:
        return self.work.worker(services, self.table, self.column, model)


@dataclass(frozen=True)
class ColumnProgress:
    """How far it is; `marked`: rows so far that are to be looked at, `too_many` of them."""

    job: JobProgress
    marked: int = 0
    too_many: bool = False


@dataclass(frozen=True)
class ColumnMade:
    """What came of it; `table` None where it was stopped, `marked`: rows to be looked at, of all; `problem`:
    why it is not in the history. `too_many`: as `ColumnProgress` has it."""

    result: JobResult
    table: MadeTable | None
    marked: int
    problem: UserError | None = None
    too_many: bool = False


@dataclass(frozen=True)
class ColumnTrial:
    """The look at the first rows: of each its text and the cells of the new columns, whose names are
    `names`."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    found: Preview[Any]

    @property
    def passed(self) -> int:
        """How many there is nothing to be looked at."""
        return sum(not cells[-1] for _, cells in self.rows)


def look_at_output(
    services: Services, request: ColumnRequest, model: str, _context: TaskContext
) -> OutputPlace:
    """What is at the output, and whether `model` can go on with it."""

    def find() -> Unfinished | None:
        table, worker = request.table, request.worker(services, model)
        sheet = table.sheet or None
        return unfinished(table.path, (request.column,), request.out, worker, sheet, request.header_row)

    return look_at_place(services, request.table.path, request.out, request.overwrite, find)


def try_rows(services: Services, request: ColumnRequest, context: TaskContext) -> ColumnTrial:
    """Nothing is written. Raises what the tools raise."""
    model = services.models.load_blocking(context, request.work.tool)
    worker = request.worker(services, model.name)
    table = open_table(request.table.path, request.table.sheet or None, request.header_row)
    found = preview(table, (request.column,), worker, context.cancel)
    rows = tuple((row[0], tuple(worker.form.cells(result))) for row, result in found.rows)
    return ColumnTrial(tuple(column.name for column in worker.columns), rows, found)


def go_over(services: Services, request: ColumnRequest, context: TaskContext) -> ColumnMade | WouldLose:
    """Raises what the tools raise; what is done is kept beside the output. The run is in the history from its
    first row on; a full disk does not keep it from going on. Where rows are done again and something that
    others changed would be lost, that comes back, and nothing was done."""
    try:
        return _go_over(services, request, context)
    except WouldLose as doubt:
        return doubt


def _go_over(services: Services, request: ColumnRequest, context: TaskContext) -> ColumnMade:
    model = services.models.load_blocking(context, request.work.tool)
    worker = request.worker(services, model.name)
    with _earlier_of(services, request, worker) as earlier:
        if earlier is not None:
            worker = AgainWorker(worker, earlier)
        return _run(services, request, worker, model.name, context)


@contextmanager
def _earlier_of(services: Services, request: ColumnRequest, worker: Worker[Any]) -> Iterator[Earlier | None]:
    """The output of before, where only some of its rows are to be done again. Raises `TableError`, of which
    `WouldLose` is one that the user may answer."""
    before = request.before
    if request.again is None or before is None:
        yield None
        return
    table = open_table(request.table.path, request.table.sheet or None, request.header_row)
    names = tuple(column.name for column in added_to(table.columns, worker.columns))
    if names != before.added:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "With what is chosen now, the table would get other columns."),
            hint=QT_TRANSLATE_NOOP(
                "core", "Choose what it was made with, or let a new column stand beside it (“Add column…”)."
            ),
        )
    earlier = Earlier(request.out, table, (request.column,), before.columns, request.again, before.told)
    with closing(earlier):
        earlier.check(may_lose=request.overwrite, made=MadeFiles(services.paths.made).with_edits)
        yield earlier


def _run(
    services: Services, request: ColumnRequest, worker: Worker[Any], model: str, context: TaskContext
) -> ColumnMade:
    table, made = request.table, MadeFiles(services.paths.made)
    marked, run, problem = MarkedRows(worker.form, EDITED), None, None
    try:
        run = request.work.begin(services.store, request.inputs, model)
    except StoreError as error:
        problem = error

    again, place = request.again is not None, request.out
    resume = request.resume or (again and _can_resume(request, worker))

    with broken_off(services.store, run) if run is not None else nullcontext():
        result = run_job(
            table.path, (request.column,), place, worker,
            sheet=table.sheet or None, header_row=request.header_row, resume=resume,
            overwrite=request.overwrite or again, made=made.with_edits if again else made,
            pause=request.pause,
            cancel=context.cancel, on_result=marked,
            on_progress=lambda now: context.progress(ColumnProgress(now, marked.count, marked.too_many)),
        )  # fmt: skip
    try:
        if run is not None:
            finish_run(services.store, run, result)
    except StoreError as error:
        problem = error
    past = PastColumn(
        request.inputs,
        TableMade(result.path, result.added, result.rows, result.out_header_row, result.kinds),
    )
    shown = made_column(past, model) if result.complete else None
    return ColumnMade(result, shown, marked.count, problem, marked.too_many)


def _can_resume(request: ColumnRequest, worker: Worker[Any]) -> bool:
    """Whether the same rows were being done again when it was stopped."""
    table = request.table
    found = unfinished(
        table.path, (request.column,), request.out, worker, table.sheet or None, request.header_row
    )
    return found is not None and found.problem is None
