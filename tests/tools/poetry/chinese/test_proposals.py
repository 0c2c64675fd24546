"""The network of old verse proposes lines that keep their places and are verse."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.chinese import verse_model
from llmdesk.tools.poetry.chinese.proposals import proposed
from llmdesk.tools.poetry.chinese.verse import RegulatedVerse
from llmdesk.tools.poetry.forms import form

COMMON = "明月照松林清风吹落叶寒灯夜雨孤舟远山秋水白云归鸟空江古寺钟声石上泉流人家炉火窗前雪花"


def test_every_line_keeps_its_places_and_has_no_character_twice() -> None:
    places = [set("明清寒孤"), set("月风灯舟"), set("照吹入归"), set("松落远古"), set("林叶山寺")]
    found = proposed("山夜", (), places, (), seed=1)
    assert len(found) >= 4
    for line in found:
        assert all(character in place for character, place in zip(line, places, strict=True))
        assert len(set(line)) == 5


def test_lines_stand_around_the_images_and_between_the_pauses() -> None:
    found = proposed("山寺", (), [set(COMMON)] * 7, ("古寺", "钟声"), seed=1)
    with_bell = [line for line in found if "钟声" in line]
    assert {line.find("钟声") for line in with_bell} == {0, 2, 4, 5}  # never across the pause of 2 + 2 + 3
    assert any("古寺" in line for line in found)
    assert any("古寺" not in line and "钟声" not in line for line in found)


def test_an_image_that_the_tones_do_not_allow_is_left_out() -> None:
    places = [set("松林清风"), set("松林清风"), set("照吹落归"), set("寒孤远秋"), set("山江舟泉")]
    assert not any("明月" in line for line in proposed("月夜", (), places, ("明月",), seed=1))


def test_another_seed_finds_others_and_the_same_one_the_same() -> None:
    places = [set(COMMON)] * 5
    first, again, other = (proposed("山夜", (), places, ("明月",), seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert set(first) != set(other)


def test_they_are_more_like_verse_than_the_characters_by_chance() -> None:
    found = proposed("山夜", (), [set(COMMON)] * 5, ("明月",), seed=1)
    assert verse_model.cost("山夜", (), found[0]) < 0 < verse_model.cost("山夜", (), COMMON[9:4:-1])


def test_no_place_can_be_filled_is_no_line_and_no_error() -> None:
    assert proposed("山夜", (), [set("山"), set("山"), set("水")], (), seed=1) == []


@pytest.mark.parametrize("name", ["jueju-5", "jueju-7", "lushi-5"])
def test_what_is_weighed_for_a_line_is_unlike_each_other_and_of_the_form(name: str) -> None:
    wanted = form(name)
    verse = RegulatedVerse(wanted, "主题：冬夜\n", ("冬夜", "炉火", "雪花"), "", seed=3)
    given = [ask.grammar for ask in verse.asks_beside((), 0) if ask.given]
    lines = [grammar.split('"')[1].rstrip("，。") for grammar in given]
    assert 4 <= len(lines) <= 8
    assert all(len(line) == wanted.characters for line in lines)
    starts = [line[:2] for line in lines]
    assert all(starts.count(start) <= 2 for start in starts)
    assert any("炉火" in line or "雪花" in line or "冬夜" in line for line in lines)
