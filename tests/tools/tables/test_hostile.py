"""What is no file, no workbook or no JSON, or grows beyond bounds when it is read: told, and in time."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from llmdesk.tools.sentiment.table import score_table
from llmdesk.tools.tables import TableError, open_table
from llmdesk.tools.tables.added import as_it_was
from tests.tools.tables.analyzer import HashAnalyzer

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = (
    "_rels/.rels",
    f'<R><Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></R>',
)
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'


def book(path: Path, rows: str, *, workbook: str = "", shared: str = "", sheets: str = "") -> Path:
    """A workbook of the fewest parts; `sheets` stand before the one that holds `rows`."""
    links = f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
    links += f'<Relationship Id="r0" Type="{_RELATIONS}/worksheet" Target="worksheets/none.xml"/>'
    links += f'<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    usual = f'<w xmlns:r="{_RELATIONS}"><sheets>{sheets}<sheet name="S" r:id="r1"/></sheets></w>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*_ROOT)
        archive.writestr("xl/workbook.xml", workbook or usual)
        archive.writestr("xl/_rels/workbook.xml.rels", f"<R>{links}</R>")
        archive.writestr("xl/worksheets/s.xml", f"<w><sheetData>{rows}</sheetData></w>")
        archive.writestr("xl/worksheets/none.xml", "<w><sheetData/></w>")
        if shared:
            archive.writestr("xl/SharedStrings.xml", f"<sst>{shared}</sst>")
    return path


def row(number: int, text: str, kind: str = "inlineStr") -> str:
    inside = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    return f'<row r="{number}"><c r="A{number}" t="{kind}">{inside}</c></row>'


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_or_a_device_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(TableError, match="not a file"):
            open_table(path)


@pytest.mark.parametrize(
    "rows",
    [
        row(2_000_000_000, "x"),
        f'<row r="{"9" * 5000}"/>',
        "<row>" * 2_000_000,
        "<a>" * 200_000,
        f'<row r="2">{"<c>" * 200_000}',
        f'<row r="2" x="{"x" * 6_000_000}"/>',
        f'<row r="2"><c r="{"A" * 5000}2"><v>1</v></c></row>',
    ],
)
def test_rows_beyond_every_sheet_are_told(tmp_path: Path, rows: str) -> None:
    with pytest.raises(TableError):
        list(open_table(book(tmp_path / "t.xlsx", HEAD + rows)).rows())


@pytest.mark.parametrize(
    "parts",
    [
        {"workbook": "<w>" + "<sheet/>" * 2_000_000 + "</w>"},
        {"workbook": "<w>" * 200_000},
        {"shared": "<si/>" * 2_000_000},
        {"shared": "<si><t>" + "x" * 9_000_000 + "</t></si>"},
    ],
)
def test_a_small_workbook_that_unpacks_to_much_is_not_read(tmp_path: Path, parts: dict[str, str]) -> None:
    with pytest.raises(TableError, match="far more than its size"):
        open_table(book(tmp_path / "t.xlsx", HEAD + row(2, "good"), **parts))


def test_a_row_far_below_adds_no_blank_ones_and_they_are_told(tmp_path: Path) -> None:
    path, out = tmp_path / "t.xlsx", tmp_path / "out.xlsx"
    book(path, HEAD + row(2, "good") + '<row r="700000"/>' + row(1_000_000, "bad") + row(1_000_002, "fine"))
    result = score_table(path, "text", out, HashAnalyzer())
    assert (result.rows, result.scored, result.empty) == (4, 3, 1)
    assert [(f.kind, f.count, f.lines) for f in result.account.findings] == [("gap", 999_997, (1_000_000,))]
    with zipfile.ZipFile(out) as archive:
        xml = archive.read("xl/worksheets/s.xml").decode()
    assert xml.count("<row ") == 6
    assert 'r="F1000002"' in xml


def test_numbers_of_thousands_of_digits_are_texts(tmp_path: Path) -> None:
    digits = "9" * 5000
    table = open_table(book(tmp_path / "t.xlsx", HEAD + row(2, digits, "n") + row(3, "1e999", "n")))
    assert list(table.rows()) == [[digits], [float("inf")]]
    path = tmp_path / "t.jsonl"
    path.write_text(f'{{"text": "good", "n": {digits}}}\n', encoding="utf-8")
    score_table(path, "text", tmp_path / "out.xlsx", HashAnalyzer())
    assert list(open_table(path).rows()) == [["good", digits]]


def test_names_of_parts_have_no_case_and_escaped_halves_are_one_character(tmp_path: Path) -> None:
    shared = (
        "<si><t>a _xD83D__xDE00_ day</t></si><si><r><t>go</t></r><r><t>od</t></r><rPh><t>x</t></rPh></si>"
    )
    path = book(tmp_path / "t.xlsx", HEAD + row(2, "0", "s") + row(3, "1", "s"), shared=shared)
    assert list(open_table(path).rows()) == [["a \U0001f600 day"], ["good"]]


@pytest.mark.parametrize("state", ["", ' state="hidden"', ' state="veryHidden"'])
def test_a_first_sheet_that_is_hidden_or_empty_is_passed_over(tmp_path: Path, state: str) -> None:
    other = "r0" if not state else "r1"
    sheets = f'<sheet name="First" r:id="{other}"{state}/><sheet name="S" r:id="r1"/>'
    workbook = f'<w xmlns:r="{_RELATIONS}">{sheets}</w>'
    table = open_table(book(tmp_path / "t.xlsx", HEAD + row(2, "good"), workbook=workbook))
    assert table.sheet == "S"
    assert table.sheets == ("First", "S")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("t.xlsx", b"<html><table><tr><td>a</td></tr></table></html>", "HTML files cannot be read"),
        ("t.csv", b"<?xml version='1.0'?><Workbook/>", "XML files cannot be read"),
        ("t.csv", bytes(range(256)) * 200, "not a table"),
        ("t.json", b'[{"text": "' + b"x" * 9_000_000, "no line is a JSON object"),
        ("t.json", b"[" * 300_000, "no line is a JSON object"),
    ],
)
def test_what_only_looks_like_a_table_is_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=said):
        open_table(tmp_path / name)


def test_a_text_is_read_by_its_beginning_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_text("id,text\n1,good\n2,bad\n", encoding="utf-8")
    assert open_table(tmp_path / "t.xlsx").columns == ("id", "text")
    (tmp_path / "t.csv").write_text('{"text": "good"}\n{"text": "bad"}\n', encoding="utf-8")
    assert list(open_table(tmp_path / "t.csv").rows()) == [["good"], ["bad"]]


def test_lines_of_json_that_are_none_and_a_file_that_breaks_off_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "good"}\nnot json\n["x"]\n{"text": "a", "text": "b"}\n', encoding="utf-8")
    assert [(f.kind, f.lines) for f in open_table(path).account.findings] == [
        ("not json", (2, 3)),
        ("keys", (4,)),
    ]
    path.write_text('[{"text": "good"},\n {"text": "ba', encoding="utf-8")
    table = open_table(path)
    assert list(table.rows()) == [["good"]]
    assert [f.kind for f in table.account.findings] == ["cut"]


@pytest.mark.parametrize("text", ["=1+1", "+1+cmd", "-2+3", "@sum(A1)", "\t=x", "\r=x", "＝1+1", " =x"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_text_out_of_json_is_run_by_no_spreadsheet(tmp_path: Path, text: str, suffix: str) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / f"out{suffix}"
    path.write_text(json.dumps({"comment": "good", "own": text, "n": -5}) + "\n", encoding="utf-8")
    score_table(path, "comment", out, HashAnalyzer())
    if suffix == ".xlsx":
        cell = openpyxl.load_workbook(out).worksheets[0]["B2"]
        assert cell.data_type != "f"
        assert cell.quotePrefix
        return
    with out.open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.reader(stream, delimiter="\t" if suffix == ".tsv" else ","))[1]
    assert found[1].startswith("'")
    assert as_it_was(found[1]) == text
    assert found[2] == "-5"
