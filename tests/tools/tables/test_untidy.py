"""CSV as it comes: marks, separators and line ends out of order. Every line is a row or is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.sentiment.table import score_table
from llmdesk.tools.tables import Table, open_table
from tests.tools.tables.analyzer import HashAnalyzer
from tests.tools.tables.scoring import read_csv


def table_of(folder: Path, text: str | bytes, name: str = "t.csv") -> Table:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_table(path)


def told(table: Table) -> dict[str, tuple[int, ...]]:
    return {finding.kind: finding.lines for finding in table.account.findings}


@pytest.mark.parametrize(
    ("name", "lines", "stray"),
    [
        ("a.csv", ["id,text", "1,great", '2,"never again', "3,loved it", "4,so slow"], (3,)),
        ("b.csv", ["id,text", "1,great", '2,"never again', "3,loved it", '4,so slow"', "5,ok"], (3,)),
        ("c.csv", ["id,text,n", '1,"Best" day ever,5', "2,fine,1", '3,he said "no",2'], (2,)),
        (
            "d.tsv",
            ["id\ttext", '1\t"Best" day', '2\t"I never got it', "3\tok", '4\tthe cook said "no"'],
            (2, 3),
        ),
        ("e.csv", ["text;n", '"never got it;1', "fine;2", "so slow;3", '"good";4'], (2,)),
        ("f.csv", ["id,text", "1,good", "2,bad", '3,"the last one'], (4,)),
        ("g.txt", ["comment", '"Best" they said "ever"', "fine", '"never got it'], (2, 4)),
    ],
)
def test_a_stray_mark_joins_no_rows_and_is_told(
    tmp_path: Path, name: str, lines: list[str], stray: tuple[int, ...]
) -> None:
    table = table_of(tmp_path, "\n".join(lines) + "\n", name)
    separator = table.separator or "\0"
    wanted = [line.split(separator) for line in lines[1:]]
    wanted = [[cell.strip('"') if cell == '"good"' else cell for cell in row] for row in wanted]
    assert list(table.rows()) == wanted
    assert told(table)["quotes"] == stray
    assert (table.account.lines, table.account.rows) == (len(lines), len(lines) - 1)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (r'1,"She said \"wow, great\" twice",5', ["1", 'She said "wow, great" twice', "5"]),
        (r'1,"ends with \"a mark\"",5', ["1", 'ends with "a mark"', "5"]),
        (r'1,"C:\new \"x\"",5', ["1", r'C:\new "x"', "5"]),
        ('1,"She said "no, thanks" and left",5', ["1", 'She said "no, thanks" and left', "5"]),
        ('1,"she said "wow"",5', ["1", 'she said "wow"', "5"]),
        ('1,"good" ,5', ["1", "good", "5"]),
        ('1,"""",5', ["1", '"', "5"]),
    ],
)
def test_marks_inside_a_cell_are_its_text(tmp_path: Path, line: str, wanted: list[str]) -> None:
    table = table_of(tmp_path, f'id,text,n\n{line}\n2,"plain, really",3\n3,fine,1\n')
    assert list(table.rows()) == [wanted, ["2", "plain, really", "3"], ["3", "fine", "1"]]
    assert table.columns == ("id", "text", "n")


def test_a_space_before_a_mark_opens_the_cell_all_the_same(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'id, text, n\n1, "good, warm", 5\n2, "bad", 1\n3, "so, so", 3\n')
    assert [row[1] for row in table.rows()] == ["good, warm", "bad", "so, so"]
    assert table.columns == ("id", "text", "n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "id,text,n\n1,fine,5\n2,good, but cold, really,4\n3,bad one,1\n",
            ["2", "good, but cold, really", "4"],
        ),
        ("id,text\n1,fine thing\n2,good, but cold\n3,bad one\n", ["2", "good, but cold"]),
        ("text;label\nfine thing;pos\nI like it; really;pos\nbad one;neg\n", ["I like it; really", "pos"]),
        ('id,text\n1,fine thing\n2,6\' tall, "nice"\n3,bad one\n', ["2", '6\' tall, "nice"']),
    ],
)
def test_a_text_with_separators_is_put_together_where_one_way_fits(
    tmp_path: Path, text: str, wanted: list[str]
) -> None:
    table = table_of(tmp_path, text)
    assert wanted in list(table.rows())
    assert {len(row) for row in table.rows()} == {len(wanted)}
    assert table.account.findings


def test_rows_of_another_width_are_kept_and_told(tmp_path: Path) -> None:
    table = table_of(tmp_path, "id,a,b\n1,x,y\n2,x,y,z,w\n3\n4,x,y\n5,x,y\n")
    assert list(table.rows())[1:3] == [["2", "x", "y", "z", "w"], ["3"]]
    assert told(table) == {"wide": (3,), "narrow": (4,)}


def test_a_cell_with_line_breaks_stays_one_cell(tmp_path: Path) -> None:
    text = 'id,text,n\n1,"Dear all,\nI liked it, really\n2, or so",5\n2,ok,1\n3,"a\n\nb",2\n'
    table = table_of(tmp_path, text)
    assert [row[1] for row in table.rows()] == ["Dear all,\nI liked it, really\n2, or so", "ok", "a\n\nb"]
    assert told(table) == {"breaks": (2, 6)}
    assert (table.account.lines, table.account.rows) == (8, 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_line_ends_of_any_kind_end_rows_once(tmp_path: Path, end: str) -> None:
    table = table_of(tmp_path, end.join(["id,text", "1,good", '2,"a, b"', "3,ok", ""]))
    assert list(table.rows()) == [["1", "good"], ["2", "a, b"], ["3", "ok"]]


def test_line_ends_may_be_mixed_and_a_stray_one_is_part_of_its_text(tmp_path: Path) -> None:
    table = table_of(tmp_path, "id,text\r\n1,good\n2,bad\r3,ok\r\n4,a\rb\n")
    assert list(table.rows()) == [["1", "good"], ["2", "bad"], ["3", "ok"], ["4", "a\rb"]]


def test_single_marks_around_cells_are_marks_and_apostrophes_are_not(tmp_path: Path) -> None:
    table = table_of(tmp_path, "id,text\n1,'good, it''s'\n2,'bad'\n3,'it's good, really'\n")
    assert [row[1] for row in table.rows()] == ["good, it's", "bad", "it's good, really"]
    table = table_of(tmp_path, "id,text\n1,it's good\n2,'tis bad\n3,ok\n")
    assert [row[1] for row in table.rows()] == ["it's good", "'tis bad", "ok"]


@pytest.mark.parametrize("marks", [1, 2, 3])
def test_marks_of_byte_order_are_no_part_of_the_first_name(tmp_path: Path, marks: int) -> None:
    table = table_of(tmp_path, b"\xef\xbb\xbf" * marks + b"text,id\r\ngood,1\r\n")
    assert table.columns == ("text", "id")


def test_rows_that_are_in_order_are_written_back_to_the_letter(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source = 'note\n\nid,"text",n\n1,"good",05\n2,"a ""b"" c",\n3,"two\nlines",1\n4,  spaced ,2\n'
    path.write_text(source + '5,"stray,3\n', encoding="utf-8", newline="")
    score_table(path, "text", out, HashAnalyzer())
    written = out.read_bytes().decode("utf-8-sig")
    for record in (
        "note\n\n",
        'id,"text",n,',
        '1,"good",05,',
        '2,"a ""b"" c",,',
        '3,"two\nlines",1,',
        "4,  spaced ,2,",
    ):
        assert record in written
    assert read_csv(out)[-1][:3] == ["5", '"stray', "3"]


noise = st.sampled_from(
    ['"', '""', "'", "\\", '\\"', ",", ", ", "\r", " ", "good", "bad one", "5", "很好", "\0"]
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.lists(noise, min_size=1, max_size=6).map("".join), min_size=1, max_size=8))
def test_whatever_stands_in_the_lines_no_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """What is no mark, separator or space comes out again, in the order of the file, and through scoring."""
    folder = tmp_path_factory.mktemp("noise")
    good = "".join(f"{number},good one,2\n" for number in range(12))
    text = f"id,text,n\n{good}" + "\n".join(lines) + "\n99,end of it,5\n"
    table = table_of(folder, text)
    rows: list[object] = [*table.header, *(cell for row in table.rows() for cell in row)]
    bare = str.maketrans("", "", "\"'\\, \r\n\0")
    assert "".join(map(str, rows)).translate(bare) == text.translate(bare)
    score_table(folder / "t.csv", "text", folder / "out.csv", HashAnalyzer())
    written = [cell for row in read_csv(folder / "out.csv") for cell in row[:3]]
    if table.width == 3 and table.header_row == 1:
        assert "".join(written).translate(bare) == text.translate(bare)
