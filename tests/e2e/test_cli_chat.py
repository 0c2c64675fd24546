"""`llmdesk chat` with the real starter model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.e2e.command import Command, environment

pytestmark = pytest.mark.model


@pytest.fixture
def llmdesk(tmp_path: Path, starter: Path) -> Command:
    return Command(tmp_path / "数据 folder", starter)


def test_an_answer_goes_to_standard_output_and_nothing_else_does(llmdesk: Command) -> None:
    done = llmdesk.run("chat", "Name a colour.", "--max-tokens", "12")
    assert done.returncode == 0
    assert done.stdout.strip()
    assert done.stdout.endswith("\n")
    assert done.stderr == ""


def test_json_tells_text_counts_and_times(llmdesk: Command, starter: Path) -> None:
    done = llmdesk.run("chat", "Name a colour.", "--json", "--max-tokens", "8")
    document = json.loads(done.stdout)
    assert set(document) == {
        "text", "finish_reason", "prompt_tokens", "completion_tokens", "timings", "model", "loaded",
    }  # fmt: skip
    assert document["finish_reason"] in ("stop", "length")
    assert document["prompt_tokens"] > 5
    assert 1 <= document["completion_tokens"] <= 8
    assert all(seconds > 0 for seconds in document["timings"].values())
    assert starter.stem.startswith(document["model"].removesuffix(".gguf"))
    assert document["loaded"]["layers"] == 30
    assert document["loaded"]["kv_type"] == "f16"


def test_max_tokens_ends_an_answer_with_length(llmdesk: Command) -> None:
    done = llmdesk.run("chat", "Count from one to a hundred.", "--json", "--max-tokens", "3")
    assert json.loads(done.stdout)["finish_reason"] == "length"
    assert json.loads(done.stdout)["completion_tokens"] == 3


def test_the_same_seed_gives_the_same_answer(llmdesk: Command) -> None:
    words = ("chat", "Tell me a story.", "--max-tokens", "24", "--temperature", "1.5", "--seed", "11")
    assert llmdesk.run(*words).stdout == llmdesk.run(*words).stdout


def test_what_is_piped_in_is_part_of_the_prompt(llmdesk: Command) -> None:
    short = llmdesk.run("chat", "Summarize.", "--json", "--max-tokens", "1")
    long = llmdesk.run("chat", "Summarize.", "--json", "--max-tokens", "1", stdin="The sea is wide. " * 20)
    alone = llmdesk.run("chat", "-", "--json", "--max-tokens", "1", stdin="The sea is wide. " * 20)
    tokens = [json.loads(done.stdout)["prompt_tokens"] for done in (short, long, alone)]
    assert tokens[1] > tokens[0] + 80
    assert tokens[1] > tokens[2] > tokens[0]


def test_the_conversation_is_kept_and_with_no_save_it_is_not(llmdesk: Command) -> None:
    kept = json.loads(llmdesk.run("chat", "你好 🙂", "--max-tokens", "8", "--json").stdout)["text"]
    llmdesk.run("chat", "Never mind.", "--max-tokens", "2", "--no-save")
    paths = Paths.under(llmdesk.data)
    store = Store(paths.database, paths.backups)
    (conversation,) = store.conversations()
    messages = [entry.message for entry in store.branch(conversation.id)]
    store.close()
    assert [message.content for message in messages] == ["你好 🙂", kept]


def test_a_prompt_longer_than_the_context_is_status_2_with_the_counts(llmdesk: Command) -> None:
    done = llmdesk.run("chat", "-", "--context", "256", stdin="word " * 1000)
    assert done.returncode == 2
    assert done.stderr.startswith("llmdesk: ")
    assert "256" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no size to fill there")
def test_a_reader_that_leaves_ends_the_command(llmdesk: Command) -> None:
    with subprocess.Popen(
        llmdesk.line("chat", "Write a long story.", "--temperature", "1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(None),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 130


def test_a_terminal_that_knows_no_chinese_gets_marks_instead_of_a_crash(llmdesk: Command) -> None:
    done = llmdesk.run("--model", "没有.gguf", "chat", "你好", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert "没有.gguf" in done.stderr  # a pipe is always UTF-8
    assert "Traceback" not in done.stderr
