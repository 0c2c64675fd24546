"""Books: chapters in the order of the spine, with their titles, and books that cannot be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from llmdesk.errors import DocumentEmpty, DocumentError
from llmdesk.tools.documents import archive, read_document
from tests.tools.documents.file_writers import write_epub, xhtml

BOOK = {
    "one.xhtml": xhtml("<h1>The River</h1><p>It was a wide river.</p>", "Book"),
    "two part.xhtml": xhtml("<p>Nobody crossed it.<a id='x'/> Ever.</p>", "Book"),
}


def test_chapters_are_pages_with_the_titles_of_the_contents(tmp_path: Path) -> None:
    toc = {"one.xhtml": "1 The River", "two%20part.xhtml": "2 The Crossing"}
    document = read_document(write_epub(tmp_path / "a.epub", BOOK, toc=toc))
    assert document.text == "The River\n\nIt was a wide river.\n\nNobody crossed it. Ever."
    assert [page.label for page in document.pages] == ["1 The River", "2 The Crossing"]
    assert document.page_at(document.text.index("Nobody")) == "2 The Crossing"
    assert [document.text[item.start : item.end] for item in document.headings] == ["The River"]


def test_without_contents_a_chapter_is_called_by_its_heading_its_title_or_its_number(tmp_path: Path) -> None:
    chapters = {**BOOK, "three.xhtml": xhtml("<p>The end.</p>")}
    document = read_document(write_epub(tmp_path / "a.epub", chapters))
    assert [page.label for page in document.pages] == ["The River", "Book", "3"]


def test_the_order_is_that_of_the_spine(tmp_path: Path) -> None:
    document = read_document(write_epub(tmp_path / "a.epub", BOOK, spine=["two part.xhtml", "one.xhtml"]))
    assert document.text.startswith("Nobody")


def test_a_missing_chapter_is_told_of(tmp_path: Path) -> None:
    document = read_document(write_epub(tmp_path / "a.epub", BOOK, spine=["one.xhtml", "gone.xhtml"]))
    (note,) = document.notes
    assert "gone.xhtml" in str(note)


@pytest.mark.parametrize("spine", [[], ["gone.xhtml"], ["../../../etc/passwd"]])
def test_a_book_without_any_chapter_is_called_damaged(tmp_path: Path, spine: list[str]) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        read_document(write_epub(tmp_path / "a.epub", BOOK, spine=spine))


def test_a_zip_that_is_no_book_is_called_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as other:
        other.writestr("readme.txt", "hello")
    with pytest.raises(DocumentError, match="damaged"):
        read_document(tmp_path / "a.epub")


def test_a_protected_book_is_called_locked(tmp_path: Path) -> None:
    method = '<EncryptionMethod xmlns="http://www.w3.org/2001/04/xmlenc#" Algorithm="aes256-cbc"/>'
    more = {"META-INF/encryption.xml": f"<encryption>{method}</encryption>".encode()}
    with pytest.raises(DocumentError, match="protected"):
        read_document(write_epub(tmp_path / "a.epub", BOOK, more=more))


def test_a_book_with_encrypted_fonts_only_is_read(tmp_path: Path) -> None:
    method = '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    more = {"META-INF/encryption.xml": f"<encryption>{method}</encryption>".encode()}
    assert "wide river" in read_document(write_epub(tmp_path / "a.epub", BOOK, more=more)).text


def test_a_book_of_pictures_is_empty(tmp_path: Path) -> None:
    with pytest.raises(DocumentEmpty):
        read_document(write_epub(tmp_path / "a.epub", {"one.xhtml": xhtml("<img src='a.png'/>")}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = {"one.xhtml": "a" * 8 * 2**20}
    with pytest.raises(DocumentError, match="far larger"):
        read_document(write_epub(tmp_path / "a.epub", bomb))


def test_parts_that_are_too_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 2000)
    chapters = {f"{at}.xhtml": xhtml(f"<p>Chapter {at} {'of text ' * 30}</p>") for at in range(9)}
    with pytest.raises(DocumentError, match="far larger"):
        read_document(write_epub(tmp_path / "a.epub", chapters))


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    with pytest.raises(DocumentError, match="far larger"):
        read_document(write_epub(tmp_path / "a.epub", BOOK))


def test_a_size_that_the_archive_lies_about_is_noticed(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub", {"one.xhtml": xhtml(f"<p>{'The river is wide. ' * 400}</p>")})
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("OEBPS/one.xhtml").file_size
    data = path.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)
