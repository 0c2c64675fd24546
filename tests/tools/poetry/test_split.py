"""How a pasted text becomes a title and lines."""

from __future__ import annotations

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.forms import form


def test_an_empty_text_has_no_title_and_no_lines() -> None:
    assert split_poem(" \n ", form("haiku")) == ("", ())


def test_rows_of_two_lines_are_taken_apart_and_the_title_is_set_aside() -> None:
    text = "登鹳雀楼\n\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
    assert split_poem(text, form("jueju-5")) == (
        "登鹳雀楼",
        ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"),
    )
