"""`llmdesk run TOOL --table` and `--folder`: the tool's answer for each row, or each document.

Owns what is said of it: the live line, the preview, the summary. Must not know how rows are answered, or how
tables are written.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.own.run import load, model_for
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, stored
from llmdesk.cli.shell.column_job import time_text, timing
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.cli.shell.sharing import check_words, sharing
from llmdesk.cli.shell.text import column_option, duration_text
from llmdesk.errors import Listing, UsageError, shown
from llmdesk.models.library import InstalledModel
from llmdesk.outputs import MadeFiles
from llmdesk.tools.documents.folder import documents_in, unread_words
from llmdesk.tools.own import Answer, OwnTool
from llmdesk.tools.own import template as templates
from llmdesk.tools.own.kinds import BLOCK
from llmdesk.tools.own.runs import begin_run
from llmdesk.tools.own.table import OwnWorker, Source, guessed, of_documents
from llmdesk.tools.own.types import TEXT
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import JobProgress, JobResult, Table, run_job
from llmdesk.tools.tables.preview import Preview, preview
from llmdesk.tools.tables.review import GOOD, Earlier
from llmdesk.tools.tables.runs import as_json, broken_off, finish_run
from llmdesk.tools.tables.types import Copy
from llmdesk.tools.tables.writing import check_output

_LOG_EVERY_S = 60.0
_SHOWN = 200  # characters of a text or an answer in the preview
_ALL = ("table", "folder")


def run(
    arguments: argparse.Namespace, tool: OwnTool, files: Sequence[str], session: Session, console: Console
) -> int:
    _check_words(arguments, tool, files)
    check_words(arguments)
    cancel = CancelToken()
    with ExitStack() as stack:
        given, copy = stack.enter_context(stored.at_hand(arguments, session, console))
        work = Work(given, tool, files, session, console, cancel, stack, copy)
        return run_awake(work.run, cancel, "a tool goes over a table")


def _check_words(arguments: argparse.Namespace, tool: OwnTool, files: Sequence[str]) -> None:
    given = [f"--{word}" for word in _ALL if getattr(arguments, word) is not None]
    sources = [*given, *(["files"] if files else []), *(["--text"] if arguments.text is not None else [])]
    if len(sources) > 1:
        raise UsageError(f"{' and '.join(sources)} do not go together.", hint="Give one of them.")
    if arguments.out is None and not arguments.preview:
        raise UsageError(
            "There is no name for the new table.", hint="Say where to write it: --out FILE.csv or FILE.xlsx"
        )
    if arguments.again is not None:
        stored.check_here(arguments)
    if arguments.again is not None and not arguments.out.exists():
        raise UsageError(
            "There is no table whose rows could be done again.",
            "{path}",
            "Name the output of an earlier run with --out.",
            path=arguments.out,
        )
    if arguments.table is None and len(tool.takes) > 1:
        raise UsageError(
            "This tool reads several columns of a table.",
            "Its places are: {places}.",
            "Give a table: --table FILE",
            places=", ".join(tool.takes),
        )


@dataclass(frozen=True)
class Work:
    """What is done in a thread that Ctrl-C can stop."""

    arguments: argparse.Namespace
    tool: OwnTool
    files: Sequence[str]
    session: Session
    console: Console
    cancel: CancelToken
    stack: ExitStack
    copy: Copy | None

    def run(self) -> int:
        """The exit status. Everything that can be wrong with the command is told before a model loads."""
        tool, source = self._source()
        given = self.arguments
        if given.out is not None and not given.preview:
            check_output(
                source.table, given.out, overwrite=self._overwrite, resume=given.resume, made=self._made
            )
        model = model_for(self.session, self.console, tool)
        worker = self._worker(tool, source, model.name)
        load(self.session, self.console, model, tool, self.cancel)
        if given.preview:
            self._preview(preview(source.table, source.columns, worker, self.cancel), worker)
            return exit_status.OK
        result = self._job(source, worker, model)
        if self.console.json:
            told = {"tool": tool.name, "model": model.name, **as_json(result)}
            self.console.write_json(told | ({"source": str(source.folder)} if source.folder else {}))
        else:
            self.console.write(summary(result))
        return exit_status.OK if result.complete else exit_status.INTERRUPTED

    @property
    def _overwrite(self) -> bool:
        return bool(self.arguments.overwrite or self.arguments.again is not None)

    @property
    def _made(self) -> MadeFiles:
        return MadeFiles(self.session.paths.made)

    # -- what is gone over -----------------------------------------------------------------------
    def _source(self) -> tuple[OwnTool, Source]:
        given = self.arguments
        if given.table is None:
            return self.tool, self._documents()
        table = open_table(given.table, given.sheet, given.header_row)
        if given.sheet is not None and not table.sheets:
            raise UsageError(
                "This table has no sheets.",
                "{path}",
                "Leave --sheet out: only workbooks (XLSX) have sheets.",
                path=given.table,
            )
        if given.sheet is None and len(table.sheets) > 1:
            others = ", ".join(name for name in table.sheets if name != table.sheet)
            self.console.note(f"the sheet “{table.sheet}” is read; others (--sheet NAME): {others}")
        if given.header_row is None and table.names_in_doubt:
            self.console.note("which row holds the names of the columns is not certain (--header-row N)")
        for words in table.account.words() if table.count_exact else ():
            self.console.note(str(words))
        tool = with_columns(self.tool, given.column)
        return tool, Source(table, columns_of(tool, table, given.column))

    def _documents(self) -> Source:
        given = self.arguments
        folder = given.folder.absolute() if given.folder is not None else Path.cwd()
        closed: list[OSError] = []
        in_folder = documents_in(folder, closed) if given.folder is not None else None
        for words in unread_words(closed, folder):
            self.console.note(str(words))
        files = [Path(name) for name in self.files] if in_folder is None else in_folder
        kept = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="llmdesk-"))
        return of_documents(files, folder, Path(kept))

    def _worker(self, tool: OwnTool, source: Source, model: str) -> OwnWorker:
        given, earlier = self.arguments, None
        if given.again is not None:
            columns = OwnWorker(self.session.engine, tool, model).columns
            earlier = Earlier(given.out, source.table, source.columns, columns, given.again)
            self.stack.callback(earlier.close)
            earlier.check(may_lose=given.overwrite, made=self._made.with_edits)
        return source.worker(self.session.engine, tool, model, earlier)

    # -- the work --------------------------------------------------------------------------------
    def _job(self, source: Source, worker: OwnWorker, model: InstalledModel) -> JobResult:
        given, table = self.arguments, source.table
        store = self.session.store(keep=not given.no_save)
        path = source.folder or given.table
        run = begin_run(
            store, path, source.columns, given.out, worker.tool, model.name,
            sheet=table.sheet, header_row=source.header_row, documents=source.folder is not None,
        )  # fmt: skip
        with broken_off(store, run), sharing(given, model, self.session, self.console) as shared:
            result = run_job(
                table.path, source.columns, given.out, worker, sheet=table.sheet or None,
                header_row=source.header_row,
                resume=given.resume, overwrite=self._overwrite,
                made=self._made if given.again is None else self._made.with_edits,
                on_progress=_ProgressLine(self.console, given.out.name), cancel=self.cancel,
                sharing=shared, copy=self.copy,
            )  # fmt: skip
        finish_run(store, run, result)
        return result

    def _preview(self, found: Preview[Answer], worker: OwnWorker) -> None:
        names = [column.name for column in worker.columns[:-1]]
        if self.console.json:
            rows = [
                {"values": list(values), "result": dict(zip(names, answer.values, strict=True)),
                 "status": answer.words}
                for values, answer in found.rows
            ]  # fmt: skip
            self.console.write_json({"rows": rows, **timing(found)})
            return
        self.console.write(preview_text(found, names))


def with_columns(tool: OwnTool, columns: Sequence[str] | None) -> OwnTool:
    """The tool; one that takes any text takes several columns together, each with its name."""
    if columns is None or len(columns) < 2 or tool.takes != (TEXT,) or tool.examples:
        return tool
    names = tuple(" ".join(name.replace("{", "(").replace("}", ")").split())[:58] or "-" for name in columns)
    if len(set(names)) < len(names):
        return tool
    return replace(tool, takes=names, template=templates.usual(names))


def columns_of(tool: OwnTool, table: Table, given: Sequence[str] | None) -> tuple[str, ...]:
    """The column for each place: as they were named, else those with the places' names. Raises
    `UsageError` and `TableError`."""
    if given is not None:
        if len(given) != len(tool.takes):
            raise UsageError(
                "The columns do not fit the tool.",
                "It has {count} places ({places}); columns named: {given}.",
                "Name a column for each place, in their order.",
                count=len(tool.takes),
                places=", ".join(tool.takes),
                given=", ".join(given),
            )
        return tuple(table.columns[table.column(name)] for name in given)
    if tool.takes == (TEXT,) and TEXT not in table.columns:
        raise UsageError(
            "There is no column to work on.",
            "The columns are: {columns}.",
            "Name it: {guess}",
            columns=Listing.first(table.columns),
            guess=column_option(table.text_column),
        )
    found = guessed(tool.takes, table.columns, "")
    missing = [place for place, column in zip(tool.takes, found, strict=True) if not column]
    if missing:
        raise _no_columns(tool.takes, found, missing, table)
    return found


def _no_columns(
    places: Sequence[str], found: Sequence[str], missing: Sequence[str], table: Table
) -> UsageError:
    """What the tool reads and the table has not, with the words that say what to read instead."""
    named = [column_option(column) if column else "--column NAME" for column in found]
    return UsageError(
        "The table has no column {missing}, which the tool reads.",
        "The columns are: {columns}.",
        "Name a column for each of {places}, in this order: {named}",
        missing=" and no column ".join(f"“{shown(place, 60)}”" for place in missing),
        columns=Listing.first(table.columns),
        places=", ".join(places),
        named=" ".join(named),
    )


# -- what is said --------------------------------------------------------------------------------
class _ProgressLine:
    """How far, how fast, how long still: a live line on a terminal, one a minute in a log."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._logged = time.monotonic()
        self._kept_told = False

    def __call__(self, progress: JobProgress) -> None:
        if progress.kept and not self._kept_told:
            self._kept_told = True
            self._console.note(f"{progress.kept:,} rows were done before; going on behind them.")
        if self._console.shows_progress:
            self._console.progress(self._text(progress))
        elif time.monotonic() - self._logged >= _LOG_EVERY_S:
            self._logged = time.monotonic()
            self._console.note(self._text(progress))

    def _text(self, progress: JobProgress) -> str:
        if progress.stage == "writing":
            return f"{self._name}: writing, {progress.done:,} of {progress.total:,} rows"
        done = progress.done + progress.ahead
        share = done / progress.total if progress.total else 0.0
        about = "" if progress.exact else "about "
        text = f"{self._name}: {share:4.0%}, {done:,} of {about}{progress.total:,} rows"
        if progress.again:
            text += f", {progress.again:,} asked again"
        if progress.rows_per_s:
            text += f", {progress.rows_per_s:,.1f} rows/s"
        if progress.seconds_left is not None and done:
            text += f", {duration_text(progress.seconds_left)} left"
        return text


def summary(result: JobResult) -> str:
    """Rows by their status, and what became of the file."""
    rows = f"{result.rows:,} rows in {duration_text(result.seconds)}, {result.rows_per_s:,.1f} rows/s"
    lines = [rows + (f", {result.kept:,} of them from before" if result.kept else "")]
    width = max((len(name) for name in result.statuses), default=0)
    for name, count in sorted(result.statuses.items(), key=lambda each: -each[1]):
        lines.append(f"  {name:<{width}}  {count:>9,}")
    if result.shortened:
        lines.append(f"  {result.shortened:,} cells were cut: XLSX holds 32,767 characters in one")
    if result.complete:
        lines.append(f"Written: {result.path}")
        if set(result.statuses) - set(GOOD):
            lines.append("Rows that failed say why in “status”; --again failed does them again alone.")
    else:
        lines.append(
            f"Stopped. The same command with --resume goes on behind the last whole block of {BLOCK} rows; "
            "those of the block that was stopped are done again."
        )
    return "\n".join(lines) + "\n"


def preview_text(found: Preview[Answer], names: Sequence[str]) -> str:
    """The rows with their answers, and how long all would take."""
    lines = []
    for number, (values, answer) in enumerate(found.rows, start=1):
        lines.append(f"{number}. {' | '.join(shown(' '.join(value.split()), _SHOWN) for value in values)}")
        for name, value in zip(names, answer.values, strict=True):
            if value is not None:
                lines.append(f"   {name}: {shown(' '.join(str(value).split()), _SHOWN)}")
        if not answer.passed:
            lines.append(f"   {answer.words}")
    return "\n".join([*lines, time_text(found)]) + "\n"
