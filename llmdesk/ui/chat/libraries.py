"""Libraries in the chat: the chip below what one types, and who is asked for an answer.

Owns who hears whom between the session and the libraries. Must not know how they are read or kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from llmdesk.tools.place import Place
from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.libraries.panel import LibraryPanel
from llmdesk.ui.reader.asked import Kept
from llmdesk.ui.services import Services

if TYPE_CHECKING:
    from llmdesk.tools.documents import Document


class ChatLibraries(QObject):
    """`panel` has the chip, the dialog and what each chat asks."""

    def __init__(self, services: Services, session: ChatSession, composer: Composer, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.panel = LibraryPanel(services, window)
        composer.add_tool(self.panel.chip)
        session.work.libraries = self.panel.chosen.sources
        session.work.begun = self.panel.chosen.begun
        session.opened.connect(self._on_chat)
        session.stored.connect(lambda _before, _text, is_open: self._on_chat() if is_open else None)

    def _on_chat(self) -> None:
        self.panel.chosen.show_chat(self._session.conversation_id)

    def keeping(self, attached: Kept) -> Kept:
        """Where the text of a source is kept: with the chat, else in one of its libraries."""
        chat, chosen = self._session.conversation_id, self.panel.chosen

        def kept(place: Place) -> Document | str | None:
            found = attached(place)
            if found is None and place.path is not None:
                return chosen.document(chat, place.path)
            return found

        return kept
