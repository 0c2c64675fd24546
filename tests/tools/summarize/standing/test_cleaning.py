"""What is cut off before a sentence, and what is no sentence for a summary."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.standing import cleaning


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LONDON, 3 March – The bridge was closed.", "The bridge was closed."),
        ("KESTREL BAY (Wire) - The bridge was closed.", "The bridge was closed."),
        ("Leddon, March 3, 2021 — The bridge was closed.", "The bridge was closed."),
        ("- The bridge was closed.", "The bridge was closed."),
        ("1) the bridge was closed.", "The bridge was closed."),
        ("3.2.1 The tenant pays for repairs.", "The tenant pays for repairs."),
        ("3.2.1若逾期不付，合同终止。", "若逾期不付，合同终止。"),
        ("（二）申请人应当提交材料。", "申请人应当提交材料。"),
        ("答：药片不能掰开吃。", "药片不能掰开吃。"),
        ("本报讯（记者 张三）大桥昨天通车。", "大桥昨天通车。"),
        ("新华社北京3月5日电 大桥昨天通车。", "大桥昨天通车。"),
        ("【通知】学校下周放假。", "学校下周放假。"),
        ("The sentence The judge fined the company.", "The judge fined the company."),
        ("处理办法：商场退还全部货款。", "商场退还全部货款。"),
    ],
)
def test_what_is_no_part_of_a_sentence_is_cut_off(text: str, rest: str) -> None:
    assert cleaning.cleaned(text, ["The sentence", "处理办法"]) == rest


@pytest.mark.parametrize(
    "text",
    [
        "3.5万人参加了比赛。",
        "4.2 million people live here.",
        "The sentence was passed in May.",
        "处理办法由商场另行公布。",
        "The bridge - closed since May - opens again.",
        "一、二班的学生参加了活动。"[2:],
        "NATO is an alliance.",
        "3 March is the last day.",
    ],
)
def test_a_sentence_that_begins_so_is_left_as_it_is(text: str) -> None:
    assert cleaning.cleaned(text, ["The sentence", "处理办法"]) == text


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("答：不建议。", "能掰开吃吗？"),
        ("No, they must be swallowed whole.", "Can I chew the tablets?"),
        ("可以，但要提前登记。", "可以带宠物吗？"),
    ],
)
def test_a_bare_answer_is_known_by_the_question_before_it(text: str, before: str) -> None:
    assert cleaning.is_answer(text, before)
    assert not cleaning.is_answer("答：机器运到以后，请直立静置6小时再通电。", "怎样开始使用？")
    assert not cleaning.is_answer(text, "The leaflet follows.")


def test_questions_and_ends_of_sentences_are_known() -> None:
    assert cleaning.is_question("How do I take it?”")
    assert cleaning.is_end("and the rest of it.")
    assert not cleaning.is_end("iPhone sales fell in May.")
    assert not cleaning.is_end("The rest of it.")
