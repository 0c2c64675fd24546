"""The first rows of a table, as texts; the chosen columns stand out.

Owns the rows that show. Must not read files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from llmdesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_LONGEST = 200  # characters of a cell that are drawn
_WIDTH = 160
_CHOSEN_WIDTH, _CHOSEN_LEAST = 360, 240


class _PreviewModel(QAbstractTableModel):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.chosen: frozenset[int] = frozenset()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]
        if role == Qt.ItemDataRole.BackgroundRole and index.column() in self.chosen:
            return QColor(self._theme.color("notice"))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() not in self.chosen:
            return QColor(self._theme.color("muted"))
        return None


class PreviewTable(QTableView):
    """`column_chosen(name)` when a header or a cell is clicked."""

    column_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _PreviewModel(theme, self)
        self._widest = -1  # of the columns
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_column)
        self.clicked.connect(lambda index: self._on_column(index.column()))
        theme.changed.connect(self.viewport().update)

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._model.beginResetModel()
        self._model.columns = tuple(columns)
        self._model.rows = tuple(map(tuple, rows))
        self._model.chosen, self._widest = frozenset(), -1
        self._model.endResetModel()

    def choose(self, column: str, *others: str) -> None:
        """Let these columns stand out; the first one gets the room that there is."""
        if column not in self._model.columns:
            return
        self._widest = self._model.columns.index(column)
        named = {column, *others}
        self._model.chosen = frozenset(n for n, name in enumerate(self._model.columns) if name in named)
        self._fit_columns()
        self.viewport().update()
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.scrollTo(self._model.index(0, self._widest))

    def _fit_columns(self) -> None:
        """What the others leave of the width is the chosen column's; it is narrower where it then stands
        beside those before it."""
        count, chosen = len(self._model.columns), self._widest
        left = self.viewport().width() - (count - 1) * _WIDTH
        beside = self.viewport().width() - chosen * _WIDTH
        wanted = beside if _CHOSEN_LEAST <= beside < _CHOSEN_WIDTH else _CHOSEN_WIDTH
        for place in range(count):
            self.setColumnWidth(place, max(wanted, left) if place == chosen else _WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chosen before the page had its size, the column was scrolled to where none was needed."""
        super().resizeEvent(event)
        self._fit_columns()
        if event.size().width() != event.oldSize().width():
            self.horizontalScrollBar().setValue(0)
            self._show_chosen()

    def _on_column(self, place: int) -> None:
        if 0 <= place < len(self._model.columns):
            self.column_chosen.emit(self._model.columns[place])
