"""What is quoted as the cause when an engine process ends: its own lines only. No model is needed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llmdesk.engine.failures import crashed, load_failed
from llmdesk.engine.local.child_log import KEPT, ChildLog
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.protocol import Cancel
from llmdesk.errors import UserError
from llmdesk.paths import Paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to end a process by")


class Ending:
    """A process that has nothing to do, and how it ended."""

    def __init__(self, log_path: Path) -> None:
        self._over = threading.Event()
        self.end: Exit | None = None
        self.child = ChildProcess(log_path, lambda _report: None, self._on_exit)

    def _on_exit(self, end: Exit) -> None:
        self.end = end
        self._over.set()

    def write(self, line: str) -> None:
        """As llama.cpp does in the process."""
        with self.child.log.path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    def by(self, number: signal.Signals) -> Exit:
        assert self.child.pid is not None
        os.kill(self.child.pid, number)
        assert self._over.wait(10)
        assert self.end is not None
        return self.end


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Ending]]:
    made: list[Ending] = []

    def start() -> Ending:
        made.append(Ending(tmp_path / "engine.log"))
        return made[-1]

    yield start
    for ending in made:
        ending.child.close()


def test_a_process_that_was_killed_did_not_write_why(start: Callable[[], Ending]) -> None:
    one = start()
    one.write("parse: error parsing grammar: an error of an hour ago")
    end = one.by(signal.SIGKILL)
    assert (end.name, end.reason) == ("SIGKILL", "")


def test_what_another_process_wrote_is_not_the_cause(start: Callable[[], Ending]) -> None:
    one, other = start(), start()
    other.write("other.c:1: GGML_ASSERT(other) failed")
    other.write("error loading the other model")
    assert one.by(signal.SIGABRT).reason == ""
    assert other.by(signal.SIGABRT).reason == "other.c:1: GGML_ASSERT(other) failed"


def test_a_failure_before_the_last_thing_that_was_asked_is_not_the_cause(
    start: Callable[[], Ending],
) -> None:
    one = start()
    one.write("failed to parse the grammar of somebody")
    one.child.send(Cancel(1))
    assert one.by(signal.SIGABRT).reason == ""
    two = start()
    two.child.send(Cancel(1))
    two.write("failed to allocate the buffer")
    two.write("failed to do the next thing")
    assert two.by(signal.SIGABRT).reason == "failed to allocate the buffer"


@pytest.mark.parametrize("told", [crashed, load_failed])
def test_an_end_that_nothing_explains_is_told_without_a_cause(
    start: Callable[[], Ending], told: Callable[[Exit], UserError]
) -> None:
    detail = told(start().by(signal.SIGABRT)).render()[1]
    assert detail.endswith("with SIGABRT.")


def test_only_the_newest_logs_are_kept(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    logs = [ChildLog(paths.engine_log).path for _ in range(KEPT + 3)]
    assert all(path.exists() for path in logs[-KEPT:])
    assert set(paths.engine_logs()) == set(logs[-KEPT:])
