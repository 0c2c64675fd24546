"""The kind of a file is what its first bytes say, whatever its name is."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from llmdesk.errors import DocumentError
from llmdesk.tools.documents import read_document
from tests.tools.documents.file_writers import column, write_epub, write_pdf, xhtml

PAGE = "<!DOCTYPE html><html><body><h1>News</h1><p>The pier closes in March.</p></body></html>"


def named(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", ["2401.01234v1", "letter", "letter.txt", "letter.doc", "a.html"])
def test_a_pdf_a_word_document_and_a_book_are_known_under_any_name(tmp_path: Path, name: str) -> None:
    written = docx.Document()
    written.add_paragraph("The pier closes in March.")
    written.save(str(tmp_path / "w"))
    write_pdf(tmp_path / "p", [column(["The pier closes in March."])])
    write_epub(tmp_path / "e", {"a.xhtml": xhtml("<p>The pier closes in March.</p>")})
    for source, kind in (("w", "docx"), ("p", "pdf"), ("e", "epub")):
        shutil.copy(tmp_path / source, tmp_path / name)
        document = read_document(tmp_path / name)
        assert (document.kind, document.text) == (kind, "The pier closes in March.")


def test_a_pdf_may_begin_with_other_bytes(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "p", [column(["The pier closes."])]).read_bytes()
    assert read_document(named(tmp_path, "a.bin", b"\r\n\x00junk\n" + data)).kind == "pdf"


@pytest.mark.parametrize("name", ["page.php", "page", "page.txt", "page.asp", "page.pdf", "page.doc"])
@pytest.mark.parametrize("before", ["", "\ufeff", "<!-- saved -->\n", "<?xml version='1.0'?>\n"])
def test_a_web_page_is_known_under_any_name(tmp_path: Path, name: str, before: str) -> None:
    document = read_document(named(tmp_path, name, before + PAGE))
    assert (document.kind, document.text) == ("html", "News\n\nThe pier closes in March.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "%PDF-1.4 is how a PDF begins.\nMore."),
        ("a.txt", "Name: Lena\nDate: 3 May\n\nA note."),
        ("a.md", "<p align=center>Badges</p>\n\nText of *ours*."),
        ("a.py", "x = '<html>'"),
        ("a.php", "<?php echo '<html>'; ?>"),
        ("a", "a < b and b > c"),
    ],
)
def test_text_that_only_speaks_of_other_kinds_stays_text(tmp_path: Path, name: str, text: str) -> None:
    assert read_document(named(tmp_path, name, text)).text == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_text_and_pages_in_utf_16_are_read_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    text = "The pier closes in March, 港口三月关闭, they said."
    assert read_document(named(tmp_path, "a.txt", text.encode(encoding))).text == text
    assert read_document(named(tmp_path, "a", f"<html><p>{text}</p></html>".encode(encoding))).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"\x1f\x8b\x08" + bytes(50), "an archive (packed file)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "an old Office format"),
        (b"ID3\x04" + bytes(50), "an audio or video file"),
        (b"\x7fELF\x02" + bytes(50), "a program"),
        (b"GGUF\x03" + bytes(50), "a language model"),
        (bytes(60) + b"BOOKMOBI" + bytes(50), "a Kindle book"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a", "a.docx", "a.pdf"])
def test_what_cannot_be_read_is_called_by_what_it_is(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(DocumentError, match=re.escape(words)):
        read_document(named(tmp_path, name, data))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["_rels/.rels", "xl/workbook.xml"], "a spreadsheet"),
        (["_rels/.rels", "ppt/presentation.xml"], "a presentation"),
        (["readme.txt"], "an archive (packed file)"),
        (["Index/Document.iwa"], "Pages"),
        (["mimetype"], "OpenDocument"),
    ],
)
def test_archives_are_told_apart_by_their_parts(tmp_path: Path, parts: list[str], words: str) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        for part in parts:
            archive.writestr(part, "application/vnd.oasis.opendocument.text" if part == "mimetype" else "x")
    with pytest.raises(DocumentError, match=re.escape(words)):
        read_document(tmp_path / "a")


MHT = "\r\n".join(
    [
        "From: <Saved by Blink>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\tboundary="x"',
        "",
        "--x",
        "Content-Type: text/html; charset=gb2312",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "<html><body><p>The pier=20closes. =B8=DB=BF=DA</p></body></html>",
        "--x",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        "iVBORw0KGgo=",
        "--x--",
        "",
    ]
)


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a"])
def test_a_page_saved_in_one_file_is_read_as_the_page(tmp_path: Path, name: str) -> None:
    document = read_document(named(tmp_path, name, MHT))
    assert document.text == "The pier closes. 港口"


def test_a_message_is_read_with_its_head_and_its_attachments_are_counted(tmp_path: Path) -> None:
    letter = (
        "From: Ann <a@example.org>\nTo: b@example.org\nSubject: =?utf-8?B?5riv5Y+j?= news\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n'
        "The pier closes.\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nxx\n--x--\n"
    )
    document = read_document(named(tmp_path, "a.eml", letter))
    assert document.text == "港口 news\n\nFrom: Ann <a@example.org>\nTo: b@example.org\n\nThe pier closes."
    assert [(each.kind, each.count) for each in document.left_out] == [("embedded_objects", 1)]
