"""Templates that were looked at while Extract was built: the first six of each language from its beginning,
the others written later, for words and orders that the first have not."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.extract_texts.kinds import Template
from tests.benchmarks.extract_texts.tuning_en import TUNING_EN
from tests.benchmarks.extract_texts.tuning_zh import TUNING_ZH

TUNING: Mapping[str, tuple[Template, ...]] = {"en": TUNING_EN, "zh": TUNING_ZH}
