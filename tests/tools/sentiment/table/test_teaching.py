"""Which rows are offered to be labelled: undecided ones that differ from each other and from known ones."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.sentiment.table.scored import ScoredTable
from llmdesk.tools.sentiment.table.teaching import most_teaching, with_rest

LABELS = ("a", "b")
Row = tuple[str, float | None]  # a text and the probability of the first label


def scored(folder: Path, rows: Sequence[Row]) -> ScoredTable:
    path = folder / "scored.csv"
    added = ("label", "p_a", "p_b", "confidence", "status")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["text", *added])
        for text, p in rows:
            if p is None:
                writer.writerow([text, "", "", "", "", "empty"])
            else:
                writer.writerow([text, LABELS[p < 0.5], p, 1 - p, max(p, 1 - p), "ok"])
    return ScoredTable.open(path, "text", LABELS, added)


def everything(table: ScoredTable) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(len(table), dtype=np.int64)


def test_undecided_rows_come_before_certain_ones(tmp_path: Path) -> None:
    rows = [("green tea leaves", 0.99), ("old stone bridge", 0.52), ("new tax rules", 0.01)]
    with scored(tmp_path, rows) as table:
        assert most_teaching(table, everything(table), most=1).tolist() == [1]


def test_the_next_row_is_another_one_not_the_same_again(tmp_path: Path) -> None:
    rows = [
        ("the bridge is closed today", 0.50),
        ("the bridge is closed today again", 0.50),
        ("the bridge is closed", 0.50),
        ("ministers argue about taxes", 0.60),
    ]
    with scored(tmp_path, rows) as table:
        assert most_teaching(table, everything(table), most=2).tolist() == [0, 3]


def test_no_text_is_offered_twice_and_none_without_a_label(tmp_path: Path) -> None:
    rows: list[Row] = [("one text", 0.5), ("one text", 0.5), ("", None), ("other words", 0.5)]
    with scored(tmp_path, rows) as table:
        assert sorted(most_teaching(table, everything(table)).tolist()) == [0, 3]


def test_what_is_labelled_already_is_not_offered_and_neither_is_its_like(tmp_path: Path) -> None:
    rows = [
        ("the bridge is closed today", 0.50),
        ("the bridge is closed", 0.50),
        ("ministers argue about taxes", 0.55),
    ]
    with scored(tmp_path, rows) as table:
        found = most_teaching(table, everything(table), {"the bridge is closed today": "a"})
        assert found.tolist() == [2, 1]


def test_only_rows_that_are_asked_for_are_offered(tmp_path: Path) -> None:
    with scored(tmp_path, [("one", 0.5), ("two", 0.6), ("three", 0.7)]) as table:
        assert most_teaching(table, np.array([2], dtype=np.int64)).tolist() == [2]
        assert len(most_teaching(table, np.zeros(0, dtype=np.int64))) == 0


def test_of_a_long_table_enough_are_offered_and_the_others_follow(tmp_path: Path) -> None:
    rows = [(f"text number {number} of {number % 7}", (number % 100) / 100) for number in range(3000)]
    with scored(tmp_path, rows) as table:
        found = most_teaching(table, everything(table), most=30)
        assert len(set(found.tolist())) == 30
        every = with_rest(found, table.sort(everything(table), "confidence"))
        assert every[:30].tolist() == found.tolist()
        assert sorted(every.tolist()) == list(range(3000))


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with scored(tmp_path, [("one", 0.5), ("two", 0.6)]) as table, pytest.raises(Cancelled):
        most_teaching(table, everything(table), cancel=cancel)
