"""A text to be read: plain, selectable, of any length.

Owns how it wraps. Must not change the text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from llmdesk.ui.theme import set_kind
from llmdesk.ui.widgets.document_text import text_of, with_its_spaces
from llmdesk.ui.widgets.reading_width import bound_reading_width

# Qt needs a time with the square of a word's length to find where to wrap: 43 s for a megabyte.
# Lines longer than this are wrapped anywhere.
LONG_LINE = 10_000


class ReadingText(QPlainTextEdit):
    """`show_text` sets it; without a frame, reachable by the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "reading")
        self.setReadOnly(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        bound_reading_width(self)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            bound_reading_width(self)

    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())

    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    def show_text(self, text: str) -> None:
        """Another text, from its beginning on; the same one stays where it is."""
        if self.toPlainText() == text:
            return
        modes = QTextOption.WrapMode
        long = max(map(len, text.split("\n")), default=0) > LONG_LINE
        self.setWordWrapMode(modes.WrapAnywhere if long else modes.WrapAtWordBoundaryOrAnywhere)
        self.setPlainText(text)
