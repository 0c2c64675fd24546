"""Saves chats while nobody asks: a stretch at a time, so that a request that comes waits for none of it.

Owns when something is saved, and the thread that writes. Must not know what a file holds, nor decide what
goes for it (`Shelf`).
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from llmdesk.engine.child.lane import Lane
from llmdesk.engine.child.saved.shelf import Saved, Shelf
from llmdesk.engine.child.saved.state import take_out
from llmdesk.engine.child.saved.stretch import Stretch
from llmdesk.engine.kept_contexts import Keeping

_QUIET_S = 0.3  # after the last step of a request: who asks again at once is not disturbed
_LOOK_AGAIN_S = 0.02  # at what is being written
_FEWEST = 128  # tokens that are worth a file: they are read in a second by a slow computer


@dataclass
class _Writing:
    """A stretch on its way to the disk, and what stands there before it."""

    chat: str
    before: Saved
    end: Future[Stretch | None]


class ChatSaver:
    """Saves what a lane has read of chats. All methods are of the computing thread."""

    def __init__(self, lane: Lane, shelf: Shelf) -> None:
        self._lane, self._shelf = lane, shelf
        self._writing: _Writing | None = None
        self._known: tuple[str, Saved] | None = None  # the chat that is being saved, as it is on the disk
        self._due = 0.0
        self._thread = ThreadPoolExecutor(1, "chat-saver")

    def keep(self, keeping: Keeping) -> None:
        """Where to save from now on, and how much."""
        self._known = None
        self._shelf.keep(keeping)

    def postpone(self) -> None:
        """Something is computed: saving waits."""
        self._due = time.monotonic() + _QUIET_S

    @property
    def work_in(self) -> float | None:
        """Seconds until there is something to do; None: there is nothing."""
        if self._writing is not None:
            return 0.0 if self._writing.end.done() else _LOOK_AGAIN_S
        if not self._shelf.is_open or self._lane.unsaved is None:
            return None
        return max(0.0, self._due - time.monotonic())

    def step(self) -> None:
        """Take one stretch out and hand it to the thread that writes, unless that is at work."""
        if self._writing is not None:
            if not self._writing.end.done():
                return
            self._written(self._writing)
        slot = self._lane.unsaved
        if slot is None or not self._shelf.is_open:
            return
        chat, tokens = slot.chat, slot.tokens
        if self._known is None or self._known[0] != chat:
            self._known = chat, self._shelf.find(chat)
        saved = self._known[1]
        gap = self._shelf.next_gap(saved, tokens) if len(tokens) >= _FEWEST else None
        state = take_out(self._lane.context, slot.sequence, *gap) if gap is not None else None
        if gap is None or state is None or not self._shelf.may_write(chat, saved, gap[0], len(state)):
            slot.unsaved, self._known = False, None
            return
        start, end = gap
        before = Saved(tuple(stretch for stretch in saved.stretches if stretch.end <= start))
        future = self._thread.submit(self._shelf.write, chat, tokens[:start], tokens[start:end], state)
        self._writing = _Writing(chat, before, future)

    def _written(self, writing: _Writing) -> None:
        self._writing = None
        stretch = writing.end.result()
        if stretch is not None:
            self._known = writing.chat, Saved((*writing.before.stretches, stretch))
            return
        self._known = None
        for slot in self._lane.of_chat(writing.chat):
            slot.unsaved = False  # the disk refuses it: not again before the next answer

    def forget(self, chat: str) -> None:
        """Never write what is in the cache of this chat ("": of all), and remove what was written."""
        for slot in self._lane.of_chat(chat):
            slot.chat, slot.unsaved = "", False
        if self._writing is not None:
            wait([self._writing.end])
            self._written(self._writing)
        self._known = None
        self._shelf.forget(chat)

    def finish(self, seconds: float) -> None:
        """Save what is left, as far as the time reaches."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.work_in is not None:
            self.step()
            if self._writing is not None:
                wait([self._writing.end], max(0.0, until - time.monotonic()))
