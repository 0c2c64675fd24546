"""A chat goes on where it was, with the real starter model: after a restart, after another chat."""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from llmdesk.engine.child.saved.stretch import read_stretch
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, Message, ModelSpec, Sampling

pytestmark = pytest.mark.model

_TEXT = "The quick brown fox jumps over the lazy dog near the river bank. " * 46  # 650 tokens
_SAMPLING = Sampling(temperature=0.8, seed=11)
_PLENTY = 1 << 30
FIRST = GenerateRequest(
    (Message("user", f"{_TEXT}\nWhat does the fox do?"),), sampling=_SAMPLING, max_tokens=16, chat="chat-1"
)


def _next_turn(answer: str, question: str = "And the dog?") -> GenerateRequest:
    turns = (*FIRST.messages, Message("assistant", answer), Message("user", question))
    return replace(FIRST, messages=turns)


@dataclass(frozen=True)
class Before:
    """The folder as an engine left it, its answer to `FIRST`, and how it went on itself."""

    folder: Path
    answer: str
    next_turn: Completion


@pytest.fixture(scope="module")
def before(spec: ModelSpec, machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Before:
    folder = tmp_path_factory.mktemp("saved")
    engine = Engine(folder / "engine.log", machine)
    engine.keep_contexts(Keeping(folder / "contexts", _PLENTY))
    engine.load(spec)
    first = engine.generate(FIRST).result()
    read = first.prompt_tokens + first.completion_tokens - 1
    _wait_until_saved(folder / "contexts", read)
    next_turn = engine.generate(replace(_next_turn(first.text), chat="")).result()
    engine.close()
    return Before(folder / "contexts", first.text, next_turn)


@pytest.fixture
def folder(before: Before, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before.folder, tmp_path / "contexts"))


@pytest.fixture
def engine(own_engine: Engine, folder: Path, spec: ModelSpec) -> Engine:
    """Started anew, with what was kept."""
    own_engine.keep_contexts(Keeping(folder, _PLENTY))
    own_engine.load(spec)
    return own_engine


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _saved(folder: Path) -> int:
    """How many tokens are on the disk."""
    files = [path for path in _files(folder) if path.suffix == ".kv"]
    return read_stretch(files[-1]).end if files else 0


def _wait_until_saved(folder: Path, tokens: int) -> None:
    """It saves by itself, when nobody asks."""
    until = time.monotonic() + 100
    while _saved(folder) < tokens:
        assert time.monotonic() < until
        threading.Event().wait(0.02)


def test_after_a_restart_only_what_is_new_is_read_and_the_answer_is_the_same(
    engine: Engine, before: Before
) -> None:
    result = engine.generate(_next_turn(before.answer)).result()
    assert result.reused_tokens == before.next_turn.reused_tokens > 650
    assert result.text == before.next_turn.text
    other = engine.generate(GenerateRequest((Message("user", "Hello."),), max_tokens=4)).result()
    assert other.reused_tokens < 50
    again = engine.generate(_next_turn(before.answer, "And the river?")).result()
    assert again.reused_tokens > 650, "another chat came between"


def test_what_is_damaged_is_read_anew_and_the_rest_is_used(
    engine: Engine, folder: Path, before: Before
) -> None:
    *_, last = _files(folder)
    start = read_stretch(last).start
    last.write_bytes(last.read_bytes()[:-100])
    result = engine.generate(_next_turn(before.answer)).result()
    assert result.completion_tokens > 0
    assert result.reused_tokens == start
    _wait_until_saved(folder, result.prompt_tokens + 1)


def test_an_edited_chat_reads_from_the_edit_on(engine: Engine, before: Before) -> None:
    edited = Message("user", FIRST.messages[0].content.replace("What does the fox do?", "Why?"))
    result = engine.generate(replace(FIRST, messages=(edited,))).result()
    assert 600 < result.reused_tokens < result.prompt_tokens


def test_what_is_forgotten_is_gone_and_not_written_again(
    engine: Engine, folder: Path, before: Before
) -> None:
    assert {path.parent.name for path in _files(folder)} == {"chat-1"}, "what has no name is not written"
    assert os.name == "nt" or all(path.stat().st_mode & 0o077 == 0 for path in _files(folder))
    engine.generate(_next_turn(before.answer)).result()
    engine.forget_context("chat-1")
    engine.close()
    assert _files(folder) == []
