"""What comes out of a reader process is what the reading itself gives."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmdesk.errors import DocumentEmpty, DocumentError
from llmdesk.tools.documents import from_text
from llmdesk.tools.documents.reader import read_document as read_here
from llmdesk.tools.reading import open_table, read_document
from llmdesk.tools.reading.carrying import Assembly, pieces_of, without_them
from llmdesk.tools.tables import TableError
from llmdesk.tools.tables.formats import new_workbook
from llmdesk.tools.tables.opening import open_table as open_here
from llmdesk.tools.tables.table import Table
from tests.tools.documents.file_writers import column, write_epub, write_pdf, xhtml

TEXT = "# One\n\nA sentence. Another one, 中文在此。还有一句。\n\n## Two\n\n- a\n- b 😀\n"


@pytest.fixture
def documents(tmp_path: Path) -> Iterable[Path]:
    text = tmp_path / "a.md"
    text.write_text(TEXT * 200, encoding="utf-8")
    page = tmp_path / "a.html"
    page.write_text(f"<html><body><h1>One</h1><p>{TEXT}</p></body></html>", encoding="utf-8")
    pdf = write_pdf(tmp_path / "a.pdf", [column(["A line of text.", "Another line."]), []])
    return text, page, pdf, write_epub(tmp_path / "a.epub", {"one.xhtml": xhtml("<h1>One</h1><p>Text.</p>")})


def test_a_document_is_the_same(documents: Iterable[Path]) -> None:
    for path in documents:
        here, there = read_here(path), read_document(path)
        assert [str(note) for note in there.notes] == [str(note) for note in here.notes]
        assert replace(there, notes=()) == replace(here, notes=())


@given(st.text(min_size=1, max_size=400))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_document_in_pieces_is_put_together_as_it_was(text: str) -> None:
    try:
        document = from_text(text * 50, "a")
    except DocumentError:
        return
    assembly = Assembly()
    for piece in pieces_of(document):
        assembly.add(piece)
    assert assembly.finish(without_them(document)) == document


def test_progress_is_told(documents: Iterable[Path]) -> None:
    for path in documents:
        told: list[float] = []
        read_document(path, None, told.append)
        assert told[0] == 0.0
        assert told[-1] == 1.0


def test_what_is_wrong_with_a_file_is_told_as_before(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("  \n", encoding="utf-8")
    with pytest.raises(DocumentEmpty):
        read_document(tmp_path / "empty.txt")
    with pytest.raises(DocumentError, match="There is no file"):
        read_document(tmp_path / "gone.txt")
    with pytest.raises(TableError):
        open_table(tmp_path / "gone.csv")


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    rows = [[f"{n}", f"text {n}, “quoted” 中文", "x" * (n % 50)] for n in range(3_000)]
    csv = tmp_path / "a.csv"
    csv.write_text("id;text;more\n" + "".join(";".join(row) + "\n" for row in rows) + "1;2;3;4;5\n", "utf-8")
    lines = tmp_path / "a.jsonl"
    objects = [f'{{"id": {n}, "text": "t{n}"}}' for n in range(700)]
    lines.write_text("\n".join([*objects, '{"new": 1}', ""]), "utf-8")
    book = tmp_path / "a.xlsx"
    new_workbook.write(book, "S", ["id", "text", "more"], [list(row) for row in rows], large=False)
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"text {n}", encoding="utf-8")
    return [csv, lines, book, folder]


def known(table: Table) -> tuple[object, ...]:
    return (
        table.kind,
        table.columns,
        table.width,
        table.count,
        table.count_exact,
        table.encoding,
        table.separator,
        table.line_end,
        table.sheets,
        table.sheet,
        table.text_column,
    )


def test_a_table_is_the_same_before_and_after_its_rows_are_read(tables: list[Path]) -> None:
    for path in tables:
        here, there = open_here(path), open_table(path)
        assert known(there) == known(here)
        assert isinstance(there, type(here))
        assert list(there.rows()) == list(here.rows())
        assert known(there) == known(here)
        assert there.preview(7) == here.preview(7)


def test_a_relative_path_is_meant_from_where_we_are(
    tables: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_table(tables[0])
    monkeypatch.chdir(tables[0].parent)
    table = open_table(Path(tables[0].name))
    assert table.path == Path(tables[0].name)
    assert len(table.preview(3)) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_table_and_no_document(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    os.mkfifo(path)
    with pytest.raises(TableError):
        open_table(path)
    with pytest.raises(DocumentError):
        read_document(path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "folder" / "a.txt")
    (tmp_path / "folder" / "b.txt").write_text("good", encoding="utf-8")
    assert [row[1] for row in open_table(tmp_path / "folder").rows()] == ["good"]
