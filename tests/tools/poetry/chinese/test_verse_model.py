"""The small model of old verse tells what a poet would write from what nobody would."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.chinese.verse_model import cost


@pytest.mark.parametrize(
    ("title", "above", "better", "worse"),
    [
        ("", (), "孤云照晚松", "举手兼亲耳"),  # words
        ("海边日出", ("海浪连天起",), "飞鸟入云烟", "鱼跃水中边"),  # a rhyme that ends no sense
        ("归乡", ("望断秋云人不见",), "不知何处是家乡", "何时才到对山乡"),
        ("品茶", ("茶水清如镜",), "香飘四壁间", "好是为吾之"),
    ],
)
def test_a_line_of_verse_costs_less(title: str, above: tuple[str, ...], better: str, worse: str) -> None:
    assert cost(title, above, better) < cost(title, above, worse)


def test_characters_of_the_topic_cost_no_more_than_others() -> None:
    """The old poems know no keyboard; a poem about one may."""
    assert cost("", (), "键盘声入夜", given="键盘") < cost("", (), "键盘声入夜") - 2


def test_a_character_that_it_has_never_seen_is_dear_and_no_error() -> None:
    assert cost("", (), "龘龘龘龘龘") > 30


def test_the_lines_above_and_the_title_are_heard() -> None:
    line = "霜叶满秋山"
    assert cost("秋山", (), line) < cost("春江", (), line)
    assert cost("", ("空林秋色晚",), line) != cost("", ("春江花月夜",), line)
