"""A message field in which an endless line stays quick: Qt lays a line out as a whole, at every key.

Owns breaks that only the view has: a long line that is pasted stands in several blocks, of which all but
the first are marked. `text()` and what is copied have the line whole. The marks are formats of blocks, so
undo and redo keep them. A very long text is inserted in steps; `text()` has all of it at once.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextBlock, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QWidget

from llmdesk.ui.widgets.document_text import with_other_text
from llmdesk.ui.widgets.message_edit import MessageEdit
from llmdesk.ui.widgets.text_places import line_breaks

# A number of its own for each marked block: Enter in one makes two with the same number, and the line
# break between these is a real one.
_GOES_ON = QTextFormat.Property.UserProperty
_STEP = 40_000  # characters that are inserted at once
_STEP_MS = 5


class LongLineEdit(MessageEdit):
    """Ask it for `text()`, not for `toPlainText()`."""

    _numbers = itertools.count(1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_marks = False  # since the text was set
        self._text, self._at = "", 0  # what is being inserted, and how much of it is there
        self._place = QTextCursor(self.document())  # where it goes
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._insert_some)

    @property
    def complete(self) -> bool:
        """All that was pasted is there."""
        return self._at >= len(self._text)

    def text(self) -> str:
        last, place = self.document().characterCount() - 1, self._place.position()
        if not self.complete:
            return self._between(0, place) + self._text[self._at :] + self._between(place, last)
        return self._between(0, last) if self._has_marks else self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text; this cannot be undone."""
        self._timer.stop()
        self._text, self._at = "", 0
        self._has_marks = False
        self.clear()
        self.setUndoRedoEnabled(False)  # until all of it is there
        self.insertPlainText(text)

    def insertPlainText(self, text: str) -> None:
        """At the cursor; a long text comes in steps, so that the window never waits."""
        self._insert_all()
        self._place = self.textCursor()
        self._text, self._at = text.replace("\r\n", "\n"), 0
        self._place.beginEditBlock()
        self._place.removeSelectedText()
        self._insert_pieces()
        self._place.endEditBlock()
        self.setTextCursor(self._place)

    def _insert_some(self) -> None:
        """What follows is undone together with what came before."""
        self._place.joinPreviousEditBlock()
        self._insert_pieces()
        self._place.endEditBlock()

    def _insert_pieces(self) -> None:
        if self._at > 0 and self._text[self._at - 1] != "\n":
            self._go_on()
        piece, breaks = self._next_step()
        self._at += len(piece)
        for start, end in itertools.pairwise((0, *breaks, len(piece))):
            if start:
                self._go_on()
            self._insert(piece[start:end])
        if self.complete:
            self._text, self._at = "", 0
            self._timer.stop()
            self.setUndoRedoEnabled(True)
        else:
            self._timer.start()

    def _next_step(self) -> tuple[str, list[int]]:
        """A piece of what is left, up to the end of a line or to a break, and the breaks in it."""
        piece = self._text[self._at : self._at + _STEP]
        breaks = list(line_breaks(piece))
        if self._at + len(piece) < len(self._text):
            end = max(piece.rfind("\n") + 1, *breaks[-1:], 0) or len(piece)
            return piece[:end], [place for place in breaks if place < end]
        return piece, breaks

    def _insert_all(self) -> None:
        """What the user does next comes behind what was pasted."""
        while not self.complete:
            self._insert_some()

    def _go_on(self) -> None:
        """The line goes on in another block."""
        form = QTextBlockFormat()
        form.setProperty(_GOES_ON, next(self._numbers))
        self._place.insertBlock(form)
        self._has_marks = True

    def _insert(self, text: str) -> None:
        """New blocks have the format of the one before: the first one after a marked block is made plain."""
        if _number(self._place.block()):
            first, line_break, text = text.partition("\n")
            self._place.insertText(first)
            if line_break:
                self._place.insertBlock(QTextBlockFormat())
        self._place.insertText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._insert_all()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._insert_all()
        super().inputMethodEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        text = self._between(cursor.selectionStart(), cursor.selectionEnd())
        return with_other_text(super().createMimeDataFromSelection(), text)

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
    return text.replace("\u2028", "\n")


def _number(block: QTextBlock) -> int:
    return block.blockFormat().intProperty(_GOES_ON)
