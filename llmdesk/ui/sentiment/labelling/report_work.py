"""The trust report of a scored table, as a function for tasks.

Owns what is read and measured for it, in which order. Everything here runs in threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.outputs import look_at
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment import Analyzer
from llmdesk.tools.sentiment.doubts import about
from llmdesk.tools.sentiment.report import (
    Counted,
    Known,
    agreement_in,
    as_html,
    figures_of,
    in_five_parts,
    make_report,
    rows_left_out,
)
from llmdesk.tools.sentiment.report.bundle import SUFFIX, write_bundle
from llmdesk.tools.sentiment.report.steadiness import Correction
from llmdesk.tools.sentiment.report.types import Agreement, Figures
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.table.known import read_meanings
from llmdesk.tools.tables import Table, TableError
from llmdesk.tools.tool import SENTIMENT
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.labelling.samples import mark_of
from llmdesk.ui.sentiment.labelling.shares_work import NO_SHARES, SampleShares
from llmdesk.ui.sentiment.table.job import known_sample
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

FEWEST_JUDGED = 5
_OTHER_MODEL = QT_TRANSLATE_NOOP(
    "core", "The table was labelled by {before}; what this report measured, it measured with {now}."
)
_TAUGHT_SINCE = QT_TRANSLATE_NOOP(
    "core",
    "How good the labels are was measured with the {count} labels that are known now. Those that became "
    "known after the table was scored had no part in its labels.",
)
_SAMPLE_TAUGHT = QT_TRANSLATE_NOOP(
    "core",
    "{count} rows of the random sample are also among the labels that are known. If the model learnt from "
    "them, it looks better than it is, and the shares lean to its counts.",
)

_SAY_IT_BEFORE = QT_TRANSLATE_NOOP(
    "core",
    "Choose another column or none. Or score the table again with known labels from this column, and say "
    "there what each value means: the report goes by that.",
)


@dataclass(frozen=True)
class ReportRequest:
    """What the user asked for. `right`: (text, label) that they corrected or confirmed; `labelled`, `second`:
    columns of the table with labels of two people, "" for none. `sample`: what a random sample tells;
    it judges where no column is named. `path` ends in .html or .zip."""

    past: PastTable
    right: tuple[Correction, ...]
    labelled: str
    second: str
    try_wordings: bool
    path: Path
    language: str
    sample: SampleShares = NO_SHARES


@dataclass(frozen=True)
class ReportProgress:
    """How far: rows that are read again to judge, then in other words."""

    stage: Literal["loading", "judging", "wordings"]
    done: int = 0
    total: int = 0


def write_report(services: Services, request: ReportRequest, context: TaskContext) -> Path:
    """Measure, and write the page or all that belongs to it; where it is. Raises what the tools raise."""
    past = request.past
    output = look_at(request.path, [past.source, past.path], overwrite=True)  # the dialog asked
    table = open_table(past.source, past.sheet or None, past.header_row)
    with _hint_of_the_window():
        agreement = _agreement(request, table)
        taught, unknown, not_in_set = _known(request, table)
    context.progress(ReportProgress("loading"))
    loaded = services.models.load_blocking(context, SENTIMENT)
    limit = past.unsure_below or None
    analyzer = Analyzer(services.engine, past.labels, services.paths.sentiment, taught, limit)
    analyzer.take(past.biases)
    warnings = about(past.labels, past.counts, past.unlikely)
    if loaded.name != past.model:
        warnings = (Phrase(_OTHER_MODEL, {"before": past.model, "now": loaded.name}), *warnings)
    by_sample = request.sample.known and not request.labelled
    figures = request.sample.figures if by_sample else _figures(analyzer, taught, context)
    if figures is not None and not by_sample:
        warnings = (Phrase(_TAUGHT_SINCE, {"count": f"{len(taught):,}"}), *warnings)
    both = sum(mark_of(text) in request.sample.marks for text, _ in taught)
    if both and request.sample.known:
        warnings = (Phrase(_SAMPLE_TAUGHT, {"count": f"{both:,}"}), *warnings)
    known = Known(
        output=past.path.name,
        counted=Counted(past.rows, past.counts, past.statuses),
        figures=figures,
        agreement=agreement,
        shares=request.sample.shares if request.sample.known else (),
        left_out=(*rows_left_out(past.statuses, unknown, not_in_set), *table.account.words()),
        warnings=warnings,
    )
    report = make_report(
        analyzer,
        services.engine,
        table,
        past.column,
        known,
        try_wordings=request.try_wordings,
        on_progress=_tell(context, "wordings"),
        cancel=context.cancel,
    )
    page = as_html(report, translate_core, request.language)
    context.cancel.raise_if_cancelled()
    if output.path.suffix.casefold() == SUFFIX:
        return write_bundle(output, page, past.labels, taught, past.path, context.cancel)
    return output.write(page.encode())


@contextmanager
def _hint_of_the_window() -> Iterator[None]:
    """Where values must be given a meaning, say where the window takes it."""
    try:
        yield
    except TableError as error:
        if "--label-map" not in error.hint:
            raise
        raise TableError(error.title, error.detail, _SAY_IT_BEFORE, **error.params) from error


def _agreement(request: ReportRequest, table: Table) -> Agreement | None:
    if not (request.labelled and request.second):
        return None
    past, raters = request.past, (request.labelled, request.second)
    return agreement_in(table, past.column, raters, past.labels.names, _meanings(request))


def _known(request: ReportRequest, table: Table) -> tuple[tuple[Correction, ...], int, int]:
    """What is known of the labels, as a table is scored with it; how many rows of the column with known
    labels have one that is not understood, and one that the set has not. Raises `TableError`."""
    if not request.labelled:
        return request.right, 0, 0
    past = request.past
    column = read_meanings(table, past.column, request.labelled, past.labels.names)
    column = column.with_changes_it_has(_meanings(request))
    column.check()
    rows = known_sample(table, past.column, column)
    return tuple((dict(rows) | dict(request.right)).items()), column.unknown, column.left_out


def _meanings(request: ReportRequest) -> Mapping[str, str]:
    """What values mean by the user's word when the table was scored; of other columns that says nothing."""
    past = request.past
    return past.meanings if past.labelled in (request.labelled, request.second) else {}


def _figures(analyzer: Analyzer, known: tuple[Correction, ...], context: TaskContext) -> Figures | None:
    if len(known) < FEWEST_JUDGED:
        return None
    given, truth = in_five_parts(analyzer, known, _tell(context, "judging"), context.cancel)
    return figures_of(given, truth, analyzer.labels.names, "five parts")


def _tell(context: TaskContext, stage: Literal["judging", "wordings"]) -> Callable[[int, int], None]:
    return lambda done, total: context.progress(ReportProgress(stage, done, total))
