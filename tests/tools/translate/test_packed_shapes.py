"""Word documents and books keep their form, and damaged ones are told."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree  # type: ignore[import-untyped]

from llmdesk.errors import DocumentEmpty, DocumentError
from llmdesk.tools.translate.shapes import open_shape
from llmdesk.tools.translate.shapes.shape import for_xml
from tests.tools.translate.test_shapes import texts


# -- docx -------------------------------------------------------------------------------------------
def word_file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Report", 1)
    paragraph = document.add_paragraph("The bridge over the ")
    paragraph.add_run("Green River").bold = True
    paragraph.add_run(" is long.")
    document.add_paragraph("Check it.", style="List Bullet")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "Steel plates"
    _tracked(document)
    document.sections[0].header.paragraphs[0].text = "A header"
    path = tmp_path / "r.docx"
    document.save(str(path))
    return path


def _tracked(document: DocxDocument) -> None:
    paragraph = document.add_paragraph("It was ")
    for name, text in (("del", "<w:delText>closed</w:delText>"), ("ins", "<w:t>opened</w:t>")):
        xml = f'<w:{name} {nsdecls("w")} w:id="1" w:author="a"><w:r>{text}</w:r></w:{name}>'
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" today.")


def test_a_word_document_keeps_styles_tables_and_formats(tmp_path: Path) -> None:
    shape = open_shape(word_file(tmp_path))
    assert texts(shape) == [
        "Report",
        "The bridge over the <b1>Green River</b1> is long.",
        "Check it.",
        "Steel plates",
        "It was opened today.",
        "A header",
    ]
    told = ["报告", "<b1>绿河</b1>上的桥很长。", "检查。", "钢板", "它今天开放了。", "页眉"]
    document = docx.Document(io.BytesIO(shape.write(told, "zh")))
    styles = [(each.text, each.style.name if each.style else "") for each in document.paragraphs]
    assert styles == [
        ("报告", "Heading 1"),
        ("绿河上的桥很长。", "Normal"),
        ("检查。", "List Bullet"),
        ("它今天开放了。", "Normal"),
    ]
    assert [(run.text, run.bold) for run in document.paragraphs[1].runs] == [
        ("绿河", True),
        ("上的桥很长。", None),
    ]
    assert document.tables[0].cell(0, 1).text == "钢板"
    assert document.sections[0].header.paragraphs[0].text == "页眉"


def test_tracked_changes_are_taken_as_accepted_and_that_is_told(tmp_path: Path) -> None:
    (note,) = open_shape(word_file(tmp_path)).notes
    assert "2 tracked changes" in str(note)


def test_footnotes_and_what_stands_in_a_line_are_never_lost(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("First line")
    paragraph.add_run().add_break()
    paragraph.add_run("second line")
    path = tmp_path / "b.docx"
    document.save(str(path))
    shape = open_shape(path)
    assert texts(shape) == ["First line<x1/>second line"]
    out = docx.Document(io.BytesIO(shape.write(["一二"], "zh")))
    assert out.paragraphs[0].text == "一二\n"


def test_links_fields_and_text_boxes_of_a_word_document_stay(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    link = f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>the rules</w:t></w:r></w:hyperlink>'
    field = "".join(
        f"<w:r {nsdecls('w')}>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PAGE</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>7</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    paragraph._p.append(parse_xml(link))
    paragraph.add_run(" on page ")
    for run in parse_xml(f"<w:p {nsdecls('w')}>{field}</w:p>"):
        paragraph._p.append(run)
    paragraph.add_run(" today.")
    path = tmp_path / "l.docx"
    document.save(str(path))
    shape = open_shape(path)
    assert texts(shape) == ["See <a1>the rules</a1> on page <x2/> today."]
    out = docx.Document(io.BytesIO(shape.write(["今天见第<x2/>页的<a1>规则</a1>。"], "zh"))).paragraphs[0]
    assert out.text == "今天见第7页的规则。"
    assert [each.text for each in out.hyperlinks] == ["规则"]
    assert out._p.xml.count("fldChar ") == 3


def test_content_controls_are_translated_and_ranges_stay_around_the_text(tmp_path: Path) -> None:
    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('the control')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink w:anchor="a">{run("Heading")}</w:hyperlink>'
    tab = "<w:r><w:tab/></w:r>"
    document = docx.Document()
    for inner in (
        f"{run('See ')}{control}{run(' now.')}",
        f'<w:bookmarkStart w:id="1" w:name="b"/>{run("Marked")}<w:bookmarkEnd w:id="1"/>{run(" words.")}',
        f"{mark('begin')}{tab}{mark('separate')}{link}{mark('end')}{run(' tail')}",
        f'<w:hyperlink w:anchor="a">{run("Begin ")}{mark("begin")}</w:hyperlink>{run("in")}{mark("end")}',
    ):
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    path = tmp_path / "c.docx"
    document.save(str(path))
    shape = open_shape(path)
    assert texts(shape)[:3] == ["See <a1>the control</a1> now.", "Marked words.", " tail"]
    told = ["见<a1>控件</a1>。", "词。", "尾", texts(shape)[3]]
    out = docx.Document(io.BytesIO(shape.write(told, "zh"))).paragraphs
    assert re.sub(r"<[^<>]*>|\s", "", out[0]._p.xml) == "见控件。"
    assert out[0]._p.xml.count("<w:sdtContent>") == 1
    assert [child.tag.split("}")[1] for child in out[1]._p] == ["bookmarkStart", "r", "bookmarkEnd"]
    assert [each.text for each in out[2].hyperlinks] == ["Heading"]
    assert re.findall("begin|<w:tab/>|Heading|end\\b|尾", out[2]._p.xml) == [
        "begin", "<w:tab/>", "Heading", "end", "尾",
    ]  # fmt: skip
    assert re.findall(">Begin|begin|>in<|end\\b", out[3]._p.xml) == [">Begin", "begin", ">in<", "end"]


# -- epub -------------------------------------------------------------------------------------------
def test_a_book_keeps_all_its_parts_and_order(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Sea <i>and</i> sky</p></body></html>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("c.opf", "<package><dc:title>The sea</dc:title><dc:language>en</dc:language></package>")
        book.writestr("a.xhtml", page)
        book.writestr("cover.jpg", b"\xff\xd8\0\1")
    shape = open_shape(path)
    assert texts(shape) == ["The sea", "Sea <i1>and</i1> sky"]
    with zipfile.ZipFile(io.BytesIO(shape.write(["大海", "海<i1>和</i1>天"], "zh"))) as out:
        assert out.namelist() == ["mimetype", "c.opf", "a.xhtml", "cover.jpg"]
        assert out.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert "<p>海<i>和</i>天</p>" in out.read("a.xhtml").decode()
        assert "<dc:title>大海</dc:title><dc:language>zh</dc:language>" in out.read("c.opf").decode()
        assert out.read("cover.jpg") == b"\xff\xd8\0\1"


@pytest.mark.parametrize("charset", ["gb2312", "utf-16"])
def test_the_names_of_a_book_say_the_encoding_that_they_are_written_in(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as book:
        title = (
            f'<?xml version="1.0" encoding="{charset}"?><p xmlns:dc="x"><dc:title>天气的故事</dc:title></p>'
        )
        book.writestr("c.opf", title.encode(charset))
    shape = open_shape(path)
    with zipfile.ZipFile(io.BytesIO(shape.write(["Été"], "fr"))) as out:
        assert etree.fromstring(out.read("c.opf"))[0].text == "Été"


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\3\4 no archive")
    with pytest.raises(DocumentError):
        open_shape(path)


def test_a_file_without_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("42\n---\n", encoding="utf-8")
    with pytest.raises(DocumentEmpty):
        open_shape(path)


# -- archives ---------------------------------------------------------------------------------------
def test_a_damaged_picture_is_copied_as_it_is(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("word/media/i.png", b"PIXELDATA" * 9)
        file.writestr("word/media/big.bin", bytes(8 << 20), compress_type=zipfile.ZIP_DEFLATED)
    path.write_bytes(path.read_bytes().replace(b"PIXELDATAPIXELDATA", b"PIXELDATAPIXELDAXA", 1))
    shape = open_shape(path)
    out = shape.write(texts(shape), "zh")
    with zipfile.ZipFile(io.BytesIO(out)) as file, zipfile.ZipFile(path) as before:
        assert file.namelist() == before.namelist()
        assert file.testzip() == "word/media/i.png"
        assert file.read("word/media/big.bin") == bytes(8 << 20)
    assert b"PIXELDATAPIXELDAXA" in out


def test_parts_that_share_their_bytes_are_told(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("a.bin", b"x" * 200_000)
        entry = file.getinfo("a.bin")
        for number in range(9):
            again = copy.copy(entry)
            again.filename = f"b{number}.bin"
            file.filelist.append(again)
    with pytest.raises(DocumentError):
        open_shape(path)


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    shape = open_shape(word_file(tmp_path))
    out = docx.Document(io.BytesIO(shape.write(["a\uffff\ud800\x0bb"] * 6, "zh")))
    assert out.paragraphs[0].text == "ab"
    assert for_xml("\ufffea\tb\n\x00\udfffc") == "a\tb\nc"
