"""Numbers by their value, however they are written."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.figures import figures


def values(text: str) -> list[str]:
    return [figure.value for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.2 million tonnes", ["4200000"]),
        ("1,310 ships and 1 284 others", ["1310", "1", "284"]),
        ("forty-one of sixty-four", ["41", "64"]),
        ("two hundred and fifty thousand", ["250000"]),
        ("two thirds of them", ["2/3"]),
        ("half of the weight", ["1/2"]),
        ("seven percent, 34%", ["7", "34"]),
        ("on 17 May 1893", ["17", "1893"]),
        ("one of them", []),
        ("三亿七千万元", ["370000000"]),
        ("3.7亿元", ["370000000"]),
        ("2.8万元和两万八千元", ["28000", "28000"]),
        ("百分之六十二，62%", ["62", "62"]),
        ("下降了四成", ["40"]),
        ("完成任务，三分之一", ["1/3"]),
        ("二〇二三年", ["2023"]),
        ("到2020年", ["2020"]),
        ("一方面，四季如春", []),
        ("三年", ["3"]),
    ],
)
def test_values(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("seven percent", "percent"), ("四成", "percent"), ("百分之三", "percent"), ("$40", "money"),
        ("四百万元", "money"), ("14 months", "month"), ("十四个月", "month"), ("212 people", ""),
        ("36-hour week", "hour"),
    ],
)  # fmt: skip
def test_measures(text: str, measure: str) -> None:
    assert [figure.measure for figure in figures(text)] == [measure]


def test_places_are_exact() -> None:
    text = "In 2019, sixty-four children and 三千六百 books."
    assert [text[f.start : f.end] for f in figures(text)] == ["2019", "sixty-four", "三千六百"]
