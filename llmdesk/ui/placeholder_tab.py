"""What a tab shows that is not built yet: in one calm line, what will be there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from llmdesk.ui.theme import MARGIN, SPACE


class PlaceholderTab(QWidget):
    """A heading and a sentence, both asked for again when the language changes."""

    def __init__(self, texts: Callable[[], tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._heading.setProperty("kind", "heading")
        self._line = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._line.setProperty("kind", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(SPACE)
        column.addStretch(2)
        for label in (self._heading, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        heading, line = self._texts()
        self._heading.setText(heading)
        self._line.setText(line)
