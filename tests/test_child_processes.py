"""How child processes begin, and how their ends are told."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from llmdesk.child_processes import exit_name, sigint_blocked

_INTERRUPTS_ITSELF = "import signal; signal.raise_signal(signal.SIGINT); print('goes on')"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mask of signals")
def test_ctrl_c_reaches_only_the_processes_that_began_outside() -> None:
    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", "-c", _INTERRUPTS_ITSELF], capture_output=True, text=True
        )

    with sigint_blocked():
        assert run().stdout == "goes on\n"
    assert "KeyboardInterrupt" in run().stderr


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_end_by_a_signal_has_its_name() -> None:
    assert exit_name(-6) == "SIGABRT"
    assert exit_name(-250) == "exit status -250"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (3, "exit status 3"),
        (None, "exit status None"),
        (0xC0000005, "access violation (0xC0000005)"),
        (0xC000001D - (1 << 32), "illegal instruction (0xC000001D)"),  # as a negative number
    ],
)
def test_any_other_end_is_a_status_or_what_windows_calls_it(code: int | None, name: str) -> None:
    assert exit_name(code) == name
