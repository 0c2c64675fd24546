"""Changes from one wording to another, each to be taken or left."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.write.diff import applied, changes

WORDS = st.lists(st.sampled_from(["the", "boat", "1,250", "中", "文", " ", " ", ", ", ".", "\n", "’s"])).map(
    "".join
)


@given(WORDS, WORDS)
def test_all_changes_give_the_new_text_and_none_the_old_one(old: str, new: str) -> None:
    made = changes(old, new)
    assert applied(old, made) == new
    assert applied(old, ()) == old


@given(WORDS, WORDS, st.text(max_size=5))
def test_each_change_says_what_stands_at_its_place(old: str, new: str, before: str) -> None:
    made = changes(old, new, len(before))
    assert all((before + old)[change.start : change.end] == change.old for change in made)
    assert all(first.end <= second.start for first, second in itertools.pairwise(made))


def test_a_changed_word_is_one_change() -> None:
    (change,) = changes("It was never ment for ships.", "It was never meant for ships.")
    assert (change.old, change.new, change.start) == ("ment", "meant", 13)


def test_a_character_of_a_chinese_sentence_is_one_change() -> None:
    (change,) = changes("我昨天去了公圆玩", "我昨天去了公园玩")
    assert (change.old, change.new) == ("圆", "园")


def test_one_change_may_be_left_out() -> None:
    old, new = "he go to a old school", "he goes to an old school"
    made = changes(old, new)
    assert applied(old, made[:1]) == "he goes to a old school"
