"""Scoring a table: from a file to the same file with labels, to be stopped and gone on with.

Owns the order of the work: rows are scored into a progress file beside the output, and when all
are, the output is written from the table and that file, at once and whole. So an output is the same
whether or not the work was interrupted. Must not know formats or how a row is scored.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.files import fsync_folder
from llmdesk.outputs import MadeFiles, Output
from llmdesk.tools.reading.tables import open_table, write_scored
from llmdesk.tools.sentiment.table.tally import Tally
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.added import added_columns
from llmdesk.tools.tables.feeding import Feed, sample_of
from llmdesk.tools.tables.progress_file import (
    Binding,
    ProgressFile,
    header_in,
    place_of,
    results_in,
)
from llmdesk.tools.tables.speed import Speed
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import (
    LearningAnalyzer,
    Pause,
    RowAnalyzer,
    TableProgress,
    TableResult,
    Unfinished,
)
from llmdesk.tools.tables.writing import check_output, names_row

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

OnProgress = Callable[[TableProgress], None]
_TELL_EVERY_S = 0.2
_LOOK_EVERY = 64  # rows between two looks at the clock


def score_table(
    path: Path,
    column: str,
    out: Path,
    analyzer: RowAnalyzer,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    made: MadeFiles | None = None,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    pause: Pause | None = None,
) -> TableResult:
    """Score the texts in `column` and write `out`, in the format that its name says.

    Blocks; call it in a worker thread. After a cancel the result is not `complete`, there is no
    output yet, and what is scored is kept beside it for `resume`; without `resume` it starts over.
    A file that is at `out` already is replaced with `overwrite`, or where `made` knows it for ours.
    Raises `TableError`, `OutputExists`, `ResumeMismatch`, and what the analyzer raises (what is scored is
    kept).
    """
    table = open_table(path, sheet, header_row)
    place = table.column(column)
    output = check_output(table, out, overwrite=overwrite, resume=resume, made=made)
    with _writing(out), closing(ProgressFile(output.place)) as progress:
        binding = Binding.of(table, place, analyzer)
        keep = _rows_to_keep(progress.path, binding) if resume else None
        progress.begin(binding, keep, output.old)
        cancel, pause = cancel or CancelToken(), pause or Pause()
        job = _Job(table, place, output, analyzer, cancel, pause, on_progress, binding)
        return job.run(progress, keep)


def unfinished(
    path: Path,
    column: str,
    out: Path,
    analyzer: RowAnalyzer,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Unfinished | None:
    """What an interrupted run left beside `out`, to ask whether to go on or to start over."""
    progress = progress_of(out)
    header = header_in(progress)
    if header is None:
        return None
    table = open_table(path, sheet, header_row)
    rows = sum(1 for _ in results_in(progress))
    binding = Binding.of(table, table.column(column), analyzer)
    return Unfinished(progress, rows, binding.mismatch(header, progress, rows))


def progress_of(out: Path) -> Path:
    """Where the unfinished work on `out` lies or would lie: beside the file that `out` leads to."""
    return place_of(Path(os.path.realpath(out)))


def _rows_to_keep(progress: Path, binding: Binding) -> int | None:
    """All rows that are whole; the engine scores a row to the bit alike, whatever stands beside it."""
    header = header_in(progress)
    if header is None:
        return None
    problem = binding.mismatch(header, progress, 0)
    if problem is not None:
        raise problem
    return sum(1 for _ in results_in(progress))


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """What the disk refuses becomes a `TableError`."""
    try:
        yield
    except OSError as error:
        raise failures.unwritable(out, error) from error


@dataclass
class _Job:
    table: Table
    column: int
    output: Output
    analyzer: RowAnalyzer
    cancel: CancelToken
    pause: Pause
    on_progress: OnProgress | None
    binding: Binding

    def run(self, progress: ProgressFile, keep: int | None) -> TableResult:
        self._begun = time.monotonic()
        self._tally = Tally(self.analyzer.labels.names)
        self._speed, self._told = Speed(), 0.0
        self._kept = keep or 0
        self._total, self._exact = max(self.table.count, self._kept), self.table.count_exact
        self._seconds, self._shortened = 0.0, 0
        self._unfinished = progress.path
        try:
            for result in results_in(progress.path):
                self._tally.add(result)
            self._speed.tell(self._kept)
            self._speed.forget()
            complete = self._learn(progress) and self._score(progress)
        finally:
            progress.sync()
        self._seconds = time.monotonic() - self._begun
        complete = complete and self._write(progress)
        if complete:
            progress.remove()
            fsync_folder(self.output.place.parent)
        return self._result(complete)

    def _learn(self, progress: ProgressFile) -> bool:
        """Let the analyzer look at a sample, and keep what it learnt before the first row; where rows are
        scored already, go by what these went by. False when it was stopped."""
        analyzer = self.analyzer
        if not isinstance(analyzer, LearningAnalyzer):
            return True
        if self._kept:
            analyzer.take((header_in(progress.path) or {}).get("biases"))
            return True
        try:
            sample = self._sample(analyzer.wanted)
        except Cancelled:
            return False
        while not self._learn_until_paused(analyzer, sample):
            try:
                self.pause.wait(self.cancel)
            except Cancelled:
                return False
        progress.begin(self.binding, None, self.output.old, analyzer.biases)
        return True

    def _sample(self, most: int) -> list[str]:
        if most and self.on_progress is not None:
            self.on_progress(TableProgress("learning", 0, most, exact=True))
        return sample_of(self.table, self.column, most, self.cancel)

    def _learn_until_paused(self, analyzer: LearningAnalyzer, sample: list[str]) -> bool:
        stop = CancelToken()
        self.cancel.on_cancel(stop.cancel)
        self.pause.when_paused(stop.cancel)

        def tell(done: int) -> None:
            if self.on_progress is not None:
                self.on_progress(TableProgress("learning", done, len(sample), exact=True))

        try:
            analyzer.learn(sample, stop, tell)
        except Cancelled:
            if not stop.cancelled:
                raise
            return False
        return not stop.cancelled

    def _score(self, progress: ProgressFile) -> bool:
        """Score the rows that are not in `progress`; False when it was stopped."""
        self._tell("scoring", self._tally.rows)
        with Feed(self.table, self.column, self._kept) as feed:
            while not self._score_until_paused(feed, progress):
                try:
                    self.pause.wait(self.cancel)
                except Cancelled:
                    return False
                self._speed.forget()
            self._total, self._exact = feed.read, True
        self._tell("scoring", self._tally.rows)
        return True

    def _score_until_paused(self, feed: Feed, progress: ProgressFile) -> bool:
        """True when all rows are done, False for a pause or a cancel."""
        stop = CancelToken()
        self.cancel.on_cancel(stop.cancel)
        self.pause.when_paused(stop.cancel)
        try:
            for result in self.analyzer.rows(feed.texts(stop), stop):
                self._pass_over(feed, progress)
                feed.waiting.popleft()
                self._keep(progress, result)
                if self._tally.rows % _LOOK_EVERY == 0 or time.monotonic() - self._told > _TELL_EVERY_S:
                    self._look(feed)
                stop.raise_if_cancelled()
        except Cancelled:
            if not stop.cancelled:
                raise
            return False
        if not stop.cancelled:
            self._pass_over(feed, progress)
        return not stop.cancelled

    def _pass_over(self, feed: Feed, progress: ProgressFile) -> None:
        """Rows without a text to score, up to the next that was sent."""
        from llmdesk.tools.sentiment.types import RowResult

        while feed.waiting and feed.waiting[0][1]:
            _, status = feed.waiting.popleft()
            self._keep(progress, RowResult("", (), 0.0, status))  # type: ignore[arg-type]

    def _keep(self, progress: ProgressFile, result: RowResult) -> None:
        progress.add(result)
        self._tally.add(result)

    def _look(self, feed: Feed) -> None:
        if feed.finished.is_set():
            self._total, self._exact = feed.read, True
        elif not self._exact:
            self._total = max(self._total, feed.read)
        if time.monotonic() - self._told >= _TELL_EVERY_S:
            self._tell("scoring", self._tally.rows)

    def _write(self, progress: ProgressFile) -> bool:
        """The output from the table and the scored rows; False when it was stopped."""
        added = added_columns(self.analyzer.labels.names, self.table.columns)

        def tell(done: int) -> None:
            self._tell("writing", done)

        try:
            with self.output.part(progress.part) as part:
                self._shortened = write_scored(
                    self.table, progress.path, added, part, self.output.path, tell, self.cancel
                )
                self.output.put(part)
        except Cancelled:
            return False
        except OSError as error:
            raise failures.unwritable(self.output.path, error) from error
        self._tell("writing", self._tally.rows)
        return True

    def _tell(self, stage: str, done: int) -> None:
        self._told = time.monotonic()
        if stage == "scoring":
            self._speed.tell(done)
        if self.on_progress is None:
            return
        speed = self._speed.rows_per_s
        left = max(0, self._total - done) / speed if speed and stage == "scoring" else None
        self.on_progress(
            TableProgress(
                stage="scoring" if stage == "scoring" else "writing",
                done=done,
                total=max(self._total, done),
                exact=self._exact,
                kept=self._kept,
                rows_per_s=speed,
                seconds_left=left,
                counts=self._tally.label_counts(),
            )
        )

    def _result(self, complete: bool) -> TableResult:
        tally, new = self._tally, self._tally.rows - self._kept
        names = self.table.columns
        return TableResult(
            source=self.table.path,
            path=self.output.path,
            sheet=self.table.sheet,
            column=names[self.column],
            labels=tally.labels,
            added=added_columns(tally.labels, names),
            model=self.analyzer.model,
            complete=complete,
            rows=tally.rows,
            scored=tally.scored,
            empty=tally.empty,
            no_text=tally.no_text,
            failed=tally.rows - tally.scored - tally.empty - tally.no_text,
            counts=dict(tally.counts),
            statuses=dict(tally.statuses),
            histogram=tuple(tally.histogram),
            unlikely=tally.unlikely,
            seconds=time.monotonic() - self._begun,
            rows_per_s=new / self._seconds if self._seconds > 0 else 0.0,
            kept=self._kept,
            shortened=self._shortened,
            ranking=tally.ranking(),
            unfinished=None if complete else self._unfinished,
            header_row=self.table.header_row,
            out_header_row=names_row(self.table, self.output.path),
            account=self.table.account,
            biases=self.analyzer.biases if isinstance(self.analyzer, LearningAnalyzer) else {},
        )
