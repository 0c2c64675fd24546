"""The values of the sentiment tool as JSON for the store, and back.

Owns the forms in which label sets and results of a text are kept. Must not know widgets. What does
not read back is None: a history of another version is not a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from llmdesk.store import Run
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
from llmdesk.tools.tables import AddedColumns

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
            added=AddedColumns(names[0], names[1:-2], names[-2], names[-1]),
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
