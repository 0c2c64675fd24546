"""Words marked in the widgets of a message.

Owns where they stand in what is shown, which is not the source: Markdown has marks that are not shown. Must
not change any text.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from llmdesk.tools.chat.finding import Words
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.text_places import TextPlaces

_TextWidget = QTextEdit | QPlainTextEdit
_MOST = 500  # places that are marked in one text


@dataclass(frozen=True)
class Place:
    """A word in a text of a message, as positions of its document."""

    text: _TextWidget
    start: int
    end: int

    def cursor(self) -> QTextCursor:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self.start)
        cursor.setPosition(self.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def places_in(view: MessageView, words: Words) -> list[Place]:
    """Where the words stand in a message, from top to bottom."""
    found: list[Place] = []
    for text in _texts(view):
        shown = text.toPlainText()
        spans = words.places(shown)[:_MOST]
        if spans:
            positions = TextPlaces(shown, break_lines=False)
            found += [Place(text, *positions.span(start, end)) for start, end in spans]
    return found


def mark(view: MessageView, places: list[Place], theme: Theme, current: Place | None) -> None:
    """Mark these places of a message, and none besides."""
    for text in _texts(view):
        selections = []
        for place in places:
            if place.text is text:
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = place.cursor(), _look(theme, is_current=place == current)
                selections.append(selection)
        if selections or text.extraSelections():
            text.setExtraSelections(selections)


def box_of(view: MessageView, place: Place) -> tuple[int, int]:
    """(top, height) of a place in its message; scrolls a text that has a bar of its own."""
    cursor = place.cursor()
    if place.text.verticalScrollBar().maximum() > 0:
        at_start = place.cursor()
        at_start.setPosition(place.start)
        place.text.setTextCursor(at_start)
        place.text.ensureCursorVisible()
    box = place.text.cursorRect(cursor)
    top = place.text.viewport().mapTo(view, QPoint(0, box.top())).y()
    return top, box.height()


def _texts(view: MessageView) -> list[_TextWidget]:
    texts: list[_TextWidget] = [*view.findChildren(QTextEdit), *view.findChildren(QPlainTextEdit)]
    hidden = [text for text in texts if not text.isVisibleTo(view)]
    shown = [text for text in texts if text not in hidden]
    return sorted(shown, key=lambda text: text.mapTo(view, QPoint(0, 0)).y())


def _look(theme: Theme, *, is_current: bool) -> QTextCharFormat:
    look = QTextCharFormat()
    if is_current:
        look.setBackground(theme.color("accent"))
        look.setForeground(theme.color("on_accent"))
    else:
        back = QColor(theme.color("accent"))
        back.setAlpha(60)
        look.setBackground(back)
    return look
