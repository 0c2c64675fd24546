"""What was done to a table, in the history: what it began with, and its end.

Owns what the runs of all tools over tables have in common. Must not know any tool.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import Cancelled, UserError
from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.kept import read, write
from llmdesk.tools.tables.job import progress_of
from llmdesk.tools.tables.progress_file import header_in
from llmdesk.tools.tables.types import ColumnKind, JobResult

_LOOKED_AT = 20  # runs, for one that waits


@dataclass(frozen=True)
class TableInputs:
    """What a run over a table began with; `folder`: `path` is one, whose documents are the rows."""

    path: Path
    columns: tuple[str, ...]
    out: Path
    sheet: str = ""
    header_row: int | None = None
    folder: bool = False


@dataclass(frozen=True)
class TableMade:
    """What is read of a run's result; `kinds`: of each new column, () of runs that did not keep them."""

    path: Path
    added: tuple[str, ...]
    rows: int
    out_header_row: int = 0
    kinds: tuple[ColumnKind, ...] = ()


@dataclass(frozen=True)
class PastColumn:
    """A column that something was done with, or was being; `made` None: it was stopped, and can go on."""

    inputs: TableInputs
    made: TableMade | None


def kept_inputs(inputs: TableInputs) -> dict[str, object]:
    """Its files by their whole paths."""
    kept: dict[str, object] = write(inputs)
    return kept | {"path": str(inputs.path.absolute()), "out": str(inputs.out.absolute())}


def inputs_of(run: Run) -> TableInputs | None:
    return read(TableInputs, run.inputs)


def made_of(run: Run) -> TableMade | None:
    """What a finished run left; None for any other."""
    return read(TableMade, run.result) if run.state == "done" else None


def past_column(run: Run, kind: RunKind) -> PastColumn | None:
    """What was done with a column; None for another kind of run, and one that makes no sense."""
    inputs = inputs_of(run)
    if run.kind != kind or inputs is None or not inputs.columns:
        return None
    return PastColumn(inputs, made_of(run))


@contextmanager
def broken_off(store: Store, run: Run) -> Iterator[None]:
    """Keep that there is no result: it was stopped before the first row, or it failed."""
    try:
        yield
    except (Cancelled, UserError) as error:
        store.finish_run(run.id, None, "stopped" if isinstance(error, Cancelled) else "failed")
        raise


def finish_run(store: Store, run: Run, result: JobResult) -> Run:
    """Keep the end: "done", or "stopped" for a table that was not worked through."""
    return store.finish_run(run.id, as_json(result), "done" if result.complete else "stopped")


def as_json(result: JobResult) -> dict[str, object]:
    """Plain JSON values, for the store of runs and the command line."""
    kept: dict[str, object] = write(result)
    kept["passed"] = result.statuses.get("ok", 0)
    for name in ("seconds", "rows_per_s"):
        kept[name] = round(getattr(result, name), 3)
    for name in ("source", "path", "unfinished"):
        place = getattr(result, name)
        kept[name] = None if place is None else str(place.absolute())
    return kept


def waiting_run(store: Store, kind: RunKind) -> Run | None:
    """The newest run of this kind that was stopped, or whose llmdesk ended, and whose rows still wait."""
    for run in store.runs(kind, limit=_LOOKED_AT):
        inputs = inputs_of(run)
        if run.state == "done" or inputs is None or not inputs.path.exists():
            continue
        if header_in(progress_of(inputs.out)) is not None:
            return run
    return None
