"""Where lines pause, and what no line ends on."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.classical.pauses import across, never_last
from tests.tools.poetry.chinese.classical.famous_poems import FAMOUS


@pytest.mark.parametrize("line", ["山高速公路", "夜深秋叶落", "月明天气好"])
def test_a_word_across_a_pause_is_seen(line: str) -> None:
    assert across(line)


def test_old_verse_hardly_ever_has_a_word_across_a_pause() -> None:
    lines = [hanzi.characters(line) for poem in FAMOUS for line in poem.text.replace("。", "，").split("，")]
    lines = [line for line in lines if line]
    assert len(lines) > 300
    assert sum(across(line) > 0 for line in lines) / len(lines) < 0.05


def test_no_line_ends_on_a_word_that_wants_another() -> None:
    assert set("不欲与从犹莫") <= never_last()
    assert not set("流楼山来归深红千江") & never_last()
    ends = {hanzi.characters(line)[-1] for poem in FAMOUS for line in poem.text.split("。") if line.strip()}
    assert len(ends & never_last()) <= 1
