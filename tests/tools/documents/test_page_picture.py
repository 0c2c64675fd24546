"""A page of a PDF as a picture: which page is meant, and where the words of a passage stand on it."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import DocumentError
from llmdesk.tools.documents import read_document
from llmdesk.tools.documents.page_picture import (
    MAX_PIXELS,
    Mark,
    PagePicture,
    WantedPage,
    packed,
    unpacked,
)
from llmdesk.tools.documents.pdf.drawing import drawn
from llmdesk.tools.documents.pdf.words import find_words
from llmdesk.tools.reading import count_words, draw_page
from tests.tools.documents.file_writers import column, write_pdf

LINES = [
    "The committee met on Monday to discuss the costs of the new bridge over the",
    "river. It was agreed that the build-",
    "ing should begin in the spring of next year, when the water of the river is low",
    "and the ground is dry.",
]
OTHERS = ["Nothing of this kind stands here at all, and so this page has no mark."]


def draw(path: Path, label: str, quote: str = "", **more: object) -> PagePicture:
    return drawn(path, WantedPage(None, label, 612, quote, **more), CancelToken())  # type: ignore[arg-type]


def is_dark_in(page: PagePicture, mark: Mark) -> bool:
    """Letters stand where the mark is."""
    columns = range(int(mark.left * page.width), int(mark.right * page.width))
    rows = range(int(mark.top * page.height), int(mark.bottom * page.height))
    return any(page.pixels[row * page.stride + 3 * column] < 128 for row in rows for column in columns)


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_the_words_of_a_passage_are_marked_line_by_line_where_they_are_printed(
    tmp_path: Path, turned: int
) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(OTHERS), column(LINES)], turned=turned)
    quote = read_document(path).text.split("\n\n")[-1]

    page = draw(path, "2", quote)

    assert (page.index, page.count, page.found, page.several) == (1, 2, True, False)
    assert len(page.marks) >= 4
    assert all(is_dark_in(page, mark) for mark in page.marks)


def test_only_the_sentence_is_marked_and_not_what_stands_around_it(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(LINES)])
    page = draw(path, "1", "It was agreed that the building should begin in the spring of next year")
    tops = [round(mark.top * 792) for mark in page.marks]
    assert min(tops) > 792 - 700  # below the first line
    assert max(tops) < 792 - 700 + 2 * 14


def test_a_passage_that_goes_on_has_its_rest_marked_on_the_next_page(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column([LINES[0]]), column([*LINES[1:], *OTHERS])])
    quote = " ".join(LINES).replace("build- ", "build")
    first = draw(path, "1", quote)
    second = drawn(path, WantedPage(1, "", 612, quote), CancelToken())
    assert first.found
    assert second.found
    assert max(mark.bottom for mark in second.marks) * 792 < 792 - 700 + 3 * 14  # not the line below


def test_of_pages_with_one_label_the_one_with_the_words_is_meant(tmp_path: Path) -> None:
    labels = "/PageLabels << /Nums [0 << /S /D >> 1 << /S /D >>] >>"
    path = write_pdf(tmp_path / "a.pdf", [column(OTHERS), column(LINES)], labels=labels)
    assert draw(path, "1", LINES[0]).index == 1
    assert draw(path, "1", OTHERS[0]).index == 0


def test_a_sentence_that_stands_twice_is_taken_where_it_was_read(tmp_path: Path) -> None:
    twice = ["It rains.", "This is another sentence that is much longer than the one above it.", "It rains."]
    path = write_pdf(tmp_path / "a.pdf", [column(twice)])
    above, below = draw(path, "1", "It rains.", near=0.0), draw(path, "1", "It rains.", near=0.9)
    assert above.several
    assert len(draw(path, "1", "It rains.").marks) == 2  # nobody knows which
    assert above.marks[0].top < below.marks[0].top


def test_words_that_are_not_there_are_told(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(OTHERS)])
    page = draw(path, "1", LINES[2])
    assert not page.found
    assert page.marks == ()


def test_chinese_is_found_over_the_end_of_a_line(tmp_path: Path) -> None:
    lines = ["委员会星期一开会讨论新桥的费用，与会者一致同意明年", "春天开工，那时河水较低，地面干燥。"]
    page = draw(write_pdf(tmp_path / "a.pdf", [column(lines)]), "1", "一致同意明年春天开工")
    assert page.found
    assert len(page.marks) == 2


def test_a_picture_stays_within_its_bounds_however_large_a_page_is_wanted(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(LINES)])
    page = drawn(path, WantedPage(0, "", 1_000_000), CancelToken())
    assert page.width * page.height <= 1.01 * MAX_PIXELS


def test_pages_are_drawn_in_a_process_of_their_own_and_a_broken_file_is_told(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(LINES)])
    assert draw_page(path, WantedPage(None, "1", 300, LINES[0])).found
    (tmp_path / "b.pdf").write_bytes(path.read_bytes()[:200])
    with pytest.raises(DocumentError):
        draw_page(tmp_path / "b.pdf", WantedPage(None, "1", 300))


@pytest.mark.parametrize("rows", [1, 1_000_000])
def test_what_is_no_picture_is_refused_before_it_takes_memory(rows: int) -> None:
    page = PagePicture(0, 1, "1", 10, 10, 30, (), False, False, bytes(300))
    assert unpacked(packed(page)) == page
    data = packed(page)
    (size,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + size])
    head["height"] = rows
    told = json.dumps(head).encode()
    with pytest.raises(DocumentError):
        unpacked(struct.pack("<I", len(told)) + told + zlib.compress(bytes(10_000_000)))


@pytest.mark.parametrize(
    ("page", "quote", "ranges"),
    [
        ("a cat sat", "cat", [(2, 5)]),
        ("concatenate a cat", "cat", [(14, 17)]),
        ("concatenate", "cat", [(3, 6)]),
        ("x² + y² is ﬁne", "x2 + y2 is fine", [(0, 14)]),
        ("", "cat", []),
        ("cat", "…", []),
    ],
)
def test_letters_alone_are_compared(page: str, quote: str, ranges: list[tuple[int, int]]) -> None:
    assert list(find_words(page, quote).ranges) == ranges


def test_columns_whose_lines_stand_in_another_order_are_found_in_pieces() -> None:
    left = ["the first column tells of apples", "and of the pears that grow"]
    right = ["the second one tells of fishes", "and of birds over the sea"]
    page = f"{left[0]} {right[0]}\n{left[1]} {right[1]}"
    found = find_words(page, " ".join(left))
    assert found.enough
    assert [page[start:end] for start, end in found.ranges] == left


def test_a_page_that_repeats_itself_takes_no_time() -> None:
    found = find_words("ab" * 50_000, "ab" * 9_000 + "c")
    assert found.enough


def test_words_are_counted_on_the_pages_and_marked_where_they_stand(tmp_path: Path) -> None:
    roofs = ["The roof of the hall", "leaks. The ROOF   of", "the church does not."]
    path = write_pdf(tmp_path / "a.pdf", list(map(column, [roofs, ["Nothing."], ["A roof of slate"]])))
    assert count_words(path, "roof of") == [(0, 2), (2, 1)]
    assert count_words(path, "of the") == [(0, 2)]  # over the end of a line, too
    assert count_words(path, " ") == []
    page = draw_page(path, WantedPage(0, "", 600, words="of the"))
    assert [len(hit) for hit in page.hits] == [1, 2]
    assert page.hits[0][0].top < page.hits[1][0].top < page.hits[1][1].top
    assert not page.marks
    assert not draw_page(path, WantedPage(1, "", 600, words="of the")).hits
    with pytest.raises(DocumentError):
        count_words(tmp_path / "b.pdf", "roof")
