"""Measures the chat that shows, after every change of it, off the GUI thread.

Owns when it is measured and that an older result never overtakes a newer one. Must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from llmdesk.engine.types import EngineState, Written
from llmdesk.store import Attachment, BranchMessage
from llmdesk.tools.chat.meter import Meter, Usage, estimate
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.texts import Attached

_TYPING_MS = 250
_WRITING_MS = 1000  # while an answer comes


class ContextMeter(QObject):
    """`changed(Usage | None)`; None: not known yet."""

    changed = Signal(object)

    def __init__(
        self,
        services: Services,
        session: ChatSession,
        typed: Callable[[], str],
        parent: QObject | None = None,
        drafts: Callable[[], Sequence[Attached | Attachment]] = tuple,
        instead_of: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`drafts`: what is attached to what is typed; `instead_of`: the question that it replaces."""
        super().__init__(parent)
        self._services, self._session, self._typed, self._drafts = services, session, typed, drafts
        self._instead_of = instead_of
        self._meter = Meter(services.engine, session.counter)
        self._newest = 0
        self._task: Task[Usage] | None = None
        self._again = False
        self._model = services.models.state.model
        self._writing = ""
        self.usage: Usage | None = None
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._soon.timeout.connect(self._start)
        session.opened.connect(self._on_opened)
        session.branch_changed.connect(lambda _: self._now())
        session.entry_changed.connect(lambda _: self._now())
        session.text_changed.connect(self._on_writing)
        session.running_changed.connect(self._on_running)
        services.settings.changed.connect(self.soon)
        services.models.state_changed.connect(self._on_state)

    def soon(self) -> None:
        """Something was typed: measure when that rests for a moment."""
        self._soon.start(_TYPING_MS)

    def _now(self) -> None:
        self._soon.start(0)

    def _on_opened(self) -> None:
        """Another chat: nothing that was measured holds."""
        self._newest += 1
        self._again = False
        self._writing = ""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show(None)
        self._now()

    def _on_running(self, running: bool) -> None:
        if not running:
            self._writing = ""
            self._now()

    def _on_writing(self, _message_id: int, written: Written) -> None:
        self._writing = written.thoughts + written.text
        if not self._soon.isActive():
            self._soon.start(_WRITING_MS)

    def _on_state(self, state: EngineState) -> None:
        if state.model != self._model:
            self._model = state.model
            self._now()

    def _start(self) -> None:
        if self._task is not None:
            self._again = True  # one at a time: a count waits for what the engine computes
            return
        self._newest += 1
        number = self._newest
        typed, writing = self._typed(), self._writing
        branch = self._before(self._session.branch)
        options = self._session.options()
        settings, drafts = self._services.settings.value, self._drafts()
        chat = self._session.conversation_id
        has_documents = bool(drafts) or any(entry.message.attachments for entry in branch)

        def work(context: TaskContext) -> Usage:
            if self.usage is None and not has_documents:
                context.progress(estimate(branch, options, typed, writing, None))
            sources = self._session.work.sources(chat) if has_documents else None
            return self._meter.measure(
                branch, options, typed, writing, settings.context, drafts, sources, context.cancel
            )

        def show(usage: object) -> None:
            if number == self._newest:
                assert isinstance(usage, Usage)
                self._show(usage)

        def done(usage: Usage) -> None:
            if number == self._newest:
                self._task = None
                self._show(usage)
                go_on()

        def failed(_error: Exception) -> None:
            if number == self._newest:
                self._task = None
                go_on()

        def go_on() -> None:
            if self._again:  # something changed while this was counted
                self._again = False
                self._start()

        self._task = self._services.tasks.start(
            work, owner=self, on_done=done, on_error=failed, on_progress=show
        )

    def _before(self, branch: Sequence[BranchMessage]) -> list[BranchMessage]:
        """What stands before what is typed: before an earlier question, of which another version is typed."""
        edited = self._instead_of()
        numbers = [entry.message.id for entry in branch]
        end = numbers.index(edited) if edited in numbers else len(branch)
        return [entry for entry in branch[:end] if entry.message.state != "streaming"]

    def _show(self, usage: Usage | None) -> None:
        if usage != self.usage:
            self.usage = usage
            self.changed.emit(usage)
