"""The two buttons above every result: one copies it, the other saves it.

Owns the buttons and their icons. What is copied and saved, and how that is called, its owner knows.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from llmdesk.ui.theme import HALF, Theme


class CopyAndSave(QWidget):
    """`copy_asked`, `save_asked`."""

    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._copy, self._save = QToolButton(), QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        self._copy.clicked.connect(self.copy_asked)
        self._save.clicked.connect(self.save_asked)
        theme.changed.connect(self._retint)
        self._retint()

    def set_names(self, copy: str, save: str) -> None:
        """In the language of the window, like "Copy the summary"."""
        for button, name in ((self._copy, copy), (self._save, save)):
            button.setAccessibleName(name)
            button.setToolTip(name)

    def _retint(self) -> None:
        self._copy.setIcon(self._theme.icon("copy"))
        self._save.setIcon(self._theme.icon("export"))
