"""`llmdesk models settings`, and that every command loads the model so."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from llmdesk.engine.types import KvCache, LoadedModel, ModelSpec
from tests.cli.harness import Cli
from tests.fakes import FakeEngine
from tests.gguf_writer import small_model, write_gguf

TEMPLATE = "{% for m in messages %}{{ m.content }}{% endfor %}"


@pytest.fixture(autouse=True)
def _keys_of_whole_blocks(run: Cli) -> None:
    metadata, tensors = small_model()
    heads = {"llama.attention.head_count": 1, "llama.attention.head_count_kv": 1}
    write_gguf(run.model, {**metadata, **heads}, tensors)


class RecordingEngine(FakeEngine):
    """Remembers how it was asked to load."""

    def __init__(self) -> None:
        super().__init__()
        self.specs: list[ModelSpec] = []

    def load(self, spec: ModelSpec, *rest: object, **named: object) -> LoadedModel:
        self.specs.append(spec)
        return super().load(spec)


def settings(run: Cli, *words: str) -> int:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run("models", "settings", str(run.model), *words, model=False)


def document(run: Cli, *words: str) -> dict[str, object]:
    assert settings(run, "--json", *words) == 0, run.out.getvalue()
    return dict(run.json)


def test_without_options_they_are_shown_and_nothing_is_kept(run: Cli) -> None:
    assert settings(run) == 0
    assert "automatic" in run.out.getvalue()
    assert not (run.folder / "data" / "models" / "library.json").exists()


def test_what_is_set_is_kept_shown_and_counted_in_the_memory(run: Cli) -> None:
    before = document(run, "--context", "4096")
    after = document(run, "--kv-type", "q8_0/q4_0", "--gpu-layers", "7", "--flash-attention", "on")
    assert (after["context"], after["kv_type"], after["gpu_layers"]) == (4096, "q8_0/q4_0", 7)
    assert after["flash_attention"] == "on"
    assert isinstance(before["memory"], dict)
    assert isinstance(after["memory"], dict)
    assert after["memory"]["kv_cache"] < before["memory"]["kv_cache"]
    assert document(run) == after


def test_every_command_that_loads_the_model_loads_it_so_and_what_is_given_wins(run: Cli) -> None:
    run.engine = engine = RecordingEngine()
    template = run.folder / "chat.jinja"
    template.write_text(TEMPLATE)
    document(run, "--context", "2048", "--kv-type", "q8_0", "--gpu-layers", "0", "--template", str(template))
    assert run("chat", "Hello") == 0
    [spec] = engine.specs
    assert (spec.context, spec.kv, spec.gpu_layers) == (2048, KvCache("q8_0", "q8_0"), 0)
    assert spec.template == TEMPLATE
    assert run("sentiment", "A good day.", "--context", "1024") == 0
    assert engine.specs[-1].context == 1024
    assert engine.specs[-1].kv == KvCache("q8_0", "q8_0")


def test_one_or_all_of_them_go_back_to_automatic(run: Cli) -> None:
    document(run, "--context", "2048", "--kv-type", "q4_0", "--flash-attention", "off")
    after = document(run, "--reset", "kv-type", "--reset", "flash-attention")
    assert (after["context"], after["kv_type"], after["flash_attention"]) == (2048, None, "auto")
    assert document(run, "--reset")["context"] is None
    assert document(run, "--reset", "--gpu-layers", "3")["gpu_layers"] == 3


def test_a_broken_template_is_refused_with_its_line_and_nothing_changes(run: Cli) -> None:
    template = run.folder / "chat.jinja"
    template.write_text("{{ messages }}\nbroken")
    assert settings(run, "--json", "--context", "2048", "--template", str(template)) == 2
    assert "Line 2" in run.json["error"]["detail"]
    assert document(run)["context"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--kv-type", "q5_1"),
        ("--gpu-layers", "-1"),
        ("--gpu-layers", "10001"),
        ("--context", "20"),
        ("--reset", "everything"),
        ("--template", "nowhere.jinja"),
        ("--flash-attention", "maybe"),
    ],
)
def test_what_cannot_be_kept_is_refused(run: Cli, words: tuple[str, ...]) -> None:
    assert settings(run, "--json", *words) == 2
    assert run.json["error"]["detail"]


def test_a_model_whose_keys_make_no_whole_blocks_is_told_so(run: Cli) -> None:
    write_gguf(run.model, *small_model())
    assert settings(run, "--kv-type", "q8_0") == 2
    assert "--kv-type f16" in run.err.getvalue()


def test_an_empty_template_is_no_template(run: Cli) -> None:
    path = Path(run.folder / "empty.jinja")
    path.write_text(" \n")
    assert settings(run, "--template", str(path)) == 2
    assert "--reset template" in run.err.getvalue()
