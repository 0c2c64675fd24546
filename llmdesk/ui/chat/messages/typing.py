"""What stands in the composer, and where it goes: a draft, an earlier message that is edited, a question that
waits for its turn.

Owns that none of it is lost: it leaves the composer only when it is stored, and is on the disk before. Must
not know the transcript.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from llmdesk.store import BranchMessage
from llmdesk.tools.chat.thoughts import written
from llmdesk.ui.chat.attaching.attaching import Attaching, Spot
from llmdesk.ui.chat.attaching.drafts import Draft
from llmdesk.ui.chat.composer import Composer, rest_of
from llmdesk.ui.chat.drafts import ChatDrafts
from llmdesk.ui.chat.messages.edits import ChatEdits, Edit
from llmdesk.ui.chat.messages.queue import Queue, QueueBar
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.drafts import joined
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext


class Typing(QObject):
    """`changed()`: something else stands there; `stored()`: what was sent from the open chat is safe."""

    changed = Signal()
    stored = Signal()

    def __init__(
        self,
        services: Services,
        session: ChatSession,
        composer: Composer,
        bar: QueueBar,
        attaching: Attaching,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._attaching = attaching
        # Whether the question is to be answered by all documents; who has the switch sets it.
        self.reads_everything: Callable[[], bool] = lambda: False
        self._services, self._session, self._composer, self._bar = services, session, composer, bar
        self._editing: int | None = None
        self._typed_in: int | None = None
        self._saving = False
        self._queue = Queue(self)
        self._drafts = ChatDrafts(services, self._typed, self, self._queue.of)
        self._edits = ChatEdits(services, self._edited, self)
        self._drafts.found.connect(self._on_draft)
        self._queue.changed.connect(self._on_queue)
        attaching.changed.connect(self.changed)
        bar.edit_asked.connect(self._edit_queued)
        bar.remove_asked.connect(self._remove_queued)
        composer.send_asked.connect(self._send)
        composer.text_changed.connect(self._on_typed)
        composer.edit_cancelled.connect(self.cancel_edit)
        session.opened.connect(self._on_opened)
        session.branch_changed.connect(self._on_branch)
        session.stored.connect(self._on_stored)
        session.ended.connect(self._on_ended)

    @property
    def is_editing(self) -> bool:
        return self._editing is not None

    @property
    def edited_question(self) -> int | None:
        """The question of which another version is typed: that goes in its place, without what followed."""
        return None if self._attaching.is_off else self._editing

    def to_be_sent(self) -> str:
        """What is typed, and waits. The edit of an answer goes nowhere."""
        if self._editing is not None:
            return "" if self._attaching.is_off else self._composer.text()
        return "\n\n".join([*self._queue.of(self._session.conversation_id), self._composer.text()])

    def keep_now(self) -> None:
        self._drafts.keep_now()
        self._edits.keep_now()
        self._attaching.keep_now()

    # -- sending ------------------------------------------------------------------------------------
    def _send(self, text: str) -> None:
        session, editing = self._session, self._editing
        if self._attaching.waits:
            return  # it stays until what is attached is read
        message = session.message(editing) if editing is not None else None
        if editing is None and session.is_running and not self.reads_everything():
            self._wait_in_queue(text)
        elif session.is_running:
            pass  # it stays where it is until the answer has ended
        elif editing is not None and message is None:
            self._on_branch(session.branch)
        elif message is not None and message.role == "assistant":
            self._save_answer(message.id, text)
        else:
            given = replace(self._attaching.take(), everything=self.reads_everything())
            session.send(text, editing, given)

    def _on_stored(self, before: int | None, text: str, is_open: bool) -> None:
        """What was sent is safe; only now it leaves the composer."""
        if self._queue.sent(before, text):
            self._drafts.typing(before)
            self._drafts.keep_now()
            self._tell_stored(is_open)
            return
        self._attaching.sent(before, is_open=is_open)
        if not is_open:
            self._drafts.sent(before, text)
            return
        if self._editing is not None:
            self._end_edit(rest_of(self._composer.text(), text))
        else:
            self._composer.take_sent(text)
            self._typed_in = self._session.conversation_id
            self._keep_draft()
            if before is None:
                self._drafts.keep(None, "")
            self._drafts.keep_now()  # else it could come back, sent and still to be sent
        self._tell_stored(is_open)

    def _tell_stored(self, is_open: bool) -> None:
        if is_open:
            self.stored.emit()

    # -- the queue ----------------------------------------------------------------------------------
    def _wait_in_queue(self, text: str) -> None:
        conversation_id = self._session.conversation_id
        if conversation_id is None or self._session.is_storing:
            return  # this is the question that is being sent
        self._queue.add(conversation_id, text)
        self._composer.take_sent(text)
        self._drafts.typing(conversation_id)
        self._drafts.keep_now()

    def _on_queue(self, conversation_id: int) -> None:
        if conversation_id == self._session.conversation_id:
            self._bar.show_texts(self._queue.of(conversation_id))
            self.changed.emit()

    def _on_ended(self, conversation_id: int, whole: bool) -> None:
        """After a whole answer the next question is sent; else all that wait come back."""
        self._queue.not_sent(conversation_id)
        if self._queue.of(conversation_id):
            if whole:
                self._session.send_to(conversation_id, self._queue.begin_sending(conversation_id))
            else:
                self._back_to_composer(conversation_id)
        if conversation_id == self._session.conversation_id:
            self._on_branch(self._session.branch)

    def _back_to_composer(self, conversation_id: int) -> None:
        waited = "\n\n".join(self._queue.of(conversation_id))
        if conversation_id == self._session.conversation_id and self._editing is None:
            self._composer.set_text(joined(waited, self._composer.text()))
        else:
            self._drafts.keep(conversation_id, joined(waited, self._drafts.get(conversation_id)))
        self._queue.clear(conversation_id)

    def _edit_queued(self, place: int) -> None:
        conversation_id = self._session.conversation_id
        if conversation_id is None or self._is_leaving(conversation_id, place) or self._editing is not None:
            return
        text = self._queue.take(conversation_id, place)
        self._composer.set_text(joined(text, self._composer.text()))
        self._composer.setFocus()

    def _remove_queued(self, place: int) -> None:
        conversation_id = self._session.conversation_id
        if conversation_id is None or self._is_leaving(conversation_id, place):
            return
        text = self._queue.take(conversation_id, place)
        self._drafts.typing(conversation_id)

        def put_back() -> None:
            if conversation_id in self._session.being_answered:
                self._queue.add(conversation_id, text, min(place, len(self._queue.of(conversation_id))))
            else:
                self._queue.add(conversation_id, text, 0)
                self._back_to_composer(conversation_id)
            self._drafts.typing(conversation_id)

        self._services.notify.show(self.tr("Queued question removed."), put_back)

    def _is_leaving(self, conversation_id: int, place: int) -> bool:
        return place == 0 and self._queue.is_sending(conversation_id)

    # -- editing ------------------------------------------------------------------------------------
    def edit(self, message_id: int) -> None:
        """Put an earlier message into the composer; the draft there waits."""
        message = self._session.message(message_id)
        if message is None or self._session.is_running or self._editing == message_id:
            return
        if self._editing is not None:
            self.cancel_edit()
        self._keep_draft()
        self._begin_edit(Edit(message_id, written(message).text))
        self._composer.setFocus()

    def _begin_edit(
        self, edit: Edit, attached: tuple[Draft, ...] | None = None, *, resumed: bool = False
    ) -> None:
        message = self._session.message(edit.message_id)
        assert message is not None  # looked up by the caller
        self._editing = edit.message_id
        self._composer.set_editing("answer" if message.role == "assistant" else "question")
        self._composer.set_text(edit.text)
        self._attaching.begin_edit(message, attached, resumed=resumed)

    def _end_edit(self, rest: str = "", *, keep_attached: bool = True) -> None:
        """What was edited is stored, or was given up. `rest` was typed since, and is a draft, as is what was
        attached and not sent."""
        conversation_id = self._session.conversation_id
        self._add_to_draft(conversation_id, rest)
        self._editing = None
        if conversation_id is not None:
            self._edits.keep(conversation_id, None)
            self._edits.keep_now()
        self._composer.set_editing(None)
        self._attaching.end_edit(keep=keep_attached)
        self._show_draft()

    def cancel_edit(self) -> None:
        """Leave the message as it is. What was typed can be had back."""
        message = self._session.message(self._editing) if self._editing is not None else None
        if message is None:
            self._edit_to_draft()
            return
        edit, opened = Edit(message.id, self._composer.text()), self._session.conversation_id
        attached, is_changed = self._attaching.drafts, self._attaching.is_changed(message)
        self._end_edit(keep_attached=False)
        if edit.text in (written(message).text, "") and not is_changed:
            return

        def go_on() -> None:
            self._keep_draft()
            is_free = self._editing is None and not self._session.is_running
            if is_free and self._session.message(edit.message_id) is not None:
                self._begin_edit(edit, attached)
            else:
                self._add_to_draft(opened, edit.text)
                self._attaching.put_back_all(attached, opened)
                self._on_draft(opened)

        self._services.notify.show(self.tr("Editing cancelled."), go_on)

    def _save_answer(self, message_id: int, text: str) -> None:
        """As a version beside the model's own."""
        message, opened = self._session.message(message_id), self._session.conversation_id
        if message is None or opened is None or self._saving:
            return
        if text.strip() == written(message).text.strip():
            self._end_edit()
            return
        store, self._saving = self._services.store, True

        def work(_: TaskContext) -> list[BranchMessage]:
            store.add_edited(message_id, text)
            return store.branch(opened)

        def done(branch: list[BranchMessage]) -> None:
            self._saving = False
            if self._session.conversation_id == opened:
                if self._editing == message_id:
                    self._end_edit(rest_of(self._composer.text(), text))
                self._session.show_branch(opened, branch)
                self.stored.emit()
            elif (edit := self._edits.get(opened)) is not None and edit.message_id == message_id:
                self._add_to_draft(opened, rest_of(edit.text, text))
                self._edits.keep(opened, None)
            self._session.listing_changed.emit()

        def failed(error: Exception) -> None:
            self._saving = False
            self._services.notify.show_error(error)

        self._services.tasks.start(work, owner=self, on_done=done, on_error=failed)

    def _edited(self, conversation_id: int) -> Edit | None:
        if self._editing is None or conversation_id != self._typed_in:
            return None
        return Edit(self._editing, self._composer.text())

    def _on_branch(self, _branch: list[BranchMessage]) -> None:
        """A message that is edited and no longer shows cannot be: what was typed becomes a draft."""
        if self._editing is None or self._session.is_running:
            return
        if self._session.message(self._editing) is None:
            self._edit_to_draft()

    def _edit_to_draft(self) -> None:
        if self._editing is not None:
            text, opened = self._composer.text(), self._session.conversation_id
            self._drafts.keep(opened, joined(text, self._drafts.get(opened)))
            self._end_edit()

    # -- drafts -------------------------------------------------------------------------------------
    def _on_opened(self) -> None:
        """Another chat: what was typed stays with the one before, and what was typed here comes."""
        if self._editing is None:
            self._keep_draft()
        elif self._typed_in is not None:
            self._edits.keep(self._typed_in, Edit(self._editing, self._composer.text()))
        self._editing = None
        opened = self._session.conversation_id
        edit = self._edits.get(opened) if opened is not None else None
        if edit is not None and opened is not None and self._session.message(edit.message_id) is None:
            self._drafts.keep(opened, joined(edit.text, self._drafts.get(opened)))
            self._edits.keep(opened, None)
            self._attaching.leave_edit()
            edit = None
        self._composer.set_editing(None)
        self._attaching.show_chat()
        self._show_draft()
        if edit is not None:
            self._begin_edit(edit, resumed=True)
        self._bar.show_texts(self._queue.of(opened))

    def _on_typed(self) -> None:
        self._typed_in = self._session.conversation_id
        self.changed.emit()
        if self._editing is None:
            self._drafts.typing(self._typed_in)
        elif self._typed_in is not None:
            self._edits.typing(self._typed_in)

    def _typed(self, conversation_id: int | None) -> str | None:
        """What stands in the composer, where it is a draft of this conversation."""
        is_draft = self._editing is None and conversation_id == self._typed_in
        return self._composer.text() if is_draft else None

    def _keep_draft(self) -> None:
        """Hand what is typed over to be written down."""
        if self._editing is None:
            self._drafts.keep(self._typed_in, self._composer.text())

    def add_at(self, spot: Spot, text: str) -> None:
        """Below what is typed there, in a chat that shows or in another one."""
        chat = spot.conversation_id
        edit = self._edits.get(chat) if spot.editing and chat is not None else None
        if edit is not None and chat is not None:
            self._edits.keep(chat, Edit(edit.message_id, joined(edit.text, text)))
        else:
            self._add_to_draft(chat, text)
            self._on_draft(chat)

    def _add_to_draft(self, conversation_id: int | None, text: str) -> None:
        if text:
            self._drafts.keep(conversation_id, joined(self._drafts.get(conversation_id), text))

    def _on_draft(self, conversation_id: int | None) -> None:
        """It was read late."""
        if self._typed(conversation_id) is not None:
            self._show_draft()

    def _show_draft(self) -> None:
        """Put the draft of the open conversation into the composer."""
        text = self._drafts.get(self._session.conversation_id)
        self._typed_in = self._session.conversation_id
        self._composer.set_text(text)
