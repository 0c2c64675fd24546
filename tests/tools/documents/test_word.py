"""What Word shows beside its plain runs: formulas, numbers of lists, signs, forms, changes, parts within."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from llmdesk.tools.documents import Document, read_document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="{_M}"'


def read(path: Path, body: str, parts: Mapping[str, str | bytes] | None = None, links: str = "") -> Document:
    """A docx of this body; `parts` by their names in the folder word."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "_rels/.rels", f'<R><r Id="1" Type="{_R}/officeDocument" Target="word/document.xml"/></R>'
        )
        package.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", f"<R>{links}</R>")
        for name, data in (parts or {}).items():
            package.writestr(f"word/{name}", data)
    return read_document(path)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def maths(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.docx"


# -- formulas -------------------------------------------------------------------------------
def test_a_formula_is_read_in_one_line(path: Path) -> None:
    root = f"<m:rad><m:deg/><m:e>{maths('2')}</m:e></m:rad>"
    power = f"<m:sSup><m:e>{maths('x')}</m:e><m:sup>{maths('2')}</m:sup></m:sSup>"
    body = (
        f"<m:oMath>{maths('r=')}<m:f><m:num>{power}{maths('+1')}</m:num><m:den>{root}</m:den></m:f></m:oMath>"
    )
    document = read(path, f"<w:p>{run('The rate is ')}{body}{run(' a year.')}</w:p>")
    assert document.text == "The rate is r = (x^2+1)/(√2) a year."
    assert document.left_out == ()


def test_a_formula_that_cannot_be_read_is_counted(path: Path) -> None:
    ole = '<w:object><o:OLEObject xmlns:o="urn:o" ProgID="Equation.3"/></w:object>'
    document = read(path, f"<w:p>{run('a ')}<m:oMath/>{run(' b ')}{ole}</w:p>")
    assert document.text == "a [formula] b [formula]"
    assert [str(note) for note in document.notes] == ["Left out: 2 formulas."]


# -- lists ----------------------------------------------------------------------------------
def level(number: int, form: str, text: str, more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{shape}</w:lvl>'


def numbering(*lists: str, more: str = "") -> dict[str, str]:
    """Each list the levels of one; its id is its place, from 1 on."""
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{each}</w:abstractNum>' for at, each in enumerate(lists, 1)
    )
    ids = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(lists) + 1)
    )
    return {"numbering.xml": f'<w:numbering xmlns:w="{_W}">{shapes}{ids}{more}</w:numbering>'}


def item(text: str, depth: int = 0, which: str = "1") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{which}"/></w:numPr>')


def test_items_have_their_numbers_on_every_level_and_count_anew_below(path: Path) -> None:
    shape = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "%1.%2.%3")
    body = (
        item("A") + item("B", 1) + item("C", 1) + item("D", 2) + item("E") + paragraph("Text.") + item("F", 1)
    )
    assert read(path, body, numbering(shape)).text == (
        "1. A\n  (a) B\n  (b) C\n    1.b.i D\n2. E\n\nText.\n\n  (a) F"
    )


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("upperRoman", "%1.", ["I. x", "II. x"]),
        ("chineseCountingThousand", "第%1条", ["第一条 x", "第二条 x"]),
        ("decimalEnclosedCircle", "%1", ["① x", "② x"]),
        ("ideographTraditional", "%1、", ["甲、 x", "乙、 x"]),
        ("decimalZero", "%1)", ["01) x", "02) x"]),
        ("ordinalText", "%1", ["First x", "Second x"]),
        ("bullet", "·", ["- x", "- x"]),
        ("none", "", ["x", "x"]),
    ],
)
def test_lists_count_as_they_say(path: Path, form: str, text: str, expected: list[str]) -> None:
    body = item("x") + item("x")
    assert read(path, body, numbering(level(0, form, text))).text == "\n".join(expected)


def test_a_list_that_is_begun_again_begins_where_it_says(path: Path) -> None:
    again = (
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("A") + item("B") + item("C", which="9") + item("D", which="9")
    text = read(path, body, numbering(level(0, "decimal", "%1."), more=again)).text
    assert text == "1. A\n2. B\n5. C\n6. D"


def test_headings_are_numbered_by_their_style(path: Path) -> None:
    style = (
        f'<w:styles xmlns:w="{_W}"><w:style w:styleId="H"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    named = '<w:pStyle w:val="H"/>'
    parts = {**numbering(level(0, "decimal", "%1")), "styles.xml": style}
    document = read(path, paragraph("Aims", named) + paragraph("Text.") + paragraph("Costs", named), parts)
    assert [document.text[each.start : each.end] for each in document.headings] == ["1 Aims", "2 Costs"]


# -- letters and signs ------------------------------------------------------------------------
def test_raised_digits_are_not_glued_to_numbers(path: Path) -> None:
    high = '<w:vertAlign w:val="superscript"/>'
    style = f'<w:styles xmlns:w="{_W}"><w:style w:styleId="N"><w:rPr>{high}</w:rPr></w:style></w:styles>'
    styled = run("3", '<w:rStyle w:val="N"/>')
    body = f"<w:p>{run('It sold 40')}{run('2', high)}{run(' million in 1995')}{styled}</w:p>"
    assert read(path, body, {"styles.xml": style}).text == "It sold 40 million[2] in 1995[3]"


def test_signs_of_symbol_fonts_are_read_and_unknown_ones_counted(path: Path) -> None:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    runs = [
        run("3"),
        sign("Symbol", "F0B0"),
        run("C "),
        sign("Symbol", "F0B1"),
        sign("Wingdings", "F0FE"),
        sign("Wingdings", "F0C1"),
        run("&#xF0A3; 5", '<w:rFonts w:ascii="Symbol"/>'),
    ]
    body = f"<w:p>{''.join(runs)}</w:p>"
    document = read(path, body)
    assert document.text == "3°C ±☑≤ 5"
    assert [(each.kind, each.count) for each in document.left_out] == [("symbols", 1)]


def test_hyphens_and_tabs_are_kept_and_soft_hyphens_dropped(path: Path) -> None:
    letters = (
        "<w:t>A</w:t><w:noBreakHyphen/><w:t>B c&#xAD;d</w:t><w:softHyphen/><w:t>e</w:t><w:tab/><w:t>f</w:t>"
    )
    body = f"<w:p><w:r>{letters}</w:r></w:p>"
    assert read(path, body).text == "A-B cde\tf"


# -- forms and changes ------------------------------------------------------------------------
def test_what_was_filled_in_is_read_and_what_waits_is_not(path: Path) -> None:
    def control(text: str, properties: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"

    box = '<w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
    choice = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/>'
        "</w:ddList></w:ffData>"
    )
    fields = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin">{each}</w:fldChar></w:r>'
        for each in (box.format("<w:checked/>"), box.format(""), choice)
    )
    controls = control("Lena") + control("Click here", "<w:showingPlcHdr/>")
    body = f"<w:p>{run('Name: ')}{controls}{run(' ')}{fields}</w:p>"
    assert read(path, body).text == "Name: Lena ☒☐B"


def test_the_text_reads_as_if_all_changes_were_accepted(path: Path) -> None:
    deleted = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + run("One ") + "</w:p>"
    cell = f"<w:tc>{paragraph('x')}</w:tc>"
    row = f"<w:tr>{cell}{cell}</w:tr>"
    gone = f'<w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc>{paragraph("gone")}</w:tc>{cell}</w:tr>'
    assert read(path, f"{deleted}{paragraph('two.')}<w:tbl>{row}{gone}</w:tbl>").text == "One two.\n\nx | x"


# -- tables -----------------------------------------------------------------------------------
def test_empty_and_merged_cells_leave_figures_under_their_heads(path: Path) -> None:
    def row(*cells: tuple[str, str]) -> str:
        inside = "".join(
            f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text) if text else '<w:p/>'}</w:tc>"
            for text, properties in cells
        )
        return f"<w:tr>{inside}</w:tr>"

    down, goes_on, across = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        row(("R", ""), ("Q", ""), ("V", ""))
        + row(("North", down), ("Q1", ""), ("", ""))
        + row(("", goes_on), ("Q2", ""), ("6", ""))
        + row(("Total", across), ("6", ""))
    )
    text = read(path, f"<w:tbl>{body}</w:tbl>").text
    assert text == "R | Q | V\nNorth | Q1 |\nNorth | Q2 | 6\nTotal | | 6"


# -- parts ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("c.html", "<p>The pier <b>closes</b>.</p>", "The pier closes."),
        ("c.txt", "The pier closes.", "The pier closes."),
        (
            "c.mht",
            "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>The pier closes.</p>",
            "The pier closes.",
        ),
    ],
)
def test_a_document_within_the_document_is_read_in_its_place(
    path: Path, name: str, data: str, expected: str
) -> None:
    link = f'<r Id="c" Type="{_R}/aFChunk" Target="{name}"/>'
    body = paragraph("Before.") + '<w:altChunk r:id="c"/>' + paragraph("After.")
    assert read(path, body, {name: data}, link).text == f"Before.\n\n{expected}\n\nAfter."


def test_what_is_within_and_cannot_be_read_is_counted(path: Path) -> None:
    link = f'<r Id="c" Type="{_R}/aFChunk" Target="c.rtf"/>'
    comments = f'<w:comments xmlns:w="{_W}"><w:comment w:id="1">{paragraph("Why?")}</w:comment></w:comments>'
    body = paragraph("Text.") + '<w:altChunk r:id="c"/><w:altChunk r:id="gone"/>'
    document = read(path, body, {"c.rtf": "{\\rtf1 x}", "comments.xml": comments}, link)
    assert [str(note) for note in document.notes] == ["Left out: 2 embedded objects, 1 comment."]


def test_the_words_of_a_diagram_are_read(path: Path) -> None:
    names = 'xmlns:a="urn:a" xmlns:dgm="urn:d"'
    data = f"<dgm:data {names}><a:p><a:r><a:t>Plan</a:t></a:r></a:p><a:p><a:t>Build</a:t></a:p></dgm:data>"
    link = f'<r Id="d" Type="{_R}/diagramData" Target="diagrams/data1.xml"/>'
    body = f'<w:p><w:r><w:drawing><dgm:relIds {names} r:dm="d"/></w:drawing></w:r></w:p>'
    assert read(path, body, {"diagrams/data1.xml": data}, link).text == "Plan\nBuild"


@pytest.mark.parametrize("number", ["9" * 5000, "-3", "x", "", "１", "٣"])
def test_numbers_that_count_nothing_are_passed_over(path: Path, number: str) -> None:
    listed = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = f'<w:outlineLvl w:val="{number}"/>{listed}'
    high = f'<w:position w:val="{number}"/>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{paragraph("a")}</w:tc>'
    parts = numbering(level(0, "decimal", "%1.").replace('w:val="1"', f'w:val="{number}"'))
    table = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    body = paragraph("Hi.", properties) + f"<w:p>{run('there', high)}</w:p>{table}"
    text = read(path, body, parts).text
    assert "Hi." in text
    assert "there" in text
