"""PDF pages that are not written line by line in reading order, or with more on them than their text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from llmdesk.tools.documents import Document, read_document
from tests.tools.documents.file_writers import At, column, write_pdf

FIRST = [
    "The committee reviewed the",
    "annual report on the harbour",
    "and found that the costs had",
    "risen by ten percent since",
    "the last summer of the war.",
]
SECOND = [
    "It approved the budget for",
    "the coming fiscal year and",
    "asked the office to publish",
    "the figures in the month of",
    "May at the latest, they said.",
]
THIRD = [
    "Residents may see the plans",
    "in the town hall, where the",
    "clerk keeps them until the",
    "end of the year, and after",
    "that in the archive of it.",
]
HEADLINE = "A headline that stands across all of the columns here"


def read(tmp_path: Path, *pages: Sequence[At], turned: int = 0) -> Document:
    return read_document(write_pdf(tmp_path / "a.pdf", pages, turned=turned))


def rows(*columns: Sequence[str], top: float = 700, lefts: Sequence[float] = (72, 240, 410)) -> list[At]:
    """Columns side by side, written row by row."""
    return [
        At(left, top - 14 * at, texts[at], 9)
        for at in range(max(map(len, columns)))
        for texts, left in zip(columns, lefts, strict=False)
        if at < len(texts)
    ]


def said(*columns: Sequence[str]) -> str:
    return "\n\n".join(" ".join(texts) for texts in columns)


# -- columns ----------------------------------------------------------------------------------
@pytest.mark.parametrize("columns", [(FIRST, SECOND), (FIRST, SECOND, THIRD), (FIRST, SECOND[:4])])
def test_columns_that_are_written_row_by_row_are_read_one_after_the_other(
    tmp_path: Path, columns: Sequence[Sequence[str]]
) -> None:
    lefts = (72, 320) if len(columns) == 2 else (72, 240, 410)
    assert read(tmp_path, rows(*columns, lefts=lefts)).text == said(*columns)


def test_a_headline_across_the_columns_divides_them(tmp_path: Path) -> None:
    lefts = (72, 320)
    page = [
        *rows(FIRST, SECOND, lefts=lefts),
        At(72, 600, HEADLINE, 18),
        *rows(THIRD, FIRST, top=570, lefts=lefts),
    ]
    document = read(tmp_path, page)
    assert document.text == f"{said(FIRST, SECOND)}\n\n{HEADLINE}\n\n{said(THIRD, FIRST)}"
    assert [document.text[each.start : each.end] for each in document.headings] == [HEADLINE]


def test_chinese_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    first = [
        "委员会星期一开会讨论新桥",
        "的费用，与会者一致同意明",
        "年春天开工，那时河水较低",
        "，地面干燥，便于施工。",
    ]
    second = [
        "港口管理局宣布码头将于三",
        "月关闭，维修费用约四千万",
        "元，居民可以在网上查看施",
        "工计划和时间安排表。",
    ]
    assert read(tmp_path, rows(first, second, lefts=(72, 320))).text == "".join(first) + "\n\n" + "".join(
        second
    )


def test_the_rows_of_a_table_are_not_taken_apart(tmp_path: Path) -> None:
    table = rows(
        ["Item", "Steel beams", "Stone blocks", "Timber planks", "Ropes"],
        ["Supplier", "Acme Metals Ltd", "Northern Quarry", "Forest and Sons", "Rope Makers Inc"],
        ["Price in euro", "12,000", "13,500", "4,200", "600"],
    )
    text = read(tmp_path, table).text
    assert "Steel beams Acme Metals Ltd 12,000" in text
    assert "Timber planks Forest and Sons 4,200" in text


# -- turned pages -------------------------------------------------------------------------------
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_lines_are_in_order_however_the_page_and_its_letters_are_turned(
    tmp_path: Path, turned: int, turn: int
) -> None:
    x, y = {0: (72, 700), 90: (100, 72), 180: (540, 92), 270: (500, 700)}[turn]
    down = {0: (0, -14), 90: (14, 0), 180: (0, 14), 270: (-14, 0)}[turn]
    page = [At(x + down[0] * at, y + down[1] * at, text, 11, turn) for at, text in enumerate(FIRST)]
    document = read(tmp_path, page, turned=turned)
    assert document.text == said(FIRST)
    assert len(document.paragraphs) == 1


# -- what is not the text -------------------------------------------------------------------------
@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("left", [50, 500])
def test_numbers_of_lines_in_the_margin_go(tmp_path: Path, step: int, left: int) -> None:
    lines = [*FIRST, *SECOND, *THIRD] * 2
    page = []
    for at, text in enumerate(lines):
        number = [At(left, 700 - 14 * at, str(at + 1), 8)] if (at + 1) % step == 0 else []
        line = At(72, 700 - 14 * at, text)
        page.extend([*number, line] if left < 72 else [line, *number])
    assert not any(char.isdigit() for char in read(tmp_path, page).text)


def test_the_numbers_of_a_list_stay(tmp_path: Path) -> None:
    items = ["Apples", "Pears", "Plums", "Cherries", "Figs", "Dates"]
    page = [
        piece
        for at, text in enumerate(items)
        for piece in (At(50, 700 - 14 * at, str(at + 1)), At(72, 700 - 14 * at, text))
    ]
    assert "6 Dates" in read(tmp_path, page).text


def test_a_watermark_across_the_page_goes(tmp_path: Path) -> None:
    pages = [[*column(each), At(150, 300, "CONFIDENTIAL DRAFT", 60, 45)] for each in (FIRST, SECOND)]
    document = read(tmp_path, *pages)
    assert "DRAFT" not in document.text
    assert document.headings == ()


def test_a_large_word_at_the_same_place_of_all_pages_goes_and_a_heading_stays(tmp_path: Path) -> None:
    pages = [[*column(each), At(150, 300, "DRAFT", 60)] for each in (FIRST, SECOND, THIRD)]
    pages[0].insert(0, At(72, 740, "Annual report", 40))
    text = read(tmp_path, *pages).text
    assert "DRAFT" not in text
    assert "Annual report" in text


def test_text_that_is_set_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    page = [twice for line in column(FIRST) for twice in (line, At(line.x + 0.4, line.y, line.text))]
    assert read(tmp_path, page).text == said(FIRST)


# -- letters ------------------------------------------------------------------------------------
def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    page = [
        At(72, 686, "T", 30),
        At(95, 700, "he committee reviewed the annual report on the harbour"),
        At(95, 686, "and found that the costs had risen by ten percent since the"),
        *column(["last summer of the war, as everyone could see."], top=672),
    ]
    document = read(tmp_path, page)
    assert document.text.startswith("The committee reviewed the annual report on the harbour and found")
    assert document.headings == ()


def test_raised_digits_are_not_glued_to_numbers(tmp_path: Path) -> None:
    page = [
        At(72, 700, "Exports reached 40"),
        At(167.5, 704, "2", 6),
        At(171.2, 700, " million in 1995"),
        At(244.8, 704, "3", 6),
        *column(["and fell in the years after it."], top=686),
        At(72, 104, "2", 6),
        At(76, 100, "See the report of the office.", 8),
    ]
    text = read(tmp_path, page).text
    assert text == (
        "Exports reached 40 million[2] in 1995[3] and fell in the years after it."
        "\n\n[2] See the report of the office."
    )


# -- what was typed over it -----------------------------------------------------------------------
def test_values_of_forms_and_typed_notes_are_read_in_their_places(tmp_path: Path) -> None:
    widget = "<< /Type /Annot /Subtype /Widget /F 4 "
    annotations = (
        widget + "/FT /Tx /T (a) /V (Lena Ortiz) /Rect [150 698 300 712] >> "
        + widget + "/FT /Tx /T (c) /V (gone) /F 2 /Rect [150 600 300 612] >> "
        + widget + "/FT /Btn /T (b) /V /Yes /AS /Yes /AP << /N << /Yes 5 0 R /Off 5 0 R >> >>"
        " /Rect [72 670 82 680] >> "
        "<< /Type /Annot /Subtype /FreeText /F 4 /Contents (480 euro)"
        " /DA (/F1 11 Tf) /Rect [190 638 300 652] >>"
    )  # fmt: skip
    page = [At(72, 700, "Name:"), At(90, 672, "I agree."), At(72, 640, "The amount due is:")]
    path = write_pdf(
        tmp_path / "a.pdf", [page], annotations=annotations, catalog="/AcroForm << /Fields [] >>"
    )
    text = " ".join(read_document(path).text.split())
    assert text == "Name: Lena Ortiz ☒ I agree. The amount due is: 480 euro"


def test_a_form_of_the_xfa_kind_is_told_of(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf", [column(["Please wait."])], catalog="/AcroForm << /Fields [] /XFA 5 0 R >>"
    )
    assert any("XFA" in str(note) for note in read_document(path).notes)
