"""What a question about all documents asks of each."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.criterion import criterion


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many of these letters complain about delivery?", "complains about delivery"),
        ("Which of them mention the roof?", "mentions the roof"),
        ("How many customer letters try to cancel?", "tries to cancel"),
        ("How many of the reviews are about the hotel?", "is about the hotel"),
        ("List all notes that mention a broken window.", "mentions a broken window"),
        ("List every contract that ends in 2027.", "ends in 2027"),
        ("How many letters were written by Ms Orr?", "was written by Ms Orr"),
        ("有多少封信抱怨送货？", "抱怨送货"),
        ("这些信里有多少封抱怨噪音？", "抱怨噪音"),
        ("哪些评论提到了电池？", "提到了电池"),
        ("其中哪些提到了电池？", "提到了电池"),
        ("列出所有提到漏水的报修单。", "提到漏水"),
        ("要求退款的邮件有多少封？", "要求退款"),
        ("列出所有提到下雪的日记。", "提到下雪"),
        ("有多少份值班报告说有人受伤？", "说有人受伤"),
        ("有多少份说文件丢失了？", "说文件丢失了"),
        ("有多少封提到合同的信？", "提到合同的信"),
    ],
)
def test_the_question_becomes_what_is_said_of_one_document(question: str, asked: str) -> None:
    assert criterion(question) == asked


@pytest.mark.parametrize(
    "question", ["What did the roof cost?", "How many?", "?", "大桥什么时候通车？", "why " * 200]
)
def test_a_question_that_is_worded_otherwise_is_left_as_it_is(question: str) -> None:
    assert criterion(question) == ""
