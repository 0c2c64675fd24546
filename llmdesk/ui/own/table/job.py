"""What a tool does over a table or a folder, as functions for tasks: looked at, tried on five rows, run.

Owns nothing but the values that come and go. Everything here runs in threads.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.engine.types import LoadedModel
from llmdesk.models.library import InstalledModel
from llmdesk.outputs import MadeFiles
from llmdesk.store import Run
from llmdesk.tools.documents.folder import documents_in, unread_words
from llmdesk.tools.own import Answer, OwnTool
from llmdesk.tools.own.fitness import is_too_small
from llmdesk.tools.own.kinds import asks
from llmdesk.tools.own.runs import begin_run
from llmdesk.tools.own.table import OwnWorker, Source, of_documents
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import JobProgress, Pause, Unfinished, run_job, unfinished
from llmdesk.tools.tables.preview import Preview, preview
from llmdesk.tools.tables.review import GOOD, Again, Earlier
from llmdesk.tools.tables.runs import broken_off, finish_run
from llmdesk.tools.tables.types import WouldLose
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import PREVIEW, OpenedTable, read_table
from llmdesk.ui.tables.output_place import OutputPlace, look_at_place
from llmdesk.ui.tasks import TaskContext

DOCUMENTS = "documents"  # the kind of a folder, whose documents are rows of one column


@dataclass(frozen=True)
class OwnRequest:
    """What the user asked for. `columns`: one for each of the tool's places. `again`: only these rows of
    `out`, which was made before. `overwrite`: the user was asked whether `out` may be replaced, with what
    others changed in it. `model` None: the chosen one."""

    tool: OwnTool
    table: OpenedTable
    columns: tuple[str, ...]
    out: Path
    resume: bool = False
    overwrite: bool = False
    again: Again | None = None
    model: InstalledModel | None = None

    @property
    def header_row(self) -> int | None:
        """The row of names that the preview shows; None for a table that has none."""
        return self.table.header_row if self.table.first_rows else None


@dataclass(frozen=True)
class OwnJob:
    """A request that is under way."""

    request: OwnRequest
    pause: Pause = field(default_factory=Pause)

    def set_paused(self, paused: bool) -> None:
        """Any thread."""
        if paused:
            self.pause.pause()
        else:
            self.pause.go_on()


@dataclass(frozen=True)
class Trial:
    """`small`: the name of a model of which little is to be expected, "" for another."""

    tool: OwnTool
    columns: tuple[str, ...]
    found: Preview[Answer]
    small: str = ""


@dataclass(frozen=True)
class OwnProgress:
    """How far a job is; `failed`: rows so far without an answer to rely on. `small` as of a `Trial`."""

    job: JobProgress | None
    failed: int = 0
    small: str = ""


# -- what is gone over ---------------------------------------------------------------------------
def look_at_source(
    path: Path, sheet: str | None, header_row: int | None, context: TaskContext
) -> OpenedTable:
    """A table, or the documents of a folder. Raises `TableError` and `UsageError`."""
    if not path.is_dir():
        return read_table(path, sheet, header_row, context)
    closed: list[OSError] = []
    files = documents_in(path, closed)
    rows = tuple((name.as_posix(),) for name in files[:PREVIEW])
    return OpenedTable(
        path, DOCUMENTS, ("file",), rows, len(files), True, encoding="", separator="", sheets=(), sheet="",
        text_column="file", account=unread_words(closed, path),
    )  # fmt: skip


@contextmanager
def opened_source(request: OwnRequest) -> Iterator[Source]:
    """Raises `TableError` and `UsageError`."""
    table = request.table
    if table.kind != DOCUMENTS:
        opened = open_table(table.path, table.sheet or None, request.header_row)
        yield Source(opened, request.columns)
        return
    with tempfile.TemporaryDirectory(prefix="llmdesk-") as kept:
        yield of_documents(documents_in(table.path), table.path, Path(kept))


def look_at_output(services: Services, request: OwnRequest, model: str, _context: TaskContext) -> OutputPlace:
    """What is at the output, and whether `model` can go on with it."""

    def find() -> Unfinished | None:
        with opened_source(request) as source:
            worker = source.worker(services.engine, request.tool, model)
            return _unfinished(source, request.out, worker)

    return look_at_place(services, request.table.path, request.out, request.overwrite, find)


def _unfinished(source: Source, out: Path, worker: OwnWorker) -> Unfinished | None:
    table = source.table
    return unfinished(table.path, source.columns, out, worker, table.sheet or None, source.header_row)


# -- the work ------------------------------------------------------------------------------------
def try_rows(services: Services, request: OwnRequest, context: TaskContext) -> Trial:
    """Five rows with their answers; nothing is written. Raises what the tools raise."""
    loaded = services.models.load_blocking(context, asks(request.tool), request.model)
    small = _small(services, request, loaded, context)
    with opened_source(request) as source:
        worker = source.worker(services.engine, request.tool, loaded.name)
        names = tuple(column.name for column in worker.kind.columns)
        found = preview(source.table, source.columns, worker, context.cancel)
    return Trial(request.tool, names, found, small)


def _small(services: Services, request: OwnRequest, loaded: LoadedModel, context: TaskContext) -> str:
    """The name of a model of which little is to be expected, "" for another."""
    fails = is_too_small(services.engine, loaded, request.tool, services.paths.trials, context.cancel)
    return loaded.name if fails else ""


def go_over(services: Services, job: OwnJob, context: TaskContext) -> Run | WouldLose:
    """Run it; the run is in the history from its first row on. Where rows are done again and something of
    others would be lost, that comes back, and nothing was done. Raises what the tools raise."""
    try:
        return _go_over(services, job, context)
    except WouldLose as doubt:
        return doubt


def _go_over(services: Services, job: OwnJob, context: TaskContext) -> Run:
    request = job.request
    loaded = services.models.load_blocking(context, asks(request.tool), request.model)
    small = _small(services, request, loaded, context)
    context.progress(OwnProgress(None, small=small))
    with (
        KeepAwake("a tool goes over a table"),
        opened_source(request) as source,
        _earlier_of(services, request, source) as earlier,
    ):
        worker = source.worker(services.engine, request.tool, loaded.name, earlier)
        run = begin_run(
            services.store, request.table.path, source.columns, request.out, request.tool, loaded.name,
            sheet=source.table.sheet, header_row=source.header_row, documents=source.folder is not None,
        )  # fmt: skip
        failed, made = 0, MadeFiles(services.paths.made)

        def count(answer: Answer) -> None:
            nonlocal failed
            failed += answer.status not in GOOD

        resume = request.resume or (earlier is not None and _can_resume(source, request.out, worker))
        with broken_off(services.store, run):
            result = run_job(
                source.table.path, source.columns, request.out, worker,
                sheet=source.table.sheet or None, header_row=source.header_row, resume=resume,
                overwrite=request.overwrite or request.again is not None,
                made=made if request.again is None else made.with_edits,
                pause=job.pause, cancel=context.cancel,
                on_result=count, on_progress=lambda now: context.progress(OwnProgress(now, failed, small)),
            )  # fmt: skip
    return finish_run(services.store, run, result)


@contextmanager
def _earlier_of(services: Services, request: OwnRequest, source: Source) -> Iterator[Earlier | None]:
    """The output of before, where only some of its rows are to be done again. Raises `TableError`, of which
    `WouldLose` is one that the user may answer."""
    if request.again is None:
        yield None
        return
    columns = OwnWorker(services.engine, request.tool, "").columns
    earlier = Earlier(request.out, source.table, source.columns, columns, request.again)
    try:
        earlier.check(may_lose=request.overwrite, made=MadeFiles(services.paths.made).with_edits)
        yield earlier
    finally:
        earlier.close()


def _can_resume(source: Source, out: Path, worker: OwnWorker) -> bool:
    """Whether the same rows were being done again when it was stopped."""
    found = _unfinished(source, out, worker)
    return found is not None and found.problem is None
