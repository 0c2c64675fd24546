"""Which sequence of tone patterns a poem follows."""

from __future__ import annotations

from llmdesk.tools.poetry.check import check_poem


def test_a_poem_that_can_be_read_with_usual_sounds_is_read_so() -> None:
    """凉 is liáng, so the first line rhymes; read as liàng it would keep another sequence."""
    checks = check_poem("江村渡口晚风凉\n两岸芦花似雪霜\n欲问归舟何日到\n渔灯一点入苍茫", "jueju-7")
    assert all(check.passed for check in checks)
    assert {check.line for check in checks if check.rule == "rhyme"} == {0, 1, 3}
    assert not any("liàng" in check.detail for check in checks if check.rule == "tones")
