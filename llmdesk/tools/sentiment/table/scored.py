"""Looking at a scored table: a page of rows, a filter, an order; however long the table is.

Owns the index of one output file: the figures of each row in arrays (about 20 bytes a row and 4 a
label), its cells in a temporary file. Must not change the output.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.tools.reading.tables import open_table
from llmdesk.tools.sentiment.table.types import ScoredRow, TableResult
from llmdesk.tools.tables.added import as_it_was, defuse
from llmdesk.tools.tables.kept_rows import KeptRows
from llmdesk.tools.tables.reading_back import added_places, closed_on_error, rows_as_texts
from llmdesk.tools.tables.table import Table, clean

Rows = NDArray[np.int64]
_NO_LABEL = -1


class ScoredTable:
    """Row numbers are 0-based and count from the first row below the header. Thread-safe; close it."""

    def __init__(self, columns: tuple[str, ...], labels: tuple[str, ...]) -> None:
        self.columns, self.labels = columns, labels
        self._kept = KeptRows()
        self._label_numbers: dict[str, int] = {}
        self._statuses: dict[str, int] = {}
        self._label_of, self._status_of = array.array("h"), array.array("b")
        self._confidence, self._probabilities = array.array("f"), array.array("f")

    @classmethod
    def of(cls, result: TableResult, cancel: CancelToken | None = None) -> ScoredTable:
        """What `score_table` wrote just now. Raises as `open`."""
        return cls.open(
            result.path,
            result.column,
            result.labels,
            result.added,
            sheet=result.sheet or None,
            header_row=result.out_header_row,
            cancel=cancel,
        )

    @classmethod
    def open(
        cls,
        path: Path,
        column: str,
        labels: tuple[str, ...],
        added: Sequence[str],
        *,
        sheet: str | None = None,
        header_row: int | None = None,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> ScoredTable:
        """Read the output of `score_table` once: in a worker thread, a second for 100,000 short rows.

        The parameters are those of its `TableResult`. Raises `TableError` where the file is no
        longer there or is another one, and `Cancelled`.
        """
        table = open_table(path, sheet, header_row)
        table.trust_quotes()
        place = table.column(column)
        ours = added_places(table, added, header_row)
        own = [number for number in range(len(table.columns)) if number not in set(ours)]
        scored = cls(tuple(table.columns[number] for number in own), labels)
        with closed_on_error(scored.close, path):
            scored._read(table, place, ours, own, on_progress, cancel)
        return scored

    def __len__(self) -> int:
        return len(self._confidence)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._kept.close()

    # -- asking -------------------------------------------------------------------------------------
    def rows(self, numbers: Sequence[int] | Rows) -> list[ScoredRow]:
        """The rows of these numbers, in their order."""
        return [self._row(int(number)) for number in numbers]

    def select(self, label: str | None = None, status: str | None = None, text: str = "") -> Rows:
        """Numbers of the rows with this label and this status whose text has `text` in it, whatever
        its case; in the file's order."""
        chosen = np.ones(len(self), dtype=bool)
        if label is not None:
            chosen &= np.frombuffer(self._label_of, dtype=np.int16) == self._label_numbers.get(label, -2)
        if status is not None:
            chosen &= np.frombuffer(self._status_of, dtype=np.int8) == self._statuses.get(status, -2)
        found = np.flatnonzero(chosen).astype(np.int64)
        if text:
            wanted = text.casefold()
            found = np.array(
                [n for n in found if wanted in self._kept.cells(int(n))[0].casefold()], dtype=np.int64
            )
        return found

    def sort(self, numbers: Sequence[int] | Rows, by: str, *, descending: bool = False) -> Rows:
        """The same numbers ordered by "row", "confidence", "label", "status", or the probability of
        the label `by`; rows that were not scored come last, equal ones in the file's order."""
        rows = np.asarray(numbers, dtype=np.int64)
        if by == "row":
            return np.sort(rows)[::-1] if descending else np.sort(rows)
        keys = self._keys(by)[rows]
        order = np.argsort(-keys if descending else keys, kind="stable")
        return rows[order]

    def values(self, by: Literal["confidence"] | str) -> NDArray[np.float32]:
        """Confidence, or the probability of a label, of every row; not-a-number where not scored."""
        if by == "confidence":
            return np.frombuffer(self._confidence, dtype=np.float32).copy()
        given = np.frombuffer(self._probabilities, dtype=np.float32)
        return given.reshape(len(self), len(self.labels))[:, self.labels.index(by)].copy()

    def counts(self) -> dict[str, int]:
        """Rows per label, "unsure" too where there are any."""
        given = np.frombuffer(self._label_of, dtype=np.int16)
        return {name: int(np.count_nonzero(given == n)) for name, n in self._label_numbers.items() if n >= 0}

    # -- reading ------------------------------------------------------------------------------------
    def _read(
        self,
        table: Table,
        place: int,
        ours: list[int],
        own: list[int],
        on_progress: Callable[[float], None] | None,
        cancel: CancelToken | None,
    ) -> None:
        self._label_numbers = {"": _NO_LABEL} | {name: n for n, name in enumerate(self.labels)}
        defused = {defuse(clean(name)): name for name in self.labels}
        for row in rows_as_texts(table, on_progress, cancel):
            label, *figures, status = (row[column] for column in ours)
            self._add(defused.get(label, label), [_figure(text) for text in figures], status)
            self._kept.add([as_it_was(row[place]), *(row[column] for column in own)])  # the text first
        self._kept.flush()
        if on_progress is not None:
            on_progress(1.0)

    def _add(self, label: str, figures: list[float], status: str) -> None:
        """`figures`: a probability for each label, then the confidence."""
        self._label_of.append(self._label_numbers.setdefault(label, len(self._label_numbers) - 1))
        self._status_of.append(self._statuses.setdefault(status, min(len(self._statuses), 127)))
        self._probabilities.extend(figures[:-1])
        self._confidence.append(figures[-1])

    def _row(self, number: int) -> ScoredRow:
        text, *cells = self._kept.cells(number)
        count = len(self.labels)
        given = tuple(round(value, 4) for value in self._probabilities[number * count : (number + 1) * count])
        confidence = self._confidence[number]
        scored = confidence == confidence  # not-a-number is not itself
        return ScoredRow(
            index=number,
            text=text,
            label=_name(self._label_numbers, self._label_of[number]),
            probabilities=given if scored else (),
            confidence=round(confidence, 4) if scored else 0.0,
            status=_name(self._statuses, self._status_of[number]),
            cells=tuple(cells),
        )

    def _keys(self, by: str) -> NDArray[np.float64]:
        if by == "label":
            return _as_keys(np.frombuffer(self._label_of, dtype=np.int16), _NO_LABEL)
        if by == "status":
            return _as_keys(np.frombuffer(self._status_of, dtype=np.int8), _NO_LABEL)
        return self.values(by).astype(np.float64)


def _as_keys(numbers: NDArray[np.int16] | NDArray[np.int8], missing: int) -> NDArray[np.float64]:
    keys = numbers.astype(np.float64)
    keys[keys == missing] = np.nan
    return keys


def _figure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _name(numbers: dict[str, int], wanted: int) -> str:
    return next((name for name, number in numbers.items() if number == wanted), "")
