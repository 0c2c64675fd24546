"""What is typed into each conversation and not sent. When it is written down is `ui/drafts`' business."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.drafts import Keeper, joined
from llmdesk.ui.services import Services


class ChatDrafts(QObject):
    """The drafts of all conversations; None stands for the chat that does not exist yet. `typed(id)` gives
    what stands in the composer where that is the conversation's, None elsewhere. `queued(id)`: the questions
    that wait to be sent there; they are kept above it. `found(id)`: there is another draft than was told,
    since it could only be read now."""

    found = Signal(object)

    def __init__(
        self,
        services: Services,
        typed: Callable[[int | None], str | None],
        parent: QObject,
        queued: Callable[[int | None], Sequence[str]],
    ) -> None:
        super().__init__(parent)
        self._services, self._typed, self._queued = services, typed, queued
        self._texts: dict[int | None, str] = {}
        self._keepers: dict[int | None, Keeper[str]] = {}

    def typing(self, conversation_id: int | None) -> None:
        """Something was typed; the text is read when it is written down: not at every key."""
        self._keeper(conversation_id).keep_soon()

    def keep(self, conversation_id: int | None, text: str) -> None:
        """This is the draft now."""
        if self._texts.get(conversation_id) != text:
            self._texts[conversation_id] = text
            self._keeper(conversation_id).keep_soon()

    def get(self, conversation_id: int | None) -> str:
        """What was typed last; "" when the store does not tell, until it does."""
        problem = self._keeper(conversation_id).read_now()
        if problem is not None:
            self._services.notify.show_error(problem)
        return self._texts.get(conversation_id, "")

    def sent(self, conversation_id: int | None, text: str) -> None:
        """What was typed there was sent: it is no draft any more."""
        if self.get(conversation_id) == text:
            self.keep(conversation_id, "")

    def keep_now(self) -> None:
        """Write down what waits, without waiting for it."""
        for keeper in self._keepers.values():
            keeper.keep_now()

    def _keeper(self, conversation_id: int | None) -> Keeper[str]:
        if conversation_id not in self._keepers:

            def state() -> str:
                typed = self._typed(conversation_id)
                if typed is not None:
                    self._texts[conversation_id] = typed
                text, queued = self._texts.get(conversation_id, ""), self._queued(conversation_id)
                return joined("\n\n".join(queued), text) if queued else text

            def take(text: str) -> None:
                before = self._texts.get(conversation_id) or self._typed(conversation_id) or ""
                self._texts[conversation_id] = joined(text, before)
                self.found.emit(conversation_id)

            self._keepers[conversation_id] = Keeper(
                self._services.drafts, conversation_id, state, take, str, str, self
            )
        return self._keepers[conversation_id]
