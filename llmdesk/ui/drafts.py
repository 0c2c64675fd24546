"""Keeps what is typed and not sent, without the GUI thread waiting for the disk.

Owns when drafts are written: those of chats (`Drafts`), and the state of a tool's tab (`KeptDraft`). A
write always takes the newest text, so a late one never brings an old text back.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.documents.pieces import pieces
from llmdesk.ui.notify import Notifier
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext, TaskRunner

WAIT_MS = 700
LONGEST = 4_000_000  # characters of a pasted text that are kept; what is longer is too much to paste twice


class Drafts(QObject):
    """The drafts of all conversations; None stands for the chat that does not exist yet."""

    def __init__(self, store: Store, tasks: TaskRunner, notify: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._notify = store, tasks, notify
        self._lock = threading.Lock()
        self._unsaved: dict[int | None, str] = {}
        self._saved: dict[int | None, str] = {}
        self._writing = threading.Lock()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._save_soon)

    def keep(self, conversation_id: int | None, text: str) -> None:
        """Write `text` down within a second."""
        with self._lock:
            if conversation_id not in self._unsaved and self._saved.get(conversation_id) == text:
                return
            self._unsaved[conversation_id] = text
        if not self._timer.isActive():
            self._timer.start()

    def get(self, conversation_id: int | None) -> str:
        """What was typed last; "" when the store does not tell."""
        with self._lock:
            if conversation_id in self._unsaved:
                return self._unsaved[conversation_id]
        try:
            text = self._store.draft(conversation_id)
        except StoreError as error:
            self._notify.show_error(error)
            return ""
        with self._lock:
            return self._saved.setdefault(conversation_id, text)

    def sent(self, conversation_id: int | None, text: str) -> None:
        """What was typed there was sent: it is no draft any more."""
        if self.get(conversation_id) == text:
            self.keep(conversation_id, "")

    def flush(self) -> None:
        """Write everything now; before the window goes."""
        self._timer.stop()
        try:
            self._write()
        except StoreError as error:
            self._notify.show_error(error)

    def _save_soon(self) -> None:
        def done(_: None) -> None:
            return None

        def write(_: TaskContext) -> None:
            self._write()

        self._tasks.start(write, owner=self, on_done=done)

    def _write(self) -> None:
        """One thread at a time; each draft in its newest form."""
        with self._writing:
            while True:
                with self._lock:
                    if not self._unsaved:
                        return
                    conversation_id, text = next(iter(self._unsaved.items()))
                self._store.save_draft(conversation_id, text)
                with self._lock:
                    self._saved[conversation_id] = text
                    if self._unsaved.get(conversation_id) == text:
                        del self._unsaved[conversation_id]


class AsText(Protocol):
    """What can be kept."""

    def to_json(self) -> str: ...


D = TypeVar("D", bound=AsText)


def encoded_text(text: str) -> str:
    """`text` as a string of JSON; one that is too long as "". In pieces: encoding all of it at once would
    hold the window up."""
    whole = text if len(text) <= LONGEST else ""
    return '"' + "".join(_encoded(piece) for piece in pieces(whole)) + '"'


def _encoded(text: str) -> str:
    """As in a string of JSON; what is no character (half of one) becomes "?"."""
    characters = text.encode("utf-8", "replace").decode()
    return json.dumps(characters, ensure_ascii=False)[1:-1]


class KeptDraft(QObject, Generic[D]):
    """Keeps what `current()` gives, a moment after `keep_soon`."""

    def __init__(
        self,
        services: Services,
        name: str,
        current: Callable[[], D],
        found: Callable[[Store, str], D | None],
        parent: QObject,
    ) -> None:
        """`found(store, kept)` makes a draft of what was kept, in a thread; None for nothing."""
        super().__init__(parent)
        self._services, self._name, self._current, self._found = services, name, current, found
        self._read = self._waiting = False  # nothing is written over a draft that was not read yet
        self._after: list[Callable[[], None]] = []
        self._writing = 0
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._write)

    def read(self, then: Callable[[D], None]) -> None:
        """Read the draft in a task; `then` gets it, unless there is none."""

        def done(draft: D | None) -> None:
            if draft is not None:
                then(draft)
            self._end_reading()
            if self._waiting:
                self._timer.start()

        def fail(error: Exception) -> None:
            self._services.notify.show_error(error)
            self._end_reading()

        def work(_context: TaskContext) -> D | None:
            store = self._services.store
            return self._found(store, store.kept(self._name))

        self._services.tasks.start(work, owner=self, on_done=done, on_error=fail)

    def _end_reading(self) -> None:
        self._read = True
        waiting, self._after = self._after, []
        for call in waiting:
            call()

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` now, or when the draft was read: what comes from elsewhere must find it there."""
        if self._read:
            then()
        else:
            self._after.append(then)

    def keep_soon(self) -> None:
        """Something has changed."""
        self._waiting = True
        if self._read and not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Write down what waits, without waiting for it."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _write(self) -> None:
        draft = self._current()
        self._writing += 1

        def done(_none: None) -> None:
            self._writing -= 1

        def fail(error: Exception) -> None:
            self._writing -= 1
            self._services.notify.show_error(error)

        def work(_context: TaskContext) -> None:
            self._services.store.keep(self._name, draft.to_json())

        self._services.tasks.start(work, owner=self, on_done=done, on_error=fail)

    def flush(self) -> None:
        """Write down what waits, before this returns; for the end."""
        if self._timer.isActive() or self._writing:  # a write that has not begun would not begin any more
            self._timer.stop()
            try:
                self._services.store.keep(self._name, self._current().to_json())
            except StoreError as error:
                self._services.notify.show_error(error)
