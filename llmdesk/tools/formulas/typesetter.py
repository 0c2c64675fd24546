"""Lays formulas out in a process of its own, which ends when one takes too long or too much.

Owns that process: it starts with the first formula, is kept for the next ones, and is replaced when it had
to be ended. After several such formulas nothing is tried for a while. One thread at a time; it waits.
"""

from __future__ import annotations

import logging
import time

from llmdesk.tools.formulas.bounds import may_be_laid_out
from llmdesk.tools.formulas.types import Formula
from llmdesk.tools.reading.allowance import Allowance
from llmdesk.tools.reading.messages import Done, Failed, LayOutFormula
from llmdesk.tools.reading.process import Ended, ReaderProcess

_ALLOWED = Allowance(memory=256 << 20, seconds=3.0, quiet=3.0)  # the first one loads the library
_MOST_ENDED = 3
_REST_S = 60.0

_log = logging.getLogger(__name__)


class Typesetter:
    """`lay_out` blocks: a thread's work. `end` may be called at any time in the same thread."""

    def __init__(self) -> None:
        self._process: ReaderProcess | None = None
        self._ended: list[float] = []  # when a formula took its process with it

    def lay_out(self, tex: str, display: bool) -> Formula | None:
        """The formula `tex`, without its delimiters; None where it stands better as it was written."""
        if not may_be_laid_out(tex) or self._rests():
            return None
        try:
            return self._ask(LayOutFormula(tex, display))
        except Ended as end:
            _log.warning("a formula of %d characters was given up: %s (%s)", len(tex), end.reason, end.limit)
            self._ended = [*self._ended, time.monotonic()][-_MOST_ENDED:]
            self.end()
            return None

    def end(self) -> None:
        """End the process. The next formula starts another one."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _rests(self) -> bool:
        return len(self._ended) == _MOST_ENDED and time.monotonic() - self._ended[0] < _REST_S

    def _ask(self, request: LayOutFormula) -> Formula | None:
        if self._process is None or not self._process.usable:
            self.end()
            self._process = ReaderProcess()
        self._process.begin(request, _ALLOWED)
        while True:
            message = self._process.receive()
            if isinstance(message, Done):
                assert message.value is None or isinstance(message.value, Formula)
                return message.value
            if isinstance(message, Failed):
                return None
