"""`--table FILE --column NAME --out FILE` of a command: something done with each text of a column.

Owns the checks of the words, the preview, the live line and what is said at the end. Must not know what is
done with a text.
"""

from __future__ import annotations

import argparse
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, sharing, stored
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.cli.shell.text import column_option, duration_text
from llmdesk.errors import Listing, UsageError, shown
from llmdesk.outputs import MadeFiles
from llmdesk.store import Run, Store
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import Table, as_text
from llmdesk.tools.tables.job import run_job
from llmdesk.tools.tables.marked import MarkedRows
from llmdesk.tools.tables.preview import Preview, preview
from llmdesk.tools.tables.review import EDITED, AgainWorker, Earlier
from llmdesk.tools.tables.runs import TableInputs, broken_off, finish_run
from llmdesk.tools.tables.types import Copy, JobProgress, JobResult
from llmdesk.tools.tables.worker import Worker
from llmdesk.tools.tables.writing import check_output
from llmdesk.tools.tool import Tool

OPTIONS = ("sheet", "header_row", "column", "preview", "redo", *sharing.OPTIONS)
_TOO_SMALL = "so much is marked that this model is too small for it, or does not know the language."
_SHOWN = 200  # characters of a text or a result in the preview


class ColumnWork(ABC):
    """What a command does with a column. `verb`: the command's own word, of "a column to …"; `awake`: why the
    computer must not sleep; `tool`: what it asks of a model."""

    verb: str
    awake: str
    tool: Tool

    @abstractmethod
    def worker(self, session: Session, model: str, table: Table, column: str) -> Worker[Any]:
        """Whoever works on the rows. `model` is loaded."""

    @abstractmethod
    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        """Keep that the worker goes over the table."""


def check_words(arguments: argparse.Namespace) -> None:
    """Raises `UsageError` for an option of a table without one."""
    for word in OPTIONS:
        if getattr(arguments, word) not in (None, False):
            raise UsageError(
                "--{name} belongs to a table.", hint="Name it: --table FILE.", name=word.replace("_", "-")
            )
    stored.check_here(arguments)


def run_column(given: argparse.Namespace, work: ColumnWork, session: Session, console: Console) -> int:
    """The exit status."""
    if given.out is None and not given.preview:
        raise UsageError(
            "There is no name for the new table.", hint="Say where to write it: --out FILE.csv or FILE.xlsx"
        )
    if given.preview and given.redo is not None:
        raise UsageError("--preview and --redo exclude each other.", hint="Leave one of them out.")
    sharing.check_words(given)
    cancel = CancelToken()
    with stored.at_hand(given, session, console) as (here, copy):
        job = _Job(here, work, session, console, cancel, copy)
        done = run_awake(job.run, cancel, work.awake)
    console.end_progress()
    if isinstance(done, JobResult):
        _report(done, job.marked, console)
        return exit_status.OK if done.complete else exit_status.INTERRUPTED
    found, worker = done
    if console.json:
        console.write_json(_as_json(found, worker))
    else:
        console.write(_preview_text(found, worker))
    return exit_status.OK


@dataclass
class _Job:
    """Done in a thread that Ctrl-C can stop."""

    given: argparse.Namespace
    work: ColumnWork
    session: Session
    console: Console
    cancel: CancelToken
    copy: Copy | None
    marked: MarkedRows | None = None

    def run(self) -> JobResult | tuple[Preview[Any], Worker[Any]]:
        """Everything that can be wrong with the command is told before a model loads."""
        given, session = self.given, self.session
        table = open_table(given.table, given.sheet, given.header_row)
        column = _column(table, given.column, self.work.verb)
        made = MadeFiles(session.paths.made)
        if not given.preview:
            overwrite = given.overwrite or given.redo is not None
            check_output(table, given.out, overwrite=overwrite, resume=given.resume, made=made)
            if given.redo is not None:
                open_table(given.out)  # raises where there is none
        model = session.load(session.model(), self.cancel, self.work.tool)
        worker = self.work.worker(session, model.name, table, column)
        if given.preview:
            return preview(table, (column,), worker, self.cancel), worker
        with self._earlier(table, column, worker, made) as earlier:
            if earlier is not None:
                return self._go_over(table, column, AgainWorker(worker, earlier), model.name, made.with_edits)
            return self._go_over(table, column, worker, model.name, made)

    @contextmanager
    def _earlier(
        self, table: Table, column: str, worker: Worker[Any], made: MadeFiles
    ) -> Iterator[Earlier | None]:
        """The table at --out, where only some of its rows are done again."""
        given = self.given
        if given.redo is None:
            yield None
            return
        with closing(Earlier(given.out, table, (column,), worker.columns, given.redo, "remarks")) as earlier:
            earlier.check(may_lose=given.overwrite, made=made.with_edits)
            yield earlier

    def _go_over(
        self, table: Table, column: str, worker: Worker[Any], model: str, made: MadeFiles
    ) -> JobResult:
        given, session = self.given, self.session
        store = session.store(keep=not given.no_save)
        row = table.header_row if table.has_names_row else None
        inputs = TableInputs(given.table, (column,), given.out, table.sheet, row)
        run = self.work.begin(store, inputs, model)
        chosen = session.model()
        self.marked = MarkedRows(worker.form, EDITED)
        with broken_off(store, run), sharing.sharing(given, chosen, session, self.console) as shared:
            result = run_job(
                given.table, (column,), given.out, worker, sheet=given.sheet, header_row=given.header_row,
                resume=given.resume, overwrite=given.overwrite or given.redo is not None, made=made,
                on_progress=self._show, on_result=self.marked,
                cancel=self.cancel, sharing=shared, copy=self.copy,
            )  # fmt: skip
        finish_run(store, run, result)
        return result

    def _show(self, progress: JobProgress) -> None:
        about = "" if progress.exact else "about "
        left = "" if progress.seconds_left is None else f", {duration_text(progress.seconds_left)} left"
        self.console.progress(
            f"{self.given.table.name}: {progress.done:,} of {about}{progress.total:,} rows{left}"
        )
        if self.marked is not None and self.marked.too_many:
            self.console.note_once(_TOO_SMALL)


def _column(table: Table, name: str | None, verb: str) -> str:
    if name is not None:
        return table.columns[table.column(name)]
    raise UsageError(
        f"There is no column to {verb}.",
        "The columns are: {columns}.",
        "Name it: {guess}",
        columns=Listing.first(table.columns),
        guess=column_option(table.text_column),
    )


# -- what is said ----------------------------------------------------------------------------------
def _report(result: JobResult, marked: MarkedRows | None, console: Console) -> None:
    count = 0 if marked is None else marked.count
    if console.json:
        console.write_json(
            {
                "path": str(result.path),
                "complete": result.complete,
                "rows": result.rows,
                "columns": list(result.added),
                "statuses": dict(result.statuses),
                "marked": count,
                "seconds": round(result.seconds, 3),
            }
        )
    elif result.complete:
        looked = f"{count:,} of them should be looked at: “{result.added[-1]}” says why.\n" if count else ""
        console.write(
            f"{result.rows:,} rows in {duration_text(result.seconds)}\n{looked}Written: {result.path}\n"
        )
    else:
        console.write("Stopped. The same command with --resume goes on from there.\n")


def _as_json(found: Preview[Any], worker: Worker[Any]) -> dict[str, object]:
    names = [column.name for column in worker.columns]
    rows = [
        {"values": list(row), "result": dict(zip(names, map(_plain, worker.form.cells(result)), strict=True))}
        for row, result in found.rows
    ]
    return {"rows": rows, **timing(found)}


def _plain(cell: object) -> object:
    return cell if cell is None or isinstance(cell, str | int | float | bool) else str(cell)


def timing(found: Preview[Any]) -> dict[str, object]:
    """The JSON of how long a preview and all rows take."""
    return {
        "seconds": round(found.seconds, 3),
        "total": found.total,
        "exact": found.exact,
        "seconds_all": round(found.seconds_all, 1),
    }


def _preview_text(found: Preview[Any], worker: Worker[Any]) -> str:
    lines = []
    for number, (row, result) in enumerate(found.rows, start=1):
        lines.append(f"{number}. {shown(' '.join(row[0].split()), _SHOWN)}")
        for column, cell in zip(worker.columns, worker.form.cells(result), strict=True):
            if cell is not None:
                lines.append(f"   {column.name}: {shown(' '.join(as_text(cell).split()), _SHOWN)}")
    return "\n".join([*lines, time_text(found)]) + "\n"


def time_text(found: Preview[Any]) -> str:
    """How long all rows would take."""
    if not found.rows:
        return "Every row that was looked at is empty."
    about = "" if found.exact else "about "
    return (
        f"{len(found.rows)} rows took {duration_text(found.seconds)}; {about}{found.total:,} rows, "
        f"{found.share:.0%} of them with text: at most about {duration_text(found.seconds_all)}. "
        "Nothing was written."
    )
