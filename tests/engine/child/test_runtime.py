"""What is said where llama.cpp makes no context: the settings that it refuses, or the memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.engine.child.llama import Attention
from llmdesk.engine.child.runtime import no_context
from llmdesk.engine.types import KvCache
from llmdesk.errors import ModelSettingsRefused

Q8 = KvCache("q8_0", "q8_0")
REFUSED = "llama_init_from_model: model does not support different K (q8_0) and V (f16) cache types"
NO_ROOM = "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 9000000000000"
FAILED = "llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache"

_LOAD = """
import sys
from pathlib import Path
from llmdesk.engine.child.backend import init_backend
from llmdesk.engine.child.llama import AbortFlag, Attention, Model
from llmdesk.engine.child.runtime import _make_context
from llmdesk.engine.types import KvCache
from llmdesk.errors import ModelSettingsRefused
log = init_backend()
log.errors.append("something of before")
model = Model(Path(sys.argv[1]), no_weights=True, log=log)
try:
    _make_context(model, 512, AbortFlag(), Attention(False, KvCache("f16", "q8_0"), "off"), log)
except ModelSettingsRefused as error:
    print(error)
"""


@pytest.mark.parametrize(
    "attention", [Attention(kv=Q8), Attention(flash="on"), Attention(flash="off")], ids=["kv", "on", "off"]
)
def test_settings_that_are_refused_are_named_with_the_reason(attention: Attention) -> None:
    error = no_context(4096, attention, [REFUSED, "something later"])
    assert isinstance(error, ModelSettingsRefused)
    assert REFUSED in str(error)
    assert "Automatic" in str(error)


@pytest.mark.parametrize("errors", [[NO_ROOM, FAILED], [FAILED], []], ids=["both", "one", "none"])
def test_too_little_memory_is_that_whatever_the_settings_are(errors: list[str]) -> None:
    error = no_context(4096, Attention(kv=Q8, flash="on"), errors)
    assert not isinstance(error, ModelSettingsRefused)
    assert "memory" in str(error)
    assert "4,096" in str(error)


def test_where_all_is_automatic_no_setting_is_to_blame() -> None:
    assert not isinstance(no_context(4096, Attention(), [REFUSED]), ModelSettingsRefused)


@pytest.mark.model
def test_what_llama_cpp_itself_calls_an_error_is_the_reason(starter: Path) -> None:
    """Without its weights; in a process of its own, as llama.cpp always is."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, starter],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "quantized V cache" in done.stdout, done.stderr[-2000:]
