"""A passage about the same thing is no answer to what it does not speak of."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.focus import is_answered


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How long is the bridge?", "The bridge is 118 metres long."),
        ("How wide is the bridge?", "Its width is nine metres."),
        ("How large is the flat?", "The flat has three rooms and 74 square metres."),
        ("Who built the bridge?", "It was built in 1934 by Carver and Sons."),
        ("Who gives the lessons for beginners?", "Lessons for beginners are given by Ms Harrow."),
        ("How many adults took part?", "In the trial, 212 adults were given the inhaler."),
        ("What did the roof cost, and who mowed the lawn?", "The roof cost 40,000 euros."),
        ("What do pensioners pay at the zoo?", "Pensioners get into the zoo for nothing."),
        ("By how much did the rent change?", "The rent fell by 40 euros."),
        ("How much money is left in the fund?", "3,180 euros are left in the fund."),
        ("Which of the two depots is larger?", "The depot in Odense is the largest."),
        ("How long is the guarantee period?", "The guarantee covers two years."),
        ("芙蓉洞的门票多少钱？", "芙蓉洞门票八十元。"),
        ("大桥的设计师是谁？", "大桥的设计师为李明。"),
        ("一个人最多可以借几本书？", "成人一次可借八本。"),
        ("名字的来源是什么？", "地名来自一位秘书的姓。"),
        ("大桥什么时候通车？", "大桥于2021年通车。"),
    ],
)
def test_what_is_asked_for_is_named(question: str, passage: str) -> None:
    assert is_answered(question, passage, "The bridge. The flat in Orchard Road.")


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How wide is the bridge?", "The bridge is 118 metres long."),
        ("By how much did the rent change?", "The rent is paid on the 3rd."),
        ("Who is the lifeguard?", "Ms Harrow gives lessons at the pool."),
        ("How many pupils go to the school?", "Pupils grow beans and pumpkins at the school."),
        ("Who conducts the choir?", "Mr Adair of the choir had sent apologies."),
        ("芙蓉洞的门票多少钱？", "芙蓉洞全长2846米。"),
        ("芙蓉洞的门票多少钱？", "演唱会的门票八十元。"),
        ("大桥由谁设计？", "大桥由卡弗公司承建。"),
        ("一个人最多可以借几本书？", "借书要带借书证。"),
    ],
)
def test_a_passage_about_the_same_thing_is_no_answer(question: str, passage: str) -> None:
    assert not is_answered(question, passage, "papers.txt")


def test_what_it_stands_under_counts_but_for_its_numbers() -> None:
    assert is_answered("Who built the Old Mill Bridge?", "It was built by Carver.", "The Old Mill Bridge")
    assert not is_answered("How many pupils has the school?", "The pupils grow beans.", "School 12 in 2016")


def test_a_question_of_any_length_is_looked_at_in_no_time() -> None:
    assert not is_answered("How many, and how many " * 20_000, "The pool.", "")
