"""`llmdesk sentiment --table`: a label for each row of a table, and how good they are.

Owns what is said of it: the live line, the summary, the figures. Must not know how rows are scored or
tables are written.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli import exit_status
from llmdesk.cli.console import Console
from llmdesk.cli.interrupt import run_cancellable
from llmdesk.cli.session import Session
from llmdesk.cli.text import duration_text
from llmdesk.errors import Cancelled, UsageError
from llmdesk.tools.sentiment import LabelSet, Metrics
from llmdesk.tools.tables import ScoredTable, Table, TableProgress, TableResult, open_table, score_table
from llmdesk.tools.tables.labelled import LabelledSplit, judge, judge_scored, split_labelled
from llmdesk.tools.tables.writing import check_output

_LOG_EVERY_S = 60.0
_BAR = 24


def run(arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console) -> int:
    """Score the table of `arguments` (`table`, `column`, `out`, `resume`, `labelled`, `seed`)."""
    path, out = Path(arguments.table), arguments.out
    if out is None and arguments.labelled is None:
        raise UsageError(
            "There is no name for the new table.", hint="Say where to write it: --out FILE.csv or FILE.xlsx"
        )
    cancel = CancelToken()
    awake = KeepAwake("a table is being scored")
    awake.hold(True)
    try:
        return run_cancellable(lambda: _work(path, out, arguments, labels, session, console, cancel), cancel)
    except Cancelled:
        raise KeyboardInterrupt from None
    finally:
        awake.hold(False)


def _work(
    path: Path,
    out: Path | None,
    arguments: argparse.Namespace,
    labels: LabelSet,
    session: Session,
    console: Console,
    cancel: CancelToken,
) -> int:
    from llmdesk.cli.sentiment import make_analyzer

    table = open_table(path)
    column = _column(table, arguments.column)
    split = None
    if arguments.labelled is not None:
        split = split_labelled(table, column, arguments.labelled, labels.names, arguments.seed or 0)
    if out is not None:
        check_output(table, out)  # before a model is loaded
    analyzer = make_analyzer(labels, arguments, session, console, cancel)
    if split is not None:
        analyzer = analyzer.with_corrections(split.taught)
    if out is None:
        assert split is not None  # run() asked for one of them
        console.progress("Scoring the labelled rows…")
        metrics = judge(split, table, column, analyzer, cancel)
        _report(console, None, split, metrics)
        return exit_status.OK
    line = _ProgressLine(console, out.name)
    result = score_table(
        path, column, out, analyzer, resume=arguments.resume, on_progress=line, cancel=cancel
    )
    metrics_or_none = _metrics(split, result, cancel) if split is not None and result.complete else None
    _report(console, result, split, metrics_or_none)
    return exit_status.OK if result.complete else exit_status.INTERRUPTED


def _column(table: Table, name: str | None) -> str:
    if name is not None:
        return table.columns[table.column(name)]
    if table.kind == "folder":
        return "text"
    raise UsageError(
        "There is no column to score.",
        "The columns are: {columns}.",
        'Name it: --column "{guess}"',
        columns=", ".join(table.columns[:50]),
        guess=table.text_column,
    )


def _metrics(split: LabelledSplit, result: TableResult, cancel: CancelToken) -> Metrics:
    with ScoredTable.open(
        result.path, result.column, result.labels, result.added, sheet=result.sheet or None, cancel=cancel
    ) as scored:
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
        share = progress.done / progress.total if progress.total else 0.0
        about = "" if progress.exact else "about "
        text = f"{self._name}: {share:4.0%}, {progress.done:,} of {about}{progress.total:,} rows"
        if progress.rows_per_s:
            text += f", {progress.rows_per_s:,.1f} rows/s"
        if progress.seconds_left is not None and progress.done:
            text += f", {duration_text(progress.seconds_left)} left"
        return text


# -- what is said at the end ------------------------------------------------------------------------
def _report(
    console: Console, result: TableResult | None, split: LabelledSplit | None, metrics: Metrics | None
) -> None:
    if console.json:
        console.write_json(document(result, split, metrics))
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
            "unknown": split.unknown,
            "rows": metrics.rows if metrics else 0,
            "labels": list(split.labels),
            "accuracy": metrics.accuracy if metrics else None,
            "ece": metrics.ece if metrics else None,
            "confusion": [list(row) for row in metrics.confusion] if metrics else None,
        }
    return found


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
        lines.append(f"  {split.unknown:,} rows have a label that is none of these and were left out")
    width = max(10, *(len(name) for name in metrics.labels))
    lines.append(f"  {'known ↓ given →':<{width + 6}}" + "".join(f"{n:>{width + 2}}" for n in metrics.labels))
    for name, counts in zip(metrics.labels, metrics.confusion, strict=True):
        lines.append(f"  {name:<{width + 6}}" + "".join(f"{count:>{width + 2},}" for count in counts))
    return "\n".join(lines) + "\n"
