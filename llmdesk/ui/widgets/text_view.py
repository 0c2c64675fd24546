"""Read-only views of untrusted text that are as tall as their text.

Owns that nothing is ever loaded and no link opens by itself. Must not know Markdown.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QTextBrowser, QWidget

from llmdesk.ui.theme import RADIUS, set_kind
from llmdesk.ui.widgets.document_style import (
    CODE,
    INDENT,
    QUOTE_DEPTH,
    QUOTE_INDENT,
    RULE,
    DocumentStyle,
    code_box,
)
from llmdesk.ui.widgets.document_text import with_its_spaces
from llmdesk.ui.widgets.formulas.copied_text import copy_with_sources, has_formulas

# Qt needs a time with the square of a word's length to find where to wrap (7 s for 49,000 letters).
# Chinese may be wrapped between any two characters and has no such words.
_ENDLESS = 1500
_BETWEEN_WORDS = re.compile(r"[\s\u2e80-\uffdc]+")
# Taller plain text has a scroll bar of its own.
_LONG_TEXT_HEIGHT = 320
# Qt lays a line out as a whole, so very long ones are broken (in the view, not in what is copied).
_LONG_LINE = 2_000
_BAR_PAD = 2  # pixels that the bar beside a quote goes below the letters
_STEP = 40_000  # characters of a long text that are added at once
_STEP_MS = 15


class SealedBrowser(QTextBrowser):
    """Shows a document; loads nothing, opens nothing. `anchorClicked` tells which link was meant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(INDENT)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Nothing: a message must not make us read a file or ask a server.

        Empty, not None: at None the document would read a local file itself.
        """
        return QByteArray()

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor, data = self.textCursor(), super().createMimeDataFromSelection()
        return copy_with_sources(data, cursor) if has_formulas(cursor) else with_its_spaces(data, cursor)

    def context_menu(self, place: QPoint) -> QMenu:
        """Qt's own, which offers to copy a link's address only where there is a link."""
        menu = self.createStandardContextMenu(place)
        for action in menu.actions():
            if action.objectName() == "link-copy" and not self.anchorAt(place):
                menu.removeAction(action)
        if menu.actions() and menu.actions()[-1].isSeparator():
            menu.removeAction(menu.actions()[-1])
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The transcript scrolls, not the text in it."""
        event.ignore()


class TextView(SealedBrowser):
    """Flowing text, as tall as it needs at its width."""

    def __init__(self, style: DocumentStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.has_decorations = False  # quotes or rules in the text
        self.setFont(style.body)
        # Else Qt lays the text out at the width that the viewport has, before it has ours.
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)

    def set_width(self, width: int) -> None:
        """Lay the text out at `width` and take the height it needs."""
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
        self.setFixedSize(width, max(1, ceil(self.document().size().height())))

    def prepare_for(self, text: str) -> None:
        """Before `text` is added: wrap anywhere when it holds an endless word."""
        if any(len(word) >= _ENDLESS for word in _BETWEEN_WORDS.split(text)):
            option = self.document().defaultTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.document().setDefaultTextOption(option)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.has_decorations:
            self._paint_decorations(QRectF(event.rect()))
        super().paintEvent(event)

    def _paint_decorations(self, area: QRectF) -> None:
        """Bars beside quotes, rules across and boxes of code, which a QTextDocument cannot draw."""
        painter: QPainter | None = None
        layout = self.document().documentLayout()
        block = self.document().begin()
        while block.isValid():
            look = block.blockFormat()
            if any(map(look.hasProperty, (QUOTE_DEPTH, RULE, CODE))):
                box = layout.blockBoundingRect(block)
                if look.hasProperty(CODE):
                    box = code_box(self.document(), block, self.width())
                if box.intersects(area):
                    painter = painter or QPainter(self.viewport())
                    self._decorate(painter, block, box)
            block = block.next()
        if painter is not None:
            painter.end()

    def _decorate(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        look = block.blockFormat()
        if look.hasProperty(CODE):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.code_background)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if look.hasProperty(RULE):
            painter.fillRect(QRectF(box.left(), box.center().y(), self.width(), 1), self._style.rule)
        above = block.previous()
        joined = min(above.blockFormat().intProperty(QUOTE_DEPTH), look.intProperty(QUOTE_DEPTH))
        bottom_above = self._bottom(above) if joined else 0.0
        for depth in range(look.intProperty(QUOTE_DEPTH)):
            top = bottom_above if depth < joined else box.top()
            bar = QRectF(depth * QUOTE_INDENT, top, 3, self._bottom(block) - top)
            painter.fillRect(bar, self._style.rule)

    def _bottom(self, block: QTextBlock) -> float:
        """Where the bar beside a quote ends: the letters stand at the head of their tall lines."""
        top = self.document().documentLayout().blockBoundingRect(block).top()
        last = block.layout().lineAt(block.layout().lineCount() - 1)
        return top + last.y() + last.ascent() + last.descent() + _BAR_PAD


class LongTextView(QPlainTextEdit):
    """Very long plain text in a box that scrolls; only what shows is laid out."""

    def __init__(self, text: str, style: DocumentStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFont(style.body)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        set_kind(self, "long")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFixedHeight(_LONG_TEXT_HEIGHT)
        self._left = break_long_lines(text)
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._add_some)
        self._timer.start()
        self._add_some()

    def _add_some(self) -> None:
        """The next part of the text; all at once would hold the window up."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._left[:_STEP])
        self._left = self._left[_STEP:]
        if not self._left:
            self._timer.stop()

    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll this text only when it has the focus: else one cannot scroll past it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def break_long_lines(text: str) -> str:
    """`text` with line breaks in lines that are too long to be laid out as one."""
    return "\n".join(
        line
        if len(line) <= _LONG_LINE
        else "\n".join(line[at : at + _LONG_LINE] for at in range(0, len(line), _LONG_LINE))
        for line in text.split("\n")
    )
