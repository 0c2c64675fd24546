"""The switch *Read everything* below what one types: the next question is answered by all documents.

Owns the button, and that its state is kept with the draft. Must not know how documents are read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton

from llmdesk.store import kept_with
from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services

SHORTCUT = "Ctrl+Shift+E"
_NAME = "reads_everything"
_ON = "on"


class SwitchButton(Retranslating, QToolButton):
    """Checkable."""

    retranslated = Signal()

    def _retranslate(self) -> None:
        self.retranslated.emit()


class ReadSwitch(QObject):
    """`has_documents()`: whether the open chat has any; `show` when that may have changed."""

    def __init__(
        self,
        services: Services,
        session: ChatSession,
        composer: Composer,
        has_documents: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._session, self._composer = services, session, composer
        self._has_documents = has_documents
        self._on: dict[int | None, bool] = {}
        self._keepers: dict[int | None, Keeper[bool]] = {}
        self.button = SwitchButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self.set_on)
        self.button.retranslated.connect(self._retranslate)
        composer.add_tool(self.button)
        session.opened.connect(self._on_opened)
        session.stored.connect(self._on_stored)
        services.theme.changed.connect(self._retint)
        self._retranslate()
        self._on_opened()

    @property
    def is_on(self) -> bool:
        """Whether the next question of the open chat is to be answered by all documents."""
        return self._on.get(self._session.conversation_id, False) and self._has_documents()

    def set_on(self, on: bool) -> None:
        """For the next question of the open chat."""
        self._set(self._session.conversation_id, on)

    def toggle(self) -> None:
        """The keyboard's way."""
        if self._has_documents():
            self.set_on(not self.is_on)

    def show(self) -> None:
        """As it is now; a chat without documents has no switch."""
        self.button.setVisible(self._has_documents())
        self.button.setChecked(self.is_on)
        self._composer.set_alone(self.is_on)
        self._retint()

    def _set(self, conversation_id: int | None, on: bool) -> None:
        if self._on.get(conversation_id, False) != on:
            self._on[conversation_id] = on
            self._keeper(conversation_id).keep_soon()
        if conversation_id == self._session.conversation_id:
            self.show()

    def _on_opened(self) -> None:
        self._keeper(self._session.conversation_id)
        self.show()

    def _on_stored(self, before: int | None, _text: str, is_open: bool) -> None:
        """The question took it along."""
        self._set(before, False)
        if is_open:
            self._on_opened()

    def _keeper(self, conversation_id: int | None) -> Keeper[bool]:
        if conversation_id not in self._keepers:

            def take(on: bool) -> None:
                """It was read late: what was chosen meanwhile stays."""
                self._on.setdefault(conversation_id, on)
                self.show()

            name = f"chat.new_{_NAME}" if conversation_id is None else f"{kept_with(conversation_id)}{_NAME}"
            self._keepers[conversation_id] = Keeper(
                self._services.drafts,
                name,
                lambda: self._on.get(conversation_id, False),
                take,
                lambda on: _ON if on else "",
                lambda text: True if text == _ON else None,
                self,
            )
            self._keepers[conversation_id].read()
        return self._keepers[conversation_id]

    def _retint(self) -> None:
        self.button.setIcon(self._services.theme.icon("verify", "accent" if self.is_on else "muted"))

    def _retranslate(self) -> None:
        name = self.tr("Read everything")
        self.button.setText(name)
        self.button.setAccessibleName(name)
        tip = self.tr(
            "Judge every document for the next question, and count: for “how many”, “which of them” and "
            "lists; or ask each for a value, such as the price in every offer"
        )
        self.button.setToolTip(f"{tip} ({SHORTCUT})")
        self.button.setAccessibleDescription(tip)
