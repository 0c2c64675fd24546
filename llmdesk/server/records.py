"""Who asked for what, when: everything about a request but its texts.

Owns the list that the settings show, and the line in the log. Must not see a body.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from llmdesk.errors import shown

MOST = 200
_LONGEST_PROGRAM = 60

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """`at`: seconds since 1970; `client`: its address; `program`: what it calls itself; `method` and `path`:
    "" for what is not known, since any text may be sent there; `tokens_read` and `tokens_written` are 0 where
    nothing was computed. `status` 499: it went away before the answer."""

    at: float
    client: str
    program: str
    method: str
    path: str
    status: int
    seconds: float
    tokens_read: int = 0
    tokens_written: int = 0


@dataclass
class Running:
    """A request that is being answered."""

    client: str
    program: str
    method: str
    path: str
    at: float = field(default_factory=time.time)
    began: float = field(default_factory=time.monotonic)
    status: int = 0
    tokens_read: int = 0
    tokens_written: int = 0


class Records:
    """The last requests, the newest last. Thread-safe. `on_end` is told of each, in the server's thread."""

    def __init__(self, on_end: Callable[[RequestRecord], None] | None = None) -> None:
        self._on_end = on_end
        self._lock = threading.Lock()
        self._kept: deque[RequestRecord] = deque(maxlen=MOST)

    def all(self) -> tuple[RequestRecord, ...]:
        with self._lock:
            return tuple(self._kept)

    def end(self, running: Running) -> None:
        record = RequestRecord(
            at=running.at,
            client=running.client,
            program=shown(running.program, _LONGEST_PROGRAM),
            method=running.method,
            path=running.path,
            status=running.status or 499,
            seconds=time.monotonic() - running.began,
            tokens_read=running.tokens_read,
            tokens_written=running.tokens_written,
        )
        with self._lock:
            self._kept.append(record)
        if self._on_end is not None:
            self._on_end(record)
        _log.info(
            "%s %s %d for %s in %.3f s, %d tokens read, %d written",
            record.method or "-", record.path or "-", record.status, record.client, record.seconds,
            record.tokens_read, record.tokens_written,
        )  # fmt: skip
