"""The up arrow in an empty composer brings the last prompt back, as in a terminal; again, the one before.

Owns these two keys. Must not touch what somebody typed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.chat.session import ChatSession

_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_ARROWS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Recall(QObject):
    """`allowed()`: whether what stands in the composer is a new question."""

    def __init__(self, composer: Composer, session: ChatSession, allowed: Callable[[], bool]) -> None:
        super().__init__(composer)
        self._composer, self._session, self._allowed = composer, session, allowed
        self._shown: str | None = None  # as long as it stands there as it was brought
        self._back = 0  # how many prompts ago it was
        composer.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _KEYS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() in _ARROWS and self._allowed() and self._go(step):
                return True
        return super().eventFilter(watched, event)

    def _go(self, step: int) -> bool:
        """Whether there was a prompt to show."""
        document = self._composer.edit.document()
        if document.isEmpty():
            self._shown, self._back = None, 0
        elif self._shown is None or not self._stands():
            return False
        asked = [e.message.content for e in self._session.branch if e.message.role == "user"]
        back = self._back + step
        if not 0 <= back <= len(asked) or (back == 0 and step > 0):
            return False
        self._back, self._shown = back, asked[-back] if back else ""
        self._composer.set_text(self._shown)
        return True

    def _stands(self) -> bool:
        """What was brought stands there untouched, with the cursor behind it."""
        edit = self._composer.edit
        return edit.textCursor().atEnd() and edit.text() == self._shown
