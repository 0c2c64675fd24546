"""Words into numbers, dates, amounts of money."""

from __future__ import annotations

import pytest

from llmdesk.tools.fields import Field, Habits, Normal, habits_of, normal

NUMBER, MONEY, DATE = Field("n", type="number"), Field("m", type="money"), Field("d", type="date")
GERMAN = Habits(comma=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("320", 320), ("３２０", 320), ("三百二十", 320), ("1,234.50", 1234.5), ("twelve", 12), ("三", 3),
        ("3.5万", 35_000), ("一亿三千万", 130_000_000), ("-5", -5), ("15%", 15), ("17 units", 17),
        ("两个", 2), ("two hundred and five", 205), ("壹佰", 100), ("−5", -5), ("$-5", -5), ("(5.00)", -5),
        ("1/2", 0.5), ("half", 0.5), ("three quarters", 0.75), ("四分之三", 0.75), ("1 1/2", 1.5),
        ("百分之五", 5), ("5 percent", 5), ("5‰", 5), ("七成", 70), ("(5 units)", 5), ("3-room flat", 3),
    ],
)  # fmt: skip
def test_numbers_in_both_languages(text: str, value: float) -> None:
    assert normal(NUMBER, text) == Normal(value)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("EUR 1,234.50", 1234.5, "EUR"), ("€1.234,50", 1234.5, "EUR"), ("人民币叁仟贰佰元整", 3200, "CNY"),
        ("¥3,200.00元", 3200, "CNY"), ("3元5角", 3.5, "CNY"), ("3.5万元", 35_000, "CNY"),
        ("$4.2m", 4_200_000, "USD"), ("12 dollars 50 cents", 12.5, "USD"), ("twenty pounds", 20, "GBP"),
        ("1,200", 1200, ""), ("￥５００", 500, "JPY"), ("HK$ 80", 80, "HKD"), ("-$5", -5, "USD"),
        ("$-5", -5, "USD"), ("€ −1,240.00", -1240, "EUR"), ("EUR-5", -5, "EUR"), ("￥-500元", -500, "CNY"),
        ("(5.00)", -5, ""), ("($1,240.00)", -1240, "USD"), ("EUR (5.00)", -5, "EUR"),
        ("（1,240）", -1240, ""), ("a fee (EUR 5.00)", 5, "EUR"), ("(EUR 5.00)", -5, "EUR"),
        ("10 €-5", 10, "EUR"), ("X-5 for EUR 20", 20, "EUR"),
    ],
)  # fmt: skip
def test_money_with_its_currency(text: str, value: float, currency: str) -> None:
    assert normal(MONEY, text) == Normal(value, currency)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 March 2024", "2024-03-05"), ("March 5, 2024", "2024-03-05"), ("Mar 5 2024", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"), ("二〇二四年三月五日", "2024-03-05"), ("2024/3/5", "2024-03-05"),
        ("20240305", "2024-03-05"), ("３月５日", "--03-05"), ("March 2024", "2024-03"),
        ("Tuesday, 5 March 2024 at 14:30", "2024-03-05T14:30"), ("2024年3月5日 下午3点", "2024-03-05T15:00"),
        ("13/04/2024", "2024-04-13"),
    ],
)  # fmt: skip
def test_dates_in_both_languages_become_iso(text: str, value: str) -> None:
    assert normal(DATE, text) == Normal(value)


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        (NUMBER, "many", "no number"), (NUMBER, "10-15", "several numbers"), (MONEY, "a lot", "no money"),
        (MONEY, "EUR 5 or EUR 6", "several numbers"), (NUMBER, "(5)", "no number"),
        (MONEY, "(EUR 5)", "no money"), (NUMBER, "INV-5", "no number"), (MONEY, "Total-5.00", "no money"),
        (DATE, "tomorrow", "no date"),
        (DATE, "30 February 2023", "no date"), (DATE, "29 February 2023", "no date"),
        (DATE, "5 March 2024 or 6 March 2024", "no date"), (DATE, "20241399", "no date"),
        (DATE, "20240005", "no date"), (DATE, "20240500", "no date"), (DATE, "2024-13-05", "no date"),
        (DATE, "2024-00-10", "no date"), (DATE, "2024/13/01", "no date"), (DATE, "2024-03-99", "no date"),
        (DATE, "2024年00月", "no date"), (Field("c", type="yes/no"), "maybe", "no choice"),
        (Field("c", type="one of", one_of=("a", "b")), "c", "no choice"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_type_is_marked(field: Field, text: str, problem: str) -> None:
    assert normal(field, text) == Normal(None, problem=problem)  # type: ignore[arg-type]


def test_the_text_shows_how_its_numbers_and_days_are_written() -> None:
    german = habits_of("Netto 1.200,50 EUR, MwSt. 228,10 EUR")
    assert normal(NUMBER, "12,5", german) == Normal(12.5)
    assert normal(NUMBER, "12,500") == Normal(12_500)
    british = habits_of("Issued on 25/03/2024, due 4/4/2024")
    assert normal(DATE, "3/4/2024", british) == Normal("2024-04-03")
    assert normal(DATE, "3/4/2024") == Normal("2024-03-04")
    assert normal(MONEY, "¥500", habits_of("合计：¥500")) == Normal(500, "CNY")


def test_choices_are_what_they_say() -> None:
    assert normal(Field("c", type="yes/no"), "Yes") == Normal(True)
    assert normal(Field("c", type="yes/no"), "否") == Normal(False)
    assert normal(Field("c", type="one of", one_of=("Refund", "Repair")), "refund") == Normal("Refund")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("within 30 days", "P30D"),
        ("30 days net", "P30D"),
        ("within two weeks of receipt", "P14D"),
        ("收到发票后30天内", "P30D"),
        ("30日内", "P30D"),
        ("一个月内", "P1M"),
        ("30日", "---30"),
        ("8月15日前", "--08-15"),
        ("within 30 days of 5 May 2024", "2024-05-05"),
    ],
)
def test_a_term_is_a_duration_and_a_day_stays_one(text: str, term: str) -> None:
    assert normal(DATE, text).value == term


def test_a_time_alone_is_no_term() -> None:
    assert normal(DATE, "5 years").problem == "no date"
