"""A block of code: its language, a copy button, the code with its colours.

Owns colouring in small steps, so that long code never holds the window up. Must not guess a
language, and must not run anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, RADIUS, SPACE, Theme
from llmdesk.ui.widgets.code_colors import Span, color_lines, is_ready
from llmdesk.ui.widgets.code_head import HEIGHT, CodeHead
from llmdesk.ui.widgets.text_view import SealedBrowser

_STEP_S = 0.005
_STEP_MS = 15
_REST = 20  # between two colourings, times what one took
_SCROLL_BAR = 10


class CodeView(Retranslating, QWidget):
    """One block of code. `set_code` may be called again and again while it grows."""

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.language, self.code = theme, language, ""
        self._head = CodeHead(theme)
        self._head.show_code("", language)
        self._body = _CodeText(theme)
        self._paint = _Colouring(self._body.document(), theme.dark, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        body = QHBoxLayout()
        body.setContentsMargins(SPACE + HALF, 0, SPACE + HALF, 0)
        body.addWidget(self._body)
        layout.addLayout(body)
        self._retranslate()

    def set_code(self, code: str, language: str) -> None:
        """Show `code`; what it begins with and shows already is not laid out again."""
        code = code.rstrip("\n")
        self.language = language
        self._head.show_code(code, language)
        if code != self.code:
            self._body.change(self.code, code)
            self.code = code
        self._paint.start(code, language)

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self._body.fit(width - 2 * (SPACE + HALF))
        self.setFixedHeight(HEIGHT + self._body.height() + SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("code"))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)

    def _retranslate(self) -> None:
        self._body.setAccessibleName(self.tr("Code"))


class _CodeText(SealedBrowser):
    """The code itself: no line is wrapped, long ones scroll sideways."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._look = QTextCharFormat()
        self._look.setFont(theme.font("code"))
        self._look.setForeground(theme.color("text"))
        self.setFont(theme.font("code"))
        self.setLineWrapMode(SealedBrowser.LineWrapMode.NoWrap)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.document().setDefaultTextOption(option)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def change(self, old: str, new: str) -> None:
        cursor = QTextCursor(self.document())
        if new.startswith(old):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(new[len(old) :], self._look)
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(new, self._look)
        if not old:
            # Qt's own cursor went along to the end, and the view would scroll there.
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def fit(self, width: int) -> None:
        """The height of all lines, and of the scroll bar where one line is wider than `width`."""
        size = self.document().size()
        self.setFixedHeight(ceil(size.height()) + (_SCROLL_BAR if size.width() > width else 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        step = event.pixelDelta().x() or event.angleDelta().x() // 2
        if step and bar.maximum():
            bar.setValue(bar.value() - step)
            event.accept()
        else:
            event.ignore()


class _Colouring(QSyntaxHighlighter):
    """Colours a document that may still grow: some lines at a time, then a rest."""

    def __init__(self, document: QTextDocument, dark: bool, parent: QWidget) -> None:
        super().__init__(document)
        self._dark = dark
        self._spans: list[list[Span]] = []
        self._code, self._language = "", ""
        self._wanted: tuple[str, str] = ("", "")
        self._lines: Iterator[tuple[int, list[Span]]] | None = None
        self._took = 0.0
        self._timer = QTimer(parent, singleShot=True)
        self._timer.timeout.connect(self._step)

    def start(self, code: str, language: str) -> None:
        """Colour `code` as `language`, as soon as what is being done is done."""
        if (code, language) == self._wanted:
            return
        self._wanted = (code, language)
        if not self._timer.isActive():
            self._timer.start(0)

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number >= len(self._spans):
            return
        for span in self._spans[number]:
            look = QTextCharFormat()
            look.setForeground(QColor(span.color))
            if span.bold:
                look.setFontWeight(QFont.Weight.DemiBold)
            look.setFontItalic(span.italic)
            self.setFormat(span.start, span.length, look)

    def _step(self) -> None:
        """Colour lines for 5 ms, then let the window breathe."""
        begin = time.perf_counter()
        if self._lines is None:
            self._code, self._language = self._wanted
            if not is_ready(self._language, self._dark):
                self._timer.start(_STEP_MS)
                return
            self._lines = color_lines(self._code, self._language, self._dark)
            self._took = 0.0
        for number, spans in self._lines:
            self._show(number, spans)
            if time.perf_counter() - begin > _STEP_S:
                self._took += time.perf_counter() - begin
                self._timer.start(_STEP_MS)
                return
        self._lines = None
        self._took += time.perf_counter() - begin
        if (self._code, self._language) != self._wanted:
            self._timer.start(max(_STEP_MS, int(self._took * 1000 * _REST)))

    def _show(self, number: int, spans: list[Span]) -> None:
        while len(self._spans) <= number:
            self._spans.append([])
        if self._spans[number] != spans:
            self._spans[number] = spans
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)
