"""A job over a table: from a file to the same file with new columns, to be stopped and gone on with.

Owns the order of the work: the rows' results go into a progress file beside the output, and when all are
there, the output is written from the table and that file, at once and whole. So an output is the same
whether or not the work was interrupted. Must not know formats, nor what a worker does with a row.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypedDict, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.files import fsync_folder
from llmdesk.outputs import MadeFiles, Output
from llmdesk.tools.reading.tables import open_table, write_table
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.added import added_to
from llmdesk.tools.tables.feeding import Feed, rows_of
from llmdesk.tools.tables.progress_file import (
    Binding,
    ProgressFile,
    header_in,
    place_of,
    prepared_in,
    results_in,
)
from llmdesk.tools.tables.speed import Speed
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Copy, JobProgress, JobResult, Pause, Unfinished
from llmdesk.tools.tables.worker import NewColumn, Worker
from llmdesk.tools.tables.writing import check_output, names_row

R = TypeVar("R")
OnProgress = Callable[[JobProgress], None]
_TELL_EVERY_S = 0.2
_LOOK_EVERY = 64  # rows between two looks at the clock


class JobOptions(TypedDict, total=False):
    """What `run_job` takes beside the table and the worker, for those who hand it on."""

    sheet: str | None
    header_row: int | None
    resume: bool
    overwrite: bool
    made: MadeFiles | None
    cancel: CancelToken | None
    pause: Pause | None
    sharing: Callable[[Worker[Any]], Worker[Any]] | None
    copy: Copy | None


def run_job(
    path: Path,
    columns: Sequence[str],
    out: Path,
    worker: Worker[R],
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    made: MadeFiles | None = None,
    on_progress: OnProgress | None = None,
    on_result: Callable[[R], None] | None = None,
    cancel: CancelToken | None = None,
    pause: Pause | None = None,
    sharing: Callable[[Worker[R]], Worker[R]] | None = None,
    copy: Copy | None = None,
) -> JobResult:
    """Let `worker` work on what stands in `columns`, and write `out`, in the format that its name says.

    Blocks; call it in a worker thread. `on_result` gets the result of every row in order, those of an earlier
    run too. After a cancel the result is not `complete`, there is no output yet, and what is done is kept
    beside it for `resume`; without `resume` it starts over. A file that is at `out` already is replaced with
    `overwrite`, or where `made` knows it for ours. Raises `TableError`, `OutputExists`, `ResumeMismatch`, and
    what the worker raises (what is done is kept).
    """
    keeps_rows = worker.keeps_rows
    if sharing is not None:
        worker = sharing(worker)
    table = open_table(path, sheet, header_row)
    places = tuple(table.column(name) for name in columns)
    output = check_output(table, out, overwrite=overwrite, resume=resume, made=made)
    with _writing(out), closing(ProgressFile(output.place)) as progress:
        binding = Binding.of(table, places, worker)
        keep = _rows_to_keep(progress.path, binding, worker) if resume else None
        old = None if keeps_rows else output.old  # a start over would have to ask again
        progress.begin(binding, keep, old)
        if copy is not None:
            copy.begun(progress.path)
        cancel, pause = cancel or CancelToken(), pause or Pause()
        job = _Job(table, places, output, worker, cancel, pause, on_progress, on_result, binding, copy)
        return job.run(progress, keep)


def unfinished(
    path: Path,
    columns: Sequence[str],
    out: Path,
    worker: Worker[R],
    sheet: str | None = None,
    header_row: int | None = None,
) -> Unfinished | None:
    """What an interrupted run left beside `out`, to ask whether to go on or to start over."""
    progress = progress_of(out)
    header = header_in(progress)
    if header is None:
        return None
    table = open_table(path, sheet, header_row)
    try:
        rows = worker.kept(results_in(progress, worker.form))
    except FileNotFoundError:  # it came to its end since its header was read
        return None
    binding = Binding.of(table, [table.column(name) for name in columns], worker)
    return Unfinished(progress, rows, binding.mismatch(header, progress, rows))


def progress_of(out: Path) -> Path:
    """Where the unfinished work on `out` lies or would lie: beside the file that `out` leads to."""
    return place_of(Path(os.path.realpath(out)))


def _rows_to_keep(progress: Path, binding: Binding, worker: Worker[R]) -> int | None:
    """Those of the rows that are whole that the worker goes on behind."""
    header = header_in(progress)
    if header is None:
        return None
    problem = binding.mismatch(header, progress, 0)
    if problem is not None:
        raise problem
    return worker.kept(results_in(progress, worker.form))


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """What the disk refuses becomes a `TableError`."""
    try:
        yield
    except OSError as error:
        raise failures.unwritable(out, error) from error


@dataclass
class _Job(Generic[R]):
    table: Table
    columns: tuple[int, ...]
    output: Output
    worker: Worker[R]
    cancel: CancelToken
    pause: Pause
    on_progress: OnProgress | None
    on_result: Callable[[R], None] | None
    binding: Binding
    copy: Copy | None

    def run(self, progress: ProgressFile, keep: int | None) -> JobResult:
        self._begun = time.monotonic()
        self._form = self.worker.form
        self._rows, self._statuses = 0, Counter[str]()
        self._speed, self._told = Speed(), 0.0
        self._kept, self._ahead, self._again = keep or 0, 0, 0
        self._total, self._exact = max(self.table.count, self._kept), self.table.count_exact
        self._seconds, self._shortened = 0.0, 0
        self._unfinished = progress.path
        try:
            for result in results_in(progress.path, self._form):
                self._count(result)
            self._speed.tell(self._kept)
            self._speed.forget()
            complete = self._prepare(progress) and self._work(progress)
        finally:
            progress.sync()
        self._seconds = time.monotonic() - self._begun
        complete = complete and self._write(progress)
        if complete:
            if self.copy is not None:
                self.copy.finish(self.output.place)
            progress.remove()
            fsync_folder(self.output.place.parent)
        return self._result(complete)

    def _unless_stopped(self, work: Callable[[CancelToken], None]) -> bool:
        """Do it, again after every pause; False where it was cancelled. `work` ends when its token says."""
        while True:
            stop = CancelToken()
            self.cancel.on_cancel(stop.cancel)
            self.pause.when_paused(stop.cancel)
            try:
                work(stop)
            except Cancelled:
                if not stop.cancelled:
                    raise
            if not stop.cancelled:
                return True
            try:
                self.pause.wait(self.cancel)
            except Cancelled:
                return False
            self._ahead = self._again = 0
            self._speed.tell(self._rows)
            self._speed.forget()

    def _prepare(self, progress: ProgressFile) -> bool:
        """Let the worker look at the table, and keep what it found before the first row; where rows are done
        already, go by what these went by. False when it was stopped."""
        if self._kept:
            self.worker.take(prepared_in(progress.path))
            return True

        def tell(done: int, total: int) -> None:
            if self.on_progress is not None:
                self.on_progress(JobProgress("preparing", done, total, exact=True))

        def work(stop: CancelToken) -> None:
            self.worker.prepare(lambda: rows_of(self.table, self.columns), stop, tell)

        if not self._unless_stopped(work):
            return False
        if self.worker.prepared:
            progress.begin(self.binding, None, self.output.old, self.worker.prepared)
            if self.copy is not None:
                self.copy.begun(progress.path)
        return True

    def _work(self, progress: ProgressFile) -> bool:
        """Do the rows that are not in `progress`; False when it was stopped."""
        self._tell("working", self._rows)
        self.worker.on_part, self.worker.on_ahead = self._tell_part, self._tell_ahead
        self.worker.begin_behind(results_in(progress.path, self._form))
        with Feed(self.table, self.columns, self._kept, self.worker.at_once) as feed:
            feed.take = lambda result: self._take_at_once(feed, progress, result)
            before = -1
            while not feed.given_all and self._rows > before:  # it also ends where too many results wait
                before = self._rows
                if not self._unless_stopped(lambda stop: self._work_on(feed, progress, stop)):
                    return False
            self._total, self._exact = feed.read, True
        self._tell("working", self._rows)
        return True

    def _work_on(self, feed: Feed[R], progress: ProgressFile, stop: CancelToken) -> None:
        for result in self.worker.rows(feed.rows(stop), stop):
            self._ahead = max(0, self._ahead - 1)
            self._pass_over(feed, progress)
            feed.waiting.popleft()
            self._keep(progress, result)
            if self._rows % _LOOK_EVERY == 0 or time.monotonic() - self._told > _TELL_EVERY_S:
                self._look(feed)
            stop.raise_if_cancelled()
        if not stop.cancelled:
            self._pass_over(feed, progress)

    def _take_at_once(self, feed: Feed[R], progress: ProgressFile, result: R) -> None:
        self._keep(progress, result)
        if self._rows % _LOOK_EVERY == 0:
            self._look(feed)

    def _pass_over(self, feed: Feed[R], progress: ProgressFile) -> None:
        """Rows that had their result at once, up to the next that was sent."""
        while feed.waiting and (result := feed.waiting[0][1]) is not None:
            feed.waiting.popleft()
            self._keep(progress, result)

    def _keep(self, progress: ProgressFile, result: R) -> None:
        progress.add(self._form.to_json(result))
        self._count(result)

    def _count(self, result: R) -> None:
        self._rows += 1
        self._statuses[self._form.status(result)] += 1
        if self.on_result is not None:
            self.on_result(result)

    def _look(self, feed: Feed[R]) -> None:
        if self.copy is not None:
            self.copy.look()
        if feed.finished.is_set():
            self._total, self._exact = feed.read, True
        elif not self._exact:
            self._total = max(self._total, feed.read)
        if time.monotonic() - self._told >= _TELL_EVERY_S:
            self._tell("working", self._rows)

    @property
    def _added(self) -> tuple[NewColumn, ...]:
        """Known when all rows were read: a long row gives the table one more column."""
        return added_to(self.table.columns, self.worker.columns)

    def _write(self, progress: ProgressFile) -> bool:
        """The output from the table and the results; False when it was stopped."""
        place = self.output.path

        def tell(done: int) -> None:
            self._tell("writing", done)

        try:
            with self.output.part(progress.part) as part:
                self._shortened = write_table(
                    self.table, progress.path, self._form, self._added, part, place, tell, self.cancel
                )
                self.output.put(part)
        except Cancelled:
            return False
        except OSError as error:
            raise failures.unwritable(place, error) from error
        self._tell("writing", self._rows)
        return True

    def _tell(self, stage: Literal["working", "writing"], done: int) -> None:
        self._told = time.monotonic()
        if stage == "working":
            self._speed.tell(done + self._ahead)
        if self.on_progress is None:
            return
        speed = self._speed.rows_per_s
        left = max(0, self._total - done - self._ahead) / speed if speed and stage == "working" else None
        total = max(self._total, done + self._ahead)
        self.on_progress(
            JobProgress(
                stage, done, total, self._exact, self._kept, speed, left, ahead=self._ahead, again=self._again
            )
        )

    def _tell_ahead(self, ahead: int, again: int) -> None:
        """Rows that wait for their turn: else a block of them would seem to stand still."""
        self._ahead, self._again = ahead, again
        if time.monotonic() - self._told >= _TELL_EVERY_S:
            self._tell("working", self._rows)

    def _tell_part(self, within: float) -> None:
        """Of a long row, from the thread that works on it: the speed of rows says nothing then."""
        if self.on_progress is None or time.monotonic() - self._told < _TELL_EVERY_S:
            return
        self._told = time.monotonic()
        total = max(self._total, self._rows)
        self.on_progress(JobProgress("working", self._rows, total, self._exact, self._kept, within=within))

    def _result(self, complete: bool) -> JobResult:
        new, names = self._rows - self._kept, self.table.columns
        return JobResult(
            source=self.table.path,
            path=self.output.path,
            sheet=self.table.sheet,
            columns=tuple(names[place] for place in self.columns),
            added=tuple(column.name for column in self._added),
            kinds=tuple(column.kind for column in self._added),
            complete=complete,
            rows=self._rows,
            statuses=dict(self._statuses),
            seconds=time.monotonic() - self._begun,
            rows_per_s=new / self._seconds if self._seconds > 0 else 0.0,
            kept=self._kept,
            shortened=self._shortened,
            unfinished=None if complete else self._unfinished,
            header_row=self.table.header_row,
            out_header_row=names_row(self.table, self.output.path),
            account=self.table.account,
            prepared=self.worker.prepared,
        )
