"""Which questions ask each document for a value, and what one document is asked for."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.each.wanted import asks_each, can_be_valued, field_of

ASKED = [
    ("What is the monthly rent in each contract?", "monthly rent", "money"),
    ("What is the rent in these contracts?", "rent", "money"),
    ("Compare the notice periods.", "notice periods", "text"),
    ("Compare the warranty in all offers", "warranty", "text"),
    ("When does each tenancy begin?", "When does it begin", "date"),
    ("How much does each letter ask for?", "How much does it ask for", "money"),
    ("How many pages does each report have?", "How many pages does it have", "number"),
    ("List the price of every offer", "price", "money"),
    ("Who signed each of the agreements?", "Who signed it", "text"),
    ("Please tell me what each invoice costs.", "what it costs", "money"),
    ("For each contract, what is the deposit?", "deposit", "money"),
    ("How long is the notice period per contract?", "How long is the notice period", "text"),
    ("每封信要求退款多少？", "要求退款", "money"),
    ("哪封信要求退款多少？", "要求退款", "money"),
    ("每封信里的订单是哪天下的？", "订单是哪天下的", "date"),
    ("各份合同的租金分别是多少？", "租金", "money"),
    ("这些合同的通知期有多长？", "通知期有多长", "text"),
    ("比较各封信里买的商品。", "买的商品", "text"),
    ("比较通知期", "通知期", "text"),
]
OTHERS = [
    "Which letters complain about delivery?",
    "How many of these letters complain?",
    "How many letters mention each of the pumps?",
    "List all letters that mention a pump",
    "What does the lease say about pets?",
    "Which supplier is cheapest?",
    "Compare apples and oranges",
    "Compare the lease with the offer",
    "Compare the two offers",
    "Compare these contracts",
    "What are these documents about?",
    "What do these letters say about delivery?",
    "What do all of the reports have in common?",
    "Summarize each of the letters",
    "Why does each customer write these letters?",
    "哪些信投诉了送货？",
    "多少封信提到退款？",
    "租金是多少？",
    "比较甲方和乙方的责任",
    "总结每封信",
    "比较这两份合同",
    "这些文件讲了什么？",
    "各份报告有什么不同？",
    "列出所有合同",
    "列出所有提到水泵的报告",
    "",
]


@pytest.mark.parametrize(("question", "name", "kind"), ASKED)
def test_a_value_of_each_is_asked_for_and_what_of_one(question: str, name: str, kind: str) -> None:
    assert asks_each(question)
    assert can_be_valued(question)
    assert (field_of(question).name, field_of(question).type) == (name, kind)


@pytest.mark.parametrize("question", OTHERS)
def test_other_questions_ask_for_none(question: str) -> None:
    assert not asks_each(question)


def test_what_asks_for_a_text_of_its_own_is_no_value() -> None:
    assert can_be_valued("What does the parcel cost?")
    assert not can_be_valued("Summarize the letters")
    assert not can_be_valued("总结这些信")


def test_a_question_of_any_length_and_marks_makes_a_field() -> None:
    assert 0 < len(field_of("What is the | price; of " + "x" * 50_000).name) <= 60
    assert "|" not in field_of("What is the | price; of it").name
