"""The first look at a model file, where it is ended before it says anything."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from llmdesk.engine.local import handle, inspect_file
from llmdesk.engine.local.client import Engine
from llmdesk.errors import ModelUnchecked


@pytest.fixture
def fresh(starter: Path, tmp_path: Path) -> Path:
    """The beginning of the starter model, at which nobody has looked yet."""
    path = tmp_path / "fresh.gguf"
    with starter.open("rb") as source, path.open("wb") as target:
        target.write(source.read(4 << 20))
        target.truncate(starter.stat().st_size)
    return path


def test_a_look_that_takes_too_long_says_so_and_is_taken_again(
    own_engine: Engine, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspect_file, "_LIMIT_S", 0.0)
    with pytest.raises(ModelUnchecked, match="took too long") as told:
        own_engine.machine.check(fresh)
    assert "try again" in str(told.value)
    assert "SIGKILL" not in str(told.value)
    assert "another model" not in str(told.value)
    monkeypatch.undo()
    assert own_engine.machine.check(fresh).architecture == "llama"


def test_a_look_that_the_system_ends_does_not_blame_the_file(own_engine: Engine, fresh: Path) -> None:
    over = threading.Event()

    def kill() -> None:
        before = set(multiprocessing.active_children())
        while not over.wait(0.005):
            for child in set(multiprocessing.active_children()) - before:
                child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with pytest.raises(ModelUnchecked, match="memory ran out"):
            own_engine.machine.check(fresh)
    finally:
        over.set()
        killer.join()


@pytest.mark.skipif(sys.platform == "win32", reason="no process is held up there")
def test_a_chat_template_that_is_kept_from_running_is_not_taken_for_one_that_never_ends(
    own_engine: Engine, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a computer that has no time for it: what is found of a file is remembered."""
    watch = handle.ChildProcess._watch_rendering

    def held_up(child: handle.ChildProcess, active: bool) -> None:
        watch(child, active)
        if active and child.pid is not None:
            os.kill(child.pid, signal.SIGSTOP)
            threading.Timer(1.5, os.kill, (child.pid, signal.SIGCONT)).start()

    monkeypatch.setattr(handle, "RENDER_LIMIT_S", 1.0)
    monkeypatch.setattr(handle.ChildProcess, "_watch_rendering", held_up)
    assert own_engine.machine.check(fresh).template_problem == ""
