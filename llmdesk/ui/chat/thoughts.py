"""What a model thought before its answer: folded away, there for who wants to read it.

Owns the button and the text below it, shown as it is. Must not decide what is a thought
(the engine does; `tools.chat.thoughts` for answers of before).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, Theme
from llmdesk.ui.widgets.plain_label import plain_label

MOST_SHOWN = 20_000  # characters


class Thoughts(Retranslating, QWidget):
    """Hidden while there is nothing to show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thinking = False
        self._text = ""
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.label = plain_label("muted", wrap=True, selectable=True)
        self.label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.button)
        column.addWidget(self.label)
        self.button.toggled.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self.show_thoughts("", thinking=False)

    def show_thoughts(self, text: str, *, thinking: bool) -> None:
        """`thinking`: they are still coming."""
        self._text, self._thinking = text, thinking
        self.setVisible(bool(text))
        self._refresh()

    def _refresh(self) -> None:
        shown = self.button.isChecked()
        self.button.setIcon(self._theme.icon("up" if shown else "down", "muted"))
        name = self.tr("Thinking…") if self._thinking else self.tr("Thoughts")
        self.button.setText(name)
        self.button.setAccessibleName(name)
        self.button.setToolTip(self.tr("What the model thought before it answered"))
        if shown:
            self.label.setText(self._text[-MOST_SHOWN:])
        self.label.setVisible(shown)

    def _retranslate(self) -> None:
        self._refresh()
