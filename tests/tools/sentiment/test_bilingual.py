"""Chinese texts with the larger model, on texts that neither prompts nor calibration have seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.sentiment import Analyzer, label_set, measure
from tests.tools.sentiment import texts

EACH = 12


@pytest.mark.bilingual
def test_chinese_texts_get_the_right_label(bilingual: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "engine.log", tmp_path / "machine.json")
    try:
        engine.load(ModelSpec(FileRef(bilingual), context=1024, device="cpu"))
        analyzer = Analyzer(engine, label_set("正面，负面"), None)
        rows = list(analyzer.rows(texts.CHINESE_POSITIVE[:EACH] + texts.CHINESE_NEGATIVE[:EACH]))
        found = measure(
            [row.probabilities for row in rows], ["正面"] * EACH + ["负面"] * EACH, analyzer.labels.names
        )
        assert {row.language for row in rows} == {"zh"}
        assert found.accuracy >= 0.85
        assert analyzer.warning({"zh"}) == ""
    finally:
        engine.close()
