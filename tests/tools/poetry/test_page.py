"""What of a poem is set on a page: title, author, stanzas, marks, pinyin and tones."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.errors import UsageError
from llmdesk.paths import resource
from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.chinese.ci.pasted import recognized
from llmdesk.tools.poetry.chinese.hanzi import characters
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.page import MOST_CHARACTERS, Page, ToSet, page_of_text, page_of_verse

QUATRAIN = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
SONG = "如梦令\n李清照\n昨夜雨疏风骤，浓睡不消残酒。试问卷帘人，却道海棠依旧。知否，知否？应是绿肥红瘦。"


def texts(page: Page) -> list[list[str]]:
    return [[line.text for line in stanza] for stanza in page.stanzas]


def pinyin(page: Page, line: int) -> str:
    return " ".join(sound.pinyin for sound in page.lines[line].sounds)


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        ("《登鹳雀楼》 王之涣\n", "登鹳雀楼", "王之涣"),
        ("登鹳雀楼\n[唐] 王之涣\n\n", "登鹳雀楼", "王之涣"),
        ("登鹳雀楼\n王之涣\n\n", "登鹳雀楼", "王之涣"),
        ("登鹳雀楼\n唐·王之涣\n", "登鹳雀楼", "王之涣"),
        ("", "", ""),
    ],
)
def test_title_and_author_of_a_pasted_poem_are_set_apart(head: str, title: str, author: str) -> None:
    page = page_of_text(head + QUATRAIN, form("jueju-5"), "pingshui")
    assert (page.title, page.author) == (title, author)
    assert texts(page) == [["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"]]


def test_an_english_poem_keeps_its_stanzas_title_and_author() -> None:
    text = "Fire and Ice\nBy Robert Frost\n\nSome say the world\nwill end in fire,\n\nSome say\nin ice."
    page = page_of_text(text, form("free"), "zhonghua")
    assert (page.title, page.author) == ("Fire and Ice", "Robert Frost")
    assert texts(page) == [["Some say the world", "will end in fire,"], ["Some say", "in ice."]]


def test_a_song_stands_in_the_stanzas_of_its_tune_with_its_own_marks() -> None:
    wanted = recognized(SONG, form("ci"))
    page = page_of_text(SONG, wanted, "cilin")
    assert (page.title, page.author) == ("如梦令", "李清照")
    assert [len(stanza) for stanza in page.stanzas] == [7]
    assert page.lines[5].text == "知否？"


def test_verse_without_marks_gets_those_that_are_usual() -> None:
    page = page_of_verse(
        "", ("江村渡口晚风凉", "两岸芦花似雪霜", "欲问归舟", "渔灯一点"), form("jueju-7"), "zhonghua"
    )
    assert [line.text[-1] for line in page.lines] == ["，", "。", "，", "。"]
    song = ("江南好", "风景旧曾谙", "日出江花红胜火", "春来江水绿如蓝", "能不忆江南")
    sung = page_of_verse("", song, form("yijiangnan"), "cilin")
    assert [line.text[-1] for line in sung.lines] == ["，", "。", "，", "。", "。"]


def test_pinyin_goes_by_the_word_and_the_mark_by_the_book() -> None:
    lines = ("少小离家老大回", "不见长安见尘雾", "长大白发")
    old = page_of_verse("", lines, form("modern-zh"), "pingshui")
    assert pinyin(old, 0).startswith("shào xiǎo")
    assert pinyin(old, 1).startswith("bù jiàn cháng ān")
    assert pinyin(old, 2) == "zhǎng dà bái fà"
    today = page_of_verse("", lines, form("modern-zh"), "zhonghua")
    assert (old.lines[2].sounds[2].level, today.lines[2].sounds[2].level) == (False, True)  # 白 was entering


@pytest.mark.parametrize("text", ["", "  \n ", "白" * (MOST_CHARACTERS + 1), "a\n" * 300])
def test_what_is_no_poem_or_too_long_for_a_page_is_told(text: str) -> None:
    with pytest.raises(UsageError):
        ToSet(text, form("free")).page()


def test_the_author_that_is_told_goes_before_that_of_the_text() -> None:
    text = f"《登鹳雀楼》 王之涣\n{QUATRAIN}"
    assert ToSet(text, form("jueju-5")).page().author == "王之涣"
    assert ToSet(text, form("jueju-5"), author="朱佐朝").page().author == "朱佐朝"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("山水风月花鸟，。、！？ \n“”", min_size=1, max_size=12), min_size=1, max_size=6))
def test_no_character_of_the_verse_is_lost_or_said_twice(rows: list[str]) -> None:
    text = "\n".join(rows)
    lines = split_poem(text, form("jueju-5"))[1] if text.strip() else ()
    if not lines:
        return
    page = page_of_text(text, form("jueju-5"), "zhonghua")
    set_verse = characters("".join(line.text for line in page.lines))
    assert set_verse == characters("".join(lines))
    assert len(set_verse) == sum(len(line.sounds) for line in page.lines)


@pytest.mark.parametrize(
    ("line", "sounds"),
    [
        ("一行白鹭上青天", "yī háng bái lù shàng qīng tiān"),
        ("千里江陵一日还", "qiān lǐ jiāng líng yī rì huán"),
        ("還來就菊花", "hái lái jiù jú huā"),
        ("明朝散发弄扁舟", "míng zhāo sàn fà nòng piān zhōu"),
        ("雨霖鈴（并序）", "yǔ lín líng bìng xù"),
    ],
)
def test_words_of_verse_are_read_as_they_are_in_schools(line: str, sounds: str) -> None:
    page = page_of_verse("", (line,), form("modern-zh"), "zhonghua")
    assert pinyin(page, 0) == sounds


def test_each_word_of_verse_has_a_sound_for_each_character() -> None:
    words = tomllib.loads(resource("poetry", "readings.toml").read_text("utf-8"))["verse"]
    assert {word for word, sounds in words.items() if len(word.rstrip("$")) != len(sounds.split())} == set()
    sounds = [sound for text in words.values() for sound in text.split()]
    assert all(sound[-1] in "1234" and sound[:-1].isascii() for sound in sounds)


def test_a_character_of_both_tones_has_the_mark_of_the_one_that_counts_in_its_place() -> None:
    """胜 in 浑欲不胜簪 is level, as the check of the poem says; its mark was that of an oblique tone."""
    text = "国破山河在，城春草木深。感时花溅泪，恨别鸟惊心。烽火连三月，家书抵万金。白头搔更短，浑欲不胜簪。"
    last = page_of_text(text, form("lushi-5"), "pingshui").lines[-1]
    assert [sound.level for sound in last.sounds] == [True, False, False, True, True]
