"""What stands beside the text of a document, what stands over it, and whose words a sentence gives."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize.quoting import is_closed, loses_speaker
from llmdesk.tools.summarize.side_matter import headings, side_matter

BODY = (
    "The mill stands at the upper end of the valley and was built by two brothers in 1871. Water from the "
    "brook drives a wheel of oak, which was replaced twice, and the last miller retired forty years ago."
)
BODY_ZH = (
    "这座水磨坊位于山谷上游，由两兄弟在1871年建成，"
    "溪水推动一个橡木水轮，水轮后来换过两次，最后一位磨坊主四十年前退休。"
)


@pytest.mark.parametrize(
    "line",
    [
        "Figure 3: The mill before the fire.", "[2] Archive of the parish, sheet 14.", "Photo: A. Keller",
        "© 2024 The Valley Post. All rights reserved.", "Subscribe to our newsletter.",
        "1901 12.4 13.9 8,200 77 %", "图2：火灾前的磨坊。", "责任编辑：王芳", "版权所有，未经许可不得转载。",
    ],
)  # fmt: skip
def test_notes_captions_notices_and_figures_stand_beside_the_text(line: str) -> None:
    body = BODY_ZH if any(ord(c) > 0x3000 for c in line) else BODY
    document = from_text(f"{body}\n\n{line}\n\n{body}")
    assert [document.text[span.start : span.end] for span in side_matter(document)] == [line]


@pytest.mark.parametrize(
    "text", [BODY, BODY_ZH, "Notes of a miller: it rains.", "1901 was a wet year in the valley."]
)
def test_text_does_not(text: str) -> None:
    document = from_text(f"{BODY}\n\n{text}\n\n{BODY}")
    assert not side_matter(document)


def test_a_document_that_is_all_figures_has_no_text_that_they_stand_beside() -> None:
    assert not side_matter(from_text("\n".join(f"{n} {n * 3} {n * 7}" for n in range(40))))


@pytest.mark.parametrize("heading", ["A second wheel", "磨坊的历史", "What the miller said"])
def test_a_short_line_over_a_paragraph_is_a_heading(heading: str) -> None:
    document = from_text(f"{BODY}\n\n{heading}\n\n{BODY}")
    assert headings(document) == [document.text.index(heading)]


def test_items_of_a_list_and_lines_of_a_dialogue_are_none() -> None:
    assert headings(from_text("nails, 3 kg\nscrews, 4 kg\nglue, 1 kg\n")) == []
    assert headings(from_text(f"{BODY}\n\nHe opened the gate.\n\n{BODY}")) == []


def test_quotations_and_brackets_close() -> None:
    assert is_closed('He said "no" (twice).')
    assert is_closed("他说：“不行。”")
    assert not is_closed("He said “no.")
    assert not is_closed("他说：“不行。")
    assert not is_closed('It was "good.')


@pytest.mark.parametrize(
    ("claim", "passage", "loses"),
    [
        ("The harbour is badly managed.", "The union leader said that the harbour is badly managed.", True),
        (
            "The union leader finds the harbour badly managed, she said.",
            "She said it is badly managed.",
            False,
        ),
        (
            "According to the union the harbour is badly managed.",
            "The union said that it is badly managed.",
            False,
        ),
        ("The mill was built in 1871.", "The mill was built by two brothers in 1871.", False),
        ("这座桥太窄。", "老王认为这座桥太窄。", True),
        ("老王认为桥太窄。", "老王认为这座桥太窄。", False),
        ("这座桥建于1871年。", "这座桥由两兄弟在1871年建成。", False),
    ],
)
def test_an_opinion_keeps_its_owner(claim: str, passage: str, loses: bool) -> None:
    assert loses_speaker(claim, passage) is loses
