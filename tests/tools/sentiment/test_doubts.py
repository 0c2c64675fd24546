"""When a user is told to look twice at what a set of labels gave."""

from __future__ import annotations

import pytest

from llmdesk.tools.sentiment.doubts import about
from llmdesk.tools.sentiment.labels import label_set, make_set
from llmdesk.tools.sentiment.types import Label


def test_a_label_that_takes_nearly_all_rows_is_told() -> None:
    (found,) = about(label_set("sports,world,arts"), {"sports": 95, "world": 5})
    assert "“sports” took 95% of the rows" in str(found)


@pytest.mark.parametrize("counts", [{"sports": 89, "world": 11}, {"sports": 19}, {}])
def test_an_ordinary_mix_and_a_few_rows_are_not(counts: dict[str, int]) -> None:
    assert about(label_set("sports,world,arts"), counts) == ()


@pytest.mark.parametrize(
    "words", ["good,great,bad", "好,好评,差", "happy,glad,sad", "Anger,joy,rage", "投诉,抱怨,表扬"]
)
def test_two_words_for_one_label_are_told(words: str) -> None:
    (found,) = about(label_set(words), {})
    assert "mean nearly the same" in str(found)


def test_labels_whose_difference_the_user_told_are_not() -> None:
    told = make_set([Label("joy", "a lasting state"), Label("happiness", "of a moment"), Label("sadness")])
    assert about(told, {}) == ()


@pytest.mark.parametrize(
    "words", ["positive,neutral,negative", "very good,good,ok,bad,very bad", "sports,sport news"]
)
def test_labels_of_several_meanings_are_not(words: str) -> None:
    assert about(label_set(words), {}) == ()


def test_labels_that_the_model_expects_of_few_rows_are_told() -> None:
    labels, counts = label_set("sports,world,arts"), {"sports": 50, "world": 30, "unsure": 20}
    (found,) = about(labels, counts, 80)
    assert "For 80% of the rows the model hardly expects any of these labels" in str(found)
    assert about(labels, counts, 50) == ()
    assert about(labels, {"sports": 10, "world": 9}, 19) == ()
