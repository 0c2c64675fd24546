"""The first look at a model file, where it is ended before it says anything."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest

from llmdesk.engine.local import inspect_file
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
