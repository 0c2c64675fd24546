"""A build with loadable variants, some of which are broken. `LLMDESK_TEST_VARIANTS` names the folder of one
(libllama, libggml and all libggml-cpu-*.so together); without it these tests are skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.memo import Memo
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec
from llmdesk.engine.variants.choice import Choice
from llmdesk.engine.variants.prover import Prover, report
from llmdesk.errors import UnsuitedBuild
from tests.engine.conftest import GREEDY

_BEST = "libggml-cpu-the-best.so"
# A variant that thinks the best of itself, and dies where it says.
_FAKE = """
#include <stddef.h>
int ggml_backend_score(void) { %s return 1000000; }
void * ggml_backend_init(void) { %s return NULL; }
"""


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build of our own that the test may spoil."""
    folder = os.environ.get("LLMDESK_TEST_VARIANTS")
    if not folder or not list(Path(folder).glob("libggml-cpu-*.so")):
        pytest.skip("LLMDESK_TEST_VARIANTS names no folder with variants")
    shutil.copytree(folder, tmp_path / "构建 lib", symlinks=True)
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tmp_path / "构建 lib"))
    return tmp_path / "构建 lib"


@pytest.fixture
def prove(tmp_path: Path) -> Callable[[], tuple[Choice, dict[str, object]]]:
    def run() -> tuple[Choice, dict[str, object]]:
        memo = Memo(tmp_path / "machine.json")
        choice = Prover(tmp_path / "logs" / "engine.log", memo).choice()
        return choice, dict(report(memo))

    return run


def _fake(folder: Path, score: str, init: str) -> None:
    source = folder / "fake.c"
    source.write_text(_FAKE % (score, init))
    compiler = shutil.which("cc") or pytest.skip("needs a C compiler")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / _BEST, source], check=True)


def test_the_best_variant_is_taken_whatever_the_current_folder(
    build: Path, prove: Callable[[], tuple[Choice, dict[str, object]]]
) -> None:
    choice, _ = prove()
    assert choice.variant.startswith("libggml-cpu-")
    assert (build / choice.variant).exists()


@pytest.mark.parametrize(("score", "init"), [("", "__builtin_trap();"), ("__builtin_trap();", ""), ("", "")])
def test_a_variant_that_dies_or_cannot_be_loaded_gives_way_to_the_next(
    build: Path, prove: Callable[[], tuple[Choice, dict[str, object]]], score: str, init: str
) -> None:
    _fake(build, score, init)
    choice, _ = prove()
    assert choice.variant not in ("", _BEST)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.6, 0.9])
def test_a_damaged_variant_gives_way_to_the_next(
    build: Path, prove: Callable[[], tuple[Choice, dict[str, object]]], share: float
) -> None:
    before, _ = prove()
    content = (build / before.variant).read_bytes()
    (build / before.variant).write_bytes(content[: int(len(content) * share)])
    choice, _ = prove()
    assert choice.variant not in ("", before.variant)


def test_no_variant_at_all_is_told_with_what_to_do(
    build: Path, prove: Callable[[], tuple[Choice, dict[str, object]]]
) -> None:
    for variant in build.glob("libggml-cpu-*"):
        variant.unlink()
    with pytest.raises(UnsuitedBuild, match="README"):
        prove()


def test_a_model_answers_with_the_variant_that_was_chosen(build: Path, starter: Path, tmp_path: Path) -> None:
    _fake(build, "", "__builtin_trap();")
    engine = Engine(tmp_path / "logs" / "engine.log", tmp_path / "machine.json")
    engine.load(ModelSpec(FileRef(starter), context=512, device="cpu"))
    request = GenerateRequest((Message("user", "Say hello."),), sampling=GREEDY, max_tokens=3)
    assert engine.generate(request).result(60).completion_tokens > 0
    assert any(device.kind == "cpu" for device in engine.machine.devices())
    engine.close()
