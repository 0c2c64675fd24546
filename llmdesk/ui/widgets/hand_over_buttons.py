"""Buttons that give a text to another tab, one for each that takes it.

Owns the buttons. What the text is, is said by who owns them; which tabs there are, by `tabs`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from llmdesk.ui.tabs import CHAT, Tab, words
from llmdesk.ui.theme import SPACE


class HandOverButtons(QWidget):
    """For the chat and each of `tools` that takes a text. `chosen(name of the tab)`."""

    chosen = Signal(str)

    def __init__(self, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [(tab, QPushButton()) for tab in (CHAT, *tools) if tab.offer]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for tab, button in self._buttons:
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, name=tab.name: self.chosen.emit(name))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for tab, button in self._buttons:
            button.setText(words(tab.offer))
            button.setAccessibleName(words(tab.offer))
            button.setToolTip(words(tab.offer_tip))
