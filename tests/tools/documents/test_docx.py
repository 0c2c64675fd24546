"""Word documents, written with python-docx and by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from llmdesk.errors import DocumentEmpty, DocumentError
from llmdesk.tools.documents import read_document

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def by_hand(path: Path, body: str, footnotes: str = "", before: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _RELS)
        package.writestr(
            "word/document.xml", f'{before}<w:document xmlns:w="{_NS}"><w:body>{body}</w:body></w:document>'
        )
        if footnotes:
            package.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{_NS}">{footnotes}</w:footnotes>')
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_paragraphs_lists_and_tables_come_in_order(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_heading("Report", 0)
    written.add_heading("Costs", 2)
    written.add_paragraph("The bridge costs ten million.")
    written.add_paragraph("Steel", style="List Bullet")
    written.add_paragraph("Stone", style="List Bullet")
    table = written.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Cost", "2023", "5"), strict=True):
        cell.text = text
    written.add_paragraph("结束。")
    written.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert document.text == (
        "Report\n\nCosts\n\nThe bridge costs ten million.\n\n"
        "- Steel\n- Stone\nYear | Cost\n2023 | 5\n\n结束。"
    )
    titles = [(document.text[item.start : item.end], item.level) for item in document.headings]
    assert titles == [("Report", 1), ("Costs", 2)]
    assert document.kind == "docx"


def test_inserted_text_links_and_controls_are_read_and_deleted_and_hidden_text_is_not(tmp_path: Path) -> None:
    written = docx.Document()
    target = written.add_paragraph("Start")
    for inner in (
        f'<w:ins xmlns:w="{_NS}"><w:r><w:t>, inserted</w:t></w:r></w:ins>',
        f'<w:del xmlns:w="{_NS}"><w:r><w:delText>, deleted</w:delText></w:r></w:del>',
        f'<w:hyperlink xmlns:w="{_NS}"><w:r><w:t>, linked</w:t></w:r></w:hyperlink>',
        f'<w:sdt xmlns:w="{_NS}"><w:sdtContent><w:r><w:t>, control</w:t></w:r></w:sdtContent></w:sdt>',
        f'<w:r xmlns:w="{_NS}"><w:rPr><w:vanish/></w:rPr><w:t>, hidden</w:t></w:r>',
        f'<w:r xmlns:w="{_NS}"><w:t>, shown</w:t></w:r>',
    ):
        target._p.append(parse_xml(inner))
    written.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").text == "Start, inserted, linked, control, shown"


def test_footnotes_stand_at_the_end_with_their_numbers(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>It rained.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        + paragraph("It was cold.")
    )
    notes = (
        f'<w:footnote w:id="-1">{paragraph("separator")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph("All day.")}</w:footnote>'
    )
    text = read_document(by_hand(tmp_path / "a.docx", body, notes)).text
    assert text == "It rained.[1]\n\nIt was cold.\n\n[1] All day."


def test_a_document_without_text_is_empty(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(DocumentEmpty):
        read_document(tmp_path / "a.docx")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cut_off_file_is_called_damaged(tmp_path: Path, share: float) -> None:
    data = by_hand(tmp_path / "whole.docx", paragraph("Text.")).read_bytes()
    (tmp_path / "a.docx").write_bytes(data[: int(share * len(data))])
    with pytest.raises(DocumentError, match="damaged"):
        read_document(tmp_path / "a.docx")


@pytest.mark.parametrize("body", ["<w:p>", "</w:body>", "\x00"])
def test_broken_xml_is_called_damaged(tmp_path: Path, body: str) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        read_document(by_hand(tmp_path / "a.docx", body))


def test_bytes_changed_in_the_middle_are_noticed(tmp_path: Path) -> None:
    data = bytearray(
        by_hand(tmp_path / "a.docx", "".join(paragraph(f"Text {at}.") for at in range(999))).read_bytes()
    )
    middle = data.index(b"word/document.xml") + 600
    data[middle : middle + 40] = b"\xff" * 40
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(DocumentError, match="damaged"):
        read_document(tmp_path / "a.docx")


def test_an_office_file_with_a_password_is_called_locked(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    with pytest.raises(DocumentError, match="password"):
        read_document(tmp_path / "a.docx")


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    dtd = f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    path = by_hand(tmp_path / "a.docx", paragraph("before &l11; &f; after"), before=dtd)
    try:
        text = read_document(path).text
    except DocumentError as error:
        text = str(error)
    assert "lol" not in text
    assert "the secret" not in text


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    compat = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>Around it.</w:t></w:r><w:r>"
        f"<mc:AlternateContent {compat}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read_document(by_hand(tmp_path / "a.docx", body)).text == "In the box.\n\nAround it."
