"""The hold on an engine process, where several are started and end at once. No model is needed."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from pathlib import Path

import pytest

from llmdesk.engine.local.handle import ChildProcess, Exit

TIMES = 6  # that the reader asks in vain


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of an end as often as it is asked")
def test_an_end_that_another_thread_was_told_of_first_is_told_here_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts a process asks after all others, and may not have its turn for a while then."""
    real, told, asked, over = os.waitpid, threading.Event(), threading.Semaphore(0), threading.Event()
    ends: list[Exit] = []

    def waitpid(pid: int, options: int) -> tuple[int, int]:
        reads = threading.current_thread().name == "engine-reader"
        if reads:
            told.wait(10)
            asked.release()
        found = real(pid, options)
        if found[0] == child.pid and not reads:
            told.set()
            for _ in range(TIMES):
                asked.acquire(timeout=10)
        return found

    def on_exit(end: Exit) -> None:
        ends.append(end)
        over.set()

    child = ChildProcess(tmp_path / "engine.log", lambda _report: None, on_exit)
    monkeypatch.setattr(os, "waitpid", waitpid)
    child.kill()
    while not told.is_set():
        multiprocessing.active_children()  # as at each start
    assert over.wait(10)
    assert (ends[0].name, ends[0].asked) == ("SIGKILL", True)
