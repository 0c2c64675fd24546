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

_MOST = 200
_TRIES = 50  # places of one sentence


def mark_sentences(view: QWidget, sentences: Sequence[str], theme: Theme) -> int:
    """Mark these in the texts of a message that is laid out; how many were found."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme.color("warning"))
    found = 0
    for text in view.findChildren(QTextBrowser):
        shown = text.toPlainText()
        collapsed = _Collapsed(shown)
        spans = [place for each in dict.fromkeys(sentences[:_MOST]) for place in collapsed.places_of(each)]
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

    def places_of(self, sentence: str) -> list[tuple[int, int]]:
        """Where it stands, and not only its words as a part of others: "Rent: 5" is not in "Rent: 50"."""
        wanted, places = " ".join(sentence.split()), []
        found = self._text.find(wanted) if wanted else -1
        for _ in range(_TRIES):
            if found < 0:
                break
            end = found + len(wanted)
            if not (self._is_within(found) or self._is_within(end)):
                places.append((self._place(found), self._place(end - 1) + 1))
            found = self._text.find(wanted, end)
        return places

    def _is_within(self, at: int) -> bool:
        """Whether a word or a number goes on there."""
        before, after = self._text[max(0, at - 1) : at], self._text[at : at + 2]
        if before.isdigit() and after[:1] in (".", ",") and after[1:].isdigit():
            return True
        return before.isalnum() and after[:1].isalnum()

    def _place(self, at: int) -> int:
        word = bisect_right(self._begins, at) - 1
        return self._places[word] + at - self._begins[word]


def place_of(text: str, sentence: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text that is broken into lines otherwise."""
    return next(iter(_Collapsed(text).places_of(sentence)), None)


def _merge(text: QTextEdit, span: tuple[int, int], look: QTextCharFormat) -> None:
    cursor = QTextCursor(text.document())
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
