"""Another amount of a document that may be meant."""

from __future__ import annotations

import time

import pytest

from llmdesk.tools.ask.each.amounts import amount_of
from llmdesk.tools.ask.each.doubt import other_value, trimmed
from llmdesk.tools.documents import from_text
from llmdesk.tools.fields import habits_of


def other(text: str, value: str, field: str = "rent") -> str:
    amount = amount_of(value, habits_of(text))
    assert amount is not None
    return other_value(from_text(text), field, text.index(value), amount)


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        (
            "Until now it was 720 euros a month. From May on it is 780 euros a month.",
            "720 euros",
            "780 euros",
        ),
        ("It rises from 960 euros to 1,020 euros.", "960 euros", "1,020 euros"),
        ("You pay 720 euros. The rent of 780 euros is due in May.", "720 euros", "780 euros"),
        ("租金由960元涨到1,020元。", "960元", "1,020元"),
    ],
)
def test_what_may_be_meant_as_well_is_found(text: str, value: str, found: str) -> None:
    assert other(text, value) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The rent is 850 euros a month. A deposit of 1,700 euros is due.", "850 euros"),
        ("The rent is 850 euros a month. He repeats: 850 euros a month.", "850 euros"),
        ("The rent is 850 euros and takes effect in May, with 30 days' notice.", "850 euros"),
        ("It runs from 1 October 2024 to 31 March 2025.", "1 October 2024"),
        ("租金每月850元，押金1,700元。", "850元"),
    ],
)
def test_other_amounts_are_no_doubt(text: str, value: str) -> None:
    assert other(text, value) == ""


def test_a_value_is_told_without_the_words_around_its_figure() -> None:
    assert trimmed("850 euros a month", comma=False) == "850 euros"
    assert trimmed("from 850 euros to 900 euros", comma=False) == "from 850 euros to 900 euros"
    assert trimmed("free of charge", comma=False) == "free of charge"


def test_a_long_document_of_amounts_is_looked_through_in_time() -> None:
    lines = "".join(f"{at} euros w{'x' * (at % 7)}{'abcdefghij'[at % 10]} q{at}.\n" for at in range(1, 9_000))
    text = f"It costs 5 euros exactly.\n{lines}"
    begun = time.thread_time()
    other(text, "5 euros", "unheard of")
    assert time.thread_time() - begun < 5
