"""Analyzed texts and scored tables in the history: the same runs, whether the window or the command line
made them.

Owns what is kept of them. Must not know how they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from llmdesk.store import Outcome, Run, Store
from llmdesk.tools.kept import read, write
from llmdesk.tools.sentiment import LabelSet, Metrics, TextResult
from llmdesk.tools.sentiment.table import TableResult

TEXT, TABLE = "sentiment", "table"
TITLE = 80  # characters

_WITH_NAMES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def labels_from(kept: object) -> LabelSet | None:
    """A label set that was kept; None for what is none."""
    labels = read(LabelSet, kept)
    return labels if labels is not None and len(labels.labels) >= 2 else None


def unsure_limit(options: Mapping[str, object]) -> float:
    """The probability below which a run's results were "unsure"; 0 (never) for what makes no sense."""
    limit = options.get("unsure_below")
    return float(limit) if isinstance(limit, int | float) and 0 <= limit < 1 else 0.0


def keep(store: Store, text: str, labels: LabelSet, unsure_below: float, result: TextResult) -> int:
    """Keep a text and its result; returns the run's id. Raises `StoreError`."""
    title = " ".join(text[: 4 * TITLE].split())[:TITLE]
    options = {"labels": write(labels), "unsure_below": unsure_below}
    run = store.add_run(TEXT, {"text": text}, options, title=title, model=result.model)
    store.finish_run(run.id, write(result), "done")
    return run.id


@dataclass(frozen=True)
class TableInputs:
    """What a table is scored from. Paths are kept whole, for a history knows no current folder. `meanings`:
    which label a value of the column `labelled` means, where the user said it. `libraries`: the names of
    those whose documents are the rows; `path` is gone with the command then."""

    path: Path
    sheet: str
    column: str
    labelled: str
    out: Path
    header_row: int | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)
    libraries: tuple[str, ...] = ()

    @property
    def lasting(self) -> Path:
        """Where the rows can be read when the work is done: of libraries in the new table, which has their
        documents' texts too."""
        return self.out if self.libraries else self.path


def begin_run(store: Store, inputs: TableInputs, labels: LabelSet, unsure_below: float, model: str) -> Run:
    """Keep that a table is being scored. `unsure_below` 0: never."""
    path = inputs.lasting.absolute()
    kept = write(replace(inputs, path=path, out=inputs.out.absolute()))
    options = {"labels": write(labels), "unsure_below": unsure_below}
    title = ", ".join(inputs.libraries)[:TITLE] or path.name
    return store.add_run(TABLE, kept, options, title=title, model=model)


def libraries_of(run: Run) -> tuple[str, ...]:
    """The names of the libraries whose documents a table has; none for any other table."""
    return read(tuple[str, ...], run.inputs.get("libraries")) or ()


def finish_run(store: Store, run: Run, result: TableResult, metrics: Metrics | None) -> Run:
    """Keep the end: "done", or "stopped" for a table that was not scored to its end."""
    kept = result.to_json() | _whole(result) | {"source": run.inputs["path"], "metrics": write(metrics)}
    return store.finish_run(run.id, kept, "done" if result.complete else "stopped")


def break_off(store: Store, run: Run, state: Outcome) -> None:
    """There is no result: it was stopped before the first row, or it failed."""
    store.finish_run(run.id, None, state)


def _whole(result: TableResult) -> dict[str, object]:
    paths = {"path": result.path, "unfinished": result.unfinished}
    return {name: None if path is None else str(path.absolute()) for name, path in paths.items()}


@dataclass(frozen=True)
class _Counted:
    """What is read of a table's result."""

    source: Path
    path: Path
    column: str
    added: tuple[str, ...]
    model: str
    rows: int
    failed: int
    counts: Mapping[str, int]
    statuses: Mapping[str, int]
    histogram: tuple[int, ...]
    metrics: Metrics | None = None
    out_header_row: int | None = None
    biases: Mapping[str, object] = field(default_factory=dict)
    unlikely: int = 0


@dataclass(frozen=True, kw_only=True)
class PastTable(_Counted):
    """A table that was scored: where its output is, and what was counted. `added`: the names that our
    columns got. `meanings`: of values of the column `labelled`, by the user."""

    labels: LabelSet
    sheet: str
    header_row: int | None
    labelled: str
    meanings: Mapping[str, str]
    unsure_below: float


def header_row_of(run: Run) -> int | None:
    """The row of names that was chosen for a table; None where none was, or the table has none."""
    row = run.inputs.get("header_row")
    suffix = Path(str(run.inputs.get("path", ""))).suffix.casefold()
    return row if isinstance(row, int) and (row > 0 or suffix in _WITH_NAMES) else None


def past_table(run: Run) -> PastTable | None:
    """What a finished run of a table left; None for any other run."""
    labels, counted = labels_from(run.options.get("labels")), read(_Counted, run.result)
    if run.state != "done" or labels is None or counted is None:
        return None
    return PastTable(
        **vars(counted),
        labels=labels,
        sheet=str(run.inputs.get("sheet", "")),
        header_row=header_row_of(run),
        labelled=str(run.inputs.get("labelled") or ""),
        meanings=read(dict[str, str], run.inputs.get("meanings")) or {},
        unsure_below=unsure_limit(run.options),
    )
