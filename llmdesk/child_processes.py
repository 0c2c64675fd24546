"""What is the same of all processes that llmdesk starts: how they begin, and how they ended, in words.

Owns no process: `engine/local/handle` has the engine's, `tools/reading/process` those of the readers.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

# How Windows tells of an illegal and of a privileged instruction, and of a wrong address.
_WINDOWS = {
    0xC000001D: "illegal instruction (0xC000001D)",
    0xC0000096: "illegal instruction (0xC0000096)",
    0xC0000005: "access violation (0xC0000005)",
}


@contextlib.contextmanager
def sigint_blocked() -> Iterator[None]:
    """Processes that start within inherit the mask: Ctrl-C in a terminal reaches only us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def exit_name(code: int | None) -> str:
    """How a process with this exit code ended, for people: "SIGABRT", "exit status 3". `code` is that of
    `multiprocessing`: negative for a signal, None where it is not known."""
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    if code is not None and code & 0xFFFFFFFF in _WINDOWS:
        return _WINDOWS[code & 0xFFFFFFFF]
    return f"exit status {code}"
