"""`llmdesk translate --table`: a column translated into two new ones.

Owns what is said of it. Must not know how rows are translated or tables are written.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.cli.shell.sharing import check_words, sharing
from llmdesk.cli.shell.text import duration_text
from llmdesk.errors import UsageError
from llmdesk.outputs import MadeFiles
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import Table, as_text
from llmdesk.tools.tables.job import run_job
from llmdesk.tools.tables.runs import TableInputs, broken_off, finish_run
from llmdesk.tools.tables.types import JobProgress, JobResult
from llmdesk.tools.tables.writing import check_output
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import Memory, TranslateOptions
from llmdesk.tools.translate.table import TranslateWorker
from llmdesk.tools.translate.table.runs import begin_run

_LOOKED_AT = 200  # rows by which the language is found


def run(arguments: argparse.Namespace, options: TranslateOptions, session: Session, console: Console) -> int:
    if arguments.out is None:
        raise UsageError(
            "There is no name for the new table.", hint="Say where to write it: --out FILE.csv or FILE.xlsx"
        )
    check_words(arguments)
    cancel = CancelToken()
    result = run_awake(
        lambda: _work(arguments, options, session, console, cancel), cancel, "a table is being translated"
    )
    console.end_progress()
    _report(result, console)
    return exit_status.OK if result.complete else exit_status.INTERRUPTED


def _work(
    given: argparse.Namespace,
    options: TranslateOptions,
    session: Session,
    console: Console,
    cancel: CancelToken,
) -> JobResult:
    """Everything that can be wrong with the command is told before a model loads."""
    table = open_table(given.table, given.sheet, given.header_row)
    column = _column(table, given.column)
    made = MadeFiles(session.paths.made)
    check_output(table, given.out, overwrite=given.overwrite, resume=given.resume, made=made)
    if not options.target:
        options = replace(options, target="en" if _language(table, column, options) == "zh" else "zh")
    chosen = session.model()
    model = session.load(chosen, cancel, TRANSLATE)

    def show(progress: JobProgress) -> None:
        about = "" if progress.exact else "about "
        left = "" if progress.seconds_left is None else f", {duration_text(progress.seconds_left)} left"
        console.progress(f"{given.table.name}: {progress.done:,} of {about}{progress.total:,} rows{left}")

    memory = None
    if not given.no_memory:
        memory = Memory.of(session.store(), _language(table, column, options), options.target)
    worker = TranslateWorker(session.engine, options, model.name, memory)
    store = session.store(keep=not given.no_save)
    row = table.header_row if table.has_names_row else None
    inputs = TableInputs(given.table, (column,), given.out, table.sheet, row)
    run = begin_run(store, inputs, options, model.name)
    with broken_off(store, run), sharing(given, chosen, session, console) as shared:
        result = run_job(
            given.table, (column,), given.out, worker, sheet=given.sheet, header_row=given.header_row,
            resume=given.resume, overwrite=given.overwrite, made=made, on_progress=show, cancel=cancel,
            sharing=shared,
        )  # fmt: skip
    finish_run(store, run, result)
    return result


def _language(table: Table, column: str, options: TranslateOptions) -> str:
    """Of the first rows, where none is named."""
    place = table.column(column)
    seen = [as_text(row[place]) for row, _ in zip(table.rows(), range(_LOOKED_AT), strict=False)]
    return options.source or detect_language("\n".join(seen))


def _column(table: Table, name: str | None) -> str:
    if name is not None:
        return table.columns[table.column(name)]
    raise UsageError(
        "There is no column to translate.",
        "The columns are: {columns}.",
        'Name it: --column "{guess}"',
        columns=", ".join(table.columns[:50]),
        guess=table.text_column,
    )


def _report(result: JobResult, console: Console) -> None:
    if console.json:
        console.write_json(
            {
                "path": str(result.path),
                "complete": result.complete,
                "rows": result.rows,
                "columns": list(result.added),
                "statuses": dict(result.statuses),
                "seconds": round(result.seconds, 3),
            }
        )
    elif result.complete:
        console.write(f"{result.rows:,} rows in {duration_text(result.seconds)}\nWritten: {result.path}\n")
    else:
        console.write("Stopped. The same command with --resume goes on from there.\n")
