"""A table of rows of which one is chosen and read beside it.

Owns how it looks and moves. Must not know what its rows are.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import Theme, set_kind

_ROW = 30  # pixels


class RowsView(Retranslating, QTableView):
    """`chosen(row)`. The column `stretched` takes what the others leave."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, stretched: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stretched = stretched
        self.setModel(model)
        set_kind(self, "figures")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not the current row: a screen reader selects without going there.
        self.selectionModel().selectionChanged.connect(self._on_selection)
        theme.changed.connect(self.viewport().update)

    @property
    def row(self) -> int:
        """What is selected; -1 for nothing."""
        rows = [index.row() for index in self.selectionModel().selectedIndexes()]
        return rows[0] if rows else -1

    def go_to(self, row: int) -> None:
        if 0 <= row < self.model().rowCount():
            self.selectRow(row)
            self.scrollTo(self.model().index(row, self._stretched))

    def _on_selection(self) -> None:
        if self.row >= 0:
            self.chosen.emit(self.row)

    def _retranslate(self) -> None:
        last = self.model().columnCount() - 1
        self.model().headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self.viewport().update()
