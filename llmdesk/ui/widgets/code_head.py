"""The line over a block of code: its language, and a button that copies the code.

Owns what is copied: the code as it was written. Must not show the code.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind

HEIGHT = 34
_COPIED_MS = 1500


class CodeHead(Retranslating, QWidget):
    """`show_code` says what it is of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._code = theme, ""
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._label, "small")
        self._copy = QToolButton()
        self._copy.clicked.connect(self._copy_code)
        self._reset_copy = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._reset_copy.timeout.connect(self._show_copy)
        fix_height(self, HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + HALF, HALF, HALF, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self._copy)
        self._retranslate()

    def show_code(self, code: str, language: str) -> None:
        self._code = code
        if language != self._label.text():
            self._label.setText(language)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._copy.setIcon(self._theme.icon("check", "accent"))
        self._reset_copy.start()

    def _show_copy(self) -> None:
        self._copy.setIcon(self._theme.icon("copy", "muted"))

    def _retranslate(self) -> None:
        self._show_copy()
        self._copy.setAccessibleName(self.tr("Copy code"))
        self._copy.setToolTip(self.tr("Copy code"))
