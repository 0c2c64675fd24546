"""Where words stand in a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.fields import Place, Source, best


def found(text: str, words: str) -> list[str]:
    return [text[place.start : place.end] for place in Source(text).places(words)]


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("Total　１２３４ yuan", "1234", ["１２３４"]),
        ("在北京\n 大学，北京大学", "北京大学", ["北京\n 大学", "北京大学"]),
        ("sent in\n  form", "in form", ["in\n  form"]),
        ("we inform you", "in form", []),
        ("we inform you", "form", []),
        ("1,234.5 and 234", "234", ["234"]),
        ("items 1, 234 and 5", "234", ["234"]),
        ("报价单773，2020年；１，２３４元", "773", ["773"]),
        ("报价单773，2020年；１，２３４元", "2020年", ["2020年"]),
        ("报价单773，2020年；１，２３４元", "２３４", []),
        ("“Foo” LTD.", '"foo" ltd.', ["“Foo” LTD."]),
        ("12 Main St\nLondon", "12 Main St, London", ["12 Main St\nLondon"]),
        ("a 𠮷野家 b 𠮷野家", "𠮷野家", ["𠮷野家", "𠮷野家"]),
        ("人民币５００元", "500元", ["５００元"]),
        ("ﬁne", "fi", []),
        ("soft\u00adware", "software", ["soft\u00adware"]),
        ("nothing", "", []),
        ("nothing", "...", []),
    ],
)
def test_width_white_space_and_quotes_do_not_hide_words(text: str, words: str, there: list[str]) -> None:
    assert found(text, words) == there


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_every_place_is_in_the_text_and_in_order(text: str, start: int, length: int) -> None:
    places = Source(text).places(text[start : start + length])
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(
    st.text("ab 1.,北京\n", max_size=30), st.text("ab 1.,北京", min_size=1, max_size=8), st.text(max_size=30)
)
def test_words_that_stand_alone_are_found_where_they_were_put(before: str, words: str, after: str) -> None:
    words = words.strip(" .,")
    if not words:
        return
    text = f"{before}\n({words})\n{after}"
    at = len(before) + 2
    assert Place(at, at + len(words)) in Source(text).places(words)


def test_a_part_of_a_text_is_searched_however_often_the_words_stand_before_it() -> None:
    text = "5 " * 3_000 + "and 5 Ann"
    source = Source(text)
    end = len(text)
    assert source.places("5", end - 8, end) == (Place(end - 5, end - 4),)
    assert source.places("Ann", 0, end - 1) == ()


def test_of_several_places_the_label_before_one_decides() -> None:
    text = "Net: 100.00\nTax: 0.00\nTotal due: 100.00\nPaid 100.00"
    source = Source(text)
    places = source.places("100.00")
    assert best(source, places, "Total") == places[1]
    assert best(source, places, "Net amount") == places[0]
    assert best(source, places, "Something") == places[0]
    assert best(source, places, "Something", taken=[places[0]]) == places[1]
    assert best(source, places, "Something", after=places[2].start) == places[2]
    assert best(source, (), "Total") is None


def test_a_label_may_stand_on_the_line_before_and_in_chinese() -> None:
    text = "购买方：甲公司\n销售方\n甲公司"
    source = Source(text)
    places = source.places("甲公司")
    assert best(source, places, "销售方") == places[1]
    assert best(source, places, "购买方名称") == places[0]
