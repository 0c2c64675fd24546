"""Made documents whose values and places are known: invoices and short letters, in both languages.

`composed` puts them together from parts, of which one half of the wordings is only measured; `made` fills in
whole templates:

A template is a text with `{Field}` where a value stands; several variants are joined at random from its
parts, and some fields are left out. TUNING templates were looked at while Extract was built, MEASURING ones
only by the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.benchmarks.extract_texts.composed import LOOKED_AT, REPORTED, Half
from tests.benchmarks.extract_texts.composed import composed as _composed
from tests.benchmarks.extract_texts.composed_en import COMPOSED_EN
from tests.benchmarks.extract_texts.composed_zh import COMPOSED_ZH
from tests.benchmarks.extract_texts.kinds import Template
from tests.benchmarks.extract_texts.making import Known, Made, Maker
from tests.benchmarks.extract_texts.measuring import MEASURING
from tests.benchmarks.extract_texts.tuning import TUNING

__all__ = ["LOOKED_AT", "MEASURING", "REPORTED", "TUNING", "Half", "Known", "Made", "composed", "made"]


def composed(language: str, count: int, half: Half) -> Iterator[Made]:
    """`count` documents out of parts; the same each time."""
    return _composed(COMPOSED_ZH if language == "zh" else COMPOSED_EN, language, count, half)


def made(templates: Mapping[str, tuple[Template, ...]], language: str, count: int) -> Iterator[Made]:
    """`count` documents, each template in turn; the same each time."""
    for number in range(count):
        make, template = templates[language][number % len(templates[language])]
        yield make(Maker(language, number), template)
