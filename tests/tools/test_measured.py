"""What was measured of a model holds for the model as it is loaded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import KvCache, LoadedModel, ModelSpec
from llmdesk.tools.measured import key_of
from tests.fakes import FakeEngine


def test_a_measurement_is_of_the_type_of_the_cache_and_the_template_too(tmp_path: Path) -> None:
    model = FakeEngine().load(ModelSpec(FileRef(tmp_path / "fake.gguf")))
    local = model.local
    assert local is not None

    def loaded(**how: object) -> LoadedModel:
        return replace(model, local=replace(local, **how))  # type: ignore[arg-type]  # fields of it

    q8, q4 = KvCache("q8_0", "q8_0"), KvCache("q4_0", "q4_0")
    others = [model, loaded(kv=q8), loaded(kv=q4), loaded(template_id="a"), loaded(template_id="b")]
    assert len({key_of(each, "labels") for each in others}) == len(others)
    assert key_of(loaded(threads=7, flash_attention=True), "labels") == key_of(model, "labels")
