"""What another program needs, to be copied: an address, or a token.

Owns this line of the page.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.theme import SPACE


class CopyLine(QWidget):
    """A text that cannot be changed, with a button that copies it, and room for another one below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit, self.copy = QLineEdit(readOnly=True), QPushButton()
        line, self._below = QHBoxLayout(), QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self.edit, 1)
        line.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addLayout(self._below)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.edit.text()))
        self.show_text("")

    def add(self, button: QPushButton) -> None:
        self._below.addWidget(button)
        self._below.addStretch(1)

    def show_text(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self.copy.setEnabled(bool(text))
