"""The chat in a real terminal, with the real starter model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.command import Command, all_gone, environment, family

if sys.platform == "win32":
    pytest.skip("needs a POSIX terminal", allow_module_level=True)

import pty
import select

pytestmark = pytest.mark.model

CTRL_C, CTRL_D = "\x03", "\x04"


class Session:
    """A command in a terminal of its own."""

    def __init__(self, line: list[str]) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            line,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment({"TERM": "xterm"}),
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self._seen = ""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def wait_for(self, text: str, seconds: float = 60) -> str:
        """What was shown until `text` came; it is not looked at again."""
        while text not in self._seen:
            ready, _, _ = select.select([self._master], [], [], seconds)
            assert ready, f"{text!r} did not come: {self._seen[-500:]!r}"
            self._seen += self._read()
        before, _, self._seen = self._seen.partition(text)
        return before

    def _read(self) -> str:
        try:
            return os.read(self._master, 4096).decode("utf-8", "replace")
        except OSError as error:  # the other end is closed
            raise AssertionError(f"the command has ended: {self._seen[-500:]!r}") from error

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(tmp_path: Path, starter: Path) -> Iterator[Session]:
    session = Session(Command(tmp_path, starter).line("chat"))
    yield session
    session.close()


def test_questions_are_answered_until_ctrl_d(terminal: Session) -> None:
    terminal.wait_for("\n> ")
    terminal.type("Say hello.\r")
    terminal.wait_for("Say hello.")
    assert terminal.wait_for("\n> ").strip()
    terminal.type("/new\r")
    terminal.wait_for("A new conversation.")
    terminal.wait_for("\n> ")
    engine = family(terminal.process)
    terminal.type(CTRL_D)
    assert terminal.process.wait(30) == 0
    assert all_gone(engine)


def test_ctrl_c_stops_the_answer_and_a_second_one_leaves(terminal: Session) -> None:
    terminal.wait_for("\n> ")
    terminal.type("Write a very long story about the sea, with many chapters.\r")
    terminal.wait_for("chapters.\r\n")
    terminal.wait_for(" ")  # the answer has begun
    terminal.type(CTRL_C)
    terminal.wait_for("[stopped]")
    terminal.wait_for("\n> ")
    engine = family(terminal.process)
    assert press_until_it_ends(terminal, CTRL_C) == 130
    assert all_gone(engine)


def press_until_it_ends(session: Session, key: str) -> int:
    """CPython misses a signal that comes between readline's prompt and its first wait for input."""
    for _ in range(10):
        session.type(key)
        try:
            return session.process.wait(3)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("the command goes on")


def test_bare_llmdesk_is_the_chat_where_there_is_no_screen(tmp_path: Path, starter: Path) -> None:
    session = Session(Command(tmp_path, starter).line())
    try:
        assert "there is no screen" in session.wait_for("\n> ")
        session.type("/quit\r")
        assert session.process.wait(30) == 0
    finally:
        session.close()
