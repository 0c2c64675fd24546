"""Earlier messages that are being edited: what was typed so far is kept as a draft is.

Owns one edit for each conversation and its form on the disk. When it is written down is `ui/drafts`'
business; what is done with it `typing`'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from llmdesk.ui.drafts import Keeper, encoded_text
from llmdesk.ui.services import Services


@dataclass(frozen=True)
class Edit:
    """A message, and what it says now in the composer."""

    message_id: int
    text: str


class ChatEdits(QObject):
    """`edited(id)` gives the edit that stands in the composer where that is the conversation's, else None."""

    def __init__(
        self, services: Services, edited: Callable[[int], Edit | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._edited = services, edited
        self._edits: dict[int, Edit | None] = {}
        self._keepers: dict[int, Keeper[Edit | None]] = {}

    def get(self, conversation_id: int) -> Edit | None:
        """The edit that was not finished there."""
        problem = self._keeper(conversation_id).read_now()
        if problem is not None:
            self._services.notify.show_error(problem)
        return self._edits.get(conversation_id)

    def typing(self, conversation_id: int) -> None:
        """Something was typed; the text is read when it is written down."""
        self._keeper(conversation_id).keep_soon()

    def keep(self, conversation_id: int, edit: Edit | None) -> None:
        """This is the edit now; None: there is none."""
        if self._edits.get(conversation_id) != edit:
            self._edits[conversation_id] = edit
            self._keeper(conversation_id).keep_soon()

    def keep_now(self) -> None:
        """Write down what waits, without waiting for it."""
        for keeper in self._keepers.values():
            keeper.keep_now()

    def _keeper(self, conversation_id: int) -> Keeper[Edit | None]:
        if conversation_id not in self._keepers:

            def state() -> Edit | None:
                edit = self._edited(conversation_id)
                if edit is not None:
                    self._edits[conversation_id] = edit
                return self._edits.get(conversation_id)

            def take(edit: Edit | None) -> None:
                if self._edits.get(conversation_id) is None:
                    self._edits[conversation_id] = edit

            place = f"chat.{conversation_id}.editing"  # goes with the chat
            self._keepers[conversation_id] = Keeper(
                self._services.drafts, place, state, take, _encoded, _decoded, self
            )
        return self._keepers[conversation_id]


def _encoded(edit: Edit | None) -> str:
    return "" if edit is None else f"[{edit.message_id}, {encoded_text(edit.text)}]"


def _decoded(text: str) -> Edit | None:
    try:
        message_id, typed = json.loads(text)
    except (ValueError, TypeError):
        return None
    return Edit(message_id, typed) if isinstance(message_id, int) and isinstance(typed, str) else None
