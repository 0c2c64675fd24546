"""`llmdesk sentiment --table`: a label for each row of a table, and how good they are.

Owns what is said of it: the live line, the summary, the figures. Must not know how rows are scored or
tables are written.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.sentiment_report import (
    ReportFile,
    changes_of_first,
    counted,
    known_labels,
    report_file,
    report_of,
    suggestion,
)
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.cli.shell.sharing import check_words, sharing
from llmdesk.cli.shell.stored import at_hand
from llmdesk.cli.shell.text import column_option, duration_text
from llmdesk.errors import Cancelled, Listing, Phrase, UsageError, UserError, shown
from llmdesk.outputs import MadeFiles
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment import Analyzer, LabelSet, Metrics
from llmdesk.tools.sentiment.doubts import about
from llmdesk.tools.sentiment.prompts import prompt_language
from llmdesk.tools.sentiment.report import Known, figures_of, rows_left_out
from llmdesk.tools.sentiment.runs import TableInputs, begin_run, break_off, finish_run
from llmdesk.tools.sentiment.table import ScoredTable, TableProgress, TableResult, score_table
from llmdesk.tools.sentiment.table.known import KnownColumn, parse_changes
from llmdesk.tools.sentiment.table.labelled import Judged, LabelledSplit, judge, judge_scored, split_labelled
from llmdesk.tools.tables import Table, as_text
from llmdesk.tools.tables.types import Copy
from llmdesk.tools.tables.writing import check_output

_LOG_EVERY_S = 60.0
_LOOKED_AT = 100  # rows whose language tells what the model has to know
_BAR = 24
_VALUES = 12  # of a label that are shown


def run(arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console) -> int:
    """Score the table of `arguments` (`table`, `sheet`, `column`, `out`, `resume`, `labelled`, `seed`)."""
    if arguments.label_map and arguments.labelled is None:
        raise UsageError(
            "--label-map belongs to known labels.", hint="Name their column too: --labelled COLUMN."
        )
    check_words(arguments)
    if arguments.suggest and arguments.out is None:
        raise UsageError(
            "--suggest chooses among rows that are scored.", hint="Say where to write them: --out FILE.csv"
        )
    if arguments.out is None and arguments.labelled is None and arguments.report is None:
        raise UsageError(
            "There is no name for the new table.", hint="Say where to write it: --out FILE.csv or FILE.xlsx"
        )
    cancel = CancelToken()
    with at_hand(arguments, session, console) as (given, copy):
        work = Work(given, labels, session, console, cancel, copy)
        return run_awake(work.run, cancel, "a table is being scored")


@dataclass(frozen=True)
class Work:
    """What is done in a thread that Ctrl-C can stop."""

    arguments: argparse.Namespace
    labels: LabelSet
    session: Session
    console: Console
    cancel: CancelToken
    copy: Copy | None = None

    def run(self) -> int:
        """The exit status. Everything that can be wrong with the command is told before a model loads."""
        from llmdesk.cli.sentiment import make_analyzer

        given = self.arguments
        table = open_given(given.table, given.sheet, given.header_row, given.column, self.console)
        column = column_given(table, given.column)
        split = None
        if given.labelled is not None:
            changes = changes_of_first(given, table, column, self.labels.names)
            split = split_labelled(table, column, given.labelled, self.labels.names, given.seed or 0, changes)
            self.console.show_text(meanings(split.known))
        report = report_file(given, table, column, self.labels.names)
        if given.out is not None:
            self.check_output(table)
        analyzer = make_analyzer(self.labels, given, self.session, self.console, self.cancel)
        if warning := analyzer.warning(languages(table, column), self.cancel):
            self.console.note(warning)
        if split is not None:
            analyzer = analyzer.with_corrections(split.taught)
        result: TableResult | None = None
        judged: Judged | None = None
        if given.out is not None:
            result, judged = self.score(table, column, analyzer, split)
            for words in () if table.count_exact else result.account.words():
                self.console.note(str(words))
        elif split is not None:
            self.console.progress("Scoring the labelled rows…")
            judged = judge(split, table, column, analyzer, self.cancel)
        for doubt in _doubts(self.labels, result):
            self.console.note(str(doubt))
        if analyzer.refused:
            self.console.note(
                f"the {analyzer.refused:,} rows that teach change no label: with them no more would be right."
            )
        told: dict[str, object] = {}
        if given.libraries and result is not None:
            told = {"source": None, "libraries": given.libraries}
        if report is not None and (result is None or result.complete):
            told |= {"report": self._write_report(report, table, column, analyzer, result, split, judged)}
        if given.suggest and result is not None and result.complete:
            known = dict(() if split is None else split.taught)
            told |= suggestion(result, given.suggest, known, self.console, self.cancel)
        metrics = None if judged is None else judged.metrics(self.labels.names)
        _report(self.console, result, split, metrics, told)
        return exit_status.OK if result is None or result.complete else exit_status.INTERRUPTED

    def _write_report(
        self,
        file: ReportFile,
        table: Table,
        column: str,
        analyzer: Analyzer,
        result: TableResult | None,
        split: LabelledSplit | None,
        judged: Judged | None,
    ) -> dict[str, object]:
        """Measure what the report says, and write it; what the JSON says of it."""
        statuses = {} if result is None else result.statuses
        unknown, not_in_set = (0, 0) if split is None else (split.unknown, split.known.left_out)
        figures = None
        if judged is not None:
            figures = figures_of(judged.probabilities, judged.truth, self.labels.names, "other half")
        known = Known(
            output="" if result is None else result.path.name,
            counted=counted(result),
            figures=figures,
            agreement=file.agreement,
            left_out=(*rows_left_out(statuses, unknown, not_in_set), *table.account.words()),
            warnings=_doubts(self.labels, result),
        )
        report = report_of(
            analyzer,
            self.session,
            self.console,
            table,
            column,
            known,
            self.arguments.seed or 0,
            self.cancel,
        )
        numbers = () if split is None else split.known.numbers()
        rows = None if result is None else result.path
        labelled = known_labels(table, column, numbers, self.labels.names)
        return file.write(report, self.console, labelled, rows, self.cancel)

    def check_output(self, table: Table) -> None:
        """Raises `TableError` or `OutputExists` where the new table cannot be written."""
        given, made = self.arguments, MadeFiles(self.session.paths.made)
        check_output(table, given.out, overwrite=given.overwrite, resume=given.resume, made=made)

    def score(
        self, table: Table, column: str, analyzer: Analyzer, split: LabelledSplit | None
    ) -> tuple[TableResult, Judged | None]:
        """The scored table, kept in the history from its first row on, and the rows that judge."""
        given = self.arguments
        store = self.session.store(keep=not given.no_save)
        inputs = TableInputs(
            given.table, table.sheet, column, given.labelled or "", given.out, table.header_row,
            {} if split is None else parse_changes(given.label_map or ()), tuple(given.libraries or ()),
        )  # fmt: skip
        run = begin_run(store, inputs, self.labels, given.unsure_below or 0.0, analyzer.model)
        try:
            with sharing(given, self.session.model(), self.session, self.console) as shared:
                result = score_table(
                given.table, column, given.out, analyzer, sheet=table.sheet or None,
                header_row=table.header_row if table.has_names_row else None, resume=given.resume,
                overwrite=given.overwrite, made=MadeFiles(self.session.paths.made),
                on_progress=_ProgressLine(self.console, given.out.name), cancel=self.cancel, sharing=shared,
                copy=self.copy,
                )  # fmt: skip
            judged = None
            if split is not None and result.complete:
                judged = _judged(split, result, self.cancel)
        except (Cancelled, UserError) as error:
            break_off(store, run, "stopped" if isinstance(error, Cancelled) else "failed")
            raise
        finish_run(store, run, result, None if judged is None else judged.metrics(self.labels.names))
        return result, judged


def _doubts(labels: LabelSet, result: TableResult | None) -> tuple[Phrase, ...]:
    return about(labels, {}) if result is None else about(labels, result.counts, result.unlikely)


def open_given(
    path: Path, sheet: str | None, header_row: int | None, column: str | None, console: Console
) -> Table:
    """The table. What was guessed (its sheet, the row of names) is told, and which lines are not as they
    should be."""
    table = open_table(path, sheet, header_row)
    if header_row is None and table.header_row == 0 and table.first_rows and column is not None:
        first = table.first_rows[0]
        if column not in table.columns and column in map(str.strip, first.cells):
            table = open_table(path, sheet, first.number)  # who names a column by it takes it for names
    if sheet is not None and not table.sheets:
        raise UsageError(
            "This table has no sheets.",
            "{path}",
            "Leave --sheet out: only workbooks (XLSX) have sheets.",
            path=path,
        )
    if header_row is not None and not table.has_names_row:
        raise UsageError(
            "This table has no row of names.",
            "{path}",
            "Leave --header-row out: only CSV, TSV and workbooks (XLSX) have one.",
            path=path,
        )
    if sheet is None and len(table.sheets) > 1:
        others = ", ".join(name for name in table.sheets if name != table.sheet)
        console.note(f"the sheet “{table.sheet}” is scored; others (--sheet NAME): {others}")
    if header_row is None and table.has_names_row:
        _tell_names(table, console)
    for words in table.account.words() if table.count_exact else ():
        console.note(str(words))
    return table


def _tell_names(table: Table, console: Console) -> None:
    unit = "line" if table.kind == "csv" else "row"
    if table.header_row == 0:
        console.note(
            "no row holds names of columns: all are scored, and the columns have numbers "
            "(--header-row N if one does)."
        )
    elif table.names_in_doubt:
        first = table.header_row == table.first_rows[0].number
        row = "the first row" if first else f"{unit} {table.header_row:,}"
        console.note(
            f"{row} is taken as the names of the columns and is not scored "
            "(--header-row 0 if it is a row like the others)."
        )
    elif table.first_rows and table.header_row != table.first_rows[0].number:
        console.note(
            f"the names of the columns are in {unit} {table.header_row:,}; what stands above is not scored "
            "(--header-row N for another)."
        )


def column_given(table: Table, name: str | None) -> str:
    if name is not None:
        return table.columns[table.column(name)]
    if table.kind == "folder":
        return "text"
    raise UsageError(
        "There is no column to score.",
        "The columns are: {columns}.",
        "Name it: {guess}",
        columns=Listing.first(table.columns),
        guess=column_option(table.text_column),
    )


def languages(table: Table, column: str) -> set[str]:
    """Of the prompts that the first rows need."""
    place = table.column(column)
    return {
        prompt_language(as_text(row[place])) for row in islice(table.rows(), _LOOKED_AT) if len(row) > place
    }


def _judged(split: LabelledSplit, result: TableResult, cancel: CancelToken) -> Judged:
    with ScoredTable.of(result, cancel) as scored:
        return judge_scored(split, scored)


class _ProgressLine:
    """How far, how fast, how long still: a live line on a terminal, one a minute in a log."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._logged = time.monotonic()
        self._kept_told = False

    def __call__(self, progress: TableProgress) -> None:
        if progress.kept and not self._kept_told:
            self._kept_told = True
            self._console.note(f"{progress.kept:,} rows were scored before; going on behind them.")
        if self._console.shows_progress:
            self._console.progress(self._text(progress))
        elif time.monotonic() - self._logged >= _LOG_EVERY_S:
            self._logged = time.monotonic()
            self._console.note(self._text(progress))

    def _text(self, progress: TableProgress) -> str:
        if progress.stage == "writing":
            return f"{self._name}: writing, {progress.done:,} of {progress.total:,} rows"
        if progress.stage == "preparing":
            return f"{self._name}: looking at a sample first, {progress.done:,} of {progress.total:,} rows"
        share = progress.done / progress.total if progress.total else 0.0
        about = "" if progress.exact else "about "
        text = f"{self._name}: {share:4.0%}, {progress.done:,} of {about}{progress.total:,} rows"
        if progress.within:
            text += f", {progress.within:.0%} of a long one"
        if progress.rows_per_s:
            text += f", {progress.rows_per_s:,.1f} rows/s"
        if progress.seconds_left is not None and progress.done:
            text += f", {duration_text(progress.seconds_left)} left"
        return text


# -- what is said at the end ------------------------------------------------------------------------
def _report(
    console: Console,
    result: TableResult | None,
    split: LabelledSplit | None,
    metrics: Metrics | None,
    told: dict[str, object],
) -> None:
    """`told`: what the JSON says besides."""
    if console.json:
        console.write_json(document(result, split, metrics) | told)
        return
    if result is not None:
        console.write(summary(result))
    if split is not None and metrics is not None:
        console.write(figures(split, metrics))


def document(
    result: TableResult | None, split: LabelledSplit | None, metrics: Metrics | None
) -> dict[str, object]:
    """The JSON of a scored table."""
    found: dict[str, object] = {} if result is None else result.to_json()
    if split is not None:
        found["labelled"] = {
            "fitted": len(split.taught),
            "map": [
                {"value": m.word, "rows": m.rows, "label": m.label or None, "understood": m.understood}
                for m in split.known.meanings
            ],
            "unknown": split.unknown,
            "left_out": split.known.left_out,
            "rows": metrics.rows if metrics else 0,
            "labels": list(split.labels),
            "accuracy": metrics.accuracy if metrics else None,
            "ece": metrics.ece if metrics else None,
            "confusion": [list(row) for row in metrics.confusion] if metrics else None,
            "bins": [asdict(each) for each in metrics.bins] if metrics else None,
        }
    return found


def meanings(known: KnownColumn) -> str:
    """What each value of the column with known labels is taken for, a line a label."""
    lines = [f"llmdesk: the values of “{shown(known.name)}” are read so (--label-map changes it):"]
    named = [(label, [m.word for m in known.in_order if m.label == label]) for label in known.labels]
    named.append(("left out", [m.word for m in known.in_order if m.understood and not m.label]))
    named.append(("not understood", [m.word for m in known.in_order if not m.understood]))
    for label, words in named:
        if words:
            more = f" and {len(words) - _VALUES} more" if len(words) > _VALUES else ""
            lines.append(f"  {label}: {', '.join(shown(word, 40) for word in words[:_VALUES])}{more}")
    return "\n".join(lines) + "\n"


def summary(result: TableResult) -> str:
    """Counts per label with bars, and what became of the file."""
    rows = f"{result.rows:,} rows in {duration_text(result.seconds)}, {result.rows_per_s:,.1f} rows/s"
    lines = [rows + (f", {result.kept:,} of them from before" if result.kept else "")]
    width = max(len(name) for name in result.counts)
    for name, count in result.counts.items():
        share = count / result.scored if result.scored else 0.0
        lines.append(f"  {name:<{width}}  {count:>9,}  {share:6.1%}  {'█' * round(share * _BAR)}")
    if result.empty:
        lines.append(f"  {'(empty)':<{width}}  {result.empty:>9,}")
    if result.no_text:
        lines.append(f"  {'(no text)':<{width}}  {result.no_text:>9,}  N/A, -, #REF!, a number alone …")
    if result.failed:
        lines.append(f"  {'(not scored)':<{width}}  {result.failed:>9,}")
    if result.shortened:
        lines.append(f"  {result.shortened:,} cells were cut: XLSX holds 32,767 characters in one")
    if result.complete:
        lines.append(f"Written: {result.path}")
    else:
        lines.append("Stopped. What is scored is kept; the same command with --resume goes on from there.")
    return "\n".join(lines) + "\n"


def figures(split: LabelledSplit, metrics: Metrics) -> str:
    """Accuracy, calibration error and confusion of the rows that judged."""
    lines = [
        f"Fitted on {len(split.taught):,} labelled rows, judged on the other {metrics.rows:,}:",
        f"  accuracy                    {metrics.accuracy:.3f}",
        f"  expected calibration error  {metrics.ece:.3f}",
    ]
    if split.unknown:
        lines.append(f"  {split.unknown:,} rows have a label that is not understood and were left out")
    if split.known.left_out:
        lines.append(f"  {split.known.left_out:,} rows have a label that the set has not and were left out")
    judged = [name for name, counts in zip(metrics.labels, metrics.confusion, strict=True) if any(counts)]
    if len(judged) == 1:
        lines.append(f"  All judged rows are known as “{judged[0]}”, so the accuracy says little")
    width = max(10, *(len(name) for name in metrics.labels))
    lines.append(f"  {'known ↓ given →':<{width + 6}}" + "".join(f"{n:>{width + 2}}" for n in metrics.labels))
    for name, counts in zip(metrics.labels, metrics.confusion, strict=True):
        lines.append(f"  {name:<{width + 6}}" + "".join(f"{count:>{width + 2},}" for count in counts))
    return "\n".join(lines) + "\n"
