"""Made documents whose values and places are known: invoices and short letters, in both languages.

A template is a text with `{Field}` where a value stands; several variants are joined at random from its
parts, and some fields are left out. TUNING templates were looked at while Extract was built, MEASURING ones
only by the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks.extract_texts.kinds import Template
from tests.benchmarks.extract_texts.making import Known, Made, Maker
from tests.benchmarks.extract_texts.measuring import MEASURING
from tests.benchmarks.extract_texts.tuning import TUNING

__all__ = ["MEASURING", "TUNING", "Known", "Made", "made"]


def made(templates: Mapping[str, tuple[Template, ...]], language: str, count: int) -> Iterator[Made]:
    """`count` documents, each template in turn; the same each time."""
    for number in range(count):
        make, template = templates[language][number % len(templates[language])]
        yield make(Maker(language, number), template)
