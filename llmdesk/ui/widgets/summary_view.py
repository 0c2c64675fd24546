"""A summary, sentence by sentence: one is chosen by a click, or by arrow keys and Enter.

Owns the text and its marks: what is not supported, and what was taken word for word, says so in words.
Plain text in formats of ours; nothing of the model is ever read as markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from llmdesk.tools.summarize.types import Summary, SummarySentence
from llmdesk.ui.theme import GAP, Theme, set_kind
from llmdesk.ui.widgets.document_text import with_its_spaces

_LINE_HEIGHT = 140  # percent
_BULLET = "- "


@dataclass(frozen=True)
class _Place:
    """Where a sentence stands in the view."""

    start: int
    end: int


class SummaryView(QTextEdit):
    """`chosen(index)` for what the user does, never for `choose`."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary: Summary | None = None
        self._places: list[_Place] = []
        self._current = -1
        set_kind(self, "poem")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2)
        self.viewport().setMouseTracking(True)
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(keyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.changed.connect(self._build)

    # -- what is shown ------------------------------------------------------------------------------
    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    @property
    def current(self) -> int:
        """The chosen sentence; -1 for none."""
        return self._current

    def show_summary(self, summary: Summary) -> None:
        """Another summary; none of its sentences is chosen."""
        self._summary, self._current = summary, -1
        self._build()

    def choose(self, index: int) -> None:
        """Mark a sentence as chosen, and show it."""
        self._current = index if 0 <= index < len(self._places) else -1
        self._paint()
        if self._current >= 0:
            place = self._places[self._current]
            cursor = QTextCursor(self.document())
            cursor.setPosition(place.end)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
            cursor.setPosition(place.start)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def sentence_place(self, index: int) -> tuple[int, int]:
        """(start, end) of a sentence in the view's own text."""
        return self._places[index].start, self._places[index].end

    def _build(self) -> None:
        self.clear()
        self._places = []
        summary = self._summary
        if summary is None:
            return
        cursor, at = QTextCursor(self.document()), 0
        cursor.beginEditBlock()
        self._begin_block(cursor, summary.text.startswith(_BULLET))
        for sentence in summary.sentences:
            self._between(cursor, summary.text[at : sentence.start])
            start = cursor.position()
            cursor.insertText(sentence.text, self._format(sentence))
            self._places.append(_Place(start, cursor.position()))
            tag = self._tag(sentence)
            if tag:
                cursor.insertText("\u00a0[" + tag.replace(" ", "\u00a0") + "]", self._tag_format(sentence))
            at = sentence.end
        self._between(cursor, summary.text[at:].rstrip())
        cursor.endEditBlock()
        self.choose(self._current)
        if self._current < 0:
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _between(self, cursor: QTextCursor, text: str) -> None:
        """What stands between two sentences: spaces, ends of paragraphs, the dashes of a list."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                if not line.strip() and number < len(lines) - 1:
                    continue  # the space between paragraphs is the block's
                cursor.insertBlock()
                self._begin_block(cursor, line.startswith(_BULLET))
            shown = "•\u2002" + line[len(_BULLET) :] if line.startswith(_BULLET) else line
            cursor.insertText(shown, QTextCharFormat())

    def _begin_block(self, cursor: QTextCursor, listed: bool) -> None:
        look = QTextBlockFormat()
        look.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setBottomMargin(6)
        if listed:
            look.setLeftMargin(GAP)
            look.setTextIndent(-GAP)
        cursor.setBlockFormat(look)

    def _format(self, sentence: SummarySentence) -> QTextCharFormat:
        form = QTextCharFormat()
        if not sentence.supported:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            form.setUnderlineColor(self._theme.color("warning"))
        return form

    def _tag(self, sentence: SummarySentence) -> str:
        if not sentence.supported:
            return self.tr("not supported")
        return self.tr("word for word") if sentence.extracted else ""

    def _tag_format(self, sentence: SummarySentence) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._theme.font("small"))
        form.setForeground(self._theme.color("muted" if sentence.supported else "warning"))
        return form

    def _paint(self) -> None:
        if self._current < 0:
            self.setExtraSelections([])
            return
        place = self._places[self._current]
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(self._theme.color("selected"))
        selection.cursor, selection.format = cursor, form
        self.setExtraSelections([selection])

    # -- choosing -----------------------------------------------------------------------------------
    def sentence_at(self, position: int) -> int:
        """The sentence at a position of the view's text, tag included; -1 for none."""
        before = [number for number, place in enumerate(self._places) if place.start <= position]
        if not before:
            return -1
        number = before[-1]
        block = self.document().findBlock(self._places[number].start)
        return number if position <= block.position() + block.length() else -1

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._places):
            self.choose(index)
            self.chosen.emit(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._choose(self.sentence_at(self.cursorForPosition(event.position().toPoint()).position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.sentence_at(self.cursorForPosition(event.position().toPoint()).position()) >= 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        last = len(self._places) - 1
        if event.key() in steps and not shift:
            wanted = self._current + steps[Qt.Key(event.key())]
            self._choose(min(max(wanted, 0), last))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            self._choose(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            at = self._current if self._current >= 0 else self.sentence_at(self.textCursor().position())
            self._choose(max(at, 0))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard sees where the keyboard is."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._current < 0:
            self._choose(0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._build()
        super().changeEvent(event)
