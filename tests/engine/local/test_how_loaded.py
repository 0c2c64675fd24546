"""How a model is loaded when its user says so: what its cache is kept in, flash attention, a template of its
own. With the real starter model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, KvCache, LocalFacts, Message, ModelSpec
from llmdesk.errors import TemplateRefused, UserError
from llmdesk.gguf import read_header
from llmdesk.hardware import kv_cache_bytes
from llmdesk.models.fit import need
from tests.engine.conftest import GREEDY

pytestmark = pytest.mark.model

Q8, Q4 = KvCache("q8_0", "q8_0"), KvCache("q4_0", "q4_0")
HELLO = GenerateRequest((Message("user", "Say hello."),), sampling=GREEDY, max_tokens=5)
PLAIN = "{% for message in messages %}{{ message.content }}{% endfor %}"


def load(engine: Engine, spec: ModelSpec) -> tuple[LocalFacts, tuple[str, ...]]:
    loaded = engine.load(spec)
    assert loaded.local is not None
    return loaded.local, loaded.warnings


@pytest.mark.parametrize("kv", [KvCache(), Q8, Q4, KvCache("q8_0", "q4_0")])
def test_the_cache_is_kept_in_the_type_that_was_asked_for_and_takes_what_was_estimated(
    own_engine: Engine, spec: ModelSpec, starter: Path, kv: KvCache
) -> None:
    facts, _ = load(own_engine, replace(spec, kv=kv))
    assert facts.kv == kv
    assert facts.flash_attention is True
    estimate = kv_cache_bytes(read_header(starter), 4096, kv)
    assert facts.kv_bytes == pytest.approx(estimate, rel=0.01)
    assert own_engine.generate(HELLO).result(60).text


def test_values_in_fewer_bits_turn_flash_attention_on_and_say_so(own_engine: Engine, spec: ModelSpec) -> None:
    facts, warnings = load(own_engine, replace(spec, kv=Q8, flash_attention="off"))
    assert facts.flash_attention is True
    assert any("Flash attention is on" in warning for warning in warnings)


def test_without_flash_attention_it_answers_and_takes_the_memory_that_was_estimated(
    own_engine: Engine, spec: ModelSpec, starter: Path
) -> None:
    facts, warnings = load(own_engine, replace(spec, flash_attention="off", kv=KvCache("q8_0", "f16")))
    assert facts.flash_attention is False
    assert warnings == ()
    estimate = need(read_header(starter), 4096, flash_attention="off")
    assert facts.compute_bytes == pytest.approx(estimate.compute, rel=0.05)
    assert own_engine.generate(HELLO).result(60).text


def test_a_template_of_ones_own_is_what_chats_are_made_with(own_engine: Engine, spec: ModelSpec) -> None:
    facts, warnings = load(own_engine, replace(spec, template=PLAIN))
    assert (facts.template, warnings) == ("own", ())
    [of_text] = own_engine.count_tokens(["Say hello."])
    assert own_engine.count_chat([Message("user", "Say hello.")]) == of_text
    assert load(own_engine, spec)[0].template == "gguf"
    assert own_engine.count_chat([Message("user", "Say hello.")]) > of_text


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% for m in messages %}\n{{ m.content }}\n{% endfr %}", 3),
        ("{% for m in messages %}\n\n\n{{ m.content | nosuch }}\n{% endfor %}", 4),
        ("{{ messages[0].content }}\n{{ raise_exception('no') }}", 2),
        ("\n{{ messages[0].content + 1 }}", 2),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 0),
        ("{{ 'x' * 99999999999 }}", 1),
        ("no message at all", 0),
        ("x" * 200_001, 0),
    ],
    ids=["syntax", "filter", "raised", "type", "loops", "gigabytes", "drops the text", "too long"],
)
def test_a_broken_template_is_refused_with_its_line_and_the_model_stays_usable(
    own_engine: Engine, spec: ModelSpec, template: str, line: int
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        own_engine.load(replace(spec, template=template))
    assert refused.value.params["line"] == line
    assert (f"Line {line}" in str(refused.value)) == bool(line)
    if template.startswith("no message"):
        assert own_engine.load(spec).has_template


def test_a_model_whose_keys_make_no_whole_blocks_says_so_before_it_loads(tmp_path: Path) -> None:
    from llmdesk.engine.child.placement import kv_used
    from tests.gguf_writer import small_model, write_gguf

    header = replace(read_header(write_gguf(tmp_path / "m.gguf", *small_model())), key_length=80)
    plain = ModelSpec(ref=FileRef(tmp_path / "m.gguf"))
    assert kv_used(header, plain) == KvCache()
    with pytest.raises(UserError, match="80 in a key"):
        kv_used(header, replace(plain, kv=Q8))
    assert kv_used(header, replace(plain, kv=Q8, kv_if_it_suits=True)) == KvCache()
