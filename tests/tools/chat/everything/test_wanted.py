"""Which questions are about all documents. They are ours, and none is one that anything is measured by."""

from __future__ import annotations

import pytest

from llmdesk.tools.chat.everything.wanted import can_be_judged, is_about_all


@pytest.mark.parametrize(
    "question",
    [
        "How many of these letters complain about the noise?",
        "How many reviews mention the battery?",
        "Which of the reports say that the pump failed?",
        "Which documents mention Mr Orr?",
        "List all emails that ask for a refund.",
        "Find every contract that has a penalty clause.",
        "有多少封信抱怨噪音？",
        "哪些评论提到了电池？",
        "这些邮件里有多少封要求退款？",
        "列出所有提到退款的邮件",
    ],
)
def test_counts_and_lists_of_documents_are_recognised(question: str) -> None:
    assert is_about_all(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many people live in Rome?",
        "How many euros did the roof cost?",
        "Which colour has the roof?",
        "What do the letters say about the noise?",
        "Why do so many letters complain?",
        "Thanks!",
        "How many letters has the alphabet " + "really " * 60,
        "屋顶花了多少钱？",
        "信里说了什么？",
        "罗马有多少人？",
        "",
    ],
)
def test_what_passages_can_answer_is_left_to_them(question: str) -> None:
    assert not is_about_all(question)


@pytest.mark.parametrize(
    ("question", "judged"),
    [
        ("How many of them are late?", True),
        ("Does it mention the noise?", True),
        ("complains about the noise", True),
        ("是否提到噪音？", True),
        ("What does the roof cost?", False),
        ("Compare the prices.", False),
        ("Why is it late?", False),
        ("屋顶花了多少钱？", False),
        ("比较各家的价格", False),
        ("总结这些信", False),
    ],
)
def test_what_yes_or_no_for_each_document_answers(question: str, judged: bool) -> None:
    assert can_be_judged(question) is judged
