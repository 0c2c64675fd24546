"""A text, sentence by sentence, with a verdict on each: one is chosen by a click, or by arrow keys and Enter.

Owns the text and its marks: a verdict shows by color, sign and words. Plain text in formats of ours;
nothing of a text is ever read as markup. A long text comes in pieces, so that the window never waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.types import VerdictName
from llmdesk.ui.checking.verdicts import COLORS, signed
from llmdesk.ui.theme import GAP, Theme, set_kind
from llmdesk.ui.widgets.document_style import LINE_HEIGHT
from llmdesk.ui.widgets.document_text import with_its_spaces
from llmdesk.ui.widgets.reading_width import bound_reading_width

_BULLET = "- "
_STEP, _STEP_MS = 20, 5  # sentences that are added at once
_LONG_BLOCK = 2_000  # characters; Qt lays a paragraph out as a whole
_TINT = 34  # alpha behind what is contradicted
_UNDERLINES: dict[VerdictName, QTextCharFormat.UnderlineStyle] = {
    "contradicted": QTextCharFormat.UnderlineStyle.WaveUnderline,
    "not_found": QTextCharFormat.UnderlineStyle.DashUnderline,
    "unsure": QTextCharFormat.UnderlineStyle.DotLine,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence at [start:end] of the text that shows. `marks`: the deciding words, within it."""

    text: str
    start: int
    end: int
    verdict: VerdictName
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands in the view."""

    start: int
    end: int


class JudgedView(QTextEdit):
    """`chosen(index)` for what the user does, never for `choose`. With `all_signed` what is supported is
    signed, too."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, all_signed: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._all_signed = theme, all_signed
        self._text = ""
        self._sentences: tuple[Judged, ...] = ()
        self._places: list[_Place] = []
        self._building: Iterator[None] | None = None
        self._current = self._wanted = -1
        set_kind(self, "poem")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2)
        self.viewport().setMouseTracking(True)
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(keyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._build_some)
        theme.changed.connect(self._build)

    # -- what is shown ------------------------------------------------------------------------------
    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    @property
    def current(self) -> int:
        """The chosen sentence; -1 for none."""
        return self._current

    @property
    def complete(self) -> bool:
        """The whole text is there."""
        return self._building is None

    def show_judged(self, text: str, sentences: Sequence[Judged]) -> None:
        """Another text; none of its sentences is chosen."""
        self._text, self._sentences, self._current = text, tuple(sentences), -1
        self._build()

    def choose(self, index: int) -> None:
        """Mark a sentence as chosen, and show it as soon as it is there."""
        self._current = index if 0 <= index < len(self._sentences) else -1
        self._wanted = self._current if self._current >= len(self._places) else -1
        self._paint()
        if 0 <= self._current < len(self._places):
            place = self._places[self._current]
            cursor = QTextCursor(self.document())
            for position in (place.end, place.start):
                cursor.setPosition(position)
                self.setTextCursor(cursor)
                self.ensureCursorVisible()

    def sentence_place(self, index: int) -> tuple[int, int]:
        """(start, end) of a sentence in the view's own text."""
        return self._places[index].start, self._places[index].end

    # -- building -----------------------------------------------------------------------------------
    def _build(self) -> None:
        self._timer.stop()
        self.clear()
        self._places = []
        self._building = self._pieces()
        self._timer.start()
        self._build_some()

    def _build_some(self) -> None:
        if self._building is not None and next(self._building, self) is self:
            self._building = None
            self._timer.stop()
            if self._current < 0:
                self.moveCursor(QTextCursor.MoveOperation.Start)
            else:
                self.choose(self._current)
        elif 0 <= self._wanted < len(self._places):
            self.choose(self._wanted)

    def _pieces(self) -> Iterator[None]:
        """Builds the text; pauses after every few sentences."""
        at = 0
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._begin_block(cursor, self._text.startswith(_BULLET))
        for number, sentence in enumerate(self._sentences):
            if number and number % _STEP == 0:
                cursor.endEditBlock()
                yield
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.beginEditBlock()
            self._between(cursor, self._text[at : sentence.start])
            self._add(cursor, sentence)
            at = sentence.end
        self._between(cursor, self._text[at:].rstrip())
        cursor.endEditBlock()

    def _add(self, cursor: QTextCursor, sentence: Judged) -> None:
        if cursor.positionInBlock() > _LONG_BLOCK:
            cursor.insertBlock()
        start = cursor.position()
        plain, at = self._format(sentence), 0
        for mark in sentence.marks if sentence.verdict != "supported" else ():
            if at <= mark.start < mark.end <= len(sentence.text):
                cursor.insertText(sentence.text[at : mark.start], plain)
                cursor.insertText(sentence.text[mark.start : mark.end], self._mark_format(sentence))
                at = mark.end
        cursor.insertText(sentence.text[at:], plain)
        self._places.append(_Place(start, cursor.position()))
        if tag := self._tag(sentence):
            cursor.insertText("\u00a0" + tag.replace(" ", "\u00a0"), self._tag_format(sentence))

    def _between(self, cursor: QTextCursor, text: str) -> None:
        """What stands between two sentences: spaces, ends of paragraphs, the dashes of a list, headings."""
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
        height = round(self._theme.pixels("body") * LINE_HEIGHT)
        look.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        look.setBottomMargin(6)
        if listed:
            look.setLeftMargin(GAP)
            look.setTextIndent(-GAP)
        cursor.setBlockFormat(look)

    # -- how it looks -------------------------------------------------------------------------------
    def _format(self, sentence: Judged) -> QTextCharFormat:
        form = QTextCharFormat()
        color = self._theme.color(COLORS[sentence.verdict])
        if sentence.verdict in _UNDERLINES:
            form.setUnderlineStyle(_UNDERLINES[sentence.verdict])
            form.setUnderlineColor(color)
        if sentence.verdict == "contradicted":
            tint = QColor(color)
            tint.setAlpha(_TINT)
            form.setBackground(tint)
        return form

    def _mark_format(self, sentence: Judged) -> QTextCharFormat:
        form = self._format(sentence)
        form.setFontWeight(QFont.Weight.Bold)
        form.setForeground(self._theme.color(COLORS[sentence.verdict]))
        return form

    def _tag(self, sentence: Judged) -> str:
        if sentence.verdict != "supported":
            return f"[{signed(sentence.verdict)}]"
        return signed("supported").partition(" ")[0] if self._all_signed else ""

    def _tag_format(self, sentence: Judged) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._theme.font("small"))
        form.setForeground(self._theme.color(COLORS[sentence.verdict]))
        return form

    def _paint(self) -> None:
        if not 0 <= self._current < len(self._places):
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

    def pick(self, index: int) -> None:
        """Choose a sentence for the user, who pressed something elsewhere."""
        if 0 <= index < len(self._sentences):
            self.choose(index)
            self.chosen.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        bound_reading_width(self)
        super().resizeEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.pick(self.sentence_at(self.cursorForPosition(event.position().toPoint()).position()))

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
        last = len(self._sentences) - 1
        if event.key() in steps and not shift:
            wanted = self._current + steps[Qt.Key(event.key())]
            self.pick(min(max(wanted, 0), last))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            self.pick(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            at = self._current if self._current >= 0 else self.sentence_at(self.textCursor().position())
            self.pick(max(at, 0))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard sees where the keyboard is."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._current < 0:
            self.pick(0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._build()
        elif event.type() == QEvent.Type.FontChange:
            bound_reading_width(self)
        super().changeEvent(event)
