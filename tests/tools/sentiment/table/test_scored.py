"""Looking at a scored table: pages, filters, orders; and what a column of known labels says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.sentiment.table import ScoredTable, TableResult, score_table
from llmdesk.tools.sentiment.table.labelled import judge, judge_scored, split_labelled
from llmdesk.tools.tables import TableError, open_table
from tests.tools.tables.analyzer import HashAnalyzer

ROWS = 1200


def scored(
    folder: Path, suffix: str = ".csv", names: tuple[str, ...] = ("positive", "negative")
) -> TableResult:
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "known"])
        for number in range(ROWS):
            text = "" if number % 10 == 3 else f"comment {number}\nSecond line"
            writer.writerow([number, text, ("pos", "Negative", "", "other")[number % 4]])
    return score_table(path, "comment", folder / f"out{suffix}", HashAnalyzer(names))


def open_result(result: TableResult) -> ScoredTable:
    return ScoredTable.of(result)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_a_page_holds_the_rows_asked_for(tmp_path: Path, suffix: str) -> None:
    result = scored(tmp_path, suffix)
    analyzer = HashAnalyzer()
    with open_result(result) as table:
        assert len(table) == ROWS
        assert table.columns == ("id", "comment", "known")
        last, empty = table.rows([ROWS - 1, 3])
        wanted = analyzer.result(f"comment {ROWS - 1}\nSecond line")
        assert (last.index, last.text) == (ROWS - 1, f"comment {ROWS - 1}\nSecond line")
        assert (last.label, last.probabilities, last.confidence, last.status) == (
            wanted.label, wanted.probabilities, wanted.confidence, "ok",
        )  # fmt: skip
        assert last.cells == (str(ROWS - 1), last.text, "other")
        assert (empty.label, empty.probabilities, empty.confidence, empty.status) == ("", (), 0.0, "empty")
        assert table.counts() == dict(result.counts)


def test_rows_are_selected_by_label_status_and_text(tmp_path: Path) -> None:
    result = scored(tmp_path)
    with open_result(result) as table:
        assert len(table.select("positive")) == result.counts["positive"]
        assert list(table.select(status="empty")) == list(range(3, ROWS, 10))
        assert list(table.select(text="COMMENT 77\n")) == [77]
        both = [*table.select("positive", text="7\n"), *table.select("negative", text="7\n")]
        assert sorted(both) == list(range(7, ROWS, 10))
        assert len(table.select("nothing")) == 0
        assert len(table.select()) == ROWS


def test_rows_are_sorted_and_those_without_a_figure_come_last(tmp_path: Path) -> None:
    result = scored(tmp_path)
    with open_result(result) as table:
        everything = table.select()
        for by, descending in (("negative", True), ("confidence", False)):
            order = table.sort(everything, by, descending=descending)
            assert sorted(order) == list(range(ROWS))
            values = [table.values(by)[row] for row in order[: result.scored]]
            assert values == sorted(values, reverse=descending)
            assert list(order[result.scored :]) == list(range(3, ROWS, 10))
        assert tuple(table.sort(everything, "negative", descending=True)[:200]) == result.ranking.highest[1]
        assert tuple(table.sort(everything, "confidence")[:200]) == result.ranking.least_certain
        assert list(table.sort([5, 1, 3], "row", descending=True)) == [5, 3, 1]


def test_a_defused_label_is_shown_as_it_is_called(tmp_path: Path) -> None:
    result = scored(tmp_path, names=("=sum", "-minus"))
    with open_result(result) as table:
        assert table.counts() == dict(result.counts)
        assert {row.label for row in table.rows(range(20))} == {"=sum", "-minus", ""}


def test_another_file_at_that_place_and_a_cancel_are_told(tmp_path: Path) -> None:
    result = scored(tmp_path)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        ScoredTable.open(result.path, result.column, result.labels, result.added, cancel=stopped)
    result.path.write_text("comment\nother\n", encoding="utf-8")
    with pytest.raises(TableError, match="no column"):
        open_result(result)


# -- known labels -----------------------------------------------------------------------------------
def test_known_labels_are_split_once_by_the_seed_and_common_words_are_understood(tmp_path: Path) -> None:
    scored(tmp_path)
    table = open_table(tmp_path / "in.csv")
    split = split_labelled(table, "comment", "known", ("positive", "negative"), seed=7)
    again = split_labelled(table, "comment", "known", ("positive", "negative"), seed=7)
    other = split_labelled(table, "comment", "known", ("positive", "negative"), seed=8)
    assert split.taught == again.taught != other.taught
    usable = sum(1 for n in range(ROWS) if n % 10 != 3 and n % 4 in (0, 1))
    assert (len(split.taught), split.judged) == (usable // 2, usable - usable // 2)
    assert split.unknown == sum(1 for n in range(ROWS) if n % 10 != 3 and n % 4 == 3)
    assert {label for _, label in split.taught} == {"positive", "negative"}


def test_a_text_that_was_taught_does_not_judge(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    rows = [("same", "positive"), ("other", "negative")] * 10
    rows += [(f"alone {number}", "negative") for number in range(10)]
    path.write_text("comment,known\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    table = open_table(path)
    for seed in range(5):
        split = split_labelled(table, "comment", "known", ("positive", "negative"), seed)
        judging = [rows[row][0] for row, number in enumerate(split.truth) if number >= 0]
        assert not {text for text, _ in split.taught} & set(judging)


def test_the_figures_are_the_same_from_the_output_and_without_one(tmp_path: Path) -> None:
    result = scored(tmp_path)
    table = open_table(tmp_path / "in.csv")
    split = split_labelled(table, "comment", "known", ("positive", "negative"))
    with open_result(result) as output:
        from_output = judge_scored(split, output).metrics(split.labels)
    without = judge(split, table, "comment", HashAnalyzer()).metrics(split.labels)
    assert from_output.rows == without.rows == split.judged
    assert from_output.confusion == without.confusion
    assert from_output.ece == pytest.approx(without.ece, abs=1e-6)


def test_a_column_without_the_labels_is_told_with_what_it_has(tmp_path: Path) -> None:
    scored(tmp_path)
    table = open_table(tmp_path / "in.csv")
    with pytest.raises(TableError, match=r"The column has: pos, Negative, other"):
        split_labelled(table, "comment", "known", ("spam", "ham"))
