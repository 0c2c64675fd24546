"""Ending the real command while the real model answers: no engine process is left."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.e2e.command import Command, all_gone, family, send

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]

STORY = ("chat", "Write a long story about the sea.", "--temperature", "1", "--seed", "5")


@pytest.fixture
def llmdesk(tmp_path: Path, starter: Path) -> Command:
    return Command(tmp_path, starter)


def begin(llmdesk: Command) -> tuple[subprocess.Popen[bytes], bytes]:
    """A command that is in the middle of its answer, and what it wrote so far."""
    process = llmdesk.start(*STORY)
    assert process.stdout is not None
    first = process.stdout.read(10)
    assert first
    return process, first


@pytest.mark.parametrize(
    ("number", "group"),
    [
        (signal.SIGINT, True),
        (signal.SIGINT, False),
        (signal.SIGTERM, False),
        (signal.SIGTERM, True),
        (signal.SIGHUP, False),
    ],
)
def test_a_request_to_stop_keeps_what_came_and_leaves_no_engine(
    llmdesk: Command, number: signal.Signals, group: bool
) -> None:
    process, first = begin(llmdesk)
    engine = family(process)
    assert engine
    send(process, number, group=group)
    rest, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert all_gone(engine)
    paths = Paths.under(llmdesk.data)
    store = Store(paths.database, paths.backups)
    question, answer = (entry.message for entry in store.branch(store.conversations()[0].id))
    store.close()
    assert question.content == STORY[1]
    assert answer.content.encode().startswith(first)
    if not group or number == signal.SIGINT:
        assert answer.state == "stopped"
        # The line is ended where the answer had not ended it.
        assert answer.content.removesuffix("\n") == (first + rest).decode().removesuffix("\n")


def test_no_engine_outlives_a_killed_command(llmdesk: Command) -> None:
    process, _ = begin(llmdesk)
    engine = family(process)
    process.kill()
    process.communicate(timeout=30)
    assert all_gone(engine)


def test_a_killed_engine_is_told_and_the_partial_answer_is_kept(llmdesk: Command) -> None:
    process, first = begin(llmdesk)
    for child in family(process):
        if "multiprocessing.spawn" in " ".join(child.cmdline()):
            child.kill()
    rest, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert errors.startswith(b"llmdesk: ")
    assert b"engine" in errors
    assert b"Traceback" not in errors
    paths = Paths.under(llmdesk.data)
    store = Store(paths.database, paths.backups)
    answer = store.branch(store.conversations()[0].id)[-1].message
    store.close()
    assert answer.state == "failed"
    assert answer.content.encode().strip().startswith((first + rest).strip()[:10])
