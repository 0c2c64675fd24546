"""Answers that are held against their documents, after they are written, while one reads on.

Owns which answers are checked now, and that a verdict is stored with its answer. Must not know widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import StoreError
from llmdesk.store import StoredMessage
from llmdesk.tools.chat.attaching.grounds import as_detail, grounds_of
from llmdesk.tools.chat.thoughts import written
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext


class AnswerChecks(QObject):
    """`progressed(message id, (done, total) or None)`: None: it is over, or was cancelled."""

    progressed = Signal(int, object)

    def __init__(self, services: Services, session: ChatSession, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._session = services, session
        self._tasks: dict[int, Task[StoredMessage]] = {}
        self._done: dict[int, tuple[int, int]] = {}
        session.answered.connect(self._on_answered)

    def progress_of(self, message_id: int) -> tuple[int, int] | None:
        return self._done.get(message_id)

    def _on_answered(self, message: StoredMessage) -> None:
        grounds = grounds_of(message)
        wanted = self._services.settings.value.chat_check_documents
        if wanted and grounds is not None and grounds.due and not grounds.checked:
            self.check(message.id)

    def check(self, message_id: int) -> None:
        """Check it now, unless that is under way."""
        if message_id in self._tasks:
            return

        def over() -> None:
            self._tasks.pop(message_id, None)
            self._done.pop(message_id, None)
            self.progressed.emit(message_id, None)

        def done(message: StoredMessage) -> None:
            over()
            self._session.show_message(message)

        def failed(error: Exception) -> None:
            over()
            if not isinstance(error, StoreError) or self._session.message(message_id) is not None:
                self._services.notify.show_error(error)  # what was deleted meanwhile needs no check

        def report(progress: object) -> None:
            if isinstance(progress, tuple):
                self._done[message_id] = progress
                self.progressed.emit(message_id, progress)

        self._tasks[message_id] = self._services.tasks.start(
            lambda context: self._checked(message_id, context),
            owner=self,
            on_done=done,
            on_error=failed,
            on_cancelled=over,
            on_progress=report,
        )
        self._done[message_id] = (0, 0)
        self.progressed.emit(message_id, (0, 0))

    def cancel(self, message_id: int) -> None:
        task = self._tasks.get(message_id)
        if task is not None:
            task.cancel()

    def _checked(self, message_id: int, context: TaskContext) -> StoredMessage:
        """In a thread: large word lists come with it."""
        from llmdesk.tools.chat.attaching.evidence import checked

        store, services = self._services.store, self._services
        message = store.message(message_id)
        grounds = grounds_of(message)
        if grounds is None:
            return message
        engine = services.engine if services.engine.state().model is not None else None
        documents = self._session.work.sources(message.conversation_id).documents
        found = checked(
            engine,
            written(message).text,
            grounds,
            documents,
            lambda done, total: context.progress((done, total)),
            context.cancel,
            services.paths.trials,
            "" if message.parent_id is None else store.message(message.parent_id).content,
        )
        context.cancel.raise_if_cancelled()
        return store.add_detail(message_id, as_detail(found))
