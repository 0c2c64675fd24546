"""Sentences of an answer that were not found in the documents, marked where they stand in it.

Owns the look of the mark: a wave below, which is no colour alone. Must not change any text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.text_places import TextPlaces

_MOST = 100


def mark_sentences(view: QWidget, sentences: Sequence[str], theme: Theme) -> int:
    """Mark these in the texts of a message that is laid out; how many were found."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme.color("warning"))
    found = 0
    for text in view.findChildren(QTextBrowser):
        shown = text.toPlainText()
        collapsed = _Collapsed(shown)
        places = map(collapsed.place_of, sentences[:_MOST])
        spans = [place for place in places if place is not None]
        if spans:
            positions = TextPlaces(shown, break_lines=False)
            for start, end in spans:
                _merge(text, positions.span(start, end), look)
            found += len(spans)
    return found


class _Collapsed:
    """A text with single spaces between its words, and where these stand in it. Looking something up takes a
    time that is bounded by the length of both: what a model writes is untrusted."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self._text = " ".join(words)
        self._begins: list[int] = []  # of the words in the collapsed text,
        self._places: list[int] = []  # and in the text itself
        at = begin = 0
        for word in words:
            at = text.index(word, at)
            self._begins.append(begin)
            self._places.append(at)
            at += len(word)
            begin += len(word) + 1

    def place_of(self, sentence: str) -> tuple[int, int] | None:
        wanted = " ".join(sentence.split())
        found = self._text.find(wanted) if wanted else -1
        if found < 0:
            return None
        return self._place(found), self._place(found + len(wanted) - 1) + 1

    def _place(self, at: int) -> int:
        word = bisect_right(self._begins, at) - 1
        return self._places[word] + at - self._begins[word]


def place_of(text: str, sentence: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text that is broken into lines otherwise."""
    return _Collapsed(text).place_of(sentence)


def _merge(text: QTextEdit, span: tuple[int, int], look: QTextCharFormat) -> None:
    cursor = QTextCursor(text.document())
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
