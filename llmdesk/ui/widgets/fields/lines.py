"""A field for a few lines of text in a form.

Owns its height, what its keys do, and how much it holds. Must not know what is written there.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.document_text import text_of


class Lines(QPlainTextEdit):
    """A few lines of text; Tab leaves it. `too_long(characters)` for a paste with which there were more than
    `longest`: nothing is put in."""

    too_long = Signal(int)

    def __init__(self, lines: int, longest: int | None = None) -> None:
        super().__init__()
        self._longest = longest
        set_kind(self, "framed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 2 * SPACE)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text() if source.hasText() else ""
        kept = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if self._longest is not None and kept + len(text) > self._longest:
            self.too_long.emit(len(text))
        elif text:
            self.insertPlainText(text)

    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())
