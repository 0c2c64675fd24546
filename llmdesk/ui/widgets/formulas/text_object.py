"""Formulas among the words of a document.

Owns how they stand there: a character that is drawn as the formula, and behind it the source, too small to
be seen, so that what reads the text (assistive technology, search, copying) has it. While a formula is laid
out, or where it cannot be, the source stands there as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextTable,
)

from llmdesk.ui.widgets.formulas.desk import FormulaDesk, Key
from llmdesk.ui.widgets.formulas.drawing import SCALE, Drawing

# Properties of the characters that belong to a formula.
SOURCE = QTextFormat.Property.UserProperty + 11  # as it is written, with its delimiters
_TEX = QTextFormat.Property.UserProperty + 12
_DISPLAY = QTextFormat.Property.UserProperty + 13
PLACE = QTextFormat.Property.UserProperty + 14  # its number in the document
_HIDDEN = QTextFormat.Property.UserProperty + 15
_TAKEN = QTextFormat.Property.UserProperty + 16  # pixels of the width that are not the text's
_SHARES = QTextFormat.Property.UserProperty + 17  # columns that share the width

_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 11
_CHARACTER = "\ufffc"
_SMALLEST = 0.5  # of its size; one that is still too wide stands as it is written
_PAD = 2.0  # pixels over and under a high formula
_ABOVE, _BELOW = 0.8, 0.2  # of a line's height, as Qt divides it at the baseline
_DIPS = 3.0  # pixels that a formula may go below its line
_CELL_PADDING = 12.0
_NO_BREAK = str.maketrans(" \n\t", "\xa0\xa0\xa0")


class Formulas(QPyTextObject):
    """The formulas of one document."""

    def __init__(self, document: QTextDocument, desk: FormulaDesk) -> None:
        super().__init__(document)
        self._document, self._desk = document, desk
        self._drawings: dict[int, Drawing] = {}
        self._waiting = 0
        self.count = 0
        self.most = 0
        document.documentLayout().registerHandler(_OBJECT, self)

    @property
    def waits(self) -> bool:
        """Whether some stand as source only until they are laid out."""
        return self._waiting > 0

    def restart(self, most: int) -> None:
        """The document is empty again; it may have `most` formulas."""
        self._drawings.clear()
        self._waiting = self.count = 0
        self.most = most

    def insert(
        self, cursor: QTextCursor, source: str, tex: str, display: bool, look: QTextCharFormat
    ) -> None:
        """The formula `tex` at `cursor`, or its source until it is laid out."""
        self.count += 1
        drawing = self._desk.drawing((tex, display)) if self.count <= self.most else None
        waits = self.count <= self.most and self._desk.waits_for((tex, display))
        if drawing is not None or waits:
            look = QTextCharFormat(look)
            look.setProperty(SOURCE, source)
            look.setProperty(PLACE, self.count)
        if drawing is not None and self._fits(cursor, drawing, look):
            self._insert_drawing(cursor, drawing, look, display)
            return
        if waits:
            self._waiting += 1
            look.setProperty(_TEX, tex)
            look.setProperty(_DISPLAY, display)
        cursor.insertText(source.replace("\n", "\u2028"), look)

    def replace_waiting(self) -> bool:
        """Put formulas in the place of the sources that waited for them. Whether anything changed."""
        found = [place for block in _blocks(self._document) for place in _waiting(block)]
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        self._waiting, changed = 0, False
        block = -1  # whose formulas are being put in, from its last one on
        for start, end, look in reversed(found):
            key: Key = (look.stringProperty(_TEX), look.boolProperty(_DISPLAY))
            drawing = self._desk.drawing(key)
            if drawing is None and self._desk.waits_for(key):
                self._waiting += 1
                continue
            if block >= 0 and self._document.findBlock(start).blockNumber() != block:
                fit_lines(cursor, self)
            cursor.setPosition(start)
            block = cursor.blockNumber()
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            look.clearProperty(_TEX)
            changed = True
            if drawing is None or not self._fits(cursor, drawing, look):
                cursor.setCharFormat(look)
                continue
            cursor.removeSelectedText()
            self._insert_drawing(cursor, drawing, look, key[1])
        if block >= 0:
            cursor.clearSelection()
            fit_lines(cursor, self)
        cursor.endEditBlock()
        return changed

    def _insert_drawing(
        self, cursor: QTextCursor, drawing: Drawing, look: QTextCharFormat, display: bool
    ) -> None:
        shown = QTextCharFormat(look)
        shown.setObjectType(_OBJECT)
        shown.setProperty(_DISPLAY, display)
        taken, shares = _room(self._document, cursor)
        shown.setProperty(_TAKEN, taken)
        shown.setProperty(_SHARES, shares)
        self._drawings[look.intProperty(PLACE)] = drawing
        if self._is_high(drawing, look):
            shown.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertText(_CHARACTER, shown)
        cursor.insertText(look.stringProperty(SOURCE).translate(_NO_BREAK), _hidden(look))

    # -- sizes ----------------------------------------------------------------------------------
    def _is_high(self, drawing: Drawing, look: QTextCharFormat) -> bool:
        em, line = _em(look), look.font().pixelSize() * 1.6
        formula = drawing.formula
        return formula.ascent * em > _ABOVE * line or formula.descent * em > _BELOW * line + _DIPS

    def _fits(self, cursor: QTextCursor, drawing: Drawing, look: QTextCharFormat) -> bool:
        taken, shares = _room(self._document, cursor)
        room = self._document.textWidth() / shares - taken
        return room <= 0 or drawing.formula.width * _em(look) * _SMALLEST <= room

    def _shrunk_em(self, drawing: Drawing, look: QTextFormat) -> float:
        """Pixels an em, so that the formula is not wider than its room. The document is being laid out."""
        em = _em(look.toCharFormat())
        width = drawing.formula.width * em
        room = self._document.textWidth() / max(1, look.intProperty(_SHARES)) - look.doubleProperty(_TAKEN)
        return em * room / width if 0 < room < width else em

    def is_high_at(self, look: QTextCharFormat) -> bool:
        drawing = self._drawings.get(look.intProperty(PLACE))
        return drawing is not None and self._is_high(drawing, look)

    def intrinsicSize(self, _document: QTextDocument, _position: int, look: QTextFormat) -> QSizeF:
        drawing = self._drawings.get(look.intProperty(PLACE))
        if drawing is None:
            return QSizeF(0, 0)
        em = self._shrunk_em(drawing, look)
        formula, text = drawing.formula, look.toCharFormat()
        if text.verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignMiddle:
            return QSizeF(formula.width * em, formula.ascent * em)
        return QSizeF(formula.width * em, _height(formula.ascent * em, formula.descent * em, text))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _position: int,
        look: QTextFormat,
    ) -> None:
        drawing = self._drawings.get(look.intProperty(PLACE))
        if drawing is None:
            return
        text = look.toCharFormat()
        baseline = rect.top() + rect.height()
        if text.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignMiddle:
            baseline = rect.top() + (rect.height() + _middle(text)) / 2
        em = self._shrunk_em(drawing, look)
        color = text.foreground().color()
        drawing.draw(painter, QPointF(rect.left(), baseline), em, QFont(text.font()), color)


def fit_lines(cursor: QTextCursor, formulas: Formulas) -> None:
    """Let the lines of the block at `cursor` grow with what is high in them; centre a lone formula."""
    block = cursor.block()
    high = lone = False
    for start, end, look in _fragments(block):
        if look.objectType() == _OBJECT:
            high = high or formulas.is_high_at(look)
            lone = look.boolProperty(_DISPLAY) and start == block.position() and end == start + 1
        elif not look.boolProperty(_HIDDEN):
            lone = False
    if not (high or lone):
        return
    lines = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.MinimumHeight
    if high:
        lines.setLineHeight(cursor.blockFormat().lineHeight(), kind.value)
    if lone and not cursor.blockFormat().indent() and block.textList() is None:
        lines.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    cursor.mergeBlockFormat(lines)


def _em(look: QTextCharFormat) -> float:
    return look.font().pixelSize() * SCALE


def _middle(look: QTextCharFormat) -> float:
    """Twice what Qt puts the middle of an object over the baseline."""
    return int(QFontMetricsF(look.font()).xHeight()) / 2


def _height(ascent: float, descent: float, look: QTextCharFormat) -> float:
    """Qt divides an object's height at its middle: as high as the greater half needs."""
    middle = _middle(look)
    return max(2 * ascent - middle, 2 * descent + middle) + 2 * _PAD


def _hidden(look: QTextCharFormat) -> QTextCharFormat:
    """Text that takes no room: a pixel high, and a hundredth as wide."""
    hidden = QTextCharFormat()
    font = QFont(look.font())
    font.setPixelSize(1)
    font.setUnderline(False)
    font.setStrikeOut(False)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 1)
    hidden.setFont(font)
    hidden.setForeground(QBrush(QColor(0, 0, 0, 0)))
    for name in (SOURCE, PLACE):
        hidden.setProperty(name, look.property(name))
    hidden.setProperty(_HIDDEN, True)
    return hidden


def _room(document: QTextDocument, cursor: QTextCursor) -> tuple[float, int]:
    """(the part of the width that text at `cursor` has not, how many columns share it)."""
    table: QTextTable | None = cursor.currentTable()
    if table is not None:
        return _CELL_PADDING, max(1, table.columns())
    look, items = cursor.blockFormat(), cursor.block().textList()
    depth = look.indent() + (items.format().indent() if items is not None else 0)
    return look.leftMargin() + depth * document.indentWidth(), 1


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """(start, end, format) of each piece of `block`."""
    at = block.begin()
    while not at.atEnd():
        piece: QTextFragment = at.fragment()
        yield piece.position(), piece.position() + piece.length(), piece.charFormat()
        at += 1


def _waiting(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    return [piece for piece in _fragments(block) if piece[2].hasProperty(_TEX)]
