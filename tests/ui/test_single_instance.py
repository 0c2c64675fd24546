"""One window a data folder, by a lock that outlives no process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from llmdesk.ui.single_instance import SingleInstance

CALL = """
import sys
from PySide6.QtCore import QCoreApplication
from pathlib import Path
from llmdesk.ui.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
sys.exit(10 if instance.acquire() else 11 if instance.call_first() else 12)
"""


def second_start(lock: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", CALL, str(lock)])


def test_a_second_start_brings_the_first_forward(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "window.lock"
    first = SingleInstance(lock)
    assert first.acquire()
    with qtbot.waitSignal(first.called, timeout=20_000):
        second = second_start(lock)
    assert second.wait(20) == 11
    first.release()


def test_a_first_window_that_hangs_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "window.lock"
    first = SingleInstance(lock)
    assert first.acquire()
    assert second_start(lock).wait(30) == 12  # nobody runs the first one's event loop
    first.release()


def test_after_the_first_has_ended_the_folder_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "window.lock"
    first = SingleInstance(lock)
    assert first.acquire()
    first.release()
    assert second_start(lock).wait(20) == 10
    assert first.acquire(), "a process that ended without release holds nothing"
    first.release()


def test_two_folders_are_two_windows(qtbot: QtBot, tmp_path: Path) -> None:
    one, other = SingleInstance(tmp_path / "a.lock"), SingleInstance(tmp_path / "b.lock")
    assert one.acquire()
    assert other.acquire()
    one.release()
    other.release()
