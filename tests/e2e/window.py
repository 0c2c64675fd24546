"""Drives the real window of a process of its own, by accessible names (see `robot.py`)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.e2e.command import environment, family

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 60.0


class Window:
    """`llmdesk` with a data folder; it is killed at the end of a `with`."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self._errors = data.parent / f"{data.name}.errors.txt"
        with self._errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.robot", "--data-dir", str(data), *options],
                bufsize=0,
                cwd=ROOT,
                env=environment({"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def __enter__(self) -> Window:
        self.wait(lambda: self.shows("Message"))
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        assert "Traceback" not in self.errors, self.errors

    @property
    def errors(self) -> str:
        """Everything the process wrote to standard error."""
        return self._errors.read_text("utf-8")

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until `condition`; the window paces the asking."""
        end = time.monotonic() + TIMEOUT_S
        while not condition():
            assert time.monotonic() < end, (
                f"{self.text('Notices')}\n{self.text('Conversation')}\n{self.errors}"
            )

    # -- acting ---------------------------------------------------------------------------------
    def _tell(self, action: str, *arguments: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([action, *arguments]).encode() + b"\n")

    def _do(self, action: str, *arguments: str) -> Any:
        self._tell(action, *arguments)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the window is gone: {self.errors}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def click(self, name: str) -> None:
        self._do("click", name)

    def press(self, caption: str) -> None:
        self._do("press", caption)

    def fill(self, name: str, text: str) -> None:
        self._do("fill", name, text)

    def choose(self, name: str, text: str) -> None:
        self._do("choose", name, text)

    def open_tab(self, name: str) -> None:
        self._do("open_tab", name)

    def drop(self, name: str, path: Path) -> None:
        self._do("drop", name, str(path))

    def minimize(self) -> None:
        self._do("minimize")

    def ask(self, question: str, least: int = 0) -> None:
        """Send a question; return when `least` characters of an answer show."""
        before = len(self.text("Conversation")) + len(question)
        self.fill("Message", question)
        self.click("Send")
        self.wait(lambda: question in self.text("Conversation"))
        self.wait(lambda: not self.shows("Stop") or len(self.text("Conversation")) > before + least)

    def wait_answered(self) -> None:
        self.wait(lambda: self.shows("Send"))

    def close(self) -> int:
        """As its title bar does; the exit status."""
        self._tell("close")
        return self.process.wait(TIMEOUT_S)

    # -- reading --------------------------------------------------------------------------------
    def shows(self, name: str) -> bool:
        return bool(self._do("shows", name))

    def offers(self, name: str, text: str) -> bool:
        return bool(self._do("offers", name, text))

    def enabled(self, name: str) -> bool:
        return bool(self._do("enabled", name))

    def text(self, name: str) -> str:
        return str(self._do("text", name))

    def minimized(self) -> bool:
        return bool(self._do("minimized"))

    def engine(self) -> psutil.Process:
        """The process that runs the model."""
        return next(p for p in family(self.process) if "multiprocessing.spawn" in " ".join(p.cmdline()))
