"""What is copied of a text with formulas: their sources, as they were written.

Owns that half a formula is never copied. Must not know how formulas are drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from llmdesk.ui.widgets.document_text import text_of, with_other_text
from llmdesk.ui.widgets.formulas.text_object import PLACE, SOURCE


def has_formulas(cursor: QTextCursor) -> bool:
    """Whether the selection of `cursor` touches a drawn formula."""
    return "\ufffc" in cursor.selectedText() or _place(cursor, cursor.selectionStart()) > 0


def copy_with_sources(data: QMimeData, cursor: QTextCursor) -> QMimeData:
    """`data`, which Qt made of the selection of `cursor`, with each formula in it whole and as source."""
    whole = QTextCursor(cursor)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first = _place(cursor, start)
    while start > 0 and first and _place(cursor, start - 1) == first:
        start -= 1
    last, stop = _place(cursor, end - 1), cursor.document().characterCount() - 1
    while end < stop and last and _place(cursor, end) == last:
        end += 1
    whole.setPosition(start)
    whole.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    copy = QTextDocument()
    QTextCursor(copy).insertFragment(whole.selection())
    _put_sources(copy)
    return with_other_text(data, text_of(copy), copy.toHtml())


def _look(cursor: QTextCursor, position: int) -> QTextCharFormat:
    """The format of the character at `position`."""
    probe = QTextCursor(cursor.document())
    probe.setPosition(position + 1)
    return probe.charFormat()


def _place(cursor: QTextCursor, position: int) -> int:
    return _look(cursor, position).intProperty(PLACE)


def _put_sources(document: QTextDocument) -> None:
    """Every formula's characters become its source, once."""
    found: list[tuple[int, int, QTextCharFormat]] = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            piece = at.fragment()
            look, end = piece.charFormat(), piece.position() + piece.length()
            if look.hasProperty(SOURCE):
                if found and found[-1][2].intProperty(PLACE) == look.intProperty(PLACE):
                    found[-1] = (found[-1][0], end, found[-1][2])
                else:
                    found.append((piece.position(), end, look))
            at += 1
        block = block.next()
    cursor = QTextCursor(document)
    for start, end, look in reversed(found):
        plain = QTextCharFormat()
        plain.setFont(look.font())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(look.stringProperty(SOURCE).replace("\n", "\u2028"), plain)
