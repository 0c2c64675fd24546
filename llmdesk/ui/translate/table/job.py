"""The translation of a column as functions for tasks: what waits at its output, and the work.

Owns nothing but the values that come and go. Everything here runs in threads.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from llmdesk.errors import StoreError, UserError
from llmdesk.outputs import MadeFiles
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tables import JobProgress, JobResult, Pause, Unfinished, run_job, unfinished
from llmdesk.tools.tables.runs import TableInputs, broken_off, finish_run
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import Memory, TranslateOptions
from llmdesk.tools.translate.table import RowTranslation, TranslateWorker
from llmdesk.tools.translate.table.runs import begin_run
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_place import OutputPlace, look_at_place
from llmdesk.ui.tasks import TaskContext


@dataclass(frozen=True)
class TableRequest:
    """What the user asked for. `overwrite`: the dialog asked whether `out` may be replaced."""

    table: OpenedTable
    column: str
    out: Path
    options: TranslateOptions
    resume: bool = False
    overwrite: bool = False
    pause: Pause = field(default_factory=Pause, compare=False)

    @property
    def inputs(self) -> TableInputs:
        """For the history."""
        return TableInputs(self.table.path, (self.column,), self.out, self.table.sheet, self.header_row)

    @property
    def header_row(self) -> int | None:
        """The row of names that the preview shows; None for a table that has none."""
        return self.table.header_row if self.table.first_rows else None


@dataclass(frozen=True)
class TableProgress:
    """How far it is; `marked`: rows so far that are to be looked at."""

    job: JobProgress
    marked: int = 0


@dataclass(frozen=True)
class TableMade:
    """What came of it; `marked`: rows to be looked at, of all; `problem`: why it is not in the history."""

    result: JobResult
    marked: int
    problem: UserError | None = None


def look_at_output(
    services: Services, request: TableRequest, model: str, _context: TaskContext
) -> OutputPlace:
    """What is at the output, and whether `model` can go on with it."""

    def find() -> Unfinished | None:
        table = request.table
        worker = _worker(services, request, model)
        sheet = table.sheet or None
        return unfinished(table.path, (request.column,), request.out, worker, sheet, request.header_row)

    return look_at_place(services, request.table.path, request.out, request.overwrite, find)


def translate_column(services: Services, request: TableRequest, context: TaskContext) -> TableMade:
    """Raises what the tools raise; what is done is kept beside the output. The run is in the history from its
    first row on; a full disk does not keep it from going on."""
    model = services.models.load_blocking(context, TRANSLATE)
    table, marked, run, problem = request.table, 0, None, None
    try:
        run = begin_run(services.store, request.inputs, request.options, model.name)
    except StoreError as error:
        problem = error

    def count(row: RowTranslation) -> None:
        nonlocal marked
        marked += bool(row.remarks)

    with broken_off(services.store, run) if run is not None else nullcontext():
        result = run_job(
            table.path, (request.column,), request.out, _worker(services, request, model.name),
            sheet=table.sheet or None, header_row=request.header_row, resume=request.resume,
            overwrite=request.overwrite, made=MadeFiles(services.paths.made), pause=request.pause,
            cancel=context.cancel, on_result=count,
            on_progress=lambda now: context.progress(TableProgress(now, marked)),
        )  # fmt: skip
    try:
        if run is not None:
            finish_run(services.store, run, result)
    except StoreError as error:
        problem = error
    return TableMade(result, marked, problem)


def _worker(services: Services, request: TableRequest, model: str) -> TranslateWorker:
    """The language of the source is found for each row; by the first ones, which translations of the user's
    own are taken, and into which language it goes where none is named."""
    options = request.options
    place = request.table.columns.index(request.column)
    seen = [row[place] for row in request.table.rows if place < len(row)]
    source = options.source or detect_language("\n".join(seen))
    target = options.target or ("en" if source == "zh" else "zh")
    memory = Memory.of(services.store, source, target)
    return TranslateWorker(services.engine, replace(options, target=target), model, memory)
