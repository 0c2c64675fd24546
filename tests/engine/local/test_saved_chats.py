"""A chat goes on where it was, with the real starter model: after a restart, after another chat."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Sampling

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


@pytest.fixture(scope="module")
def saved(spec: ModelSpec, machine: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder as an engine leaves it that was closed right after the first answer, and that answer."""
    folder = tmp_path_factory.mktemp("saved")
    engine = Engine(folder / "engine.log", machine)
    engine.keep_contexts(Keeping(folder / "contexts", _PLENTY))
    engine.load(spec)
    engine.generate(replace(FIRST, chat="")).result()
    assert not (folder / "contexts").exists(), "a chat without a name is not written"
    answer = engine.generate(FIRST).result().text
    engine.close()
    return folder / "contexts", answer


@pytest.fixture
def folder(saved: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved[0], tmp_path / "contexts"))


@pytest.fixture
def engine(own_engine: Engine, folder: Path, spec: ModelSpec) -> Engine:
    """Started anew, with what was kept."""
    own_engine.keep_contexts(Keeping(folder, _PLENTY))
    own_engine.load(spec)
    return own_engine


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_after_a_restart_only_what_is_new_is_read_and_the_answer_is_the_same(
    engine: Engine, shared_engine: Engine, saved: tuple[Path, str]
) -> None:
    answer = saved[1]
    assert shared_engine.generate(replace(FIRST, chat="")).result().text == answer
    there = shared_engine.generate(replace(_next_turn(answer), chat="")).result()
    here = engine.generate(_next_turn(answer)).result()
    assert here.reused_tokens == there.reused_tokens > 650
    assert here.text == there.text
    other = engine.generate(GenerateRequest((Message("user", "Hello."),), max_tokens=4)).result()
    assert other.reused_tokens < 50
    again = engine.generate(_next_turn(answer, "And the river?")).result()
    assert again.reused_tokens > 650, "another chat came between"


def test_what_is_damaged_is_read_anew_and_the_rest_is_used(
    engine: Engine, folder: Path, saved: tuple[Path, str]
) -> None:
    _, last = _files(folder)
    last.write_bytes(last.read_bytes()[:-100])
    result = engine.generate(_next_turn(saved[1])).result()
    assert result.completion_tokens > 0
    assert 0 < result.reused_tokens < 650
    engine.close()
    assert _files(folder)[1].stat().st_size > 100_000, "it is written again"


def test_an_edited_chat_reads_from_the_edit_on(engine: Engine, saved: tuple[Path, str]) -> None:
    edited = Message("user", FIRST.messages[0].content.replace("What does the fox do?", "Why?"))
    result = engine.generate(replace(FIRST, messages=(edited,))).result()
    assert 600 < result.reused_tokens < result.prompt_tokens


def test_what_is_forgotten_is_gone_and_not_written_again(
    engine: Engine, folder: Path, saved: tuple[Path, str]
) -> None:
    assert all(path.stat().st_mode & 0o077 == 0 for path in _files(folder))
    engine.generate(_next_turn(saved[1])).result()
    engine.forget_context("chat-1")
    engine.close()
    assert _files(folder) == []
