"""Reading XLSX, and writing into a copy of it."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from llmdesk.tools.sentiment.table import score_table
from llmdesk.tools.tables import Cell, TableError, open_table
from llmdesk.tools.tables.formats import splice
from llmdesk.tools.tables.formats.xlsx import XlsxTable
from tests.tools.tables.analyzer import HashAnalyzer

ADDED = ["label", "p_positive", "p_negative", "confidence", "status"]


def workbook(path: Path, rows: list[list[Any]], title: str = "Data") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return book


def cells(path: Path, sheet: str | None = None) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return list((book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True))


def rewrite(path: Path, part: str, change: Any) -> None:
    """Replace one part of the archive by `change` of it."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def share_texts(path: Path) -> None:
    """Move the texts of the first sheet to the shared ones, as Excel keeps them."""
    inline = re.compile(rb'<c r="(\w+)"([^>]*) t="inlineStr"><is>(.*?)</is></c>')
    with zipfile.ZipFile(path) as archive:
        texts = [match[3] for match in inline.finditer(archive.read(SHEET))]
    numbers = iter(range(len(texts)))
    rewrite(
        path,
        SHEET,
        lambda xml: inline.sub(
            lambda m: b'<c r="%b"%b t="s"><v>%d</v></c>' % (m[1], m[2], next(numbers)), xml
        ),
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rIdShared" Type="%b" Target="sharedStrings.xml"/></Relationships>' % kind
    rewrite(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation))
    inside = b"".join(b"<si>%b</si>" % text for text in texts)
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rewrite(path, "xl/sharedStrings.xml", lambda xml: b'<sst xmlns="%b">%b</sst>' % (namespace, inside))


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_keep_their_types_when_read(tmp_path: Path) -> None:
    path = tmp_path / "types.xlsx"
    moment, day = dt.datetime(2024, 3, 1, 12, 30), dt.date(2024, 3, 2)
    duration = dt.timedelta(hours=30)
    row = [1, 2.5, True, "text & <more>", moment, day, dt.time(8, 15), duration, None, "last"]
    workbook(path, [[f"c{n}" for n in range(10)], row])
    (found,) = open_table(path).rows()
    assert found == [*row[:8], None, "last"]
    assert [type(cell) for cell in found] == [type(cell) for cell in row]


def test_blank_rows_and_a_table_that_begins_further_down(tmp_path: Path) -> None:
    path = tmp_path / "gaps.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B3"], sheet["C3"] = "id", "comment"
    sheet["B4"], sheet["C4"] = 1, "good"
    sheet["B7"], sheet["C7"] = 2, "bad"
    sheet["C900"].font = Font(bold=True)  # a style without a value is no row
    book.save(path)
    table = open_table(path)
    assert table.columns == ("Column 1", "id", "comment")
    assert list(table.rows()) == [[None, 1, "good"], [], [], [None, 2, "bad"]]

    result = score_table(path, "comment", tmp_path / "out.xlsx", HashAnalyzer())
    assert (result.rows, result.scored, result.empty) == (4, 2, 2)
    found = cells(tmp_path / "out.xlsx")
    assert list(found[2][3:]) == ADDED
    assert [row[-1] for row in found[3:7]] == ["ok", "empty", "empty", "ok"]
    assert all(row[-1] is None for row in found[7:])


def test_the_copy_keeps_everything_and_has_our_cells_behind(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "comment", "price", "when", "double"])
    sheet.append([1, "good one", 2.5, dt.datetime(2024, 1, 2), "=C2*2"])
    sheet.append([2, "bad one", 3, dt.datetime(2024, 1, 3), "=C3*2"])
    sheet["C2"].number_format = "0.00 €"
    sheet["B2"].font = Font(bold=True)
    sheet["B2"].comment = Comment("a note", "me")
    sheet["Z2"].font = Font(italic=True)
    sheet.merge_cells("A5:B5")
    sheet.column_dimensions["B"].width = 44
    sheet.freeze_panes = "A2"
    book.create_sheet("Other").append(["stays", "=1+1"])
    book.save(path)

    analyzer = HashAnalyzer()
    score_table(path, "comment", out, analyzer)
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(out)
    for name in before.sheetnames:
        for row in before[name].iter_rows(max_col=5):
            for cell in row:
                same = after[name][cell.coordinate]
                assert (same.value, same.data_type, same.number_format) == (
                    cell.value,
                    cell.data_type,
                    cell.number_format,
                )
                assert same.font.b == cell.font.b
    new = after.worksheets[0]
    assert new["E2"].value == "=C2*2"
    assert new["B2"].comment is not None
    assert new.freeze_panes == "A2"
    assert new.column_dimensions["B"].width == 44
    assert [str(each) for each in new.merged_cells.ranges] == ["A5:B5"]
    assert [cell.value for cell in new[1]][5:] == ADDED
    for number, text in ((2, "good one"), (3, "bad one")):
        result = analyzer.result(text)
        assert [cell.value for cell in new[number]][5:10] == [
            result.label, *result.probabilities, result.confidence, "ok",
        ]  # fmt: skip
    with zipfile.ZipFile(path) as old_parts, zipfile.ZipFile(out) as new_parts:
        assert sorted(old_parts.namelist()) == sorted(new_parts.namelist())
        for part in old_parts.namelist():
            if part != SHEET:
                assert old_parts.read(part) == new_parts.read(part)


WHEN: list[Cell] = [
    dt.date(2026, 3, 11),
    dt.datetime(2026, 3, 11, 15, 30),
    dt.time(7, 45),
    dt.timedelta(hours=30),
]


def spliced(path: Path, out: Path, *values: Cell) -> list[Cell]:
    """Write these behind the rows of the table; what is read of them in the first one."""
    table = open_table(path)
    assert isinstance(table, XlsxTable)
    ours = iter([values] * len(list(table.rows())))
    splice.copy_with(table, ours, [f"n{number}" for number in range(len(values))], out)
    return next(iter(open_table(out).rows()))[table.width :]


@pytest.mark.parametrize("from_1904", [False, True])
def test_our_dates_show_as_dates_beside_the_styles_of_the_workbook(tmp_path: Path, from_1904: bool) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["id", "comment"])
    sheet.append([1, "good"])
    for row, color in enumerate(("FF0000", "00FF00", "0000FF"), 1):
        sheet.cell(row, 1).font = Font(color=color, bold=True)
    book.save(path)
    assert spliced(path, out, *WHEN) == WHEN
    sheet = openpyxl.load_workbook(out).worksheets[0]
    found: list[Any] = list(sheet[2])[2:]
    assert [cell.value for cell in found] == [dt.datetime(2026, 3, 11), *WHEN[1:]]
    assert [(cell.is_date, cell.font.b) for cell in found] == [(True, False)] * len(WHEN)
    assert sheet["A2"].font.color.rgb == "0000FF00"


def test_of_a_workbook_without_styles_dates_are_texts(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    workbook(path, [["comment"], ["good"]])
    rewrite(path, "xl/styles.xml", lambda _: b"<styleSheet/>")
    assert spliced(path, out, WHEN[0]) == ["2026-03-11"]


def test_a_day_before_the_first_of_a_workbook_is_a_text(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    workbook(path, [["comment"], ["good"]])
    assert spliced(path, out, dt.date(1874, 5, 2)) == ["1874-05-02"]


def test_a_reader_that_streams_sees_our_columns(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    workbook(path, [["comment"], ["good"], ["bad"]])
    score_table(path, "comment", out, HashAnalyzer())
    book = openpyxl.load_workbook(out, read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows[0] == ("comment", *ADDED)
    assert len(rows) == 3


def test_a_formula_is_read_by_its_value_and_stays_a_formula(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    workbook(path, [["a", "comment"], ["x", '=A2&" is good"'], ["y", "=A3"]])
    rewrite(
        path,
        SHEET,
        lambda xml: re.sub(
            rb'<c r="B2"[^>]*><f>(.*?)</f><v\s*/?>(</v>)?</c>',
            rb'<c r="B2" t="str"><f>\1</f><v>x is good</v></c>',
            xml,
        ),
    )
    table = open_table(path)
    assert list(table.rows()) == [["x", "x is good"], ["y", None]]
    analyzer = HashAnalyzer()
    score_table(path, "comment", out, analyzer)
    assert analyzer.seen == ["x is good"]
    assert [row[1] for row in cells(out)] == ["comment", '=A2&" is good"', "=A3"]
    assert [row[-1] for row in cells(out)] == ["status", "ok", "empty"]


def test_the_sheet_can_be_chosen(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = workbook(path, [["first"], ["one"]])
    second = book.create_sheet("意见")
    second.append(["评论"])
    second.append(["很好"])
    book.save(path)
    assert open_table(path).sheets == ("Data", "意见")
    assert open_table(path, "意见").columns == ("评论",)
    result = score_table(path, "评论", out, HashAnalyzer(), sheet="意见")
    assert result.sheet == "意见"
    assert cells(out, "意见")[1][-1] == "ok"
    assert cells(out, "Data") == [("first",), ("one",)]
    with pytest.raises(TableError, match="The sheets are: Data, 意见"):
        open_table(path, "nothing")


def test_shared_rich_and_escaped_texts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rich.xlsx"
    workbook(path, [["comment"], ["plain"], ["rich"], ["escaped"]])

    def enrich(xml: bytes) -> bytes:
        xml = xml.replace(
            b"<si><t>rich</t></si>",
            b'<si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r>'
            b'<rPh sb="0" eb="1"><t>sound</t></rPh></si>',
        )
        return xml.replace(b"<t>escaped</t>", b"<t>a_x000D_b_x005F_x0041_</t>")

    share_texts(path)
    rewrite(path, "xl/sharedStrings.xml", enrich)
    assert list(open_table(path).rows()) == [["plain"], ["rich "], ["a\rb_x0041_"]]


def test_names_with_a_namespace_prefix_are_understood(tmp_path: Path) -> None:
    path, out = tmp_path / "prefixed.xlsx", tmp_path / "out.xlsx"
    workbook(path, [["comment", "n"], ["good", 1], [None, None], ["bad", 2]])

    def prefixed(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        return xml.replace(b'xmlns="http', b'xmlns:x="http')

    rewrite(path, SHEET, prefixed)
    assert [row[0] if row else None for row in open_table(path).rows()] == ["good", None, "bad"]
    score_table(path, "comment", out, HashAnalyzer())
    assert [row[-1] for row in cells(out)] == ["status", "ok", "empty", "ok"]


def test_an_encrypted_workbook_and_an_old_one_are_told_apart(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    locked, old = tmp_path / "locked.xlsx", tmp_path / "old.xls"
    locked.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    old.write_bytes(ole + "Workbook".encode("utf-16-le"))
    with pytest.raises(TableError, match="password"):
        open_table(locked)
    with pytest.raises(TableError, match="XLS files cannot be read"):
        open_table(old)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    workbook(path, [["comment"], ["x"]])
    rewrite(path, SHEET, lambda xml: xml.replace(b"</sheetData>", bytes(1 << 27) + b"</sheetData>"))
    with pytest.raises(TableError, match="unpacks to far more"):
        open_table(path)


def test_a_dtd_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dtd.xlsx"
    workbook(path, [["comment"], ["x"]])
    rewrite(path, SHEET, lambda xml: b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>' + xml.partition(b"?>")[2])
    with pytest.raises(TableError, match="DTD"):
        open_table(path)


@pytest.mark.parametrize("cut", [30, 300, 3000])
def test_a_damaged_workbook_is_told(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "damaged.xlsx"
    workbook(path, [["comment"], ["x"]])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(TableError, match="damaged"):
        list(open_table(path).rows())


def test_a_broken_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    workbook(path, [["comment"], ["x"]])
    rewrite(path, SHEET, lambda xml: xml.replace(b"</row>", b"</wor>"))
    with pytest.raises(TableError, match="damaged"):
        list(open_table(path).rows())
