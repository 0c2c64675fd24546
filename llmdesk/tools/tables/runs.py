"""Scored tables in the history: the same kind of run, whether the window or the command line made it.

Owns the form in which a table's run is kept. Must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.store import Outcome, Run, Store
from llmdesk.tools.tables.types import TableResult

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import LabelSet, Metrics


@dataclass(frozen=True)
class TableInputs:
    """What a table is scored from. Paths are kept whole, for a history knows no current folder. `meanings`:
    which label a value of the column `labelled` means, where the user said it."""

    path: Path
    sheet: str
    column: str
    labelled: str
    out: Path
    header_row: int | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)


def begin_run(store: Store, inputs: TableInputs, labels: LabelSet, unsure_below: float, model: str) -> Run:
    """Keep that a table is being scored. `unsure_below` 0: never."""
    kept = {
        "path": str(inputs.path.absolute()),
        "sheet": inputs.sheet,
        "column": inputs.column,
        "labelled": inputs.labelled,
        "out": str(inputs.out.absolute()),
        "header_row": inputs.header_row,
        "meanings": dict(inputs.meanings),
    }
    options = {"labels": asdict(labels), "unsure_below": unsure_below}
    return store.add_run("sentiment", kept, options, title=inputs.path.absolute().name, model=model)


def finish_run(store: Store, run: Run, result: TableResult, metrics: Metrics | None) -> Run:
    """Keep the end: "done", or "stopped" for a table that was not scored to its end."""
    kept = result.to_json() | _whole(result) | {"metrics": None if metrics is None else asdict(metrics)}
    return store.finish_run(run.id, kept, "done" if result.complete else "stopped")


def break_off(store: Store, run: Run, state: Outcome) -> None:
    """There is no result: it was stopped before the first row, or it failed."""
    store.finish_run(run.id, None, state)


def _whole(result: TableResult) -> dict[str, object]:
    paths = {"source": result.source, "path": result.path, "unfinished": result.unfinished}
    return {name: None if path is None else str(path.absolute()) for name, path in paths.items()}
