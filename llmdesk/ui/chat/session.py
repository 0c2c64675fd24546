"""The conversation that is open, and the answers that are being written.

Owns what happens when one sends, stops, regenerates, edits or switches versions; all of it in
tasks, of which `answering_work.py` does the answering. An answer goes on while another conversation
is open. Must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from llmdesk.engine.kept_contexts import chat_name
from llmdesk.errors import UserError
from llmdesk.models.library import InstalledModel
from llmdesk.store import BranchMessage, StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.everything.cost import ReadsLong
from llmdesk.tools.chat.everything.found import found_of
from llmdesk.tools.chat.everything.how import READS, How, NotByDocument
from llmdesk.tools.chat.sending import OVERFLOWS, LeavesOut
from llmdesk.ui.chat.answering_work import AnsweringWork
from llmdesk.ui.chat.presets.chosen import ChatPresets
from llmdesk.ui.chat.running import NOTHING_GIVEN, Given, Report, Running
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

T = TypeVar("T")


class ChatSession(QObject):
    """GUI thread. The signals tell what the open conversation looks like now."""

    branch_changed = Signal(list)  # of BranchMessage
    entry_changed = Signal(object)  # BranchMessage
    text_changed = Signal(int, object)  # message id, everything that has come of it (Written)
    reading_changed = Signal(object)  # Reading, or None: it is over
    running_changed = Signal(bool)
    opened = Signal()  # another conversation than before, or the new chat
    # (conversation id when it was sent, text, is open): it is safe, and may leave the composer
    stored = Signal(object, str, bool)
    ended = Signal(int, bool)  # conversation id, and whether the answer is whole
    answered = Signal(object)  # StoredMessage: a whole answer, of any chat
    listing_changed = Signal()
    choice_asked = Signal()  # something has to be left out: `leave_out` says what
    cost_asked = Signal(object)  # ReadsLong: all documents would be read: `read` says whether

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._conversation_id: int | None = None
        self._branch: list[BranchMessage] = []
        self._running: list[Running] = []
        self.presets = ChatPresets(services, self)
        self._answering = AnsweringWork(services, self.presets)
        self._waiting: Running | None = None  # until the user has chosen
        self._opening = 0

    # -- what is open -----------------------------------------------------------------------------
    @property
    def conversation_id(self) -> int | None:
        """None: a new chat, which exists once something was sent."""
        return self._conversation_id

    @property
    def branch(self) -> list[BranchMessage]:
        return list(self._branch)

    @property
    def is_running(self) -> bool:
        return self._current() is not None

    @property
    def being_answered(self) -> frozenset[int]:
        """The conversations that are being answered now, open or not."""
        return frozenset(r.conversation_id for r in self._running if r.conversation_id is not None)

    @property
    def is_storing(self) -> bool:
        """The question that is being sent in the open chat still stands in the composer."""
        running = self._current()
        return running is not None and running.question is not None

    @property
    def other_model(self) -> InstalledModel | None:
        """Who answers in the open chat, where it is another model than the chosen one."""
        running = self._current()
        return running.model if running is not None else None

    def message(self, message_id: int) -> StoredMessage | None:
        """A message of the branch that is open."""
        return next((e.message for e in self._branch if e.message.id == message_id), None)

    def open_new(self) -> None:
        """Show the chat that does not exist yet."""
        self._opening += 1
        self._show(None, [])

    def open(self, conversation_id: int) -> None:
        """Show a conversation, as soon as it was read."""
        self._opening += 1
        opening = self._opening

        def show(branch: list[BranchMessage]) -> None:
            if opening == self._opening:
                self._show(conversation_id, branch)

        def read(_: TaskContext) -> list[BranchMessage]:
            self.presets.read(conversation_id)
            return self._services.store.branch(conversation_id)

        self._do(read, show)

    def _show(self, conversation_id: int | None, branch: list[BranchMessage]) -> None:
        self._conversation_id = conversation_id
        self._branch = branch
        self.presets.show(conversation_id)
        self.opened.emit()
        self.branch_changed.emit(self.branch)
        running = self._current()
        self.running_changed.emit(running is not None)
        if running is not None and running.answer is not None:
            self.text_changed.emit(running.answer.id, running.written)
            if running.reading is not None:
                self.reading_changed.emit(running.reading)

    def show_branch(self, conversation_id: int, branch: list[BranchMessage]) -> None:
        """The chat was changed and shows this now, if it is the one that is open."""
        if conversation_id == self._conversation_id:
            self._branch = branch
            self.branch_changed.emit(self.branch)

    def _current(self) -> Running | None:
        return next((r for r in self._running if r.conversation_id == self._conversation_id), None)

    # -- asking and answering -----------------------------------------------------------------------
    def send(self, text: str, instead_of: int | None = None, given: Given = NOTHING_GIVEN) -> None:
        """Store `text` at the end of the branch (or as a new version of a message), with what is `given` with
        it, and answer it."""
        if self.is_running:
            return
        old = self.message(instead_of) if instead_of is not None else None
        leaf = self._branch[-1].message.id if self._branch else None
        parent_id = old.parent_id if old is not None else leaf
        self._ask(self._conversation_id, text, lambda: parent_id, given)

    def send_to(self, conversation_id: int, text: str) -> None:
        """Store a question that waited at the end of the branch of this chat, open or not, and answer it."""
        store = self._services.store
        if conversation_id == self._conversation_id:
            self.send(text)
        elif conversation_id not in self.being_answered:
            self._ask(conversation_id, text, lambda: store.conversation(conversation_id).leaf_id)

    def _begin(self) -> int:
        """In a task."""
        conversation_id = self.presets.create_conversation()
        self._answering.begun(conversation_id)
        return conversation_id

    def _ask(
        self,
        conversation_id: int | None,
        text: str,
        parent: Callable[[], int | None],
        given: Given = NOTHING_GIVEN,
    ) -> None:
        running = Running(conversation_id, text, self._answer_last)
        store = self._services.store

        def work(context: TaskContext) -> answering.Answer:
            target = self._begin() if conversation_id is None else conversation_id
            parent_id = parent()
            question = store.add_message(target, parent_id, "user", text, given.attachments, given.texts)
            if given.everything:
                store.add_detail(question.id, {READS: "everything"})
            context.progress(Report(target, tuple(store.branch(target))))
            if parent_id is None:
                store.rename_conversation(target, answering.automatic_title(text), automatic=True)
            return self._answering.answer(context, target, question.id)

        self._start(running, work)

    def regenerate(self, message_id: int, model: InstalledModel | None = None, how: How = "") -> None:
        """Answer the same question once more, with `model` (None: the chosen one); the answer so far stays as
        a version. `how`: from passages, or by reading everything; "": as the answer was, or as the question
        says."""
        message, conversation_id = self.message(message_id), self._conversation_id
        if message is None or conversation_id is None or self.is_running:
            return
        asked = message if message.role == "user" else self.message(message.parent_id or 0)
        if asked is None or asked.role != "user":
            return
        question, before = asked.id, message.id if message.role != "user" else None
        if before is not None and not how:
            how = "everything" if found_of(message) is not None else "passages"

        def work(context: TaskContext) -> answering.Answer:
            return self._answering.answer(context, conversation_id, question, model, how, before)

        running = Running(
            conversation_id, None, lambda: self.regenerate(question, model, how),
            model=model, with_chosen=lambda: self.regenerate(question, None, how),
        )  # fmt: skip
        if message.role != "user":  # what happens before the new answer begins shows below its question
            place = [entry.message.id for entry in self._branch].index(question)
            self.show_branch(conversation_id, self._branch[: place + 1])
        self._start(running, work)

    def go_on(self, message_id: int) -> None:
        """Go on with an answer that was stopped or cut, as a new version of it that begins with the old."""
        message, conversation_id = self.message(message_id), self._conversation_id
        if message is None or conversation_id is None or self.is_running or not answering.can_go_on(message):
            return
        asked = self.message(message.parent_id or 0)
        if asked is None or asked.role != "user":
            return  # its question was deleted

        def work(context: TaskContext) -> answering.Answer:
            return self._answering.go_on(context, conversation_id, message_id)

        self._start(Running(conversation_id, None, lambda: self.go_on(message_id)), work)

    def leave_out(self, overflow: str) -> None:
        """The user has chosen what this chat leaves out ("oldest" or "keep_first"): answer now."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.conversation_id is None or overflow not in OVERFLOWS:
            return
        self._answering.choose(waiting.conversation_id, overflow)
        if waiting.conversation_id == self._conversation_id:
            waiting.again()

    def read(self, how: How) -> None:
        """The user has chosen how the question that waits is answered ("everything" or "passages")."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting.conversation_id == self._conversation_id and self._branch:
            self.regenerate(self._branch[-1].message.id, waiting.model, how)

    def _answer_last(self) -> None:
        """Answer the question that stands at the end."""
        if self._branch:
            self.regenerate(self._branch[-1].message.id)

    def stop(self) -> None:
        """Stop the answer of the open conversation; what came is kept."""
        running = self._current()
        if running is not None and running.task is not None:
            running.task.cancel()

    def select_version(self, message_id: int, step: int) -> None:
        """Show the version before or after, and what followed it."""
        if self.is_running:
            return
        opening = self._opening

        def show(branch: list[BranchMessage]) -> None:
            if opening == self._opening:
                self._branch = branch
                self.branch_changed.emit(self.branch)

        self._do(lambda _: self._services.store.select_version(message_id, step), show)

    @property
    def counter(self) -> TokenCounter:
        return self._answering.counter

    @property
    def work(self) -> AnsweringWork:
        """How its questions are answered, and what may be looked up for that."""
        return self._answering

    def options(self) -> answering.ChatOptions:
        """How the open chat would be answered now."""
        return self._answering.options(self._conversation_id)

    def _start(self, running: Running, work: Callable[[TaskContext], answering.Answer]) -> None:
        if running.model is None and running.conversation_id == self._conversation_id:
            self.presets.use_model()
        self._running.append(running)
        running.task = self._services.tasks.start(
            work,
            owner=self,
            on_done=lambda answer: self._on_answer(running, answer),
            on_error=lambda error: self._on_error(running, error),
            on_cancelled=lambda: self._on_end(running),
            on_progress=lambda report: self._on_report(running, report),
        )
        self.running_changed.emit(True)

    # -- how it goes --------------------------------------------------------------------------------
    def _on_report(self, running: Running, report: object) -> None:
        assert isinstance(report, Report)  # what our own work reports
        before = running.conversation_id
        was_open = before == self._conversation_id
        running.conversation_id = report.conversation_id
        last = report.branch[-1].message
        began = running.answer is None or running.answer.id != last.id
        running.answer = last if last.role == "assistant" else None
        was_reading, running.reading = running.reading, report.reading
        running.written = report.written
        if running.task is not None and running.reading is not None and running.reading.documents:
            running.task.long_job = self.tr("the reading of all documents")
        if was_open and began:
            # A new chat gets its conversation here; it stays open, and the composer with it.
            self._conversation_id = report.conversation_id
            self.presets.show(report.conversation_id)
            self._branch = list(report.branch)
            self.branch_changed.emit(self.branch)
        if was_open and running.answer is not None:
            if was_reading is not None or running.reading is not None:
                self.reading_changed.emit(running.reading)
            self.text_changed.emit(running.answer.id, running.written)
        if running.question is not None:
            self.stored.emit(before, running.question, was_open)
            running.question = None
            self.listing_changed.emit()

    def _on_error(self, running: Running, error: Exception) -> None:
        self._on_end(running)
        current = self._services.models.current
        if isinstance(error, LeavesOut) and running.conversation_id == self._conversation_id:
            self._waiting = running
            self.choice_asked.emit()
        elif isinstance(error, ReadsLong) and running.conversation_id == self._conversation_id:
            self._waiting = running
            self.cost_asked.emit(error)
        elif isinstance(error, NotByDocument) and running.conversation_id == self._conversation_id:
            self._waiting = running
            instead = self.tr("Answer from passages")
            self._services.notify.show_error(error, (instead, lambda: self.read("passages")))
        elif running.model and running.with_chosen and current and current != running.model:
            again = self.tr("Answer with {model}").replace("{model}", current.name)
            self._services.notify.show_error(error, (again, running.with_chosen))
        elif isinstance(error, UserError):
            self._services.notify.show_error(error)

    def _on_answer(self, running: Running, answer: answering.Answer) -> None:
        whole = answer.message.state == "done"
        self._on_end(running, whole=whole)
        if whole:
            self.answered.emit(answer.message)

    def _on_end(self, running: Running, *, whole: bool = False) -> None:
        """However it ended: show what was stored."""
        self._running.remove(running)
        conversation_id = running.conversation_id
        if running.answer is not None:
            message_id = running.answer.id
            self._do(lambda _: self._services.store.message(message_id), self.show_message)
        elif conversation_id is not None and conversation_id == self._conversation_id:
            self._show_stored(conversation_id)
        if running.conversation_id == self._conversation_id:
            self.running_changed.emit(False)
        if conversation_id is not None:
            self.ended.emit(conversation_id, whole)
        self.listing_changed.emit()

    def _show_stored(self, conversation_id: int) -> None:
        """No answer began: the ones before are still there."""

        def show(branch: list[BranchMessage]) -> None:
            if conversation_id not in self.being_answered:
                self.show_branch(conversation_id, branch)

        self._do(lambda _: self._services.store.branch(conversation_id), show)

    def show_message(self, message: StoredMessage) -> None:
        """What is stored of a message now, if it is one of the branch that is open."""
        for index, entry in enumerate(self._branch):
            if entry.message.id == message.id:
                self._branch[index] = replace(entry, message=message)
                self.entry_changed.emit(self._branch[index])

    # -- conversations ------------------------------------------------------------------------------
    def rename(self, conversation_id: int, title: str) -> None:
        self._change(lambda: self._services.store.rename_conversation(conversation_id, title))

    def delete(self, conversation_id: int, then: Callable[[], None]) -> None:
        """Delete a conversation (it can be restored), stop its answer, then call `then`."""
        for running in self._running:
            if running.conversation_id == conversation_id and running.task is not None:
                running.task.cancel()
        if conversation_id == self._conversation_id:
            self.open_new()
        self._change(lambda: self._delete(conversation_id), then)

    def _delete(self, conversation_id: int) -> None:
        self._services.store.delete_conversation(conversation_id)
        self._services.engine.forget_context(chat_name(conversation_id))

    def restore(self, conversation_id: int) -> None:
        """Take the deletion back and open the conversation."""
        self._change(
            lambda: self._services.store.restore_conversation(conversation_id),
            lambda: self.open(conversation_id),
        )

    def _change(self, change: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def done(_: None) -> None:
            self.listing_changed.emit()
            if then is not None:
                then()

        self._do(lambda _: change(), done)

    def _do(self, work: Callable[[TaskContext], T], show: Callable[[T], None]) -> None:
        self._services.tasks.start(
            work, owner=self, on_done=show
        )  # fmt: skip
