"""Keeps what is typed and not sent, without the GUI thread waiting for the disk.

Owns when drafts are written. A write always takes the newest text, so a late one never brings an
old text back.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.ui.notify import Notifier
from llmdesk.ui.tasks import TaskContext, TaskRunner

WAIT_MS = 700


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

        self._tasks.start(write, owner=self, on_done=done, on_error=self._notify.show_error)

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
