"""The log of one engine process: a file of its own, so that no line of another can be taken for its.

Owns where the output of a child goes, how many such files are kept, and which line explains an end.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

KEPT = 10  # logs, of children that live and of the last ones that ended
_ABORTS = ("GGML_ASSERT", "GGML_ABORT", "terminate called", "what():", "bad_alloc")
_FAILURES = ("error", "failed")
_TAIL = 16384  # bytes that are looked at


class ChildLog:
    """`path` is where the child writes: `engine.log` gives "engine-20261122-171755-….log" beside it."""

    def __init__(self, base: Path) -> None:
        self._asked = 0  # where the lines begin that came after the last command
        try:
            base.parent.mkdir(parents=True, exist_ok=True)
            self.path = _new_file(base)
        except OSError:  # a full or read-only disk must not keep the model from running
            self.path = base
        _remove_old(base)

    def mark(self) -> None:
        """Something is asked of the child: failures that were written before are not why it ends."""
        try:
            self._asked = self.path.stat().st_size
        except OSError:
            self._asked = 0

    def telling_line(self) -> str:
        """The line that says why the child ended, or "".

        An abort is explained by its last line; of the errors before it, the first is the cause.
        """
        try:
            with self.path.open("rb") as log:
                start = max(0, log.seek(0, 2) - _TAIL)
                log.seek(start)
                tail = log.read()
        except OSError:
            return ""
        aborts = [line for line in _lines(tail) if any(sign in line for sign in _ABORTS)]
        new = _lines(tail[max(0, self._asked - start) :])
        failures = [line for line in new if any(sign in line for sign in _FAILURES)]
        return (aborts[-1:] or failures[:1] or [""])[0].strip()[:300]


def _lines(text: bytes) -> list[str]:
    return text.decode("utf-8", "replace").splitlines()


def _new_file(base: Path) -> Path:
    prefix = f"{base.stem}-{datetime.now():%Y%m%d-%H%M%S-%f}-"  # sorted by name: sorted by time
    descriptor, name = tempfile.mkstemp(base.suffix, prefix, base.parent)
    os.close(descriptor)
    return Path(name)


def _remove_old(base: Path) -> None:
    for path in sorted(base.parent.glob(f"{base.stem}-*{base.suffix}"))[:-KEPT]:
        with contextlib.suppress(OSError):  # on Windows, of a child that still writes to it
            path.unlink()
