"""A download or a copy as standard error shows it: how far, how fast, how long still.

Owns the live line of a terminal and the few lines that a log gets instead. Knows no command.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.text import duration_text, size_text
from llmdesk.models.progress import Meter, Progress

_LOG_EVERY_S = 15.0
_PHASES = {"resolving": "asking what there is", "checking": "checking what is there already"}


class TransferLine:
    """Give it to a job as `on_progress`. `name` is the file's, as it is shown."""

    def __init__(self, console: Console, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._console, self._name, self._clock = console, name, clock
        self._logged = clock()
        self._reason = ""

    def __call__(self, progress: Progress) -> None:
        if self._console.shows_progress:
            self._console.progress(f"{self._name}: {_text(progress)}")
        else:
            self._log(progress)

    def copied(self) -> Callable[[int, int], None]:
        """The same for a copy, which knows (bytes done, bytes in all) only."""
        meter = Meter(self)
        meter.enter("downloading")
        before = 0

        def on_progress(done: int, total: int) -> None:
            nonlocal before
            if not before:
                meter.set(0, total)
            meter.add(done - before)
            before = done

        return on_progress

    def _log(self, progress: Progress) -> None:
        """Each new reason to wait, and now and then how far it is."""
        reason = progress.reason.render()[0] if progress.reason is not None else ""
        now = self._clock()
        if (reason and reason != self._reason) or (
            progress.phase == "downloading" and now - self._logged >= _LOG_EVERY_S
        ):
            self._logged = now
            self._console.note(f"{self._name}: {_text(progress)}")
        self._reason = reason or self._reason


def _text(progress: Progress) -> str:
    if progress.phase == "waiting":
        reason = progress.reason.render()[0] if progress.reason is not None else ""
        return f"waiting. {reason}".strip()
    if progress.phase != "downloading":
        return _PHASES[progress.phase]
    parts = [f"{size_text(progress.done)} of {size_text(progress.total)}"]
    if progress.total:
        parts.insert(0, f"{100 * progress.done // progress.total} %")
    parts.append(f"{size_text(int(progress.speed))}/s" if progress.speed else "nothing comes")
    if progress.seconds_left is not None:
        parts.append(f"{duration_text(progress.seconds_left)} left")
    return ", ".join(parts)
