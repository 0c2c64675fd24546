"""Keeps what is typed or made: its newest state is on the disk within a second, whatever happens then.

Owns when it is written and in which order: one write at a time, none after a newer one, the last one before
the window goes; and never over a text that this window has not read. Must not know what it keeps.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.store import Store
from llmdesk.tools.pieces import pieces
from llmdesk.ui.notify import Notifier
from llmdesk.ui.tasks import TaskContext, TaskRunner

WAIT_MS = 500
RETRY_MS = 3000  # after a disk that was full, a database that another program used
LONGEST = 4_000_000  # characters of a pasted text that are kept; what is longer is too much to paste twice

D = TypeVar("D")
T = TypeVar("T")


class KeptElsewhere(UserError):
    """Another llmdesk has written there since this one read it."""


class Drafts:
    """All that the window keeps. Make a `Keeper` for each thing; `flush` before the window goes."""

    def __init__(self, store: Store, tasks: TaskRunner, notify: Notifier) -> None:
        self.store, self.tasks, self.notify = store, tasks, notify
        self._keepers: list[Keeper[Any]] = []

    def add(self, keeper: Keeper[Any]) -> None:
        self._keepers.append(keeper)

    def flush(self) -> UserError | None:
        """Write down all that waits, before this returns; why something could not be."""
        self._keepers = [keeper for keeper in self._keepers if isValid(keeper)]
        problems = [keeper.flush() for keeper in self._keepers]
        return next((problem for problem in problems if problem is not None), None)


class Keeper(QObject, Generic[D]):
    """Keeps what `state()` gives at `place`: a name of the store's, or a conversation (None: the new one)
    for its draft. What was there is read first, and handed to `take`. GUI thread, but for the writing.

    `encode` makes a text of a state, `decode` a state of a text (None for nothing, or for what makes no
    sense), both in threads: nobody may change a state that was given. `take` must leave what is newer: both
    are then written. `merges`: it does so also with what another window wrote meanwhile; else the user is
    asked."""

    def __init__(
        self,
        drafts: Drafts,
        place: str | int | None,
        state: Callable[[], D],
        take: Callable[[D], None],
        encode: Callable[[D], str],
        decode: Callable[[str], D | None],
        parent: QObject,
        *,
        merges: bool = False,
    ) -> None:
        super().__init__(parent)
        self._drafts, self._place, self._state, self._take = drafts, place, state, take
        self._encode, self._decode, self._merges = encode, decode, merges
        self._known: str | None = None  # what is there, as far as this window knows; None: not read yet
        self._newest = self._kept = 0  # numbers of the state that is to be kept, and of the one that is
        self._busy = self._failing = False
        self._elsewhere: str | None = None  # what another window wrote, until the user has decided
        self._lock = threading.Lock()
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._go_on)
        drafts.add(self)

    # -- reading ------------------------------------------------------------------------------------
    @property
    def is_read(self) -> bool:
        return self._known is not None

    def read(self) -> None:
        """Read what is there, in a task."""
        self._start(self._found, self._on_read, in_turn=False)  # a long text becomes a document meanwhile

    def read_now(self) -> UserError | None:
        """Read it before this returns; why it could not be."""
        try:
            if not self.is_read:
                self._on_read(self._found())
        except UserError as problem:
            return problem
        return None

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` now, or when it was read: what comes from elsewhere must find it there."""
        if self.is_read:
            then()
        else:
            self._after.append(then)

    def _found(self) -> tuple[str, D | None]:
        store, place = self._drafts.store, self._place
        text = store.kept(place) if isinstance(place, str) else store.draft(place)
        return text, self._decode(text) if text else None

    def _on_read(self, found: tuple[str, D | None]) -> None:
        if self.is_read:
            return
        self._known, draft = found
        if draft is not None:
            self._take(draft)
        waiting, self._after = self._after, []
        for call in waiting:
            call()
        self._plan()

    # -- writing ------------------------------------------------------------------------------------
    def keep_soon(self) -> None:
        """There is a new state."""
        self._newest += 1
        self._plan()

    def keep_now(self) -> None:
        """Write down what waits, without waiting for it."""
        if self._timer.isActive():
            self._timer.stop()
            self._go_on()

    def flush(self) -> UserError | None:
        """Write down what waits before this returns; why it could not be."""
        if self._newest == self._kept:
            return None
        self._timer.stop()
        problem = self.read_now()
        if problem is None:
            try:
                problem = self._on_written(self._newest, self._put(self._newest, self._state()), ask=False)
            except UserError as error:
                problem = error
        if problem is not None:
            self._plan()
        return problem

    def _plan(self) -> None:
        waits = self._newest > self._kept and self._elsewhere is None
        if waits and not self._busy and not self._timer.isActive():
            self._timer.start(RETRY_MS if self._failing else WAIT_MS)

    def _go_on(self) -> None:
        if self._busy:
            return
        if not self.is_read:
            self.read()
            return
        number = self._newest
        put = partial(self._put, number, self._state())
        self._start(put, lambda found: self._on_written(number, found))

    def _put(self, number: int, state: D) -> str | None:
        """Any thread. What another window wrote there; then nothing is changed. A write that a newer one
        has overtaken is left out."""
        with self._lock:
            if number <= self._kept:
                return None
            text = self._encode(state)
            if text != self._known:
                store, place = self._drafts.store, self._place
                if isinstance(place, str):
                    found = store.keep(place, text, self._known)
                else:
                    found = store.save_draft(place, text, self._known)
                if found is not None:
                    return found
            self._known, self._kept = text, number
            return None

    def _on_written(self, number: int, found: str | None, ask: bool = True) -> UserError | None:
        if found is None:
            self._plan()
            return None
        draft = self._decode(found) if self._merges else None
        if draft is not None:
            self._known = found
            self._take(draft)
            if not ask:
                return self.flush()
            self._plan()
            return None
        problem = KeptElsewhere(
            QT_TRANSLATE_NOOP("core", "Another llmdesk window has also changed this text."),
            QT_TRANSLATE_NOOP(
                "core", "The version from that window is saved; the text in this window is not."
            ),
            QT_TRANSLATE_NOOP(
                "core", "Copy what you need from one window to the other, or keep this version instead."
            ),
        )
        if ask:
            self._elsewhere = found
            self._drafts.notify.show_error(problem, (self.tr("Keep this version"), self._keep_mine))
        return problem

    def _keep_mine(self) -> None:
        """The user has said so."""
        self._known, self._elsewhere = self._elsewhere, None
        self._plan()

    # -- tasks --------------------------------------------------------------------------------------
    def _start(self, work: Callable[[], T], on_done: Callable[[T], object], in_turn: bool = True) -> None:
        """One at a time; an error is told once, and it is tried again."""

        def run(_context: TaskContext) -> T:
            return work()

        def done(result: T) -> None:
            self._busy = self._failing = False
            on_done(result)

        def fail(error: Exception) -> None:
            if not self._failing:
                self._drafts.notify.show_error(error)
            self._busy, self._failing = False, True
            if isinstance(error, UserError):
                self._timer.start(RETRY_MS)

        self._busy = True
        self._drafts.tasks.start(run, owner=self, on_done=done, on_error=fail, in_turn=in_turn)


def joined(kept: str, typed: str) -> str:
    """What was kept, and below it what was typed before it was read."""
    if not typed.strip():
        return kept
    return f"{kept}\n\n{typed}" if kept.strip() else typed


def encoded_text(text: str) -> str:
    """`text` as a string of JSON; one that is too long as "". In pieces: encoding all of it at once would
    hold the window up."""
    whole = text if len(text) <= LONGEST else ""
    return '"' + "".join(_encoded(piece) for piece in pieces(whole)) + '"'


def _encoded(text: str) -> str:
    """As in a string of JSON; what is no character (half of one) becomes "?"."""
    characters = text.encode("utf-8", "replace").decode()
    return json.dumps(characters, ensure_ascii=False)[1:-1]


def object_in(kept: str) -> dict[str, Any] | None:
    """What was kept as an object of JSON; None for nothing, and for what makes no sense."""
    try:
        value = json.loads(kept or "null")
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def paths_in(kept: object) -> tuple[Path, ...]:
    """A list of paths, as far as it is one."""
    return tuple(Path(path) for path in kept if isinstance(path, str)) if isinstance(kept, list) else ()
