"""Word documents: what is text of links, fields and text boxes, and what becomes of tracked changes."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.translate.shapes.word import Word

_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + result + mark("end")


def p(*inner: str) -> str:
    return f"<w:p {nsdecls('w')} {_MC} {_V}>{''.join(inner)}</w:p>"


def change(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="a">{inner}</w:{kind}>'


def word(*blocks: str, document: DocxDocument | None = None) -> Word:
    document = document or docx.Document()
    for block in blocks:
        document.element.body.insert(-1, parse_xml(block))
    stream = io.BytesIO()
    document.save(stream)
    return Word(Path("r.docx"), stream.getvalue())


def texts(shape: Word) -> list[str]:
    return [shape.text[unit.start : unit.end] for unit in shape.units]


def written(shape: Word, *told: str) -> list[Paragraph]:
    return document(shape, *told).paragraphs


def document(shape: Word, *told: str) -> DocxDocument:
    return docx.Document(io.BytesIO(shape.write(told or texts(shape), "zh")))


def plain(paragraph: Paragraph) -> str:
    return "".join(paragraph._p.itertext("{*}t"))


# -- links and fields -------------------------------------------------------------------------------
LINK = '<w:rStyle w:val="Hyperlink"/>'


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (field('HYPERLINK "http://a.b"', run("the rules", LINK)), 3),
        (f'<w:fldSimple w:instr=" HYPERLINK &quot;http://a.b&quot; ">{run("the rules")}</w:fldSimple>', 1),
        (f'<w:hyperlink w:anchor="a">{run("the rules", LINK)}</w:hyperlink>', 1),
    ],
)
def test_the_text_of_a_link_is_translated_whatever_it_is_made_of(link: str, kept: int) -> None:
    shape = word(p(run("Please read "), link, run(" today.")))
    assert texts(shape) == ["Please read <a1>the rules</a1> today."]
    (out,) = written(shape, "今天请看<a1>规则</a1>。")
    assert plain(out) == "今天请看规则。"
    xml = out._p.xml
    assert len(re.findall(r"<w:(?:fldChar|fldSimple|hyperlink) ", xml)) == kept
    assert ("HYPERLINK" in xml) == ("HYPERLINK" in link)
    order = re.findall(r"begin|separate|规则|\"end\"|fldSimple |/w:fldSimple|hyperlink |/w:hyperlink", xml)
    assert order.index("规则") not in (0, len(order) - 1)
    inside = re.findall(r'<w:rStyle w:val="Hyperlink"/>\s*<w:lang [^>]*>\s*</w:rPr>\s*<w:t[^>]*>规则', xml)
    assert len(inside) == (LINK in link)


def test_two_formats_in_a_link_are_two_marks() -> None:
    shape = word(p(run("Read "), field("HYPERLINK x", run("the ") + run("rules", "<w:b/>")), run(" now.")))
    assert texts(shape) == ["Read <a1>the <b2>rules</b2></a1> now."]
    (out,) = written(shape, "看<a1><b2>规则</b2></a1>。")
    assert [(each.text, each.bold) for each in out.runs if each.text] == [
        ("看", None), ("规则", True), ("。", None),
    ]  # fmt: skip


def test_a_link_that_the_translation_lost_takes_no_text_with_it() -> None:
    shape = word(p(run("Read "), field("HYPERLINK x", run("the rules")), run(" now.")))
    (out,) = written(shape, "现在看规则。")
    assert plain(out) == "现在看规则。"
    assert out._p.xml.count("fldChar ") in (0, 3)


@pytest.mark.parametrize("code", ["PAGE", "DATE \\@ d", "REF _Ref1 \\h", "SEQ Figure", "= 1 + 2", ""])
def test_what_a_field_computes_stays_as_it_is(code: str) -> None:
    shape = word(p(run("See "), field(code, run("result")), run(" now.")))
    assert texts(shape) == ["See <x1/> now."]
    (out,) = written(shape, "现在看<x1/>。")
    assert plain(out) == "现在看result。"
    assert out._p.xml.count("fldChar ") == 3


def test_every_entry_of_a_table_of_contents_is_translated_and_its_page_stays() -> None:
    def entry(text: str) -> str:
        page = field("PAGEREF _Toc1", run("3"))
        return f'<w:hyperlink w:anchor="t">{run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'

    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    shape = word(
        p(mark("begin"), code, mark("separate"), entry("First part")),
        p(entry("Second part")),
        p(field("HYPERLINK \\l t", run("Third part") + field("PAGEREF t", run("7")))),
        p(mark("end")),
        p(run("Text.")),
    )
    assert [re.sub("<[^<>]*>", "", text) for text in texts(shape)] == [
        "First part", "Second part", "Third part", "Text.",
    ]  # fmt: skip
    out = written(shape)
    assert list(map(plain, out)) == ["First part3", "Second part3", "Third part7", "", "Text."]
    assert sum(each._p.xml.count('"begin"') for each in out) == 5
    assert sum(each._p.xml.count('"end"') for each in out) == 5


def test_a_paragraph_of_thousands_of_breaks_and_fields_is_read_and_written_at_once() -> None:
    breaks = "<w:r>" + "<w:t>line</w:t><w:br/>" * 4_000 + "</w:r>"
    code = mark("begin") + "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + mark("separate") + run("a")
    begun = time.process_time()
    shape = word(p(breaks), p(run("Links: "), code * 2_000, mark("end") * 2_000), p(code * 2_000))
    out = written(shape)
    assert time.process_time() - begun < 20.0
    assert [len(plain(each)) for each in out] == [16_000, 2_007, 2_000]


CODE = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
PIECES = [
    run("word "),
    run("bold ", "<w:b/>"),
    "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>",
    *map(mark, ("begin", "separate", "end")),
    CODE,
    mark("begin") + CODE + mark("separate"),
    f'<w:hyperlink w:anchor="a">{run("link ")}{mark("begin")}</w:hyperlink>',
    f'<w:hyperlink w:anchor="a">{mark("end")}{run("end ")}</w:hyperlink>',
    f'<w:fldSimple w:instr="HYPERLINK y">{run("simple ")}</w:fldSimple>',
    f"<w:sdt><w:sdtPr/><w:sdtContent>{run('control ')}</w:sdtContent></w:sdt>",
    '<w:bookmarkStart w:id="1" w:name="b"/>',
    '<w:bookmarkEnd w:id="1"/>',
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=10))
def test_any_paragraph_that_is_translated_by_itself_is_whole(pieces: list[str]) -> None:
    before, (after,) = parse_xml(p(*pieces)), written(word(p(*pieces)))
    assert "".join(after._p.itertext("{*}t")) == "".join(before.itertext("{*}t"))
    for name in ("fldChar", "instrText", "br", "hyperlink", "sdt", "fldSimple", "bookmarkEnd"):
        assert len(list(after._p.iter(f"{{*}}{name}"))) == len(list(before.iter(f"{{*}}{name}"))), name


# -- tracked changes --------------------------------------------------------------------------------
def ended(kind: str) -> str:
    return f'<w:pPr><w:pStyle w:val="Title"/><w:rPr><w:{kind} w:id="2" w:author="a"/></w:rPr></w:pPr>'


def test_no_change_is_left_to_be_accepted_and_nothing_that_was_deleted_comes_back() -> None:
    deleted = change("del", "<w:r><w:delText>closed</w:delText></w:r>")
    format_ = f"<w:r><w:rPr><w:b/>{change('rPrChange', '<w:rPr/>')}</w:rPr><w:t>well</w:t></w:r>"
    moved = '<w:moveFromRangeStart w:id="3" w:name="m"/>' + change("moveFrom", run("away"))
    shape = word(
        p(run("It was "), deleted, change("ins", run("opened ")), format_, run(".")),
        p(change("ins", run("42"))),
        p(moved, '<w:moveFromRangeEnd w:id="3"/>', run("Here "), change("moveTo", run("it is.")), run("")),
        p(change("del", "<w:r><w:delText>A whole line</w:delText></w:r>")),
    )
    assert texts(shape) == ["It was opened <b1>well</b1>.", "Here it is."]
    assert "7 tracked changes" in str(shape.notes[0])
    out = document(shape, "它<b1>好好地</b1>开放了。", "在这里。")
    assert list(map(plain, out.paragraphs)) == ["它好好地开放了。", "42", "在这里。", ""]
    assert not re.search(r"<w:(?:ins|del|move\w+|\w+Change)\b", out.element.xml)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    shape = word(
        p(ended("del"), run("One ")),
        p(ended("del"), run("and ")),
        p(run("two.")),
        p(ended("ins"), run("Three.")),
    )
    assert texts(shape) == ["One and two.", "Three."]
    out = written(shape, "一和二。", "三。")
    assert [(plain(each), each.style.name if each.style else "") for each in out] == [
        ("一和二。", "Normal"), ("三。", "Title"),
    ]  # fmt: skip


def test_a_paragraph_with_a_deleted_end_before_a_table_stays() -> None:
    cell = f"<w:tc>{p(run('Cell'))}</w:tc>"
    shape = word(p(ended("del"), run("Last.")), f"<w:tbl {nsdecls('w')}><w:tr>{cell}</w:tr></w:tbl>")
    assert texts(shape) == ["Last.", "Cell"]


def test_rows_that_were_deleted_are_gone_and_new_ones_stay() -> None:
    def row(text: str, kind: str = "") -> str:
        changed = f"<w:trPr>{change(kind, '')}</w:trPr>" if kind else ""
        return f"<w:tr>{changed}<w:tc>{p(run(text))}</w:tc></w:tr>"

    def table(*rows: str) -> str:
        return f"<w:tbl {nsdecls('w')}>{''.join(rows)}</w:tbl>"

    shape = word(table(row("Old", "del"), row("New", "ins"), row("Same")), table(row("All gone", "del")))
    assert texts(shape) == ["New", "Same"]
    out = document(shape, "新", "同")
    assert [cell.text for table in out.tables for row in table.rows for cell in row.cells] == ["新", "同"]


@pytest.mark.parametrize(
    ("language", "wanted"), [("fr", 'w:val="fr"'), ("en", 'w:val="en-US"'), ("zh", 'w:eastAsia="zh-CN"')]
)
def test_every_text_says_its_language_so_that_its_spelling_is_checked_by_it(
    language: str, wanted: str
) -> None:
    looks = ('<w:lang w:val="de-DE"/><w:specVanish/>', "<w:b/><w:specVanish/>", "")
    shape = word(*(p(run("Words.", look)) for look in looks))
    out = docx.Document(io.BytesIO(shape.write(texts(shape), language)))
    for paragraph in out.paragraphs:
        assert paragraph._p.xml.count("<w:lang ") == 1
        assert wanted in paragraph._p.xml
        assert not re.search("specVanish.*w:lang", paragraph._p.xml, re.DOTALL)


# -- text boxes, footnotes --------------------------------------------------------------------------
def test_a_text_box_in_two_forms_is_translated_once_and_written_in_both() -> None:
    box = f"<w:txbxContent>{p(run('In a box.'))}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    shape = word(p(run("Beside it."), both), p(run("In a box.")))
    assert texts(shape) == ["Beside it.", "In a box.", "In a box."]
    xml = document(shape, "旁边。", "框里。", "框外。").element.xml
    assert re.findall(r"[旁框].。", xml) == ["旁边。", "框里。", "框里。", "框外。"]


def test_a_footnote_is_translated_and_its_mark_stays() -> None:
    given = docx.Document()
    note = p("<w:r><w:footnoteRef/></w:r>", run(" See the map."))
    xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), given.part.package)
    given.part.relate_to(part, _TYPE)
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    shape = word(p(run("The bridge"), reference, run(" is long.")), document=given)
    assert texts(shape) == ["The bridge<x1/> is long.", " See the map."]
    out = document(shape, "桥<x1/>很长。", "见地图。")
    assert re.findall(r"桥|footnoteReference|很长", out.element.xml) == ["桥", "footnoteReference", "很长"]
    (notes,) = (each.target_part.blob.decode() for each in out.part.rels.values() if each.reltype == _TYPE)
    assert "见地图。" in notes
    assert "<w:footnoteRef/>" in notes
