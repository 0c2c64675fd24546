"""The poem, set well and editable: centred lines, the tones or stresses above them, a tick for each.

Owns how a poem looks and the text that stands there. Must not know the rules: which line passes
and what sounds stand above it are handed in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from llmdesk.tools.poetry.pasted import Span
from llmdesk.tools.poetry.types import Mark, Syllable
from llmdesk.ui.poetry.poem_face import face_for
from llmdesk.ui.theme import GAP, HALF, MARGIN, Theme, set_kind
from llmdesk.ui.widgets.document_text import text_of, with_its_spaces

_SETTLE_MS, _LONGEST_MS = 250, 500
_WEAK_GAP = 0.35


class PoemEdit(QTextEdit):
    """`typed` when the user changes the text, `edited` a moment after; `cursor_moved` when it may be in
    another line. Where the lines are is told by `show_lines`, since pasted verse may have several in
    a row."""

    typed = Signal()
    edited = Signal()
    cursor_moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spacing = 0  # of the lines that stand there, in percent; 0: not set yet
        self._marked = False  # whether marks stand above the lines
        self._height = 0  # that it may have; 0: what it has
        self._expected = 0  # lines, while they are being written
        self._spans: tuple[Span, ...] = ()
        self._sounds: tuple[tuple[Syllable, ...], ...] = ()
        self._states: dict[int, bool] = {}
        self._setting = False
        set_kind(self, "poem")
        self.document().setDocumentMargin(GAP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.edited)
        self._since = QElapsedTimer()  # the first change that was not reported
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self.cursor_moved)
        theme.changed.connect(self._set_face)
        self._set_face()

    # -- the text -----------------------------------------------------------------------------------
    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())

    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    def set_text(self, text: str) -> None:
        """Show this; nothing is reported as edited."""
        if text == self.toPlainText():
            return
        self._setting = True
        self._states, self._sounds, self._spans = {}, (), ()
        self.setPlainText(text)
        self._spacing = 0
        self._set_face()
        self._settle.stop()
        self._setting = False

    @property
    def current_line(self) -> int:
        """The line that the cursor is in, -1 in none."""
        at = self.textCursor().position()
        return next((n for n, (start, end) in enumerate(self._spans) if start <= at <= end), -1)

    def go_to_line(self, line: int) -> None:
        if 0 <= line < len(self._spans):
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._spans[line][0])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    @property
    def text_height(self) -> int:
        """What the text takes, with the margins around it and the lines that are still to come."""
        missing = max(0, self._expected - self.document().blockCount())
        row = math.ceil(QFontMetricsF(self.document().defaultFont()).height()) * self._spacing / 100
        return math.ceil(self.document().size().height() + missing * row)

    def expect(self, lines: int) -> None:
        """So many lines will be written: the face is one that they all have room in."""
        self._expected = lines
        self._set_face()

    def fit_into(self, height: int) -> None:
        """Choose the face for so much room, whatever of it the poem has now."""
        self._height = height
        self._set_face()

    # -- what is known about it -----------------------------------------------------------------------
    def show_lines(self, spans: Sequence[Span]) -> None:
        """Where each line of verse is in the text: (start, end), counted in characters."""
        self._spans = tuple(spans)
        self.cursor_moved.emit()
        self.viewport().update()

    def show_sounds(self, sounds: Sequence[tuple[Syllable, ...]]) -> None:
        """The sounds of each line, drawn above it; empty: none."""
        self._sounds = tuple(sounds)
        self._marked = bool(self._sounds)
        self._set_face()
        self.viewport().update()

    def show_states(self, states: Mapping[int, bool]) -> None:
        """Whether each line keeps its rules: a tick beside a row that does, a line below one that
        does not."""
        self._states = dict(states)
        self.viewport().update()

    # -- inside ---------------------------------------------------------------------------------------
    def _on_changed(self) -> None:
        if not self._setting:
            self._states, self._sounds = {}, ()  # they were the old text's
            if not self._settle.isActive():
                self._since.start()
            if self._since.elapsed() < _LONGEST_MS:  # who types on without a pause is not waited for
                self._settle.start()
            self.typed.emit()

    def _set_face(self) -> None:
        """The style sheet gives every editor the body font; a document can have its own."""
        edges = QSizeF(2 * MARGIN + 2 * GAP, 2 * GAP)
        lines = self.toPlainText().split("\n")
        lines += [""] * (self._expected - len(lines))
        room = QSizeF(self.viewport().width(), self._height or self.viewport().height()) - edges
        face = face_for(self._theme, lines, room, marked=self._marked)
        if face.font != self.document().defaultFont():
            self.document().setDefaultFont(face.font)
        if face.spacing != self._spacing:
            self._spacing = face.spacing
            self._space_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_face()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_face()

    def _space_lines(self) -> None:
        """Changes by hand can still be taken back afterwards; the spacing is then a step of its own."""
        before, self._setting = self._setting, True
        spacing = QTextBlockFormat()
        spacing.setLineHeight(self._spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        by_hand = self.document().isUndoAvailable()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        if not by_hand:
            self.document().clearUndoRedoStacks()
        self._setting = before

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows: dict[float, tuple[QPointF, bool]] = {}  # by their foot: where all of the row ends
        for number, (start, end) in enumerate(self._spans):
            row, right = self._place(start), self._place(end)
            if row is None or right is None or row.y() > self.viewport().height():
                continue
            if number in self._states:
                passed = self._states[number]
                rows[right.y()] = (self._row_end(end), rows.get(right.y(), (right, True))[1] and passed)
                if not passed:
                    self._underline(painter, row, right)
            if number < len(self._sounds):
                self._paint_sounds(painter, start, self._sounds[number])
        for foot, passed in self._ticks(rows):
            self._paint_tick(painter, foot, passed)
        painter.end()

    def _row_end(self, at: int) -> QPointF:
        """The foot behind all of the row that has character `at`: it may go on behind a line of verse."""
        foot = self._place(at) or QPointF()
        block = self.document().findBlock(at)
        line = block.layout().lineForTextPosition(at - block.position())
        box = self.document().documentLayout().blockBoundingRect(block)
        right = box.left() + line.naturalTextRect().right() - self.horizontalScrollBar().value()
        return QPointF(max(foot.x(), right), foot.y())

    def _place(self, at: int) -> QPointF | None:
        """The foot of the text before character `at`, in the viewport."""
        block = self.document().findBlock(at)
        if not block.isValid():
            return None
        line = block.layout().lineForTextPosition(at - block.position())
        if not line.isValid():
            return None
        box = self.document().documentLayout().blockBoundingRect(block)
        x = _x_of(line.cursorToX(at - block.position()))
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        return QPointF(box.left() + x, box.top() + line.y() + line.height()) + offset

    def _underline(self, painter: QPainter, left: QPointF, right: QPointF) -> None:
        painter.setPen(QPen(self._theme.color("danger"), 1.4))
        painter.drawLine(left + QPointF(0, HALF), QPointF(right.x(), left.y() + HALF))

    def _ticks(self, rows: Mapping[float, tuple[QPointF, bool]]) -> list[tuple[QPointF, bool]]:
        """In one column beside the longest row, or at the edge where that is too long."""
        edge = self.viewport().width() - GAP  # in the margin, where no text stands
        x = min(edge, max((right.x() for right, _ in rows.values()), default=0) + MARGIN)
        return [(QPointF(x, right.y()), passed) for right, passed in rows.values()]

    def _paint_tick(self, painter: QPainter, foot: QPointF, passed: bool) -> None:
        icon = self._theme.icon("check" if passed else "close", "accent" if passed else "danger")
        middle = foot.y() - QFontMetricsF(self.document().defaultFont()).height() / 2
        icon.paint(painter, QRectF(foot.x(), middle - GAP / 2, GAP, GAP).toRect())

    def _paint_sounds(self, painter: QPainter, start: int, sounds: tuple[Syllable, ...]) -> None:
        height = QFontMetricsF(self.document().defaultFont()).height() + HALF
        strong, weak = self._theme.color("accent"), self._theme.color("muted")
        for syllable in sounds:
            left, right = self._place(start + syllable.start), self._place(start + syllable.end)
            if left is not None and right is not None and right.x() > left.x():
                middle = QPointF((left.x() + right.x()) / 2, left.y() - height)
                _draw_mark(painter, middle, syllable.mark, strong, weak)


def _x_of(value: object) -> float:
    """PySide gives (x, position) for QTextLine.cursorToX."""
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


def _draw_mark(painter: QPainter, at: QPointF, mark: Mark, strong: QColor, weak: QColor) -> None:
    """Hollow 平, filled 仄; a slash for a stressed syllable, a small arc for a weak one."""
    radius = HALF - 0.5
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(strong if mark in ("oblique", "stressed") else weak, 1.6))
    if mark == "level":
        painter.drawEllipse(at, radius, radius)
    elif mark == "oblique":
        painter.setBrush(strong)
        painter.drawEllipse(at, radius, radius)
    elif mark == "either":
        painter.drawEllipse(at, radius, radius)
        painter.drawPoint(at)
    elif mark == "stressed":
        painter.drawLine(at + QPointF(-radius, radius), at + QPointF(radius, -radius))
    elif mark == "weak":
        path = QPainterPath(at + QPointF(-radius, -radius * _WEAK_GAP))
        path.quadTo(at + QPointF(0, radius * 1.6), at + QPointF(radius, -radius * _WEAK_GAP))
        painter.drawPath(path)
    else:
        painter.drawLine(at + QPointF(-radius, 0), at + QPointF(radius, 0))
