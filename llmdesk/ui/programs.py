"""The server for other programs, as the settings want it: on or off, where, with which token.

Owns its start and its end, in tasks one after the other, and the token of this session. What the server is
made of is imported when it is switched on, and not before. Must not show anything but a start that failed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import LoadedModel
from llmdesk.errors import Cancelled, UserError
from llmdesk.paths import Paths
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskContext, TaskRunner

if TYPE_CHECKING:
    from llmdesk.network.tokens import TokenStore
    from llmdesk.server.records import RequestRecord
    from llmdesk.server.serving import Server

Status = Literal["off", "starting", "on", "failed"]


@dataclass(frozen=True)
class Wanted:
    """What the settings say."""

    port: int
    network: bool
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Open:
    """A server that runs: what other programs need. `kept`: the keyring keeps the token."""

    address: str
    token: str
    kept: bool


class Programs(QObject):
    """GUI thread, but for `close`. `problem`: why the last start failed, or why the server has ended."""

    changed = Signal()
    _ended = Signal(object)  # why the server has ended by itself, from its thread

    def __init__(
        self,
        engine: TextEngine,
        paths: Paths,
        models: ModelSession,
        settings: SettingsHolder,
        tasks: TaskRunner,
        notify: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._paths, self._models = engine, paths, models
        self._settings, self._tasks, self._notify = settings, tasks, notify
        self._lock = threading.Lock()  # one start or end at a time
        self._server: Server | None = None
        self._tokens: TokenStore | None = None
        self._closed = False
        self._wanted: Wanted | None = None
        self.status: Status = "off"
        self.open: Open | None = None
        self.problem: UserError | None = None
        self._ended.connect(self._on_ended)

    def begin(self) -> None:
        """Follow the settings from now on."""
        self._settings.changed.connect(self._follow)
        self._follow()

    def records(self) -> tuple[RequestRecord, ...]:
        """Who asked since it was switched on, the newest last."""
        server = self._server
        return server.records() if server is not None else ()

    def make_token_anew(self) -> None:
        """From then on only the new one opens."""
        if self.open is not None:
            self._tasks.start(lambda _: self._anew(), owner=self, on_done=self._on_token)

    def close(self) -> None:
        """Any thread but the GUI's: for good, within a few seconds."""
        self._closed = True
        with self._lock:
            self._end()

    # -- following the settings ---------------------------------------------------------------------
    def _follow(self) -> None:
        value = self._settings.value
        network = value.server_reach == "network"
        wanted = Wanted(value.server_port, network, value.server_origins) if value.server_on else None
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._show("off" if wanted is None else "starting")
        self._tasks.start(
            partial(self._apply, wanted, value.server_token_kept),
            owner=self,
            on_done=partial(self._on_applied, wanted),
            on_error=partial(self._on_failed, wanted),
        )

    def _show(self, status: Status, opened: Open | None = None, problem: UserError | None = None) -> None:
        self.status, self.open, self.problem = status, opened, problem
        self.changed.emit()

    def _on_applied(self, wanted: Wanted | None, opened: Open | None) -> None:
        if wanted != self._wanted:
            return  # it is wanted otherwise by now
        self._show("off" if opened is None else "on", opened)
        self._remember(opened)

    def _on_failed(self, wanted: Wanted | None, error: Exception) -> None:
        if wanted == self._wanted:
            self._show("failed", None, error if isinstance(error, UserError) else None)
            self._notify.show_error(error)

    def _on_ended(self, problem: UserError) -> None:
        if self.status == "on":
            self._show("failed", None, problem)
            self._notify.show_error(problem)

    def _on_token(self, opened: Open) -> None:
        if self.open is not None:
            self._show("on", opened)
            self._remember(opened)

    def _remember(self, opened: Open | None) -> None:
        if opened is not None:
            self._settings.update(server_token_kept=opened.kept)

    # -- in a task ----------------------------------------------------------------------------------
    def _apply(self, wanted: Wanted | None, kept: bool, _context: TaskContext) -> Open | None:
        with self._lock:
            if self._closed:
                raise Cancelled
            if wanted != self._wanted:
                return None  # tasks come in any order: the one that knows what is wanted now does it
            self._end()
            return None if wanted is None else self._start(wanted, kept)

    def _start(self, wanted: Wanted, kept: bool) -> Open:
        from llmdesk.network.tokens import TokenStore
        from llmdesk.server.desk import Source
        from llmdesk.server.serving import Server, Serving
        from llmdesk.server.tokens import KEY, token_of

        if self._tokens is None:
            self._tokens = TokenStore([KEY] if kept else [])
        token, stays = token_of(self._tokens)
        serving = Serving(
            wanted.port, token, wanted.network, "batch", self._paths.sentiment, self._paths.trials,
            wanted.origins,
        )  # fmt: skip
        self._server = Server(
            self._engine, Source(self._name, self._load), serving, on_fault=self._ended.emit
        )
        return Open(self._server.address, token, stays and KEY in self._tokens.remembered)

    def _name(self) -> str:
        current = self._models.current
        return current.name if current is not None else ""

    def _load(self, cancel: CancelToken) -> LoadedModel:
        return self._models.load_blocking(TaskContext(cancel, lambda: None))

    def _anew(self) -> Open:
        from llmdesk.server.tokens import make_anew

        with self._lock:
            if self._server is None or self._tokens is None:
                raise Cancelled
            token, kept = make_anew(self._tokens)
            self._server.change_token(token)
            return Open(self._server.address, token, kept)

    def _end(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
