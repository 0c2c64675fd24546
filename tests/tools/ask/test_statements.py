"""A short answer and its question become one statement that can be held against a document."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.statements import is_short, statement


@pytest.mark.parametrize(
    ("question", "answer", "whole"),
    [
        ("What did the roof cost?", "40,000 euros.", "the roof cost 40,000 euros."),
        ("Who built the bridge?", "Carver and Sons.", "Carver and Sons built the bridge."),
        ("When does the pool open?", "On 3 June.", "the pool open On 3 June."),
        ("How much is a ticket?", "Fifty euros", "a ticket is Fifty euros."),
        ("On which day is the museum closed?", "Mondays.", "the museum closed Mondays."),
        ("Which firm will mend it?", "Carver", "firm mend it Carver."),
        ("门票多少钱？", "五十元。", "门票五十元。"),
        ("大桥什么时候通车？", "2021年。", "大桥2021年通车。"),
        ("请问谁建了大桥吗？", "卡弗公司", "卡弗公司建了大桥。"),
        ("博物馆星期几闭馆？", "星期一。", "博物馆星期一闭馆。"),
    ],
)
def test_the_answer_stands_where_the_question_asks(question: str, answer: str, whole: str) -> None:
    assert statement(question, answer) == whole


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Is it open?", "Yes."), ("大桥通车了吗？", "是。"), ("", "x"), ("Who?", "."), ("why " * 200, "x")],
)
def test_what_cannot_be_put_together_is_no_statement(question: str, answer: str) -> None:
    assert statement(question, answer) == ""


def test_a_long_answer_is_a_sentence_of_its_own() -> None:
    assert is_short("Fifty euros.")
    assert is_short("五十元。")
    assert not is_short("The roof of the town hall that had leaked for many years cost 40,000 euros.")
    assert not is_short("市政厅漏了好多年的屋顶在五月份终于修好了，一共花了整整四万欧元，由县里出钱支付。")
