"""How many requests are answered at once, and how many may wait for their turn.

Owns the bound: what comes beyond it is refused at once, with the time after which to ask again, so that
neither memory nor the window's own requests suffer. Belongs to one event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from llmdesk.server.failures import Refusal

AT_ONCE = 16
MOST_WAITING = 64


class Turns:
    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn, in order; raises `Refusal` with 429 where too many wait."""
        if self._free.locked() and self._waiting >= self._most_waiting:
            raise Refusal(429, "Too many requests are waiting.", code="too_many_requests", retry_after=2)
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
