"""The text that is summarized: typed or pasted, or shown read-only with passages marked in it.

Owns the view: long texts come in pieces, so that the window never waits, and passages are marked and
scrolled to when they are there. Plain text only. Counts in the positions of its own document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from llmdesk.tools.pieces import common_start
from llmdesk.ui.theme import ColorName, Theme, set_kind
from llmdesk.ui.widgets.message_edit import MessageEdit

_LONG_TEXT = 100_000  # characters; more is not typed into
_LONG_LINE = 20_000  # characters; Qt lays a line out as a whole, at every key
_STEP = 40_000  # characters of a long text that are added at once
_STEP_MS = 10
_FAINT, _CLEAR = 28, 95  # alpha behind all passages, and behind the chosen ones

Spans = Sequence[tuple[int, int]]
Mark = tuple[int, int, QTextCharFormat]  # start, end, how it looks
_LINES = QTextCharFormat.UnderlineStyle
# Groups of passages, each with a colour and a line of its own, since not everybody sees the colours.
GROUPS: tuple[tuple[ColorName, QTextCharFormat.UnderlineStyle], ...] = (
    ("blue", _LINES.SingleUnderline),
    ("orange", _LINES.DashUnderline),
    ("accent", _LINES.DotLine),
    ("danger", _LINES.DashDotLine),
    ("warning", _LINES.DashDotDotLine),
    ("soft_grey", _LINES.WaveUnderline),
)
TINT = 60  # alpha behind a group


def is_long(text: str) -> bool:
    """Too long to be typed into; it is shown as a document is."""
    return len(text) > _LONG_TEXT or any(len(line) > _LONG_LINE for line in text.split("\n"))


def is_another(before: str, after: str) -> bool:
    """More of a long text is another than can be put in its place at once."""
    start = common_start(before, after)
    return len(after) - start - common_start(before[start:][::-1], after[start:][::-1]) > _STEP


class SourceView(MessageEdit):
    """`clicked(position)`; `long_pasted(text)` for a paste that is too long to be edited, or into a text
    that is only shown; `edited()` for what the user changes; `grown()` when more of a long text is there."""

    clicked = Signal(int)
    grown = Signal()
    long_pasted = Signal(object)  # a str; as such it would be copied twice
    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._at = "", 0  # what is being shown, and how much of it is there
        self._showing = False
        self._passages: Spans = ()
        self._chosen: Spans = ()
        self._deciding: Spans = ()
        self._groups: Sequence[Spans] = ()
        self._scroll_to: int | None = None
        self._pressed = QPoint()
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._add_some)
        set_kind(self, "framed")
        self.setAcceptDrops(False)  # the tab takes files and texts
        self.viewport().setAcceptDrops(False)
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self._on_changed)
        self._repaint = QTimer(self, singleShot=True, interval=0)
        self._repaint.timeout.connect(self._paint)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._repaint.start())
        theme.changed.connect(self._paint)

    # -- the text -----------------------------------------------------------------------------------
    @property
    def complete(self) -> bool:
        """The whole text is there."""
        return self._at >= len(self._text)

    def show_text(self, text: str, *, editable: bool) -> None:
        """Replace what is there; an editable text can be undone, a long one comes in pieces."""
        self._timer.stop()
        self._showing = True
        self.setReadOnly(False)
        self.group(())
        self.mark((), ())
        self._text, self._at = "", 0
        if editable:
            self.setUndoRedoEnabled(True)
            self.selectAll()
            self.insertPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self._showing = False
        else:
            self.setUndoRedoEnabled(False)
            self.clear()
            self._text = text
            self._timer.start()
            self._add_some()
        self.set_editable(editable)

    def set_editable(self, editable: bool) -> None:
        """Whether it can be typed into; without, the keyboard still moves and selects."""
        self.setReadOnly(not editable)
        if not editable:
            keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(keyboard | Qt.TextInteractionFlag.TextSelectableByMouse)

    def _add_some(self) -> None:
        piece = self._text[self._at : self._at + _STEP]
        self._at += len(piece)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        self.grown.emit()
        if self._scroll_to is not None:
            self._repaint.start()
        if self.complete:
            self._text, self._at = "", 0
            self._timer.stop()
            self._showing = False
            self._paint()

    def append_text(self, text: str) -> None:
        """More of a text that is only shown; it comes in pieces, too."""
        self._showing = True
        self._text, self._at = self._text[self._at :] + text, 0
        if not self._timer.isActive():
            self._timer.start()
            self._add_some()

    def patch_text(self, before: str, after: str) -> None:
        """Put `after` in the place of `before`, the whole text that shows; what both have stays, with the
        cursor in it. It can be undone where the text is edited."""
        start = common_start(before, after)
        tail = common_start(before[start:][::-1], after[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(before[:start]))
        cursor.setPosition(_units(before[: len(before) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self._showing = True
        cursor.insertText(after[start : len(after) - tail])
        self._showing = False

    def _on_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text() if source.hasText() else ""
        if is_long(text) or (text and self.isReadOnly()):
            self.long_pasted.emit(text)
        else:
            super().insertFromMimeData(source)

    # -- passages -----------------------------------------------------------------------------------
    def mark(self, passages: Spans, chosen: Spans, deciding: Spans = (), *, scroll: bool = True) -> None:
        """Mark all `passages` faintly, the `chosen` ones clearly and the `deciding` words in them with a
        line; scroll to the first of the chosen."""
        self._passages, self._chosen, self._deciding = passages, chosen, deciding
        self._scroll_to = chosen[0][0] if chosen and scroll else None
        self._paint()

    def group(self, groups: Sequence[Spans]) -> None:
        """Show groups of passages, each in the colour and with the line of its place in `GROUPS`."""
        self._groups = groups[: len(GROUPS)]
        self._paint()

    @property
    def groups(self) -> Sequence[Spans]:
        return self._groups

    @property
    def chosen_passages(self) -> Spans:
        return self._chosen

    @property
    def deciding_words(self) -> Spans:
        return self._deciding

    def _paint(self) -> None:
        """Mark what is in view: a cursor lays out the lines it stands in, and there may be hundreds."""
        self._scroll()
        first, last = self._in_view()
        clipped = [
            self._selection(max(start, first), min(end, last), form)
            for start, end, form in self.marks(first, last)
            if start < last and end > first
        ]
        self.setExtraSelections(clipped)

    def marks(self, first: int, last: int) -> Iterator[Mark]:
        """What is marked, at least between these two positions; what is painted over it comes last."""
        for number, spans in enumerate(self._groups):
            form = self._of_group(number)
            yield from ((start, end, form) for start, end in spans)
        for spans, form in (
            (self._passages, self._tinted("accent", _FAINT)),
            (self._chosen, self._tinted("accent", _CLEAR)),
            (self._deciding, self._lined()),
        ):
            yield from ((start, end, form) for start, end in spans)

    def _scroll(self) -> None:
        """To the chosen passage, as soon as the text is there."""
        place = self._scroll_to
        if place is not None and (self.complete or place + _STEP < self.document().characterCount()):
            self._scroll_to = None
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self.centerCursor()

    def _in_view(self) -> tuple[int, int]:
        """The positions that show, and a little more."""
        first = self.firstVisibleBlock()
        corner = self.viewport().rect().bottomRight()
        last = self.document().findBlock(self.cursorForPosition(corner).position())
        return first.position(), min(last.position() + last.length(), self.document().characterCount() - 1)

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, form
        return selection

    def _tinted(self, name: ColorName, alpha: int) -> QTextCharFormat:
        form = QTextCharFormat()
        tint = QColor(self._theme.color(name))
        tint.setAlpha(alpha)
        form.setBackground(tint)
        return form

    def _of_group(self, number: int) -> QTextCharFormat:
        color, line = GROUPS[number]
        form = self._tinted(color, TINT)
        form.setUnderlineStyle(line)
        form.setUnderlineColor(self._theme.color(color))
        return form

    def _lined(self) -> QTextCharFormat:
        """For deciding words: another color and a line, since not everybody sees the color."""
        form = self._tinted("orange", _CLEAR)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(self._theme.color("text"))
        return form

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint.start()

    # -- mouse and keys -----------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        still = moved < QApplication.startDragDistance() and not self.textCursor().hasSelection()
        if event.button() == Qt.MouseButton.LeftButton and still:
            self.clicked.emit(self.cursorForPosition(event.position().toPoint()).position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes a line, Ctrl+Enter is the primary button; on a marked passage of a text that is
        only shown, Enter is a click."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.isReadOnly():
            if event.matches(QKeySequence.StandardKey.Paste):
                self.insertFromMimeData(QApplication.clipboard().mimeData())
                return
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.clicked.emit(self.textCursor().position())
                return
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            self.insertPlainText("\n")
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)


def wavy(theme: Theme) -> QTextCharFormat:
    """Below what is wrong, as a mistake in spelling is marked."""
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    form.setUnderlineColor(theme.color("danger"))
    return form


def _units(text: str) -> int:
    """Positions that a text takes in a document."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
