"""The first column of a table, which stays where it is while the others are scrolled beneath it.

Owns the column over the table: where it stands, and when it shows. What is in it is the table's own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from llmdesk.ui.theme import set_kind


class FirstColumn(QTableView):
    """Over `view`, whose model and delegate it shares and whose selection it follows, as soon as that is
    scrolled to the right. `hold(True)` where the first column is to stay."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view, self._holds = view, False
        self.setModel(view.model())
        self.setItemDelegate(view.itemDelegate())
        set_kind(self, "held")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(view.showGrid())
        self.setWordWrap(view.wordWrap())
        self.setMouseTracking(True)
        self.setSelectionBehavior(view.selectionBehavior())
        self.setSelectionMode(view.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(view.verticalScrollMode())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.hide()
        self._connect()

    def _connect(self) -> None:
        view, down = self._view, self._view.verticalScrollBar()
        down.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(down.setValue)
        view.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())
        view.horizontalScrollBar().rangeChanged.connect(lambda _least, _most: self._place())
        view.horizontalHeader().sectionResized.connect(lambda *_sizes: self._place())
        view.model().modelReset.connect(self._place)
        view.viewport().installEventFilter(self)
        view.selectionModel().selectionChanged.connect(self._follow)
        self.clicked.connect(view.setCurrentIndex)

    def _follow(self) -> None:
        chosen = self._view.selectionModel().selection()
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def hold(self, holds: bool) -> None:
        self._holds = holds
        self._place()

    @property
    def covers(self) -> int:
        """Pixels at the left of the table that it stands over."""
        return self._view.columnWidth(0) if self.isVisibleTo(self._view) else 0

    def _place(self) -> None:
        view = self._view
        shows = self._holds and view.horizontalScrollBar().value() > 0
        if not shows:
            self.hide()
            return
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column > 0)
        self.setColumnWidth(0, view.columnWidth(0))
        self.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
        header = view.horizontalHeader()
        self.horizontalHeader().setFixedHeight(header.height())
        self.setAccessibleName(view.accessibleName())
        height = view.viewport().height() + header.height()
        self.setGeometry(view.viewport().x(), header.y(), view.columnWidth(0), height)
        self.show()
        self.raise_()
        self.verticalScrollBar().setValue(view.verticalScrollBar().value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
