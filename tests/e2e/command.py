"""Runs the real command with the real starter model, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

TIMEOUT_S = 120.0


class Command:
    """`llmdesk` with a data folder and a model, from this environment or as `program`."""

    def __init__(self, data: Path, model: Path | None, program: tuple[str, ...] | None = None) -> None:
        self.data = data
        self._program = program or (sys.executable, "-m", "llmdesk")
        self._model = ("--model", str(model)) if model else ()

    def line(self, *words: str) -> list[str]:
        return [*self._program, "--data-dir", str(self.data), *self._model, *words]

    def run(
        self, *words: str, stdin: str | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end. Without `stdin` there is none, as in CI."""
        return subprocess.run(
            self.line(*words),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            env=environment(env),
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start in a process group of its own, its output unbuffered."""
        return subprocess.Popen(
            self.line(*words),
            bufsize=0,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(None),
            start_new_session=True,
        )


def environment(changes: dict[str, str] | None) -> dict[str, str]:
    """This process's, without what says that there is a screen."""
    screen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in screen}
    return {**kept, **(changes or {})}


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that a running command has started."""
    return psutil.Process(process.pid).children(recursive=True)


def all_gone(processes: list[psutil.Process], seconds: float = 10) -> bool:
    """Are they ended (a zombie that nobody reaped is), at the latest after `seconds`?"""
    deadline = time.monotonic() + seconds
    while alive := [process for process in processes if not _is_ended(process)]:
        if time.monotonic() > deadline:
            return False
        psutil.wait_procs(alive, timeout=0.05)
    return True


def _is_ended(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def send(process: subprocess.Popen[bytes], number: signal.Signals, *, group: bool = False) -> None:
    """A signal to the command, or to its whole group as the terminal does for Ctrl-C."""
    if group:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
