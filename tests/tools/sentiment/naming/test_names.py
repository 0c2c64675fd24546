"""What counts as the same name of a label, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.sentiment.naming.names import in_language, key, parts, readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Feature Requests", "feature_request"),
        ("featureRequest", "feature-request"),
        ("queries", "query"),
        ("movies", "movie"),
        ("taxes", "tax"),
        ("non-toxic", "not toxic"),
        ("nontoxic", "Not toxic"),
        ("No spam", "non-spam"),
        ("favourable", "favorable"),
        ("customer's", "customers"),
        ("“praise”", "praise:"),
        ("投訴", "投诉"),
        ("不是垃圾", "非垃圾"),
        ("没有价值", "无价值"),
        ("work/life balance", "work-life balance"),
        ("Ｐｏｓ", "pos"),
    ],
)
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("goods", "good"),
        ("accounts", "account"),
        ("news", "new"),
        ("customs", "custom"),
        ("satisfied", "not satisfied"),
        ("满意", "不满意"),
        ("无", "非"),
        ("service", "services desk"),
        ("none", "not e"),
        ("hour", "hor"),
    ],
)
def test_names_that_are_not_the_same(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("positive comments", "positive"),
        ("Sentiment: positive", "positive"),
        ("1. complaint", "complaint"),
        ("(a) complaint", "complaint"),
        ("3 complaint", "complaint"),
        ("投诉类", "投诉"),
        ("伤心情绪", "伤心"),
        ("关于价格的", "价格"),
    ],
)
def test_what_frames_a_name_is_left_out(name: str, bare: str) -> None:
    assert key(bare) in readings(name)


def test_only_matters_are_without_the_word_problem() -> None:
    assert key("billing") in readings("billing problems", of_matters=True)
    assert key("billing") not in readings("billing problems")
    assert key("支付") in readings("支付问题", of_matters=True)
    assert key("支付") not in readings("支付问题")


def test_nothing_is_left_out_of_a_name_that_is_nothing_else() -> None:
    assert readings("comments") == (key("comment"),)
    assert readings("类型")[-1]
    assert readings("3") == ("3",)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("joy/happiness", ("joy", "happiness")),
        ("Bug (defect)", ("bug", "defect")),
        ("praise and thanks", ("praise", "thanks")),
        ("口味和味道", ("口味", "味道")),
        ("understand", ()),
        ("service", ()),
    ],
)
def test_names_that_stand_beside_each_other_in_one(name: str, found: tuple[str, ...]) -> None:
    assert parts(name) == found


def test_a_name_in_two_languages() -> None:
    assert in_language("积极 Positive", "en") == "positive"
    assert in_language("Positive（积极）", "zh") == "积极"
    assert in_language("positive", "en") == in_language("积极", "zh") == in_language("A股", "zh") == ""


@given(st.text(max_size=120))
def test_any_text_has_readings_that_are_not_empty(name: str) -> None:
    assert all(readings(name))
    assert all(part.strip() for part in parts(name))
    assert all(key(reading) for reading in readings(name))
