"""Lists whose items are no sentences stand in a summary as one sentence, or not at all."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.own_sentences import OwnSentences
from llmdesk.tools.summarize.standing.lists import listings

LEAFLET = """\
The tablets help against dizziness. Do not take them if
- you are allergic to merotrazine,
- you have glaucoma,
- you stopped taking a sedative less than 14 days ago.

Store them below 25 degrees.
"""
LAW = """\
本规定自五月一日起施行。下列区域为禁钓区：
（一）桥梁上以及桥梁两侧；
（二）码头、泵站周围；
（三）高压线下方。
限钓区内每日六时至二十一时可以垂钓。
"""


def sentences(text: str) -> list[str]:
    document = from_text(text)
    chunk = Chunk(0, len(text), 0, 0, len(document.sentences))
    return [point.text for point in OwnSentences(document).of(chunk)]


def test_items_of_a_condition_stand_with_what_they_are_conditions_of() -> None:
    assert sentences(LEAFLET) == [
        "The tablets help against dizziness.",
        "Do not take them if you are allergic to merotrazine, you have glaucoma, "
        "you stopped taking a sedative less than 14 days ago.",
        "Store them below 25 degrees.",
    ]


def test_a_chinese_list_is_one_sentence() -> None:
    assert sentences(LAW) == [
        "本规定自五月一日起施行。",
        "下列区域为禁钓区：桥梁上以及桥梁两侧；码头、泵站周围；高压线下方。",
        "限钓区内每日六时至二十一时可以垂钓。",
    ]


def test_its_place_is_that_of_the_line_above_and_all_items() -> None:
    document = from_text(LEAFLET)
    (found,) = listings(document)
    assert document.text[found.start : found.end].startswith("Do not take them if\n- you are")
    assert document.text[found.start : found.end].endswith("14 days ago.")


@pytest.mark.parametrize(
    "text",
    [
        "There are three programmes:\n- Auto holds it.\n- Laundry runs for hours.\n- Night is quiet.\n",
        "The fair was on Sunday.\n- It rained.\n- Many came.\n",
        "It has this form:\n- one item only,\n\nMore follows here.\n",
    ],
)
def test_items_that_are_sentences_or_follow_a_full_stop_are_left_as_they_are(text: str) -> None:
    assert listings(from_text(text)) == ()


def test_a_list_too_long_for_a_sentence_gives_none_and_its_items_no_false_ones() -> None:
    items = "\n".join(f"- you have the illness of the number {n} of the long table below," for n in range(20))
    text = f"Do not take it if\n{items}\n- you are ill in another way than these.\n\nIt helps many people.\n"
    assert sentences(text) == ["It helps many people."]


def test_what_a_line_says_before_it_asks_belongs_to_its_question() -> None:
    text = "The red lamp is on. What does it mean?\n\nThe tank is full. Empty it into a sink.\n"
    assert sentences(text) == ["The tank is full.", "Empty it into a sink."]
