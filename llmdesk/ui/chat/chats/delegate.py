"""How the rows of the list of chats are drawn.

Owns their heights, marks and places. Must not change anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from llmdesk.ui.chat.chats.conversation_model import ConversationModel
from llmdesk.ui.chat.chats.rows import ChatRow, FolderRow, Heading, HitRow, Key, MoreRow, Row, Spans, key_of
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import GAP, HALF, SPACE, ColorName, Theme

_ROW_HEIGHT = 34  # of all rows of the list, so that a long one is laid out at once
_HIT_LINES = 2
_ICON = 16
_MARK = 8
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_BEFORE_HIT = 24  # characters of a place before its first word
_Index = QModelIndex | QPersistentModelIndex


class ChatDelegate(QStyledItemDelegate):
    """Draws headings, folders, chats and places; ⋯ at the end of those that have a menu.
    `edit_ended`: a name was typed, or given up."""

    edit_ended = Signal()

    def __init__(self, theme: Theme, model: ConversationModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.drop_row = -1  # where a chat that is dragged would go
        self.edited: Key | None = None  # what is being renamed
        self._to_fill: QWidget | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if isinstance(self._model.row_at(index), HitRow):
            lines = QFontMetrics(self._theme.font("small")).lineSpacing() * _HIT_LINES
            return QSize(60, lines + SPACE)
        return QSize(60, scaled(_ROW_HEIGHT))

    def menu_box(self, row: QRect) -> QRect:
        """Where ⋯ is in a row at `row`."""
        size = scaled(_ICON)
        return QRect(row.right() - SPACE - size, row.center().y() - size // 2 + 1, size, size)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """As tall as its text needs, in the middle of the row."""
        box = option.rect
        height = max(box.height() - 2, editor.sizeHint().height())
        editor.setGeometry(box.left(), box.center().y() - height // 2, box.width(), height)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        row = self._model.row_at(index)
        if isinstance(editor, QLineEdit):
            is_folder = isinstance(row, FolderRow)
            editor.setAccessibleName(self.tr("Folder name") if is_folder else self.tr("Chat title"))
        self.edited, self._to_fill = None if row is None else key_of(row), editor
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Once: what the row says later must not replace what the user types."""
        if editor is self._to_fill:
            self._to_fill = None
            super().setEditorData(editor, index)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        self.edited = self._to_fill = None
        super().destroyEditor(editor, index)
        self.edit_ended.emit()

    # -- drawing ------------------------------------------------------------------------------------
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(SPACE, 0, -SPACE, 0)
        if isinstance(row, Heading):
            self._text(painter, box.adjusted(0, 0, 0, -HALF), row.text, "small", bottom=True)
        else:
            self._paint_back(painter, option, row, is_target=index.row() == self.drop_row)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            if isinstance(row, HitRow):
                self._paint_hit(painter, box, row)
            elif isinstance(row, MoreRow):
                self._text(painter, box.adjusted(GAP, 0, 0, 0), str(index.data()), "small")
            else:
                self._paint_menu(painter, option.rect, hovered)
                box.setRight(self.menu_box(option.rect).left() - HALF)
                self._paint_titled(painter, box, row, str(index.data()))
        painter.restore()

    def _paint_back(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, *, is_target: bool
    ) -> None:
        is_open = isinstance(row, ChatRow) and row.chat.id == self._model.open_id
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not (is_open or chosen or hovered or is_target):
            return
        painter.setPen(self._theme.color("focus") if focused or is_target else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("selected" if is_open or chosen or is_target else "hover"))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_menu(self, painter: QPainter, row: QRect, hovered: bool) -> None:
        painter.setOpacity(1.0 if hovered else 0.55)
        self._theme.icon("more", "text" if hovered else "muted").paint(painter, self.menu_box(row))
        painter.setOpacity(1.0)

    def _paint_titled(self, painter: QPainter, box: QRect, row: FolderRow | ChatRow, text: str) -> None:
        if isinstance(row, FolderRow):
            size = scaled(_ICON)
            arrow = QRect(box.left() - HALF, box.center().y() - size // 2 + 1, size, size)
            self._theme.icon("next" if row.folder.collapsed else "down", "muted").paint(painter, arrow)
            self._theme.icon("folder", "muted").paint(painter, arrow.translated(size + HALF, 0))
            count = str(row.folder.chats)
            width = QFontMetrics(self._theme.font("small")).horizontalAdvance(count)
            self._text(
                painter, QRect(box.right() - width, box.top(), width + 1, box.height()), count, "small"
            )
            self._text(painter, box.adjusted(2 * (size + HALF), 0, -width - HALF, 0), text)
            return
        if row.inside:
            box = box.adjusted(2 * scaled(_ICON) + HALF, 0, 0, 0)
        if row.chat.id in self._model.answering or row.chat.id in self._model.unseen:
            self._paint_mark(painter, box, answering=row.chat.id in self._model.answering)
            box = box.adjusted(0, 0, -scaled(_MARK) - HALF, 0)
        if row.highlights:
            self._highlighted(painter, box, text, row.highlights, self._theme.font("body"))
        else:
            self._text(painter, box, text, strong=row.chat.id in self._model.unseen)

    def _paint_mark(self, painter: QPainter, box: QRect, *, answering: bool) -> None:
        """A ring: an answer is being written; a full dot: one has come that nobody saw."""
        size = scaled(_MARK)
        place = QRect(box.right() - size, box.center().y() - size // 2 + 1, size, size)
        colour = self._theme.color("accent")
        painter.setPen(QPen(colour, 2) if answering else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if answering else colour)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1) if answering else place)

    def _text(
        self, painter: QPainter, box: QRect, text: str, kind: str = "body", *, bottom: bool = False,
        strong: bool = False,
    ) -> None:  # fmt: skip
        colour: ColorName = "text" if kind == "body" else "muted"
        font = self._theme.font("body" if kind == "body" else "small")
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.color(colour))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine if bottom else _LEFT
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, elided)

    # -- places ---------------------------------------------------------------------------------------
    def _paint_hit(self, painter: QPainter, box: QRect, row: HitRow) -> None:
        """Two lines of the text around the words."""
        font = self._theme.font("small")
        box = box.adjusted(GAP, HALF, 0, -HALF)
        text, spans = _from_first(row.hit.snippet, row.hit.highlights)
        height = QFontMetrics(font).lineSpacing()
        for number, (line, inside) in enumerate(_lines(text, spans, QFontMetrics(font), box.width())):
            place = QRect(box.left(), box.top() + number * height, box.width(), height)
            self._highlighted(painter, place, line, inside, font, "muted")

    def _highlighted(
        self, painter: QPainter, box: QRect, text: str, spans: Spans, font: QFont, colour: ColorName = "text"
    ) -> None:
        """One line with the words that were searched in their own colour and weight, cut at the end."""
        strong = QFont(font)
        strong.setWeight(QFont.Weight.Bold)
        left = box.left()
        for part, is_hit in _parts(text, spans):
            metrics = QFontMetrics(strong if is_hit else font)
            room = box.right() - left + 1
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(shown)
            if is_hit:
                back = QColor(self._theme.color("accent"))
                back.setAlpha(40)
                painter.fillRect(
                    QRect(left, box.center().y() - metrics.height() // 2 + 1, width, metrics.height()), back
                )
            painter.setFont(strong if is_hit else font)
            painter.setPen(self._theme.color("accent" if is_hit else colour))
            painter.drawText(QRect(left, box.top(), room, box.height()), _LEFT, shown)
            left += width
            if shown != part or left > box.right():
                return


def _from_first(text: str, spans: Spans) -> tuple[str, Spans]:
    """The place with little before its first word, so that this shows in a narrow list."""
    first = spans[0][0] if spans else 0
    cut = first - _BEFORE_HIT
    if cut <= 0:
        return text, spans
    space = text.find(" ", cut, first)
    cut = space + 1 if space >= 0 else cut
    return "…" + text[cut:], tuple((start - cut + 1, end - cut + 1) for start, end in spans)


def _parts(text: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, and whether each was searched."""
    done = 0
    for start, end in spans:
        if end <= done:
            continue
        if start > done:
            yield text[done:start], False
        yield text[max(start, done) : end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _lines(text: str, spans: Spans, metrics: QFontMetrics, width: int) -> list[tuple[str, Spans]]:
    """The text on `_HIT_LINES` lines, broken at a space where there is one; the last may be too long."""
    lines: list[tuple[str, Spans]] = []
    begin = 0
    while begin < len(text) and len(lines) < _HIT_LINES - 1:
        fitting = _fitting(text[begin:], metrics, width)
        if begin + fitting < len(text):
            space = text.rfind(" ", begin + 1, begin + fitting + 1)
            fitting = space + 1 - begin if space > begin + fitting // 2 else fitting
        lines.append((text[begin : begin + fitting], _within(spans, begin, begin + fitting)))
        begin += fitting
    if begin < len(text):
        lines.append((text[begin:], _within(spans, begin, len(text))))
    return lines


def _fitting(text: str, metrics: QFontMetrics, width: int) -> int:
    """How many characters stand in a line, at least one. Bold words are a little wider."""
    room = int(width * 0.94)
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _within(spans: Spans, begin: int, end: int) -> Spans:
    return tuple((max(a, begin) - begin, min(b, end) - begin) for a, b in spans if a < end and b > begin)
