"""What is done with a message that stands in the chat: deleted, branched off, answered anew, checked.

Owns the menu behind ⋯ and what its entries do, in tasks, with a way back. Must not know how messages look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from llmdesk.engine.kept_contexts import chat_name
from llmdesk.models.library import InstalledModel
from llmdesk.store import Attachment, BranchMessage, Conversation, Store, StoredMessage
from llmdesk.tools.chat.answering import automatic_title
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

if TYPE_CHECKING:
    from llmdesk.tools.chat.claims import Claimed

_MOST_MODELS = 40


@dataclass(frozen=True)
class _Deleted:
    """With which number it comes back, what shows without it, and the title that was made of it, if any."""

    number: int
    branch: list[BranchMessage]
    title: str | None


class MessageDeeds(QObject):
    """`check_asked(Claimed)`, `answer_began()`: one that was asked for here."""

    check_asked = Signal(object)
    answer_began = Signal()

    def __init__(self, services: Services, session: ChatSession, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._session = services, session
        self._unseen: set[int] = set()  # chats in which something came back that does not show yet
        session.ended.connect(self._show_unseen)

    # -- the menu -------------------------------------------------------------------------------
    def show_menu(self, message_id: int, button: QWidget) -> None:
        """What can be done with the message, below the button."""
        menu = self.menu(message_id, button)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu(self, message_id: int, parent: QWidget) -> QMenu | None:
        branch = self._session.branch
        place = next((at for at, entry in enumerate(branch) if entry.message.id == message_id), None)
        if place is None:
            return None
        menu, message = QMenu(parent), branch[place].message
        running = self._session.is_running

        def add(text: str, deed: Callable[[], None]) -> None:
            menu.addAction(text, deed).setEnabled(not running)

        if message.role == "assistant" and place and branch[place - 1].message.role == "user":
            menu.addMenu(self._models_menu(menu, message)).setEnabled(not running)
            menu.addSeparator()
        menu.addAction(self.tr("Branch into a new chat"), lambda: self.branch(message_id))
        if any(entry.versions > 1 for entry in branch[: place + 1]):
            menu.addAction(
                self.tr("Branch with all versions"), lambda: self.branch(message_id, versions=True)
            )
        menu.addSeparator()
        add(self.tr("Delete message"), lambda: self.delete(message_id))
        if place < len(branch) - 1:
            add(self.tr("Delete everything from here on"), lambda: self.delete(message_id, and_after=True))
        return menu

    def _models_menu(self, parent: QMenu, message: StoredMessage) -> QMenu:
        menu = QMenu(self.tr("Answer again with"), parent)
        for model in self._services.models.models[:_MOST_MODELS]:
            action = menu.addAction(model.name.replace("&", "&&"))
            action.setEnabled(model.problem is None)
            action.triggered.connect(lambda _=False, model=model: self.answer_with(message.id, model))
        if menu.isEmpty():
            menu.addAction(self.tr("There is no model on this computer.")).setEnabled(False)
        return menu

    # -- answering ------------------------------------------------------------------------------
    def answer_with(self, message_id: int, model: InstalledModel) -> None:
        """Another answer to the same question, by `model`, which is loaded for it. The chosen one stays."""
        other = model if model != self._services.models.current else None
        self._session.regenerate(message_id, other)
        self.answer_began.emit()

    def check(self, message_id: int) -> None:
        """Hand an answer to who checks it, with the texts that it was asked about."""
        branch = self._session.branch

        def read(_context: TaskContext) -> Claimed | None:
            from llmdesk.tools.chat.claims import claimed  # the check brings large word lists with it

            documents = self._session.work.sources(self._session.conversation_id).documents

            def text_of(attachment: Attachment) -> str | None:
                found = documents.of(attachment.name, attachment.digest)
                return None if found is None else found.text

            return claimed(branch, message_id, text_of)

        def done(found: Claimed | None) -> None:
            if found is not None:
                self.check_asked.emit(found)

        self._services.tasks.start(read, owner=self, on_done=done)

    # -- deleting -------------------------------------------------------------------------------
    def delete(self, message_id: int, *, and_after: bool = False) -> None:
        """Delete a message, or it and all that follows; the notice has the way back."""
        opened, store = self._session.conversation_id, self._services.store
        if opened is None or self._session.is_running:
            return

        was_first = self._session.branch[0].message.id == message_id

        def work(_: TaskContext) -> _Deleted:
            deletion = store.delete_messages(message_id, and_after=and_after)
            self._services.engine.forget_context(chat_name(opened))  # the message stands in it
            branch = store.branch(opened)
            return _Deleted(deletion, branch, _retitle(store, opened, branch) if was_first else None)

        def done(deleted: _Deleted) -> None:
            branch = deleted.branch
            self._session.show_branch(opened, branch)
            self._session.listing_changed.emit()
            text = (
                self.tr("Messages deleted. They will be erased permanently in five minutes.")
                if and_after
                else self.tr("Message deleted. It will be erased permanently in five minutes.")
            )
            self._services.notify.show(text, lambda: self._restore(deleted))

        self._services.tasks.start(work, owner=self, on_done=done)

    def _restore(self, deleted: _Deleted) -> None:
        store = self._services.store

        def work(_: TaskContext) -> int:
            conversation_id = store.restore_messages(deleted.number)
            if deleted.title is not None:
                store.rename_conversation(conversation_id, deleted.title, automatic=True)
            return conversation_id

        def done(conversation_id: int) -> None:
            if conversation_id != self._session.conversation_id:
                self._session.open(conversation_id)
            else:
                self._unseen.add(conversation_id)
                self._show_unseen(conversation_id)
            self._session.listing_changed.emit()

        self._services.tasks.start(work, owner=self, on_done=done)

    def _show_unseen(self, conversation_id: int) -> None:
        """What came back shows now, or when the answer that is being written has ended."""

        def show(branch: list[BranchMessage]) -> None:
            if conversation_id not in self._session.being_answered:
                self._unseen.discard(conversation_id)
                self._session.show_branch(conversation_id, branch)

        if conversation_id in self._unseen - self._session.being_answered:
            self._services.tasks.start(
                lambda _: self._services.store.branch(conversation_id), owner=self, on_done=show
            )

    # -- branching ------------------------------------------------------------------------------
    def branch(self, message_id: int, *, versions: bool = False) -> None:
        """A new chat with everything up to this message, whose title says so; the notice leads back."""
        opened, store = self._session.conversation_id, self._services.store
        if opened is None:
            return
        named, unnamed = self.tr("Branch of {title}"), self.tr("Branch of a chat")

        def work(_: TaskContext) -> Conversation:
            title = store.conversation(opened).title
            new = named.replace("{title}", title) if title else unnamed
            return store.copy_branch(message_id, new, versions=versions)

        def done(copy: Conversation) -> None:
            self._session.open(copy.id)
            self._session.listing_changed.emit()
            # It may have been deleted meanwhile: what is typed into a hidden chat would go with it.
            back = (self.tr("Back to the first chat"), lambda: self._session.restore(opened))
            told = self.tr("This is a new chat. The first one is unchanged.")
            self._services.notify.show(told, action=back)

        self._services.tasks.start(work, owner=self, on_done=done)


def _retitle(store: Store, conversation_id: int, branch: list[BranchMessage]) -> str | None:
    """A title that was made of a deleted message goes with it; the one before, None where it stays."""
    before = store.conversation(conversation_id)
    if not before.title_is_automatic:
        return None
    asked = next((entry.message.content for entry in branch if entry.message.role == "user"), "")
    store.rename_conversation(conversation_id, automatic_title(asked), automatic=True)
    return before.title
