"""The machine is kept awake, and let go again, where the system can be asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from llmdesk.awake import KeepAwake, holder_command

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked by a call, not a program")


def test_each_system_has_its_program() -> None:
    assert holder_command("darwin", "why", 42) == ["caffeinate", "-i", "-w", "42"]
    command = holder_command("linux", "why", 42)
    assert command[0] == "systemd-inhibit"
    assert "--why=why" in command


def put_program(folder: Path, text: str) -> None:
    for name in ("systemd-inhibit", "caffeinate"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)


@posix
def test_it_is_held_until_it_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pid"
    os.mkfifo(pipe)
    put_program(tmp_path, f'echo $$ > "{pipe}"; exec cat')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    awake = KeepAwake("a test")
    awake.hold(True)
    awake.hold(True)
    pid = int(pipe.read_text("utf-8"))
    os.kill(pid, 0)
    awake.hold(False)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@posix
def test_a_system_that_cannot_be_asked_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    awake = KeepAwake("a test")
    awake.hold(True)
    awake.hold(False)
