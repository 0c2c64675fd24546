"""The newest state of something that the user makes, kept in the store under a name.

Owns that no state is lost and none overtaken: one write at a time, and at the end one that is waited for.
Must not know what it keeps. GUI thread; writes in tasks.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from llmdesk.errors import StoreError
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext


class Keeper:
    """Keeps what `state()` gives, under `name`. `state()` is called on the GUI thread; what it gave is
    written as JSON in a task of `owner`'s, so nobody may change it afterwards. Until `release` nothing is
    written: what was kept before has not been read, and would be lost."""

    def __init__(self, services: Services, owner: QObject, name: str, state: Callable[[], object]) -> None:
        self._services, self._owner, self._name, self._state = services, owner, name, state
        self.is_held = True
        self._newest = 0  # the number of the state that is to be kept
        self._kept = 0  # the number of the newest that is
        self._writing = False
        self._lock = threading.Lock()

    def keep_soon(self) -> None:
        """There is a new state: it is written once the write before it is through."""
        self._newest += 1
        if not self._writing and not self.is_held:
            self._write()

    @property
    def waits_for_reading(self) -> bool:
        """There is a new state, but what was kept before has not been read."""
        return self.is_held and self._newest > self._kept

    def release(self) -> None:
        """What was kept is part of the state now, with what was changed meanwhile."""
        self.is_held = False
        if self._newest > self._kept and not self._writing:
            self._write()

    def flush(self) -> None:
        """Write down what is not yet, before this returns; for the end: a task would not begin any more."""
        if self.is_held:
            return
        try:
            self._keep(self._newest, self._state())
        except StoreError as error:
            self._services.notify.show_error(error)

    def _write(self) -> None:
        number, self._writing = self._newest, True
        self._services.tasks.start(
            partial(self._work, number, self._state()),
            owner=self._owner,
            on_done=lambda _: self._on_end(number),
            on_error=partial(self._on_failed, number),
        )

    def _work(self, number: int, state: object, _: TaskContext) -> None:
        self._keep(number, state)

    def _keep(self, number: int, state: object) -> None:
        """Any thread. A write that a newer one has overtaken is left out."""
        with self._lock:
            if number > self._kept:
                self._services.store.keep(self._name, json.dumps(state))
                self._kept = number

    def _on_failed(self, number: int, error: Exception) -> None:
        self._services.notify.show_error(error)
        self._on_end(number)

    def _on_end(self, number: int) -> None:
        self._writing = False
        if self._newest > number:
            self._write()
