"""A question as it was typed: tinted, no wider than its text, at the right.

Owns how wide it is. Never Markdown.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from llmdesk.ui.theme import SPACE, Theme, set_kind
from llmdesk.ui.widgets.document_builder import DocumentBuilder
from llmdesk.ui.widgets.document_style import DocumentStyle
from llmdesk.ui.widgets.text_view import LongTextView, TextView

LONG_QUESTION = 20_000  # characters; a longer one gets a scroll bar of its own
_MEASURED = 2_000  # characters; a longer text is as wide as a question may be
_SHARE = 0.85  # of the column
_PAD = 12


class Bubble(QFrame):
    """Lay it out with `set_width`, the width of the column."""

    def __init__(self, theme: Theme, text: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "bubble")
        style = DocumentStyle.of(theme)
        self._fits = len(text) <= _MEASURED
        self._text: TextView | LongTextView
        if len(text) > LONG_QUESTION:
            self._text = LongTextView(text, style)
        else:
            self._text = TextView(style)
            self._text.prepare_for(text)
            DocumentBuilder(self._text.document(), style).append_plain(text)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(_PAD, SPACE + 3, _PAD, SPACE - 3)  # a line has its space below
        inside.addWidget(self._text)
        self.set_width(width)

    def set_width(self, width: int) -> None:
        most = max(80, int(width * _SHARE) - 2 * _PAD)
        self._text.set_width(most)
        if self._fits:
            needed = ceil(self._text.document().idealWidth()) + 1
            if needed < most:
                self._text.set_width(needed)
