"""A list of models one could download: those of the catalog, or what a search found.

Owns the rows, how they are drawn, and asking for more at the end. No widget a row, so a thousand
scroll like ten. Must not ask the hub.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from llmdesk.ui.theme import HALF, RADIUS, SPACE, ColorName, Theme

ROW = Qt.ItemDataRole.UserRole
MOST_IN_A_LINE = 400
_NAME_SHARE = 0.66  # of a line; a longer name is shortened, too
_LOOK_AHEAD = 300  # pixels from the end at which more is asked for
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ListRow:
    """One entry. `key` is what it stands for; `mark` a word at the right, in its colour."""

    key: object
    title: str
    facts: str
    about: str = ""
    mark: str = ""
    mark_color: ColorName = "muted"


class RowModel(QAbstractListModel):
    """Rows as a Qt model; the accessible text is the title, the description the rest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListRow] = []

    @property
    def rows(self) -> list[ListRow]:
        return list(self._rows)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these; when they only grow at the end, the view stays where it is."""
        fresh = list(rows)
        if fresh == self._rows:
            return
        count = len(self._rows)
        if count and len(fresh) > count and fresh[:count] == self._rows:
            self.beginInsertRows(QModelIndex(), count, len(fresh) - 1)
            self._rows = fresh
            self.endInsertRows()
        elif [row.key for row in fresh] == [row.key for row in self._rows]:
            self._rows = fresh
            self.dataChanged.emit(self.index(0), self.index(count - 1))
        else:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()

    def row_at(self, index: _Index) -> ListRow | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: object) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.key == key:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(part for part in (row.mark, row.facts, row.about) if part)
        return row if role == ROW else None


class RowView(QListView):
    """`chosen(key)` when the user goes to a row; `more_wanted` near the end."""

    chosen = Signal(object)
    more_wanted = Signal()

    def __init__(self, theme: Theme, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self._delegate = _Delegate(theme, lines, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._silent = False
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these; what was chosen stays chosen, if it is still there."""
        key = self.chosen_key
        self._silent = True
        self.rows.show_rows(rows)
        self._silent = False
        if key != self.chosen_key:
            self.choose(key)

    @property
    def chosen_key(self) -> object:
        indexes = self.selectionModel().selectedIndexes()
        row = self.rows.row_at(indexes[0]) if indexes else None
        return None if row is None else row.key

    def choose(self, key: object) -> None:
        """Mark the row of `key`, or none; nobody is told."""
        index = self.rows.index_of(key) if key is not None else QModelIndex()
        self._silent = True
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
        self._silent = False

    def _on_selection(self) -> None:
        key = self.chosen_key
        if key is not None and not self._silent:
            self.chosen.emit(key)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - _LOOK_AHEAD:
            self.more_wanted.emit()


class _Delegate(QStyledItemDelegate):
    """Two lines, or three with what it is good for; the mark at the right of the first."""

    def __init__(self, theme: Theme, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        body = QFontMetrics(self._theme.font("body")).height()
        small = QFontMetrics(self._theme.font("small")).height()
        return QSize(120, SPACE + body + (self._lines - 1) * (small + HALF // 2) + SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, ListRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        box = option.rect.adjusted(SPACE, SPACE, -SPACE, 0)
        painter.setFont(self._theme.font("small"))
        body = QFontMetrics(self._theme.font("body"))
        line = QRect(box.left(), box.top(), box.width(), body.height())
        # The name comes first: where both have no room, the mark is shortened before it.
        name = min(body.horizontalAdvance(row.title[:MOST_IN_A_LINE]), round(line.width() * _NAME_SHARE))
        room = max(0, line.width() - name - SPACE)
        mark = painter.fontMetrics().elidedText(row.mark, Qt.TextElideMode.ElideRight, room)
        mark_width = painter.fontMetrics().horizontalAdvance(mark)
        if mark:
            painter.setPen(self._theme.color(row.mark_color))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text"))
        _draw(painter, line.adjusted(0, 0, -(mark_width + SPACE if mark else 0), 0), row.title)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("muted"))
        small = painter.fontMetrics().height()
        top = line.bottom() + 1
        for text in (row.facts, row.about)[: self._lines - 1]:
            top += HALF // 2
            _draw(painter, QRect(box.left(), top, box.width(), small), text)
            top += small
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if not selected and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.color("focus"))
        painter.setBrush(self._theme.color("selected" if selected else "hover"))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    """In one line, shortened with … where it is too long."""
    short = painter.fontMetrics().elidedText(text[:MOST_IN_A_LINE], Qt.TextElideMode.ElideRight, box.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(box, flags, short)
