"""Which Chinese sentences say nothing without the sentence before them."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.standing.chinese import reference


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("他因此被罚款五千元。", "他"),
        ("2019年，她离开了县里。", "她"),
        ("它将在五月开放。", "它"),
        ("其中两本毁于水灾。", "其"),
        ("该公司拒绝了报价。", "该"),
        ("此前的通知作废。", "此"),
        ("这一做法引起了争议。", "这"),
        ("双方约定寄养十四天。", "双方"),
        ("同年，工厂停产。", "同年"),
    ],
)
def test_a_word_whose_meaning_stands_elsewhere_is_found(sentence: str, word: str) -> None:
    assert reference(sentence) == word


@pytest.mark.parametrize(
    "sentence",
    [
        "校长周明说，他明年退休。",
        "其他学生照常上课。",
        "此外，学校增加了两门课。",
        "公司说它不会涨价。",
        "工程师认为“他没有错”。",
        "其实大桥早已完工。",
        "当地居民反对修路。",
    ],
)
def test_a_sentence_that_says_whom_it_means_stands_alone(sentence: str) -> None:
    assert reference(sentence) == ""


def test_a_name_that_the_document_has_elsewhere_is_known() -> None:
    assert reference("乔望舒退休后，他在家作画。", ["乔望舒"]) == ""
