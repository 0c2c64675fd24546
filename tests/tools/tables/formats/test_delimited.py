"""Reading CSV and its kin: encodings, separators, quotes, ragged rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.tables import TableError, open_table
from llmdesk.tools.tables.formats.encoding import SAMPLE
from llmdesk.tools.tables.separated.dialect import find_separator
from llmdesk.tools.tables.table import unique_names

CHINESE = "编号,评论\r\n1,这个手机非常好用，我很喜欢。\r\n2,电池太差了，用了一天就坏了！\r\n"
TAIWAN = "編號,評論\r\n1,這個手機非常好用，我很喜歡它的畫面。\r\n2,電池太差了，用了一天就壞了！\r\n"
RUSSIAN = "номер;отзыв\r\n1;Очень хороший телефон, мне нравится\r\n2;Батарея плохая, сломалась через день\r\n"
POLISH = "id;opinia\r\n1;Bardzo dobry, działa świetnie\r\n2;Źle wykonany, odradzam każdemu, był zły\r\n"
JAPANESE = "番号,感想\r\n1,とても使いやすいです。\r\n2,電池がすぐに切れてしまう。\r\n"
KOREAN = "번호,리뷰\r\n1,정말 좋은 제품입니다.\r\n2,배터리가 너무 빨리 닳아요.\r\n"
TURKISH = "no;yorum\r\n1;Çok güzel bir telefon, beğendim\r\n2;Pil kötü, hiç değmez, almayın\r\n"
WESTERN = "id;Kommentar\r\n1;Schöne Grüße, très déçu\r\n2;Größe paßt nicht\r\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", CHINESE),
        ("utf-8-sig", CHINESE),
        ("gb18030", CHINESE),
        ("utf-16", CHINESE),
        ("utf-16-le", "id,comment\r\n1,a plain comment\r\n"),
        ("utf-16-be", "id,comment\r\n1,a plain comment\r\n"),
        ("cp1252", WESTERN),
        ("cp1250", POLISH),
        ("cp1251", RUSSIAN),
        ("big5", TAIWAN),
        ("euc_jp", JAPANESE),
        ("euc_kr", KOREAN),
        ("cp1254", TURKISH),
        ("utf-16-le", CHINESE),
        ("utf-8", WESTERN),
        ("utf-32", CHINESE),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    separator = ";" if ";" in text else ","
    lines = [line.split(separator) for line in text.splitlines()]
    assert list(table.columns) == lines[0]
    assert table.preview() == lines[1:]


def test_an_encoding_that_shows_late_in_a_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    head = "id,comment\n" + "".join(f"{number},plain words\n" for number in range(60_000))
    path.write_bytes((head + "1,déçu par la qualité\n" * 60_000).encode("cp1252"))
    assert open_table(path).encoding == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8", "gb18030"])
def test_a_character_that_the_sample_cuts_in_two_does_not_mislead(tmp_path: Path, encoding: str) -> None:
    head = "编号,评论\n1,很好用的手机,"
    emoji = "😀".encode(encoding)
    path = tmp_path / "cut.csv"
    start = head.encode(encoding)
    fill = (SAMPLE - 2 - len(start)) // len("a".encode(encoding))
    start += ("a" * fill).encode(encoding)
    assert len(start) < SAMPLE < len(start) + len(emoji)
    path.write_bytes(start + emoji + "\n2,很好\n".encode(encoding))
    assert open_table(path).encoding == encoding


@pytest.mark.parametrize(
    ("separator", "suffix"), [(",", ".csv"), ("\t", ".tsv"), (";", ".csv"), ("|", ".txt")]
)
def test_the_separator_is_found(tmp_path: Path, separator: str, suffix: str) -> None:
    rows = [["id", "price", "comment"], ["1", "3,50", "Good, cheap; small"], ["2", "4,00", 'a "big" one']]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    path = tmp_path / f"table{suffix}"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    table = open_table(path)
    assert table.separator == separator
    assert [list(table.columns), *table.preview()] == rows


def test_one_column_of_prose_is_not_cut_at_its_commas(tmp_path: Path) -> None:
    path = tmp_path / "comments.txt"
    path.write_text("comment\nGood, but dear\nBad\nWell, well, well\n", encoding="utf-8")
    table = open_table(path)
    assert table.columns == ("comment",)
    assert table.preview() == [["Good, but dear"], ["Bad"], ["Well, well, well"]]


def test_a_sample_that_ends_in_a_row_does_not_mislead() -> None:
    assert find_separator("a,b,c\n1,2,3\n4,", whole=False) == ","


def test_a_tsv_with_one_column_reads_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "one.tsv"
    path.write_text("comment\nGood, cheap\n", encoding="utf-8")
    assert open_table(path).preview() == [["Good, cheap"]]


def test_line_breaks_in_quotes_and_ragged_rows_and_nul_bytes_survive(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b'id,comment\r\n1,"two\r\nlines ""quoted"""\r\n2\r\n3,nul\0byte,more,yet more\r\n')
    table = open_table(path)
    assert list(table.rows()) == [
        ["1", 'two\r\nlines "quoted"'],
        ["2"],
        ["3", "nul\0byte", "more", "yet more"],
    ]
    assert table.columns == ("id", "comment", "Column 3", "Column 4")


def test_blank_lines_within_are_rows_and_those_around_are_not(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text("\n\nid,comment\n1,a\n\n2,b\n\n\n", encoding="utf-8")
    table = open_table(path)
    assert list(table.rows()) == [["1", "a"], [], ["2", "b"]]
    assert (table.count, table.count_exact) == (3, True)


def test_bytes_that_are_no_utf8_survive_in_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    good = "".join(f"{number},déçu 你好 ça va très bien\n" for number in range(20))
    path.write_bytes(b"id,comment\n" + good.encode() + b"21,broken \xff\xfe here\n")
    table = open_table(path)
    cell = list(table.rows())[-1][1]
    assert isinstance(cell, str)
    assert cell.encode("utf-8", "surrogateescape") == b"broken \xff\xfe here"
    assert table.preview(50)[-1][1] == "broken \ufffd\ufffd here"


def test_columns_without_a_name_or_with_the_same_are_told_apart() -> None:
    assert unique_names(["text", "", "text", "text (2)", "Column 2"]) == (
        "text",
        "Column 2",
        "text (3)",
        "text (2)",
        "Column 2 (2)",
    )


@pytest.mark.parametrize(
    ("header", "rows", "wanted"),
    [
        ("id,My comment,url", ["1,Quite good I think,http://x.org/aaaaaaaaaaaaaaaaa"], "My comment"),
        ("编号,评论内容", ["1,很好用的一个手机"], "评论内容"),
        ("a,b,c", ["1,x,A longer piece of prose", "2,y,Another one of them"], "c"),
    ],
)  # fmt: skip
def test_the_text_column_is_guessed(tmp_path: Path, header: str, rows: list[str], wanted: str) -> None:
    path = tmp_path / "guess.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    assert open_table(path).text_column == wanted


def test_a_column_is_found_whatever_the_case_and_an_unknown_one_names_those_there(tmp_path: Path) -> None:
    path = tmp_path / "case.csv"
    path.write_text("id,Comment\n1,a\n", encoding="utf-8")
    table = open_table(path)
    assert table.column("comment") == 1
    with pytest.raises(TableError, match="The columns are: id, Comment"):
        table.column("remark")


def test_a_quote_that_never_closes_is_told_and_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_bytes(b'id,comment\n1,"never closed\n' + b"word " * 2_000_000)
    with pytest.raises(TableError, match="quotation mark"):
        open_table(path)


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(data)
    with pytest.raises(TableError, match="empty"):
        open_table(path)


def test_what_is_not_there_or_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="not found"):
        open_table(tmp_path / "none.csv")
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(TableError, match="not a table"):
        open_table(picture)


# A file that is half control characters is taken for no text, rightly.
CONTROLS = "".join(map(chr, {*range(32), 127} - set(b"\t\r\n")))
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff" + CONTROLS), max_size=20)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=8),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_what_csv_writes_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str]],
    separator: str,
    encoding: str,
) -> None:
    path = tmp_path_factory.mktemp("round") / "t.csv"
    head = ["编号和名称", "这是评论的内容", "再来一列"]
    everything = [head, *([first, second, "很好，这个很好用"] for first, second in rows)]
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(everything)
    table = open_table(path)
    if table.separator == separator and table.encoding.replace("-sig", "") == encoding.replace("-sig", ""):
        assert list(table.rows()) == everything[1:]
    else:  # random texts may look like anything; a table with plain ones must not be mistaken
        assert any(not cell.isascii() or set(cell) & set(",;\t|\r\n") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("header", "doubt"),
    [
        ("id,comment,date", False),
        ("id,2023,2024", False),
        ("No.,Comment", False),
        ("Any comments?,Would you come again?", False),
        ("编号,评论", False),
        ("1,comment", True),
        ("id,It was a fine day.", True),
        ("id,这家店的服务真不错！", True),
        ("2024-05-01,hello", True),
    ],
)
def test_a_first_row_of_values_is_no_row_of_names(tmp_path: Path, header: str, doubt: bool) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{header}\n5,text\n", encoding="utf-8")
    assert open_table(path).names_in_doubt is doubt
