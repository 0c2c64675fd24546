"""Sentences of an answer that were not found in the documents, marked where they stand in it.

Owns the look of the mark: a wave below, which is no colour alone. Must not change any text.
"""

from __future__ import annotations

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
        spans = [span for each in sentences[:_MOST] if (span := place_of(shown, each)) is not None]
        if spans:
            positions = TextPlaces(shown, break_lines=False)
            for start, end in spans:
                _merge(text, positions.span(start, end), look)
            found += len(spans)
    return found


def place_of(text: str, sentence: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text that is broken into lines otherwise."""
    words = sentence.split()
    start = text.find(words[0]) if words else -1
    while start >= 0:
        end = _end_of(text, start, words)
        if end is not None:
            return start, end
        start = text.find(words[0], start + 1)
    return None


def _end_of(text: str, start: int, words: Sequence[str]) -> int | None:
    """Behind the last of `words`, which stand there with white space between."""
    at = start
    for number, word in enumerate(words):
        before = at
        while number and at < len(text) and text[at].isspace():
            at += 1
        if (number and at == before) or not text.startswith(word, at):
            return None
        at += len(word)
    return at


def _merge(text: QTextEdit, span: tuple[int, int], look: QTextCharFormat) -> None:
    cursor = QTextCursor(text.document())
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
