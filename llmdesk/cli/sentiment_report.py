"""`llmdesk sentiment --table … --report FILE.html`: one page that says how far the labels can be relied on;
and `--suggest N`: which rows to label so that they get better.

Owns the options of both and where they go. Must not know what is measured for a report, nor its form.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.errors import UsageError
from llmdesk.outputs import Output, look_at, output_is_input
from llmdesk.tools.sentiment import Analyzer
from llmdesk.tools.sentiment.report import Counted, Known, agreement_in, as_html, make_report
from llmdesk.tools.sentiment.report.bundle import SUFFIX, write_bundle
from llmdesk.tools.sentiment.report.types import Agreement, TrustReport
from llmdesk.tools.sentiment.table import ScoredTable, TableResult
from llmdesk.tools.sentiment.table.known import parse_changes, read_meanings
from llmdesk.tools.sentiment.table.teaching import most_teaching
from llmdesk.tools.tables import Table, as_text

SUFFIXES = (".html", ".htm", SUFFIX)


@dataclass(frozen=True)
class ReportFile:
    """Where a report goes, and the two people whose agreement stands in it."""

    output: Output
    agreement: Agreement | None

    def write(
        self,
        report: TrustReport,
        console: Console,
        known: Iterable[tuple[str, str]],
        rows: Path | None,
        cancel: CancelToken,
    ) -> dict[str, object]:
        """Write the page, or all that belongs to it (`known` labels of texts, scored `rows`). Returns what
        the JSON of the command says of it. Raises `UsageError`."""
        page = as_html(report)
        if self.output.path.suffix.casefold() == SUFFIX:
            path = write_bundle(self.output, page, report.method.labels, known, rows, cancel)
        else:
            path = self.output.write(page.encode())
        if not console.json:
            console.write(f"Report: {path}\n")
        return {"path": str(path), **report.to_json()}


def report_file(
    given: argparse.Namespace, table: Table, column: str, labels: tuple[str, ...]
) -> ReportFile | None:
    """None where none was asked for. Everything that can be wrong with it is told before a model loads:
    raises `UsageError`, `OutputExists` and `TableError`."""
    if given.report is None:
        if given.second is not None:
            raise UsageError(
                "--second belongs to a report.", hint="Say where to write it: --report FILE.html"
            )
        return None
    if given.second is not None and given.labelled is None:
        raise UsageError(
            "Two people need two columns.", hint="Name the first one's labels too: --labelled COLUMN"
        )
    if given.second is not None and given.second == given.labelled:
        raise UsageError(
            "--labelled and --second name the same column.",
            hint="Name the second person's column: --second COLUMN",
        )
    if given.report.suffix.casefold() not in SUFFIXES:
        raise UsageError(
            "A report is written as HTML, or with all that belongs to it as ZIP.",
            hint="Give it such a name: --report report.html",
        )
    inputs = [path for path in (given.table, given.sample_file) if path is not None]
    output = look_at(given.report, inputs, overwrite=given.overwrite)
    if given.out is not None and _same_place(given.out, given.report):
        raise output_is_input(given.report)
    agreement = None
    if given.second is not None:
        changes = parse_changes(given.label_map or ())
        agreement = agreement_in(table, column, (given.labelled, given.second), labels, changes)
    return ReportFile(output, agreement)


def changes_of_first(
    given: argparse.Namespace, table: Table, column: str, labels: tuple[str, ...]
) -> dict[str, str]:
    """What --label-map says of the column --labelled: all but values that stand in --second alone. Raises
    `UsageError` and `TableError`."""
    changes = parse_changes(given.label_map or ())
    if not changes or given.second is None or given.sample_file is not None:
        return changes
    first, second = (read_meanings(table, column, name, labels) for name in (given.labelled, given.second))
    return {word: label for word, label in changes.items() if first.has(word) or not second.has(word)}


def report_of(
    analyzer: Analyzer,
    session: Session,
    console: Console,
    table: Table,
    column: str,
    known: Known,
    seed: int,
    cancel: CancelToken,
) -> TrustReport:
    """Measure what the report says, with a live line."""

    def tell(done: int, total: int) -> None:
        if done % 8 == 0:
            console.progress(f"Labelling rows in other words: {done:,} of {total:,}")

    return make_report(
        analyzer, session.engine, table, column, known, seed=seed, on_progress=tell, cancel=cancel
    )


def counted(result: TableResult | None) -> Counted | None:
    return None if result is None else Counted(result.rows, result.counts, result.statuses)


def known_labels(
    table: Table, column: str, numbers: Sequence[int], labels: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """(text, label) of the rows that have a number of a label; below 0 is none."""
    place = table.column(column)
    for row, number in zip(table.rows(), numbers, strict=False):
        if number >= 0:
            yield as_text(row[place]) if place < len(row) else "", labels[number]


def _same_place(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def suggestion(
    result: TableResult, count: int, known: Mapping[str, str], console: Console, cancel: CancelToken
) -> dict[str, object]:
    """Tell which rows teach most; what the JSON says of them. `known`: texts that taught already."""
    with ScoredTable.of(result, cancel) as scored:
        numbers = np.arange(len(scored), dtype=np.int64)
        rows = [int(row) + 1 for row in most_teaching(scored, numbers, known, count, cancel)]
    named = ", ".join(map(str, rows))
    console.note(f"label these rows first, they teach most (1 is the first below the names): {named}")
    console.note("write their labels into a column of the table, and name it next time: --labelled COLUMN")
    return {"suggested": rows}
