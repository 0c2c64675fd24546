"""Where the names of the columns stand: found below titles and notes, missing, or chosen by the user."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from llmdesk.tools.sentiment.table import ScoredTable, score_table
from llmdesk.tools.tables import Table, TableError, open_table
from tests.tools.tables.analyzer import HashAnalyzer
from tests.tools.tables.scoring import read_csv

ROWS = '1,"Lovely room, great view",5\n2,"Dirty bath, rude staff",1\n3,Average,3\n4,Nothing special,3\n'


def table_of(folder: Path, text: str, name: str = "t.csv", header_row: int | None = None) -> Table:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_table(path, header_row=header_row)


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Guest survey\n\n",
        "Guest survey, spring\nExported 2025-03-01\n\n",
        "Guest survey,,\n,,\n",
        "Report: survey\nDate,2024-01-02\nOwner,Ann\n\n",
        "# exported by a tool\n# good, old, data\n",
        "// a note\n",
        ",Ratings,\n",
        "评论表\n导出时间：2024-01-02\n\n",
        "\n\n",
    ],
)
def test_names_are_found_below_what_stands_above_them(tmp_path: Path, above: str) -> None:
    table = table_of(tmp_path, above + "id,comment,stars\n" + ROWS)
    assert table.columns == ("id", "comment", "stars")
    assert table.header_row == above.count("\n") + 1
    assert [row[0] for row in table.rows()] == ["1", "2", "3", "4"]
    assert not table.names_in_doubt


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path, separator: str) -> None:
    table = table_of(tmp_path, f"sep={separator}\nid{separator}text\n1{separator}good\n2{separator}bad\n")
    assert table.columns == ("id", "text")
    assert list(table.rows()) == [["1", "good"], ["2", "bad"]]


@pytest.mark.parametrize(
    "text", ["1,It was good.,5\n2,It was bad.,1\n", "2024-01-02,fine\n2024-01-03,bad\n2024-01-04,ok\n"]
)
def test_a_table_without_names_loses_no_row(tmp_path: Path, text: str) -> None:
    table = table_of(tmp_path, text)
    assert table.header_row == 0
    assert table.columns[:2] == ("Column 1", "Column 2")
    assert [",".join(map(str, row)) for row in table.rows()] == text.splitlines()
    assert table.names_in_doubt


@pytest.mark.parametrize(
    "header", ["name,2023,2024", "text,label,n", "id,comment,date", "Any comments?,Would you come again?,n"]
)
def test_a_first_row_of_names_stays_one(tmp_path: Path, header: str) -> None:
    table = table_of(tmp_path, f"{header}\nA,1,2\nB,3,4\nC,5,6\n")
    assert table.header_row == 1
    assert table.columns == tuple(header.split(","))


def test_the_row_can_be_chosen_and_what_cannot_hold_names_is_told(tmp_path: Path) -> None:
    text = "first,line\nid,comment\n1,good\n2,bad\n"
    assert table_of(tmp_path, text, header_row=2).columns == ("id", "comment")
    assert table_of(tmp_path, text, header_row=1).count == 3
    assert table_of(tmp_path, text, header_row=0).count == 4
    with pytest.raises(TableError, match="Row 9 cannot hold the column names"):
        table_of(tmp_path, text, header_row=9)


@pytest.mark.parametrize("header_row", [None, 0])
def test_a_scored_table_with_something_above_its_names_is_read_again(
    tmp_path: Path, header_row: int | None
) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("Guest survey\n\nid,comment,stars\n" + ROWS, encoding="utf-8")
    column = "comment" if header_row is None else "Column 2"
    result = score_table(path, column, out, HashAnalyzer(), header_row=header_row)
    assert read_csv(out)[0][:1] == ["Guest survey" if header_row is None else "Column 1"]
    with ScoredTable.open(
        out, result.column, result.labels, result.added, header_row=result.out_header_row
    ) as scored:
        assert len(scored) == (4 if header_row is None else 7)
        assert scored.rows([len(scored) - 4])[0].text == "Lovely room, great view"


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_workbook_with_a_title_is_scored_below_its_names_and_the_title_stays(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    workbook(path, ["Survey of the year"], [], ["id", "comment"], [1, "good"], [2, "bad"])
    result = score_table(path, "comment", out, HashAnalyzer())
    assert (result.rows, result.header_row, result.out_header_row) == (2, 3, 3)
    found = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert found[0][0] == "Survey of the year"
    assert found[2][:3] == ("id", "comment", "label")
    assert [row[-1] for row in found[3:]] == ["ok", "ok"]


def test_a_workbook_without_names_gets_results_in_every_row(tmp_path: Path) -> None:
    path, out = workbook(tmp_path / "in.xlsx", [1, "good one"], [2, "bad one"]), tmp_path / "out.xlsx"
    result = score_table(path, "Column 2", out, HashAnalyzer())
    assert result.rows == 2
    with ScoredTable.open(
        out, result.column, result.labels, result.added, header_row=result.out_header_row
    ) as scored:
        assert [row.status for row in scored.rows([0, 1])] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("review\u00a0text", "review text"),
        ('"review\ntext"', "review text"),
        ("review \t text", "Review text"),
        ("cafe\u0301", "caf\u00e9"),
        ("text\u200b", "text"),
        ("\u2060text\ufe0f", "TEXT"),
        ("ｔｅｘｔ", "text"),
        ("评论\u3000内容", "评论 内容"),
    ],
)
def test_names_that_look_alike_are_the_same(tmp_path: Path, name: str, typed: str) -> None:
    assert table_of(tmp_path, f"id;{name}\n1;fine\n").column(typed) == 1
