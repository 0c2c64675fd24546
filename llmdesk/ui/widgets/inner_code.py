"""Code inside a list or a quote: the line over it and its colours, in the text around it.

Owns the colouring of one paragraph of a document, in small steps. The box is painted by the view
(`text_view`), the code itself is text of the document (`document_builder`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout
from PySide6.QtWidgets import QTextBrowser

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.code_colors import Span, color_lines, is_ready
from llmdesk.ui.widgets.code_head import CodeHead
from llmdesk.ui.widgets.document_style import CODE, code_box

_STEP_S = 0.005
_STEP_MS = 15
_REST = 20  # between two colourings, times what one took


@dataclass(frozen=True)
class CodeText:
    """Code that a document has as a paragraph."""

    code: str
    language: str


class InnerCode:
    """What belongs to the paragraph of `view` whose property `CODE` is `place`."""

    def __init__(self, theme: Theme, view: QTextBrowser, place: int) -> None:
        self._theme, self._view, self._place = theme, view, place
        self.head = CodeHead(theme, view.viewport())
        self._text = CodeText("", "")
        self._colored = CodeText("", "")  # what `_formats` are of
        self._formats: list[QTextLayout.FormatRange] = []
        self._wanted, self._found = self._text, list[QTextLayout.FormatRange]()
        self._starts, self._took = [0], 0.0
        self._work: Iterator[tuple[int, list[Span]]] | None = None
        self._timer = QTimer(view, singleShot=True)
        self._timer.timeout.connect(self._step)

    def show_text(self, text: CodeText) -> None:
        """The document shows `text` there, just laid out: in the colours that are known."""
        self._text = text
        self.head.show_code(text.code, text.language)
        self._color_block()
        if text != self._colored and not self._timer.isActive():
            self._timer.start(0)

    def place_head(self) -> None:
        """Put the line over the code where the code is now."""
        block = self._block()
        if block is None:
            self.head.hide()
            return
        box = code_box(self._view.document(), block, self._view.width())
        self.head.setGeometry(ceil(box.left()), ceil(box.top()), int(box.width()), self.head.height())
        self.head.show()

    def remove(self) -> None:
        self._timer.stop()
        self.head.hide()
        self.head.deleteLater()

    def _block(self) -> QTextBlock | None:
        block = self._view.document().begin()
        while block.isValid():
            if block.blockFormat().intProperty(CODE) == self._place:
                return block
            block = block.next()
        return None

    # -- colours --------------------------------------------------------------------------------
    def _step(self) -> None:
        """Work out colours for 5 ms, then let the window breathe."""
        begin = time.perf_counter()
        if self._work is None:
            if not is_ready(self._text.language, self._theme.dark):
                self._timer.start(_STEP_MS)
                return
            self._wanted, self._found = self._text, list[QTextLayout.FormatRange]()
            self._starts, self._took = _line_starts(self._text.code), 0.0
            self._work = color_lines(self._text.code, self._text.language, self._theme.dark)
        for line, spans in self._work:
            if line < len(self._starts):
                self._found += [_format(self._starts[line], span) for span in spans]
            if time.perf_counter() - begin > _STEP_S:
                self._took += time.perf_counter() - begin
                self._timer.start(_STEP_MS)
                return
        self._work = None
        self._colored, self._formats = self._wanted, self._found
        self._color_block()
        if self._text != self._colored:
            self._took += time.perf_counter() - begin
            self._timer.start(max(_STEP_MS, int(self._took * 1000 * _REST)))

    def _color_block(self) -> None:
        block = self._block()
        grown = self._text.code.startswith(self._colored.code)
        if block is None or not grown or self._text.language != self._colored.language:
            return
        block.layout().setFormats(self._formats)
        document: QTextDocument = self._view.document()
        document.markContentsDirty(block.position(), block.length())


def _line_starts(code: str) -> list[int]:
    starts = [0]
    for line in code.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _format(line_start: int, span: Span) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setForeground(QColor(span.color))
    if span.bold:
        look.setFontWeight(QFont.Weight.DemiBold)
    look.setFontItalic(span.italic)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = line_start + span.start, span.length, look
    return found
