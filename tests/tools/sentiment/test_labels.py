"""Sets of labels: ready ones, typed ones, and what is refused."""

from __future__ import annotations

import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.sentiment.labels import label_set, make_set, ready_set, ready_sets
from llmdesk.tools.sentiment.types import Label

READY = ["sentiment-2", "sentiment-3", "sentiment-5", "topic", "spam", "urgency"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_ready_set_has_descriptions_and_examples(language: str) -> None:
    sets = ready_sets(language)
    assert [ready.name for ready in sets] == READY
    for ready in sets:
        assert ready.title
        assert ready.language == language
        assert all(label.description and label.examples for label in ready.labels)


def test_the_ready_sets_have_as_many_labels_in_both_languages() -> None:
    for english, chinese in zip(ready_sets("en"), ready_sets("zh"), strict=True):
        assert len(english.labels) == len(chinese.labels)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("positive,negative", "sentiment-2"),
        ("Negative, Positive", "sentiment-2"),
        ("正面，负面", "sentiment-2"),
        ("positive,neutral,negative", "sentiment-3"),
        ("spam", "spam"),
        ("SENTIMENT-5", "sentiment-5"),
    ],
)
def test_the_labels_of_a_ready_set_mean_the_ready_set(typed: str, name: str) -> None:
    assert label_set(typed).name == name


def test_the_order_of_the_labels_stays_as_typed() -> None:
    assert label_set("negative,positive").names == ("negative", "positive")


def test_other_labels_are_a_set_of_ones_own() -> None:
    found = label_set(" sports ,world news,")
    assert found.names == ("sports", "world news")
    assert found.name == ""


def test_chinese_commas_part_labels() -> None:
    assert label_set("体育、财经，娱乐").names == ("体育", "财经", "娱乐")
    assert label_set("体育、财经").language == "zh"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "two labels"),
        ("good", "two labels"),
        ("good,,bad", "empty"),
        ("good,Good", "twice"),
        ("good,unsure", "unsure"),
        ("good," + "x" * 101, "too long"),
        (",".join(f"label {number}" for number in range(51)), "too many"),
    ],
)
def test_what_makes_no_set_is_told(typed: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        label_set(typed)


def test_fifty_labels_are_a_set() -> None:
    assert len(label_set(",".join(f"label {number}" for number in range(50))).labels) == 50


def test_descriptions_and_examples_become_single_lines() -> None:
    found = make_set([Label("bug", "does not\nwork", ("It crashed.\n\nLabel: praise", " ")), Label("praise")])
    assert found.labels[0] == Label("bug", "does not work", ("It crashed. Label: praise",))


def test_an_unknown_name_is_no_ready_set() -> None:
    assert ready_set("sentiment-4") is None
