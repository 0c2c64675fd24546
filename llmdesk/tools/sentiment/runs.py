"""Analyzed texts and scored tables in the history: the same runs, whether the window or the command line
made them.

Owns the forms in which label sets, results of a text and those of a table are kept. Must not know how they
are shown. What does not read back is None: a history of another version is not a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from llmdesk.store import Outcome, Run, Store
from llmdesk.tools.sentiment import (
    Calibration,
    Label,
    LabelSet,
    Metrics,
    ReliabilityBin,
    SentenceResult,
    TextResult,
    WordShare,
)
from llmdesk.tools.sentiment.table import AddedColumns, TableResult

TEXT, TABLE = "sentiment", "table"
TITLE = 80  # characters

_WITH_NAMES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def set_to_json(labels: LabelSet) -> dict[str, object]:
    return asdict(labels)


def set_from_json(data: object) -> LabelSet | None:
    """None for what is no label set."""
    try:
        given: Any = data
        labels = tuple(
            Label(
                str(one["name"]),
                str(one["description"]),
                *(tuple(map(str, one.get(key, ()))) for key in ("examples", "borderline", "also")),
            )
            for one in given["labels"]
        )
        if len(labels) < 2:
            return None
        return LabelSet(str(given["name"]), str(given["language"]), labels, str(given["title"]))
    except (TypeError, KeyError):
        return None


def unsure_limit(options: Mapping[str, object]) -> float:
    """The probability below which a run's results were "unsure"; 0 (never) for what makes no sense."""
    limit = options.get("unsure_below")
    return float(limit) if isinstance(limit, int | float) and 0 <= limit < 1 else 0.0


def result_to_json(result: TextResult) -> dict[str, object]:
    return asdict(result)


def result_from_json(data: Mapping[str, object] | None) -> TextResult | None:
    """None for what is no result of a text."""
    try:
        given: Any = data
        calibration = dict(given["calibration"])
        calibration["bias"] = tuple(calibration["bias"])
        return TextResult(
            label=str(given["label"]),
            probabilities={str(name): float(value) for name, value in given["probabilities"].items()},
            confidence=float(given["confidence"]),
            calibration=Calibration(**calibration),
            sentences=tuple(SentenceResult(**one) for one in given["sentences"]),
            words=tuple(WordShare(**one) for one in given["words"]),
            language=str(given["language"]),
            model=str(given["model"]),
            warning=str(given.get("warning", "")),
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def keep(store: Store, text: str, labels: LabelSet, unsure_below: float, result: TextResult) -> int:
    """Keep a text and its result; returns the run's id. Raises `StoreError`."""
    title = " ".join(text[: 4 * TITLE].split())[:TITLE]
    options = {"labels": set_to_json(labels), "unsure_below": unsure_below}
    run = store.add_run(TEXT, {"text": text}, options, title=title, model=result.model)
    store.finish_run(run.id, result_to_json(result), "done")
    return run.id


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
    options = {"labels": set_to_json(labels), "unsure_below": unsure_below}
    return store.add_run(TABLE, kept, options, title=inputs.path.absolute().name, model=model)


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


@dataclass(frozen=True)
class PastTable:
    """A table that was scored: where its output is, and what was counted."""

    source: Path
    path: Path
    column: str
    sheet: str
    labels: LabelSet
    added: AddedColumns
    model: str
    rows: int
    failed: int
    counts: Mapping[str, int]
    statuses: Mapping[str, int]
    histogram: tuple[int, ...]
    metrics: Metrics | None
    header_row: int | None = None
    out_header_row: int | None = None
    labelled: str = ""
    unsure_below: float = 0.0
    biases: Mapping[str, object] = field(default_factory=dict)
    unlikely: int = 0
    meanings: Mapping[str, str] = field(default_factory=dict)  # of values of `labelled`, by the user


def header_row_of(run: Run) -> int | None:
    """The row of names that was chosen for a table; None where none was, or the table has none."""
    row = run.inputs.get("header_row")
    suffix = Path(str(run.inputs.get("path", ""))).suffix.casefold()
    return row if isinstance(row, int) and (row > 0 or suffix in _WITH_NAMES) else None


def past_table(run: Run) -> PastTable | None:
    """What a finished run of a table left; None for any other run."""
    labels = set_from_json(run.options.get("labels"))
    if run.state != "done" or labels is None:
        return None
    try:
        given: Any = run.result
        names = tuple(map(str, given["added"]))
        return PastTable(
            source=Path(given["source"]),
            path=Path(given["path"]),
            column=str(given["column"]),
            sheet=str(run.inputs.get("sheet", "")),
            labels=labels,
            added=AddedColumns.of(names),
            model=str(given["model"]),
            rows=int(given["rows"]),
            failed=int(given["failed"]),
            counts={str(name): int(count) for name, count in given["counts"].items()},
            statuses={str(name): int(count) for name, count in given["statuses"].items()},
            histogram=tuple(map(int, given["histogram"])),
            metrics=_metrics(given.get("metrics")),
            header_row=header_row_of(run),
            out_header_row=given.get("out_header_row"),
            labelled=str(run.inputs.get("labelled") or ""),
            unsure_below=unsure_limit(run.options),
            biases=dict(given.get("biases", {})),
            unlikely=int(given.get("unlikely", 0)),
            meanings=_meanings(run.inputs.get("meanings")),
        )
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None


def _meanings(data: object) -> Mapping[str, str]:
    given: Any = data or {}  # nothing in runs from before
    return {str(word): str(name) for word, name in given.items()}


def _metrics(data: object) -> Metrics | None:
    given: Any = data
    if given is None:
        return None
    return Metrics(
        rows=int(given["rows"]),
        labels=tuple(given["labels"]),
        accuracy=float(given["accuracy"]),
        ece=float(given["ece"]),
        confusion=tuple(tuple(line) for line in given["confusion"]),
        bins=tuple(ReliabilityBin(**one) for one in given["bins"]),
        refused=int(given.get("refused", 0)),
    )
