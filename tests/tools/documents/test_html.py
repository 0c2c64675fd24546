"""Web pages: their main text, whatever is wrapped around it and however they are built."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from llmdesk.errors import DocumentEmpty
from llmdesk.tools.documents import Document, read_document

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bridges</title>
<style>p { color: red }</style><script>if (a < b) document.write("<p>script</p>")</script></head>
<body class="has-sidebar"><header><a href="/">Home</a> <a href="/news">News</a></header>
<nav><ul><li><a href="/a">Menu one</a></li><li><a href="/b">Menu two</a></li></ul></nav>
<main><h1>The new   bridge</h1>
<p>The bridge was <b>opened</b> on Monday
by the mayor.<br>It is &euro; 5&nbsp;million cheaper &amp; safer.</p>
<p style="display: none">Hidden words</p><p hidden>More hidden words</p><div aria-hidden="true">icon</div>
<h2>What it cost</h2>
<ul><li>Steel<ol><li>from the north</li><li>from the south</li></ol></li><li>Stone</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>5</td></tr></table>
<pre>line one
  line two</pre></main>
<aside>Related articles</aside><footer>Copyright</footer></body></html>"""


def page(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def test_the_main_text_is_read_and_nothing_else(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    assert document.text == (
        "The new bridge\n\n"
        "The bridge was opened on Monday by the mayor.\nIt is € 5 million cheaper & safer.\n\n"
        "What it cost\n\n"
        "- Steel\n  1. from the north\n  2. from the south\n- Stone\nYear | Cost\n2023 | 5\n\n"
        "line one\n  line two"
    )
    titles = [(document.text[item.start : item.end], item.level) for item in document.headings]
    assert titles == [("The new bridge", 1), ("What it cost", 2)]


def test_a_list_of_links_outside_of_any_menu_goes_but_links_in_the_text_stay(tmp_path: Path) -> None:
    links = "".join(f"<div><a href='/{at}'>Page number {at}</a></div>" for at in range(6))
    text = page(
        tmp_path, f"<body>{links}<p>See <a href='x'>the report on the bridge</a> of May.</p></body>"
    ).text
    assert text == "See the report on the bridge of May."


def test_a_page_of_links_only_is_still_read(tmp_path: Path) -> None:
    text = page(tmp_path, "<nav><a href='a'>One</a></nav>").text
    assert text == "One"


def test_chinese_lines_of_the_source_join_without_spaces(tmp_path: Path) -> None:
    text = page(tmp_path, "<p>新桥于星期一\n   开通，由市长\n主持。English\nwords 之后\n中文</p>").text
    assert text == "新桥于星期一开通，由市长主持。English words 之后中文"


def test_a_table_that_lays_out_a_page_is_read_as_paragraphs(tmp_path: Path) -> None:
    text = page(tmp_path, "<table><tr><td><p>First.</p><p>Second.</p></td><td>Third.</td></tr></table>").text
    assert text == "First.\n\nSecond.\n\nThird."


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("big5", "big5"),
        ("shift_jis", "cp932"),
        ("utf-8", "utf-8"),
        ("nonsense", "utf-8"),
    ],
)
def test_the_encoding_that_the_page_names_is_used(tmp_path: Path, named: str, encoding: str) -> None:
    text = f"<meta charset='{named}'><p>文字</p>"
    assert page(tmp_path, text.encode(encoding)).text == "文字"


def test_a_page_without_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(DocumentEmpty):
        page(tmp_path, "<script>only(script)</script>")


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000 + "deep words",
        "<ul><li>" * 50_000 + "deep words",
        "<table><tr><td>" * 30_000 + "deep words",
        "".join(f"<b a{at}>" for at in range(3000)) + "<p>deep words" * 20_000,
        "deep words" + "<!--" * 100_000,
        "deep words<a " + "x='" * 100_000,
        "<p>deep words &lol;" + "<![CDATA[" * 50_000,
        "<span/" * 100_000 + "><p>deep words",
    ],
    ids=["divs", "lists", "tables", "formatting", "comments", "attributes", "cdata", "slashes"],
)
def test_markup_that_nests_or_repeats_without_end_takes_seconds(tmp_path: Path, bomb: str) -> None:
    begin = time.monotonic()
    document = page(tmp_path, '<html xmlns="http://www.w3.org/1999/xhtml">' + bomb)
    assert "deep words" in document.text
    assert time.monotonic() - begin < 20


def paragraph(tmp_path: Path, body: str) -> str:
    return page(tmp_path, f"<html><body><p>{body}</p></body></html>").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Sold 40<sup>2</sup> million in 1995<sup>3</sup>, 10<sup>6</sup>.",
            "Sold 40 million[2] in 1995[3], 10^6.",
        ),
        ('Sold 40<a href="#fn2">2</a> million.', "Sold 40 million[2]."),
        ('In 1995<span style="vertical-align: super">3</span> too.', "In 1995[3] too."),
        ('In 1901<span epub:type="pagebreak" title="12">12</span> it burned.', "In 1901 it burned."),
        ('Made 40<a class="pagenum" id="p13">[13]</a> bales.', "Made 40 bales."),
        ("The mayor said <q>we were <q>so</q> wrong</q>.", "The mayor said “we were ‘so’ wrong”."),
        ("soft&shy;ly and 港&ZeroWidthSpace;口", "softly and 港口"),
        ("漢<ruby>字<rp>(</rp><rt>zi</rt><rp>)</rp></ruby>好", "漢字好"),
        ("Name: <input value='Lena'> <input type='checkbox' checked>yes", "Name: Lena ☑ yes"),
        ("She <del>left</del> stayed <img class='emoji' alt='😀'>", "She stayed 😀"),
        (
            "A = <math><mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mi>r</mi><mn>2</mn></msup></math>.",
            "A = (1/2)r^2.",
        ),
        ("k <script type='math/tex'>\\alpha</script>", "k \\alpha"),
    ],
)
def test_what_stands_within_a_line_is_neither_lost_nor_glued(
    tmp_path: Path, body: str, expected: str
) -> None:
    assert paragraph(tmp_path, body) == expected


def test_what_cannot_be_read_is_counted_in_one_line(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>a <math></math> b</p><svg><text>words</text></svg>")
    assert [str(note) for note in document.notes] == ["Left out: 1 formula, 1 picture of text."]
    assert [(each.kind, each.count) for each in document.left_out] == [
        ("formulas", 1),
        ("pictures_of_text", 1),
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol start=3 type=a><li>x<li>y</ol>", "c. x\nd. y"),
        ("<ol reversed><li>x<li>y</ol>", "2. x\n1. y"),
        ("<ol type=I><li value=4>x<li>y</ol>", "IV. x\nV. y"),
        (f"<ol start={'9' * 5000}><li>x</ol>", "1. x"),
        ("<ol style='list-style-type: none'><li>x</ol>", "- x"),
    ],
)
def test_lists_count_as_the_page_says(tmp_path: Path, markup: str, expected: str) -> None:
    assert page(tmp_path, markup).text == expected


def test_figures_of_a_table_stay_under_their_heads(tmp_path: Path) -> None:
    rows = "<tr><th>R<th colspan=2>2023<th>2024<tr><td rowspan=2>N<td><td>1<td>2<tr><td>3<td>4<td>"
    assert page(tmp_path, f"<table>{rows}</table>").text == (
        "R | 2023 | 2023 | 2024\nN | | 1 | 2\nN | 3 | 4 |"
    )


ARTICLE = "<p>The article of the page is here and says what there is to say about the harbour.</p>"


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<body style="visibility:hidden">{ARTICLE}</body>',
        f'<body><div style="visibility: hidden; opacity: 0">{ARTICLE}</div><p>Scan me</p></body>',
        f'<body><main style="display:none">{ARTICLE}</main><p>Loading…</p></body>',
        f'<body><div aria-hidden="true">{ARTICLE}</div></body>',
        f"<body><template shadowrootmode='open'>{ARTICLE}</template></body>",
    ],
)
def test_a_hidden_part_that_is_the_text_of_the_page_is_read(tmp_path: Path, wrapped: str) -> None:
    hidden = "<p style='display:none'>secret</p>"
    text = page(tmp_path, f"<html>{wrapped.replace('</p>', '</p>' + hidden, 1)}</html>").text
    assert "what there is to say" in text
    assert "secret" not in text


@pytest.mark.parametrize(
    "name",
    ["undefined", "punycode", "idna", "unicode_escape", "utf-7", "rot13", "base64", "zip", "mbcs", "x" * 60],
)
def test_only_the_names_of_encodings_that_browsers_know_are_used(tmp_path: Path, name: str) -> None:
    text = "Hello there, 港口 +AGE- \\u0041"
    assert page(tmp_path, f"<meta charset='{name}'><p>{text}</p>").text == text
