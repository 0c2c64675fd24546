"""A message field in which an endless line stays quick: Qt lays a line out as a whole, at every key.

Owns breaks that only the view has: a long line that is pasted stands in several blocks, of which all but
the first are marked. `text()` and what is copied have the line whole. The marks are formats of blocks, so
undo and redo keep them.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextFormat

from llmdesk.ui.widgets.message_edit import MessageEdit
from llmdesk.ui.widgets.text_places import LONG_LINE, line_breaks

# A number of its own for each marked block: Enter in one makes two with the same number, and the line
# break between these is a real one.
_GOES_ON = QTextFormat.Property.UserProperty


class LongLineEdit(MessageEdit):
    """Ask it for `text()`, not for `toPlainText()`."""

    _numbers = itertools.count(1)
    _has_marks = False  # since the text was set

    def text(self) -> str:
        if not self._has_marks:
            return self.toPlainText()
        return self._between(0, self.document().characterCount() - 1)

    def set_text(self, text: str) -> None:
        """Replace the text; this cannot be undone."""
        self._has_marks = False
        if _has_long_line(text):
            self.clear()
            self.setUndoRedoEnabled(False)
            self.insertPlainText(text)
            self.setUndoRedoEnabled(True)
        else:
            self.setPlainText(text)

    def insertPlainText(self, text: str) -> None:
        """At the cursor, as one step of undo."""
        text, cursor = text.replace("\r\n", "\n"), self.textCursor()
        breaks = line_breaks(text) if _has_long_line(text) else ()
        edges = (0, *breaks, len(text))
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for start, end in itertools.pairwise(edges):
            if start:
                self._go_on(cursor)
            self._insert(cursor, text[start:end])
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _go_on(self, cursor: QTextCursor) -> None:
        """The line goes on in another block."""
        form = QTextBlockFormat()
        form.setProperty(_GOES_ON, next(self._numbers))
        cursor.insertBlock(form)
        self._has_marks = True

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """New blocks have the format of the one before: the first one after a marked block is made plain."""
        if _number(cursor.block()):
            first, line_break, text = text.partition("\n")
            cursor.insertText(first)
            if line_break:
                cursor.insertBlock(QTextBlockFormat())
        cursor.insertText(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        data = QMimeData()
        data.setText(self._between(cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def _between(self, start: int, end: int) -> str:
        """The text from one position to another (in UTF-16 units), without our breaks."""
        parts: list[str] = []
        block, before = self.document().findBlock(start), 0
        while block.isValid() and block.position() <= end:
            number = _number(block)
            if parts:
                parts.append("" if number and number != before else "\n")
            parts.append(_part(block, start - block.position(), end - block.position()))
            block, before = block.next(), number
        return "".join(parts)


def _part(block: QTextBlock, start: int, end: int) -> str:
    """As `toPlainText` gives it, of a block whole or in part."""
    text = block.text()
    if start > 0 or end < block.length() - 1:
        units = text.encode("utf-16-le", "surrogatepass")
        text = units[2 * max(0, start) : 2 * max(0, end)].decode("utf-16-le", "surrogatepass")
    return text.replace("\u2028", "\n").replace("\xa0", " ")


def _number(block: QTextBlock) -> int:
    return block.blockFormat().intProperty(_GOES_ON)


def _has_long_line(text: str) -> bool:
    return len(text) > LONG_LINE and any(len(line) > LONG_LINE for line in text.split("\n"))
