"""What was read of a chat is used again only by a model that is loaded in the same way. With the real starter
model."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.child.saved.stretch import read_stretch
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, KvCache, Message, ModelSpec
from tests.engine.conftest import GREEDY

pytestmark = pytest.mark.model

_TEXT = "The quick brown fox jumps over the lazy dog near the river bank. " * 30
ASKED = GenerateRequest(
    (Message("user", f"{_TEXT}\nWhat does the fox do?"),), sampling=GREEDY, max_tokens=2, chat="chat-1"
)
PLAIN = "{% for message in messages %}{{ message.content }}{% endfor %}"


def _saved(folder: Path) -> int:
    files = sorted(folder.rglob("*.kv"))
    return read_stretch(files[-1]).end if files else 0


def test_a_saved_chat_is_read_anew_when_cache_flash_attention_or_template_are_others(
    own_engine: Engine, spec: ModelSpec, tmp_path: Path
) -> None:
    saved = tmp_path / "contexts"
    own_engine.keep_contexts(Keeping(saved, 1 << 30))
    q8 = replace(spec, kv=KvCache("q8_0", "q8_0"))
    own_engine.load(q8)
    read = own_engine.generate(ASKED).result().prompt_tokens
    until = time.monotonic() + 100
    while _saved(saved) < read:  # it saves by itself, when nobody asks
        assert time.monotonic() < until
        threading.Event().wait(0.02)
    own_engine.unload()

    def reused(name: str, other: ModelSpec) -> int:
        folder = Path(shutil.copytree(saved, tmp_path / name))
        own_engine.keep_contexts(Keeping(folder, 1 << 30))
        own_engine.load(other)
        result = own_engine.generate(replace(ASKED, max_tokens=1)).result()
        own_engine.unload()
        return result.reused_tokens

    assert reused("same", q8) > 350
    assert reused("values", replace(q8, kv=KvCache("q8_0", "q4_0"))) == 0
    assert reused("keys", replace(q8, kv=KvCache("f16", "q8_0"))) == 0
    assert reused("flash", replace(spec, flash_attention="on")) == 0
    assert reused("template", replace(q8, template=PLAIN)) < 10
