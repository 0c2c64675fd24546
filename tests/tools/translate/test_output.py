"""What a translated document is written as: its own kind, text, HTML, docx, or both side by side."""

from __future__ import annotations

import io

import docx
import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.documents import from_text
from llmdesk.tools.translate import (
    TranslateOptions,
    Translation,
    check_suffix,
    plain_text,
    rendered,
    translate,
)
from llmdesk.tools.translate.shapes import Shape, shape_of_text
from llmdesk.tools.translate.shapes.made import Made
from llmdesk.tools.translate.shapes.web import Page
from tests.tools.translate.translating_engine import TranslatingEngine

TEXT = "# The <pump>\n\nIt is cold & wet.\n"


def made(shape: Shape, spoil: str = "") -> Translation:
    engine = TranslatingEngine()
    engine.spoil = lambda text, attempt: spoil if "wet" in text and spoil else None
    return translate(engine, shape.text, shape.units, TranslateOptions("zh", "en"))


def test_side_by_side_pages_and_documents_hold_every_unit_and_mark_what_failed() -> None:
    shape = shape_of_text(TEXT, markdown=True)
    translation = made(shape, "This is wrong.")
    page = rendered(shape, translation, ".html", both=True).decode("utf-8")
    assert page.count("<tr") == 2
    assert page.count("class=marked") == 1
    assert "The &lt;pump&gt;" in page
    table = docx.Document(io.BytesIO(rendered(shape, translation, ".docx", both=True))).tables[0]
    assert [cell.text for cell in table.columns[0].cells] == ["The <pump>", "It is cold & wet."]


def test_a_document_that_cannot_keep_its_shape_becomes_a_new_one_with_its_headings() -> None:
    shape = Made(from_text(TEXT, "a.pdf"))
    translation = made(shape)
    document = docx.Document(io.BytesIO(rendered(shape, translation, ".docx")))
    names = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert names == ["Heading 1", "Normal"]
    page = rendered(shape, translation, ".html").decode("utf-8")
    assert page.count("<h1>") == 1
    assert page.count("<p>") == 1


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".json"])
@pytest.mark.parametrize("both", [False, True])
def test_half_a_character_hinders_no_file(suffix: str, both: bool) -> None:
    if suffix != ".txt" or not both:
        shape = shape_of_text("Half \ud83d of it is wet.")
        assert b"Half" in rendered(shape, made(shape, "Half \ud83d."), suffix, both=both) or suffix == ".docx"


def test_side_by_side_a_page_shows_no_tags_of_ours() -> None:
    shape = Page("p.html", "<p>Open <b>daily</b> until nine.</p>")
    translation = made(shape)
    assert "<b1>" in translation.segments[0].target
    for both in (True, False):
        page = docx.Document(io.BytesIO(rendered(shape, translation, ".docx", both=both)))
        assert "b1" not in page.element.xml
    assert "<b1>" not in plain_text(shape, translation)


def test_what_a_document_cannot_be_written_as_is_told_with_what_it_can() -> None:
    shape = shape_of_text(TEXT, markdown=True)
    check_suffix(shape, ".md", both=False)
    check_suffix(shape, ".html", both=True)
    with pytest.raises(UsageError, match=r"\.docx"):
        check_suffix(shape, ".md", both=True)
    with pytest.raises(UsageError):
        check_suffix(shape, ".pdf", both=False)
