"""Values read as numbers and days, and what they come to."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.each.amounts import Amount, amount_of
from llmdesk.tools.ask.each.reckoning import different, told, without_amount
from llmdesk.tools.ask.everything import Counted, Everything
from llmdesk.tools.fields import habits_of


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("850 euros", Amount(850, "EUR")),
        ("£1,240", Amount(1240, "GBP")),
        ("45.5元", Amount(45.5, "CNY")),
        ("three months", Amount(3, "months")),
        ("12 pages", Amount(12, "number")),
        ("1 April 2024", Amount(738_977, "day")),
        ("2024年3月5日", Amount(738_950, "day")),
        ("about 500 euros", None),
        ("500 or 600 euros", None),
        ("June 2025", None),
        ("3/4/2024", None),  # of which month, nothing shows
        ("free of charge", None),
        ("", None),
    ],
)
def test_one_number_with_its_unit_or_one_day_is_read_and_nothing_else(
    words: str, amount: Amount | None
) -> None:
    assert amount_of(words, habits_of(words)) == amount


def found(*values: tuple[str, str]) -> Everything:
    rows = []
    for at, (verdict, value) in enumerate(values):
        amount = amount_of(value, habits_of(value))
        number, unit = (None, "") if amount is None else (amount.number, amount.unit)
        rows.append(
            Counted(at, f"{at}.txt", verdict, 0.0, value=value, number=number, unit=unit)  # type: ignore[arg-type]
        )
    return Everything("What is the rent in each?", tuple(rows), len(rows), asked_for="rent")


def test_the_program_reckons_with_what_was_checked_alone() -> None:
    values = found(
        ("yes", "850 euros"), ("yes", "€610.50"), ("unsure", "5 euros"), ("yes", "850 euros"), ("no", ""),
        ("yes", "free of charge"),
    )  # fmt: skip
    (euros,) = told(values)
    assert (euros.count, euros.different) == (3, 2)
    assert (euros.lowest, euros.lowest_file, euros.highest_file) == ("€610.50", "1.txt", "0.txt")
    assert euros.total_words == "2,310.50 EUR"
    assert different(values) == 3
    assert without_amount(values) == 1


def test_units_are_told_apart_and_days_are_not_added_up() -> None:
    values = found(
        ("yes", "850 euros"), ("yes", "£700"), ("yes", "£900"), ("yes", "1 May 2024"), ("yes", "3 March 2023")
    )  # fmt: skip
    pounds, days = told(values)  # a single value is no figure
    assert (pounds.unit, pounds.total) == ("GBP", 1600)
    assert (days.lowest, days.highest, days.total) == ("3 March 2023", "1 May 2024", None)
