"""Documents come back as they were, with other words: every kind, also broken ones."""

from __future__ import annotations

import copy
import io
import re
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from llmdesk.errors import DocumentEmpty, DocumentError
from llmdesk.tools.translate.shapes import Shape, open_shape, shape_of_text
from llmdesk.tools.translate.shapes.shape import for_xml
from llmdesk.tools.translate.shapes.subtitles import broken_lines
from llmdesk.tools.translate.shapes.web import Page

MARKDOWN = """---
title: Pump
---
# Repair

The pump
is **old** and loud.

- [ ] Read [this](a.md)!
> quoted words

| Part | Price |
| --- | ---: |
| Seal | 12 |

```sh
rm -rf pump
```

    indented code

[link]: https://example.org
"""
HTML = """<!DOCTYPE html>
<html lang="en"><head><meta charset="gb2312"><title>Pool</title><style>p { color: red }</style></head>
<body class=x>
<!-- a <p> note -->
<p>Open <b>daily</b> until&nbsp;nine &amp; later.<br>Come in!</p>
<pre>as it is</pre><script>var a = "<p>no</p>";</script>
<p translate="no">Brand name</p><div>Text in a block<p>and a paragraph</p></div>
<p>Run <code>pump</code> first.</p>
</body></html>"""
SRT = (
    "1\n00:00:01,000 --> 00:00:04,000\nHello,\nwho is there?\n\n"
    "2\n00:00:05,000 --> 00:00:02,000\n<i>Me.</i>\n"
)


def texts(shape: Shape) -> list[str]:
    return [shape.text[unit.start : unit.end] for unit in shape.units]


def written(shape: Shape, change: str = "", language: str = "zh") -> str:
    return shape.write([change or text for text in texts(shape)], language).decode("utf-8")


def test_of_markdown_only_the_words_are_text() -> None:
    shape = shape_of_text(MARKDOWN, markdown=True)
    assert texts(shape) == [
        "Repair",
        "The pump\nis **old** and loud.",
        "Read [this](a.md)!",
        "quoted words",
        "Part",
        "Price",
        "Seal",
        "12",
    ]
    assert written(shape) == MARKDOWN


def test_lines_that_were_broken_by_hand_are_one_paragraph() -> None:
    long = (
        "The water of the long river is cold in winter and\nwarm in the summer, when it is low and so\nwide."
    )
    assert len(shape_of_text(long + "\n\nShort\nlines\n").units) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_paragraphs_of_markdown_stay_apart_without_a_stop(end: str) -> None:
    shape = shape_of_text(end.join(("Dear all", "", "Best", "regards", "", "", "Bob", "")), markdown=True)
    assert texts(shape) == ["Dear all", "Best\nregards", "Bob"]
    assert written(shape, "X") == "X\n\nX\n\n\nX\n"


@pytest.mark.parametrize(
    "block",
    [
        "$$\nE = mass\n\\text{where x}\n$$",
        "> $$\n> E = mass\n> $$",
        "\\[\nE = mass\n\\]",
        "$$E = mass$$",
        "<!--\nhidden\n\nwords\n-->",
        "<pre>\nkeep\n\nthis\n</pre>",
        "<PRE><code>keep\nthis</code></PRE>",
        '<script type="a">\nalert("hello")\n</script>',
        "<style>\np { color: red }\n</style>",
        "- <textarea>\n  words\n  </textarea>",
        "> ```\n> quoted code\n> ```",
        "> ~~~\n> quoted code without an end\n",
        "- ```py\n  print(1)\n  ```",
        "    code by its place\n\n    and more",
    ],
)
def test_code_formulas_and_comments_are_no_text(block: str) -> None:
    text = f"Before.\n\n{block}\n\nAfter."
    assert texts(shape_of_text(text, markdown=True)) == ["Before.", "After."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. One.\n\n    More of it.\n\n        code", ["One.", "More of it."]),
        (
            "- One.\n  - Two.\n\n    More of it.\n\n  Of one.\n\n      code",
            ["One.", "Two.", "More of it.", "Of one."],
        ),
        ("- One.\n    ```\n    code\n    ```\n- Two.", ["One.", "Two."]),
        ("- One.\n\nNo item.\n\n    code", ["One.", "No item."]),
        ("- One.\n# Head\n\n    code", ["One.", "Head"]),
        ("[^1]: A note.\n\n    More of it.", ["A note.", "More of it."]),
        ("```one``` is code.\n\nTwo is none.", ["```one``` is code.", "Two is none."]),
        ("$$ is money\n\nSo is $$ too.", ["So is $$ too."]),
        ("<!-- without an end\n\nWords.", ["Words."]),
    ],
)
def test_what_belongs_to_an_item_is_text_and_what_has_no_end_hides_nothing(
    text: str, wanted: list[str]
) -> None:
    assert texts(shape_of_text(text, markdown=True)) == wanted


@pytest.mark.parametrize(
    "line", ["$$\n", "<!--\n", "<pre>\n", "\\[\n", "- $$ a\n\n", "> ```\n\n", "- a\n", "\t- a\n"]
)
def test_many_blocks_without_an_end_are_passed_quickly(line: str) -> None:
    begun = time.process_time()
    shape_of_text(line * 20_000, markdown=True)
    assert time.process_time() - begun < 5.0


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab #*-|`>\n[]()<!/1.\"'=$~\\", max_size=200))
def test_whatever_is_not_changed_comes_back_to_the_letter(text: str) -> None:
    for markdown in (True, False):
        assert written(shape_of_text(text, markdown=markdown)) == text


def test_of_a_page_only_the_words_change() -> None:
    page = Page("p.html", HTML)
    assert texts(page) == [
        "Pool",
        "Open <b1>daily</b1> until\xa0nine & later.<x2/>Come in!",
        "Text in a block",
        "and a paragraph",
        "Run <x1/> first.",
    ]
    out = written(page, language="fr")
    assert 'lang="fr"' in out
    assert 'charset="utf-8"' in out
    assert "<pre>as it is</pre>" in out
    assert "<!-- a <p> note -->" in out
    assert "<code>pump</code>" in out
    assert re.sub("<[^<>]*>|\\s", "", out).count("&amp;") == 1


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    source = "<p>" + "İ" * 9 + "<b>a</b></p><SCRIPT>x</SCRIPT><p>b</p>"
    page = Page("p", source)
    assert texts(page) == ["İ" * 9 + "<b1>a</b1>", "b"]
    assert written(page).removeprefix("\ufeff") == source


def test_tags_that_a_text_itself_has_are_text(tmp_path: Path) -> None:
    source = "<p>Write &lt;b1&gt; or &lt;h1&gt; for <b>bold</b> words.</p>"
    page = Page("p.html", source)
    (text,) = texts(page)
    assert text == "Write <b1> or <h1> for <b2>bold</b2> words."
    assert written(page) == source
    assert page.as_read(0, text) == "Write <b1> or <h1> for bold words."


def test_a_paragraph_of_very_many_lines_keeps_all_its_marks() -> None:
    source = "<p>" + "line<br>" * 10_050 + "end</p>"
    page = Page("p.html", source)
    assert written(page) == source
    assert "<" not in page.as_read(0, texts(page)[0])


def test_an_apostrophe_in_a_value_without_quotation_marks_opens_nothing() -> None:
    page = Page("p.html", "<p title=don't>One.</p><p alt = 'a>b' title=\">\">It's two.</p>")
    assert texts(page) == ["One.", "It's two."]


@pytest.mark.parametrize("charset", ["gb18030", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("head", ['<META HTTP-EQUIV=c CONTENT="text/html; CHARSET=GB2312">', ""])
def test_a_page_says_the_encoding_that_it_is_written_in(tmp_path: Path, head: str, charset: str) -> None:
    path = tmp_path / "p.html"
    if head and charset == "utf-8":
        pytest.skip("its bytes are not what it says")
    source = f'<HTML LANG="zh"><HEAD>{head}</HEAD><BODY><P>今天天气很好，我们去公园。</P></BODY></HTML>'
    path.write_bytes(source.encode(charset))
    out = open_shape(path).write(["Été"], "fr")
    assert out.startswith(b"\xef\xbb\xbf") == (not head)
    text = out.decode("utf-8-sig")
    assert '<HTML LANG="fr">' in text
    assert "<P>Été</P>" in text
    assert "GB2312" not in text
    assert ("CHARSET=utf-8" in text) == bool(head)


def test_a_page_stays_whole_whatever_the_translation_does_to_its_marks() -> None:
    page = Page("p.html", "<p>Open <b>daily</b> and <a href='x'>see</a> <img src=i> us.</p>")
    (text,) = texts(page)
    assert text == "Open <b1>daily</b1> and <a2>see</a2> <x3/> us."
    for told, wanted in (
        ("<a2>看</a2><x3/>开<b1>天</b1>", "<p><a href='x'>看</a><img src=i>开<b>天</b></p>"),
        ("<b1>开<a2>天</b1>看", "<p><b>开<a href='x'>天</a></b>看<img src=i></p>"),
        ("</b1>开<script>x</script>", "<p>开&lt;script&gt;x&lt;/script&gt;<img src=i></p>"),
        ("<b1>开", "<p><b>开</b><img src=i></p>"),
    ):
        assert page.page([told], "zh") == wanted


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "a", " b", "<br>", "<!--", "-->", "<", ">", '"', "<a x='"]
        )
    )
)
def test_any_page_comes_back_to_the_letter(pieces: list[str]) -> None:
    source = "".join(pieces)
    out = written(Page("p", source))
    assert out.replace("&lt;", "<").replace("&gt;", ">") == source


def test_subtitles_keep_numbers_and_times_and_broken_times_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    path.write_text(SRT, encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["Hello, who is there?", "<i>Me.</i>"]
    assert written(shape, "好").split("\n") == [
        "1",
        "00:00:01,000 --> 00:00:04,000",
        "好",
        "",
        "2",
        "00:00:05,000 --> 00:00:02,000",
        "好",
        "",
    ]
    assert "1 times" in str(shape.notes[0])


def test_two_who_speak_keep_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\n- Where?\n- Here.\n", encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["- Where?", "- Here."]
    assert written(shape, "- 好").split("\n")[2:4] == ["- 好", "- 好"]


def test_subtitles_break_long_lines() -> None:
    lines = broken_lines("This is a long line of a film that nobody could read at once, since it is long.")
    assert len(lines) == 2
    assert max(map(len, lines)) <= 45
    assert len(broken_lines("这句话很长，字幕里放不下，所以要分成两行，让人能看清楚。")) == 2
    assert broken_lines("Short.") == ["Short."]


def test_what_is_said_behind_a_blank_line_or_with_an_arrow_is_text(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    source = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello there.\r\n\r\nBehind a blank\r\nline.\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nGo A --> B now\r\n\r\n3\r\nat one --> two\r\nLast.\r\n"
    )
    path.write_bytes(source.encode())
    shape = open_shape(path)
    assert texts(shape) == ["Hello there.", "Behind a blank line.", "Go A --> B now", "Last."]
    assert "1 times" in str(shape.notes[0])
    assert written(shape) == source.replace("blank\r\nline", "blank line")


def test_notes_of_vtt_stay(tmp_path: Path) -> None:
    path = tmp_path / "f.vtt"
    source = "WEBVTT\n\nNOTE by me\n\nintro\n00:01.000 --> 00:02.000\nHello.\n\nNOTE the end\n"
    path.write_text(source, encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["Hello."]
    assert written(shape) == source


def test_the_ends_of_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    source = b"Hello there, friend.\r\nNext one.\r\n\r\nLast one.\r\n"
    path.write_bytes(source)
    shape = open_shape(path)
    assert shape.write(texts(shape), "zh") == source


def test_a_subtitle_as_long_as_a_book_is_broken_at_once() -> None:
    lines = broken_lines("word goes " * 20_000)
    assert "".join(lines).replace(" ", "") == "wordgoes" * 20_000
    assert max(map(len, lines)) <= 50


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
