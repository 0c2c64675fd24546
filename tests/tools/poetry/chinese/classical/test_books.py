"""The tones and rhymes of characters by the old books."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.chinese.classical.books import Book, are_neighbours, entries, readings, readings_in


@pytest.mark.parametrize("character", list("白日国十竹雪月别一出节石息独绝"))
def test_the_entering_tone_is_oblique(character: str) -> None:
    assert {reading.tone for reading in readings(character, "pingshui")} == {"oblique"}
    assert any(entry.tone == "入" for entry in entries(character))


@pytest.mark.parametrize(
    ("character", "book", "group"),
    [("东", "pingshui", "一东"), ("冬", "pingshui", "二冬"), ("冬", "cilin", "第一部"),
     ("来", "cilin", "第五部"), ("杯", "cilin", "第三部"),
     ("门", "cilin", "第六部"), ("言", "cilin", "第七部"),
     ("楼", "pingshui", "十一尤"), ("樓", "pingshui", "十一尤"), ("斜", "pingshui", "六麻")],
)  # fmt: skip
def test_rhymes_are_those_of_the_book(character: str, book: Book, group: str) -> None:
    assert group in {reading.group for reading in readings(character, book) if reading.rhymes}


def test_what_verse_uses_on_both_tones_has_both() -> None:
    for character in "看过胜教应":
        assert {reading.tone for reading in readings(character, "pingshui")} == {"level", "oblique"}


def test_a_sense_of_two_thousand_years_ago_does_not_count() -> None:
    assert {reading.tone for reading in readings("不", "pingshui")} == {"oblique"}


def test_the_word_decides_where_the_data_says_so() -> None:
    assert readings_in("空余", "pingshui")[0][0].tone == "level"
    assert {reading.tone for reading in readings_in("空余", "pingshui")[0]} == {"level"}


def test_neighbours_share_a_part() -> None:
    assert are_neighbours("一东", "二冬")
    assert are_neighbours("十二文", "十三元")
    assert not are_neighbours("一东", "七阳")
