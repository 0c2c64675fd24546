"""Buttons that give a text to another tab: one for the chat, and a menu of the tools that take it.

Owns the buttons. What the text is, is said by who owns them; which tabs there are, by `tabs`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.tabs import CHAT, Tab, words
from llmdesk.ui.theme import SPACE


class HandOverButtons(Retranslating, QWidget):
    """For the chat and each of `tools` that takes a text. `chosen(name of the tab)`."""

    chosen = Signal(str)

    def __init__(self, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._others = QPushButton(), QPushButton()
        menu = QMenu(self._others)
        self._actions = [(tab, menu.addAction("")) for tab in tools if tab.offer]
        self._others.setMenu(menu)
        self._others.setVisible(bool(self._actions))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._ask)
        row.addWidget(self._others)
        row.addStretch(1)
        self._ask.clicked.connect(lambda: self.chosen.emit(CHAT.name))
        for tab, action in self._actions:
            action.triggered.connect(lambda _checked=False, name=tab.name: self.chosen.emit(name))
        self._retranslate()

    def _retranslate(self) -> None:
        self._ask.setText(words(CHAT.offer))
        self._ask.setAccessibleName(words(CHAT.offer))
        self._ask.setToolTip(words(CHAT.offer_tip))
        self._others.setText(self.tr("Use it in"))
        self._others.setAccessibleName(self.tr("Use it in another tab"))
        self._others.setToolTip(self.tr("Give this text to another tab"))
        for tab, action in self._actions:
            action.setText(words(tab.offer))
