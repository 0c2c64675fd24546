"""The text of a view as it is: Qt gives no-break spaces as plain ones when it is asked for plain text.

Owns how a document's or a selection's text is read. Every character stands at the position that it has in
the document, so places in the text and in the view agree.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument

_NO_BREAK = "\xa0"
#: Ends of paragraphs and of lines, and the borders of tables.
_LINE_ENDS = str.maketrans(dict.fromkeys("\u2029\u2028\ufdd0\ufdd1", "\n"))


def text_of(document: QTextDocument) -> str:
    """As `toPlainText`, with the no-break spaces kept."""
    return document.toRawText().translate(_LINE_ENDS)


def with_its_spaces(data: QMimeData, cursor: QTextCursor) -> QMimeData:
    """What a view copies of `cursor`'s selection, with the no-break spaces kept."""
    if not cursor.hasComplexSelection() and _NO_BREAK in (text := cursor.selectedText()):
        data.text()  # Qt fills it in when it is first asked, and would write over ours
        data.setText(text.translate(_LINE_ENDS))
    return data


def with_other_text(data: QMimeData, text: str, html: str = "") -> QMimeData:
    """What Qt made to be copied, with this in it. The clipboard keeps it until the program has ended: a
    `QMimeData` that Python made would then call a Python that is no more, and crash."""
    data.text()  # as above
    data.clear()
    if html:
        data.setHtml(html)
    data.setText(text)
    return data
