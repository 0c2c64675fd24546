"""Saves a conversation as a file.

Owns the dialog and the words. What the file holds is `tools.chat.export`'s.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.outputs import look_at
from llmdesk.store import Conversation
from llmdesk.tools.chat.export import export_chats
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services


class ConversationFile(QObject):
    """Asks where, and saves the branch that is chosen in the conversation."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._window = services, parent

    def save(self, conversation: Conversation) -> None:
        name = proposed_name(conversation.title) or self.tr("chat")

        def save(path: Path, _kind: str) -> None:
            self.save_to(path, conversation)

        def meant(path: Path, _kind: str) -> Path:
            return path if path.suffix else path.with_suffix(".md")

        kinds = [self.tr("Markdown (*.md)")]
        ask_place(self._window, self.tr("Save the chat"), Path(f"{name}.md"), kinds, save, meant)

    def save_to(self, path: Path, conversation: Conversation) -> None:
        def work(_context: object) -> None:
            export_chats(
                self._services.store,
                [conversation.id],
                look_at(path, overwrite=True),
                "md",
                thoughts=False,
                translate=translate_core,
            )

        self._services.tasks.start(
            work,
            owner=self,
            on_done=lambda _none: self._services.notify.show(
                fill(self.tr("Saved as {file}."), {"file": path.name})
            ),
        )
