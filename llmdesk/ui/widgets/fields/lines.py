"""A field for a few lines of text in a form.

Owns its height and what its keys do. Must not know what is written there.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.document_text import text_of


class Lines(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        set_kind(self, "framed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 2 * SPACE)

    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())
