"""Scoring a table: a job over its rows whose worker gives labels, and what is counted meanwhile.

Must not know formats, nor how a job is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, Unpack

from llmdesk.tools.sentiment.table.tally import Tally
from llmdesk.tools.sentiment.table.types import RowAnalyzer, TableProgress, TableResult
from llmdesk.tools.sentiment.table.worker import LabelWorker
from llmdesk.tools.tables import job
from llmdesk.tools.tables.job import JobOptions
from llmdesk.tools.tables.types import JobProgress, JobResult, Unfinished


def score_table(
    path: Path,
    column: str,
    out: Path,
    analyzer: RowAnalyzer,
    *,
    on_progress: Callable[[TableProgress], None] | None = None,
    **options: Unpack[JobOptions],
) -> TableResult:
    """Score the texts in `column` and write `out`, as `run_job` does. Raises what it raises, and what the
    analyzer raises."""
    worker, tally = LabelWorker(analyzer), Tally(analyzer.labels.names)

    def tell(progress: JobProgress) -> None:
        if on_progress is not None:
            on_progress(TableProgress(**_members(progress), counts=tally.label_counts()))

    done = job.run_job(path, (column,), out, worker, on_progress=tell, on_result=tally.add, **options)
    return _result(done, tally, analyzer.model)


def unfinished(
    path: Path,
    column: str,
    out: Path,
    analyzer: RowAnalyzer,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Unfinished | None:
    """What an interrupted run left beside `out`, to ask whether to go on or to start over."""
    return job.unfinished(path, (column,), out, LabelWorker(analyzer), sheet, header_row)


def _result(done: JobResult, tally: Tally, model: str) -> TableResult:
    return TableResult(
        **_members(done),
        labels=tally.labels,
        model=model,
        scored=tally.scored,
        unlikely=tally.unlikely,
        counts=dict(tally.counts),
        histogram=tuple(tally.histogram),
        ranking=tally.ranking(),
    )


def _members(value: JobProgress | JobResult) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
