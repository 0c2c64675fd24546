"""Lets the model name new chats, while nobody waits for it.

Owns when: after an answer, once nothing is asked of the engine; what is asked ends it at once. Must not know
how a title is made, or show an error: the chat has a title already.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from llmdesk.engine.types import EngineState
from llmdesk.tools.chat import titles
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext

IDLE_MS = 1500  # after an answer, in which people begin to type the next question
_TRIES = 2  # of one chat: the first may be ended by a question
_log = logging.getLogger(__name__)


@dataclass
class _Waiting:
    """A chat that may get a title."""

    conversation_id: int
    tries: int = 0


class ModelTitles(QObject):
    """`named()` is called when a chat got another title; `is_edited(id)`, in any thread: the user is typing
    its title."""

    def __init__(
        self,
        services: Services,
        session: ChatSession,
        named: Callable[[], None],
        is_edited: Callable[[int], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._session, self._named = services, session, named
        self._is_edited = is_edited
        self._before: frozenset[int] = frozenset()
        self._waiting: list[_Waiting] = []
        self._task: Task[bool] | None = None
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._begin)
        session.running_changed.connect(self._look)
        session.listing_changed.connect(self._look)
        services.models.state_changed.connect(self._on_state)

    def _look(self) -> None:
        """Which chats have been answered since; and whether somebody waits for an answer."""
        now = self._session.being_answered
        for number in self._before - now:
            if all(waiting.conversation_id != number for waiting in self._waiting):
                self._waiting.append(_Waiting(number))
        self._before = now
        if now or self._session.is_running:
            self._stop()
        elif self._waiting:
            self._idle.start()

    def _on_state(self, state: EngineState) -> None:
        """Another tab asks something: it comes first."""
        if self._task is not None and state.active > 1:
            self._stop()
        elif state.status == "ready" and state.active == 0 and self._waiting and not self._idle.isActive():
            self._idle.start()

    def _stop(self) -> None:
        self._idle.stop()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        """Name the next chat, if the engine has nothing else to do."""
        state = self._services.models.state
        is_idle = state.status == "ready" and state.active == 0 and not self._session.being_answered
        if self._task is not None or not is_idle or not self._waiting:
            return
        if not self._services.settings.value.chat_titles or not titles.can_name(state.model):
            self._waiting.clear()
            return
        waiting = self._waiting.pop(0)
        waiting.tries += 1
        conversation_id, store, engine = waiting.conversation_id, self._services.store, self._services.engine

        def work(context: TaskContext) -> bool:
            chat, branch = store.conversation(conversation_id), store.branch(conversation_id)
            if not titles.wants_title(chat, branch):
                return False
            title = titles.make_title(engine, branch, context.cancel)
            if self._is_edited(conversation_id):
                return False  # the user names it
            if title:
                store.rename_conversation(conversation_id, title, automatic=True)
            return bool(title)

        self._task = self._services.tasks.start(
            work,
            owner=self,
            on_done=self._on_done,
            on_error=self._on_error,
            on_cancelled=lambda: self._on_cancelled(waiting),
        )

    def _on_done(self, has_title: bool) -> None:
        self._task = None
        if has_title:
            self._named()
        if self._waiting:
            self._idle.start()

    def _on_error(self, error: Exception) -> None:
        """The chat keeps the title that it has."""
        self._task = None
        _log.info("no title: %s", type(error).__name__)

    def _on_cancelled(self, waiting: _Waiting) -> None:
        self._task = None
        if waiting.tries < _TRIES:
            number = waiting.conversation_id
            others = [each for each in self._waiting if each.conversation_id != number]
            self._waiting = [*others, waiting]
        self._look()
