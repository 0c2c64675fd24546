"""The scoring of one table, as functions for tasks.

Owns what the task does around `tools/tables`: load the model, keep the run in the history, and
look for work that was stopped. Everything but `ScoreJob.set_paused` runs in threads.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, UserError
from llmdesk.outputs import MadeFiles
from llmdesk.store import Run
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment import Analyzer, LabelSet, RowResult
from llmdesk.tools.sentiment.prompts import prompt_language
from llmdesk.tools.sentiment.runs import TableInputs, begin_run, break_off, finish_run
from llmdesk.tools.sentiment.table import score_table, unfinished
from llmdesk.tools.sentiment.table.known import KnownColumn, read_meanings
from llmdesk.tools.tables import Pause, Table, TableError, Unfinished, as_text
from llmdesk.tools.tool import SENTIMENT
from llmdesk.ui.sentiment.table.measure import ENOUGH
from llmdesk.ui.sentiment.table.setup import ScoreRequest
from llmdesk.ui.services import Services
from llmdesk.ui.tables.output_place import OutputPlace, look_at_place
from llmdesk.ui.tasks import TaskContext

Corrections = tuple[tuple[str, str], ...]
MOST_KNOWN = 400  # rows with known labels that are used: a sample of all, the same every time


@dataclass(frozen=True)
class ScoreJob:
    """Everything that the result depends on, taken when the user pressed the button."""

    request: ScoreRequest
    labels: LabelSet
    corrections: Corrections
    unsure_below: float
    pause: Pause = field(default_factory=Pause)

    def set_paused(self, paused: bool) -> None:
        """Any thread."""
        if paused:
            self.pause.pause()
        else:
            self.pause.go_on()


@dataclass
class _Asking:
    """What unfinished work is compared with, without a model being loaded for it."""

    model: str
    labels: LabelSet
    corrections: Corrections
    unsure_below: float | None

    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
        return iter(())


def look_at_output(services: Services, job: ScoreJob, model: str, _context: TaskContext) -> OutputPlace:
    """What is at the output of `job`, and whether `model` can go on with it."""
    request = job.request

    def find() -> Unfinished | None:
        asking = _Asking(model, job.labels, _corrections(job), job.unsure_below or None)
        table = request.table
        return unfinished(
            table.path, request.column, request.out, asking, table.sheet or None, request.header_row
        )

    return look_at_place(services, request.table.path, request.out, request.overwrite, find)


def score(services: Services, job: ScoreJob, context: TaskContext) -> Run:
    """Score the table; the run is in the history from its first row on. Raises what the tools raise."""
    corrections = _corrections(job)
    services.models.load_blocking(context, SENTIMENT)
    analyzer = Analyzer(
        services.engine, job.labels, services.paths.sentiment, corrections, job.unsure_below or None
    )
    run = begin_run(services.store, _inputs(job.request), job.labels, job.unsure_below, analyzer.model)
    try:
        analyzer.on_measuring = context.progress
        languages = _languages(job.request)
        context.progress(analyzer.warning(languages, context.cancel))
        analyzer.prepare(context.cancel, languages)  # else the first rows wait for it
        with KeepAwake("a table is scored"):
            result = score_table(
                job.request.table.path,
                job.request.column,
                job.request.out,
                analyzer,
                sheet=job.request.table.sheet or None,
                header_row=job.request.header_row,
                resume=job.request.resume,
                overwrite=job.request.overwrite,
                made=MadeFiles(services.paths.made),
                on_progress=context.progress,
                cancel=context.cancel,
                pause=job.pause,
            )
        # Afterwards: what the table's rows say belongs to what is measured.
        enough = result.complete and len(corrections) >= ENOUGH
        metrics = analyzer.metrics(context.cancel) if enough else None
    except (Cancelled, UserError) as error:
        break_off(services.store, run, "stopped" if isinstance(error, Cancelled) else "failed")
        raise
    return finish_run(services.store, run, result, metrics)


def known_labels(request: ScoreRequest, labels: tuple[str, ...], _context: TaskContext) -> KnownColumn:
    """What the values of the column with known labels are taken for. Raises `TableError`."""
    table = open_table(request.table.path, request.table.sheet or None, request.header_row)
    return read_meanings(table, request.column, request.labelled, labels)


def _inputs(request: ScoreRequest) -> TableInputs:
    table = request.table
    return TableInputs(
        table.path,
        table.sheet,
        request.column,
        request.labelled,
        request.out,
        request.header_row,
        dict(request.meanings) if request.labelled else {},
    )


def _languages(request: ScoreRequest) -> set[str]:
    """Of the prompts that the first rows need."""
    place = request.table.columns.index(request.column)
    return {prompt_language(row[place]) for row in request.table.rows if row[place].strip()}


def _corrections(job: ScoreJob) -> Corrections:
    """What is known of these labels: a sample of the column with known labels, and the user's word.

    Raises `TableError` where it is not certain which labels these are, or where it is only one."""
    request = job.request
    if not request.labelled:
        return job.corrections
    table = open_table(request.table.path, request.table.sheet or None, request.header_row)
    known = read_meanings(table, request.column, request.labelled, job.labels.names)
    known = known.with_changes(dict(request.meanings))
    try:
        known.check()
    except TableError as error:
        hint = QT_TRANSLATE_NOOP(
            "core", "Say for each value what it means, or choose another column or none."
        )
        raise TableError(error.title, error.detail, hint, **error.params) from error
    rows = known_sample(table, request.column, known)
    return tuple((dict(rows) | dict(job.corrections)).items())


def known_sample(table: Table, column: str, known: KnownColumn) -> Corrections:
    """At most `MOST_KNOWN` of the labelled rows, the same every time; of every label some."""
    place, numbers = table.column(column), known.numbers()
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(numbers):
        if number >= 0:
            rows.setdefault(number, []).append(row)
    total = sum(map(len, rows.values()))
    draw, chosen = random.Random(0), set[int]()
    for _number, those in sorted(rows.items()):
        most = max(1, len(those) * MOST_KNOWN // total) if total > MOST_KNOWN else len(those)
        chosen.update(draw.sample(those, most))
    return tuple(
        (as_text(cells[place]), known.labels[numbers[row]])
        for row, cells in enumerate(table.rows())
        if row in chosen
    )
