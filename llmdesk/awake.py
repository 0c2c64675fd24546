"""Keeping the machine from falling asleep while something long runs.

Owns how each system is asked. Best effort: where a system cannot be asked, nothing is held and
nothing is said. The screen may still go dark. Must not import anything of llmdesk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from typing import Self

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001


class KeepAwake:
    """`hold(True)` until `hold(False)`, or in a `with` statement; use it from one thread. What is held ends
    with this process."""

    def __init__(self, why: str) -> None:
        self._why = why
        self._held = False
        self._holder: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.hold(True)
        return self

    def __exit__(self, *_error: object) -> None:
        self.hold(False)

    def hold(self, on: bool) -> None:
        """Begin or end; calling it again with the same value changes nothing."""
        if on == self._held:
            return
        self._held = on
        if sys.platform == "win32":
            _execution_state(on)
        elif on:
            self._start()
        else:
            self._stop()

    def _start(self) -> None:
        command = holder_command(sys.platform, self._why, os.getpid())
        if not command or shutil.which(command[0]) is None:
            return
        with contextlib.suppress(OSError):
            self._holder = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # its end is the sign to let go, also when we are killed
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def _stop(self) -> None:
        holder, self._holder = self._holder, None
        if holder is None:
            return
        if holder.stdin is not None:
            with contextlib.suppress(OSError):
                holder.stdin.close()
        holder.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            holder.wait(2)


def holder_command(platform: str, why: str, pid: int) -> list[str]:
    """A program that holds sleep off while it runs and our end of its standard input is open."""
    if platform == "darwin":
        return ["caffeinate", "-i", "-w", str(pid)]
    inhibit = ["systemd-inhibit", "--what=sleep:idle", "--who=llmdesk", f"--why={why}", "--mode=block"]
    return [*inhibit, "cat"]


def _execution_state(on: bool) -> None:
    if sys.platform == "win32":
        import ctypes

        state = _ES_CONTINUOUS | (_ES_SYSTEM_REQUIRED if on else 0)
        ctypes.windll.kernel32.SetThreadExecutionState(state)
