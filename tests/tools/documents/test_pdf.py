"""PDF files: pages, paragraphs, what runs along at the edges, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, DocumentEmpty, DocumentError
from llmdesk.tools.documents import read_document
from tests.tools.documents.file_writers import At, column, write_pdf

ENGLISH = [
    "The committee met on Monday to discuss the costs of the new bridge over the",
    "river. It was agreed that the build-",
    "ing should begin in the spring of next year, when the water of the river is low",
    "and the ground is dry.",
    "    ",
    "A second paragraph follows after a gap and speaks of other things altogether,",
    "among them the old ferry.",
]


def lines_of(path: Path) -> list[str]:
    return [line for line in read_document(path).text.split("\n") if line]


def test_lines_become_paragraphs_and_divided_words_are_whole(tmp_path: Path) -> None:
    lines = [line.strip() for line in ENGLISH]
    assert lines_of(write_pdf(tmp_path / "a.pdf", [column(lines)])) == [
        "The committee met on Monday to discuss the costs of the new bridge over the river. It was agreed"
        " that the building should begin in the spring of next year, when the water of the river is low and"
        " the ground is dry.",
        "A second paragraph follows after a gap and speaks of other things altogether, among them the old"
        " ferry.",
    ]


def test_a_word_that_the_document_writes_with_a_hyphen_keeps_it(tmp_path: Path) -> None:
    lines = ["The well-known painter came. Everyone in the town had heard of the well-", "known painter."]
    text = read_document(write_pdf(tmp_path / "a.pdf", [column(lines)])).text
    assert text.endswith("had heard of the well-known painter.")


def test_chinese_lines_join_without_spaces(tmp_path: Path) -> None:
    lines = ["委员会星期一开会讨论新桥的费用，与会者一致同意明年", "春天开工，那时河水较低，地面干燥。"]
    document = read_document(write_pdf(tmp_path / "a.pdf", [column(lines)]))
    assert document.text == "".join(lines)
    assert document.language == "zh"


def test_headers_footers_and_page_numbers_go_and_paragraphs_run_over_pages(tmp_path: Path) -> None:
    pages = []
    names = ("first", "second", "third", "fourth")
    for at in range(4):
        text = [
            f"The {names[at]} text goes on and on over the whole width of the page and",
            "does not stop here, because its sentence is continued at the top of the next one,",
        ]
        if at:
            text.insert(0, f"so it goes on after page {at}.")
        pages.append([At(72, 760, "Annual Report 2024"), *column(text, top=700), At(300, 30, f"{at + 1}", 9)])
    document = read_document(write_pdf(tmp_path / "a.pdf", pages))
    assert "Annual Report" not in document.text
    assert "of the next one, so it goes on after page 1." in document.text
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]
    second = document.pages[1]
    assert document.text[second.start : second.end].startswith("so it goes on after page 1.")
    assert document.page_at(document.text.index("The fourth text")) == "4"


def test_a_header_that_names_each_chapter_goes_by_the_number_that_counts_up(tmp_path: Path) -> None:
    names = ("Chapter 1: Rivers", "Chapter 2: Bridges", "Chapter 3: Ferries")
    words = ("water", "stone", "rope")
    pages = [
        [At(72, 760, f"{name} {at + 7}"), *column([f"There is much {words[at]} here."], top=690)]
        for at, name in enumerate(names)
    ]
    text = read_document(write_pdf(tmp_path / "a.pdf", pages)).text
    assert text == "There is much water here.\n\nThere is much stone here.\n\nThere is much rope here."


def test_a_number_at_the_edge_that_is_another_on_each_page_and_counts_none_stays(tmp_path: Path) -> None:
    numbers, words = (20391, 20395, 20402, 20399), ("water", "stone", "rope", "sand")
    pages = [
        [
            At(72, 760, f"Invoice no. {number}"),
            *column([f"There is much {word} here."], top=690),
            At(72, 40, f"Form 7, sheet {at + 1} of 4"),
        ]
        for at, (number, word) in enumerate(zip(numbers, words, strict=True))
    ]
    text = read_document(write_pdf(tmp_path / "a.pdf", pages)).text
    assert [int(line[12:]) for line in text.split("\n") if line.startswith("Invoice no.")] == [*numbers]
    assert "sheet" not in text


def test_a_sentence_at_the_edge_in_other_figures_on_each_page_stays(tmp_path: Path) -> None:
    pages = [
        [
            At(
                72, 760, f"Page {at + 1}. The pump in hall {at + 1} weighs {at + 40} kg and is checked often."
            ),
            *column(["It must be checked every six months."], top=690),
            At(72, 40, "This manual is confidential and must not be copied by others."),
        ]
        for at in range(4)
    ]
    text = read_document(write_pdf(tmp_path / "a.pdf", pages)).text
    assert [f"weighs {at + 40} kg" in text for at in range(4)] == [True] * 4
    assert "confidential" not in text


def test_a_line_at_the_edge_that_stands_on_one_page_only_stays(tmp_path: Path) -> None:
    pages = [[At(72, 760, "Only here"), *column(["Some text of the page."])], column(["The second page."])]
    assert "Only here" in read_document(write_pdf(tmp_path / "a.pdf", pages)).text


def test_larger_letters_are_headings_with_levels(tmp_path: Path) -> None:
    page = [
        At(72, 740, "The Bridge", 24),
        At(72, 700, "Costs", 16),
        *column(["The bridge costs ten million.", "", "It is paid by the town."], top=670),
        At(72, 600, "Plans", 16),
        *column(["The plans were drawn in March."], top=580),
    ]
    document = read_document(write_pdf(tmp_path / "a.pdf", [page]))
    titles = [(document.text[item.start : item.end], item.level) for item in document.headings]
    assert titles == [("The Bridge", 1), ("Costs", 2), ("Plans", 2)]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ["The left column begins", "here and its sentence is", "not finished when it"]
    right = ["reaches its end. The right", "column says the rest of", "what there is to say."]
    page = [*column(left, x=72), *column(right, x=330)]
    text = read_document(write_pdf(tmp_path / "a.pdf", [page])).text
    assert text == " ".join([*left, *right])


def test_labels_of_pages_are_those_of_the_file(tmp_path: Path) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    pages = [column([f"Text of sheet {word}."]) for word in ("one", "two", "three")]
    document = read_document(write_pdf(tmp_path / "a.pdf", pages, labels=labels))
    assert [page.label for page in document.pages] == ["i", "ii", "1"]


def test_a_scanned_pdf_says_that_it_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentEmpty, match="OCR"):
        read_document(write_pdf(tmp_path / "a.pdf", [[], []], pictures=True))


def test_blank_pages_are_not_called_pictures(tmp_path: Path) -> None:
    with pytest.raises(DocumentEmpty, match="blank"):
        read_document(write_pdf(tmp_path / "a.pdf", [[]]))


def test_pages_that_are_pictures_are_told_of(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(["There is text here."]), []], pictures=True)
    (note,) = read_document(path).notes
    assert "1 of 2 pages" in str(note)


def test_a_password_is_told_of(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(["Secret."])], locked=True)
    with pytest.raises(DocumentError, match="password"):
        read_document(path)


@pytest.mark.parametrize("part", [0, 5, 300])
def test_a_broken_pdf_is_called_damaged(tmp_path: Path, part: int) -> None:
    whole = write_pdf(tmp_path / "whole.pdf", [column(["Text."])]).read_bytes()
    path = tmp_path / "broken.pdf"
    path.write_bytes(whole[:part])
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)


def test_a_long_pdf_tells_its_progress_and_stops_at_a_cancel(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column([f"Page {at} has text."]) for at in range(50)])
    cancel = CancelToken()
    seen: list[float] = []

    def report(part: float) -> None:
        seen.append(part)
        if part > 0.4:
            cancel.cancel()

    with pytest.raises(Cancelled):
        read_document(path, cancel, report)
    assert seen == sorted(seen)
    assert 0.4 < seen[-1] < 0.5
