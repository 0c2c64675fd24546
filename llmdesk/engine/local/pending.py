"""The requests that wait for an answer: who waits, what was asked, and which child was asked.

Owns the list and that each entry leaves it once. Thread-safe; settles nobody's wait while it holds its lock.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass

from llmdesk.engine.local.handle import ChildProcess
from llmdesk.engine.local.streams import ScoreStream, Stream
from llmdesk.engine.protocol import CountChat, CountTokens, Generate, Read, Scores, StartScore, Texts
from llmdesk.engine.types import Completion, Timings
from llmdesk.errors import UserError

Waiting = Stream | ScoreStream | Future[tuple[int, ...]]
Question = Generate | StartScore | CountTokens | CountChat
Outcome = Completion | tuple[int, ...] | UserError | None


@dataclass
class Entry:
    """`child`: the one that was asked last; None before."""

    waiting: Waiting
    question: Question
    child: ChildProcess | None = None

    @property
    def answered_in_part(self) -> bool:
        return isinstance(self.waiting, Stream | ScoreStream) and self.waiting.started

    def settle(self, outcome: Outcome) -> None:
        """Give the request its one end."""
        waiting = self.waiting
        if isinstance(waiting, Future):
            if waiting.done():
                return
            if isinstance(outcome, UserError):
                waiting.set_exception(outcome)
            elif isinstance(outcome, tuple):
                waiting.set_result(outcome)
        elif isinstance(outcome, UserError):
            waiting.fail(outcome)
        elif isinstance(waiting, ScoreStream):
            waiting.finish()
        elif isinstance(outcome, Completion):
            waiting.finish(outcome)


class PendingRequests:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, number: int) -> bool:
        return number in self._entries

    def add(self, number: int, entry: Entry) -> None:
        with self._lock:
            self._entries[number] = entry

    def waiting(self, number: int) -> Waiting | None:
        entry = self._entries.get(number)
        return entry.waiting if entry is not None else None

    def push(self, report: Texts | Read | Scores) -> None:
        """Hand on some of an answer to whoever still waits for it."""
        if isinstance(report, Texts):
            for number, piece in report.pieces:
                stream = self.waiting(number)
                if isinstance(stream, Stream):
                    stream.push(piece)
            return
        waiting = self.waiting(report.id)
        if isinstance(report, Read) and isinstance(waiting, Stream):
            waiting.push_reading(report.done, report.total)
        elif isinstance(report, Scores) and isinstance(waiting, ScoreStream):
            waiting.push(report.scores)

    def asked(self, numbers: list[int], child: ChildProcess | None) -> None:
        """These questions go to `child` now."""
        with self._lock:
            for number in numbers:
                if number in self._entries:
                    self._entries[number].child = child

    def take(self, number: int) -> Entry | None:
        with self._lock:
            return self._entries.pop(number, None)

    def take_all(self) -> list[Entry]:
        with self._lock:
            entries, self._entries = self._entries, {}
        return list(entries.values())

    def take_answered_in_part(self) -> list[Entry]:
        with self._lock:
            taken = {n: entry for n, entry in self._entries.items() if entry.answered_in_part}
            for number in taken:
                del self._entries[number]
        return list(taken.values())

    def not_asked(self, child: ChildProcess) -> list[Question]:
        """What others were asked, and `child` was not."""
        with self._lock:
            return [entry.question for entry in self._entries.values() if entry.child is not child]


def nothing_written(model: str) -> Completion:
    """The end of a request that was cancelled before any child could begin with it."""
    return Completion(
        text="",
        finish_reason="cancelled",
        prompt_tokens=0,
        reused_tokens=0,
        completion_tokens=0,
        timings=Timings(),
        model=model,
        seed=0,
    )
