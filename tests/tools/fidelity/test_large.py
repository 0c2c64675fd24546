"""Large numbers as the other language writes them."""

from __future__ import annotations

import pytest

from llmdesk.tools.fidelity import check
from llmdesk.tools.fidelity.large import large_numbers


@pytest.mark.parametrize(
    ("text", "source", "target", "found"),
    [
        ("在校学生18.6万人，投入12亿元。", "zh", "en", [("18.6万", "186,000"), ("12亿", "1.2 billion")]),
        ("约三万名，1.25亿，共217所。", "zh", "en", [("三万", "30,000"), ("1.25亿", "125 million")]),
        ("186,000 pupils, 1.2 billion dollars", "en", "zh", [("186,000", "18.6万"), ("1.2 billion", "12亿")]),
        ("3 million people and 3,400 cars", "en", "zh", [("3 million", "300万"), ("3,400", "3,400")]),
        ("12345678 stars", "en", "zh", [("12345678", "12,345,678")]),  # no rounding
        ("18.6万", "zh", "fr", []),
        ("In 2022 there were 20 of them.", "en", "zh", []),
    ],
)
def test_they_are_written_exactly(text: str, source: str, target: str, found: list[tuple[str, str]]) -> None:
    assert large_numbers(text, source, target) == found


def test_what_is_proposed_passes_the_check() -> None:
    for text, language, other in (
        ("18.6万人", "zh", "en"), ("12亿人", "zh", "en"), ("3 million people", "en", "zh"),
        ("45,600 people", "en", "zh"), ("1.2 billion people", "en", "zh"),
    ):  # fmt: skip
        ((_, written),) = large_numbers(text, language, other)
        target = f"{written} people" if other == "en" else f"{written}人"
        found = check(text, target, source_language=language, target_language=other)
        assert not [each for each in found if each.rule in ("numbers", "units")], (text, target)
