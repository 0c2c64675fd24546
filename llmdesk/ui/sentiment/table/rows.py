"""The rows of a scored table: a page at a time, as one scrolls.

Owns the pages that are in memory, and the keys that correct a row. Which rows and in which order is
told to it; reading is done in tasks.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from llmdesk.tools.sentiment.table import ScoredRow
from llmdesk.tools.sentiment.table.scored import Rows
from llmdesk.ui.sentiment.probability_bars import percent
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.sentiment.words import label_colors, shown_label
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import Theme, set_kind

PAGE = 64
MOST_PAGES = 24
LONGEST = 240  # characters of a text that a row keeps
NUMBER, TEXT, LABEL, CONFIDENCE = range(4)
_Index = QModelIndex | QPersistentModelIndex
_CELL_PADDING = 32  # pixels, with the room beside the words
_MOST_LABEL = 0.34  # of the width, for the labels' column
NO_ROWS: Rows = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class _Line:
    """What one row shows. `right`: the label that the user gave it, "" for none."""

    index: int
    text: str
    label: str
    confidence: float | None
    status: str
    right: str


class RowsModel(QAbstractTableModel):
    """`right_label(text)` tells what the user knows about a text."""

    def __init__(self, services: Services, right_label: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._right_label = services, right_label
        self._scored: SharedTable | None = None
        self._numbers: Rows = NO_ROWS
        self._pages: OrderedDict[int, list[_Line]] = OrderedDict()
        self._wanted: list[int] = []
        self._reading: int | None = None
        self._version = 0
        self.short_labels = False  # of corrected rows the right label alone

    # -- which rows ---------------------------------------------------------------------------------
    def show_rows(self, scored: SharedTable | None, numbers: Rows) -> None:
        """These rows of this table, in this order."""
        self.beginResetModel()
        self._scored, self._numbers = scored, numbers
        self._version += 1
        self._pages.clear()
        self._wanted.clear()
        self._reading = None
        self.endResetModel()

    def number(self, row: int) -> int | None:
        """The table's row number of what shows at `row`."""
        return int(self._numbers[row]) if 0 <= row < len(self._numbers) else None

    def line(self, row: int) -> _Line | None:
        """What shows there; None until it was read."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    @property
    def pages_kept(self) -> int:
        return len(self._pages)

    def set_right(self, row: int, label: str) -> None:
        """The user said what is right there."""
        page, line = self._pages.get(row // PAGE), self.line(row)
        if page is not None and line is not None:
            page[row % PAGE] = _Line(line.index, line.text, line.label, line.confidence, line.status, label)
            self.dataChanged.emit(self.index(row, 0), self.index(row, CONFIDENCE))

    # -- reading ------------------------------------------------------------------------------------
    def _want(self, page: int) -> None:
        if page in self._wanted or page == self._reading:
            return
        self._wanted.append(page)
        del self._wanted[:-MOST_PAGES]  # what was scrolled past long ago
        if self._reading is None:
            self._reading = -1
            QTimer.singleShot(0, self, self._read_next)

    def _read_next(self) -> None:
        scored = self._scored
        if not self._wanted or scored is None:
            self._reading = None
            return
        self._reading = page = self._wanted.pop()
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]

        def read(_: TaskContext) -> list[ScoredRow]:
            with scored.reading() as table:
                return table.rows(numbers)

        self._services.tasks.start(
            read, owner=self, on_done=partial(self._on_page, self._version, page), on_error=self._on_failed
        )

    def _on_page(self, version: int, page: int, rows: list[ScoredRow]) -> None:
        if version != self._version:
            return
        self._pages[page] = [self._as_line(row) for row in rows]
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        first = page * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, CONFIDENCE))
        self._read_next()

    def _on_failed(self, error: Exception) -> None:
        self._reading = None
        self._services.notify.show_error(error)

    def _as_line(self, row: ScoredRow) -> _Line:
        text = " ".join(row.text[: 2 * LONGEST].split())[:LONGEST]
        confidence = row.confidence if row.probabilities else None
        return _Line(row.index, text, row.label, confidence, row.status, self._right_label(row.text))

    # -- Qt -----------------------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Row"), self.tr("Text"), self.tr("Label"), self.tr("Confidence"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return None
        line = self.line(index.row())
        if line is None:
            self._want(index.row() // PAGE)
            return None
        self._pages.move_to_end(index.row() // PAGE)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(line, index.column())
        if index.column() == LABEL:
            return self._label(line, short=self.short_labels and role == Qt.ItemDataRole.DisplayRole)
        return self._text(line, index.column())

    def _text(self, line: _Line, column: int) -> str:
        if column == NUMBER:
            return QLocale().toString(line.index + 1)
        if column == TEXT:
            return line.text
        return "" if line.confidence is None else percent(line.confidence)

    def _label(self, line: _Line, *, short: bool) -> str:
        """What the row got, and the right label where the user gave another; `short`: that one alone."""
        label = shown_label(line.label) if line.label else self._status_word(line.status)
        if not line.right:
            return label
        if line.right == line.label:
            return f"✓ {line.right}"
        return f"→ {line.right}" if short else f"{label} → {line.right}"

    def _status_word(self, status: str) -> str:
        words = {
            "empty": self.tr("no text"),
            "no text": self.tr("no text"),
            "too long": self.tr("too long"),
            "error": self.tr("not read"),
        }
        return words.get(status, status)

    def _color(self, line: _Line, column: int) -> QColor | None:
        theme = self._services.theme
        if column in (NUMBER, CONFIDENCE):
            return theme.color("muted")
        if column == LABEL:
            label = line.right or line.label
            return theme.color(label_colors([label])[label] if label else "muted")
        return None


class RowsView(QTableView):
    """`label_key(position)` for the keys 1 to 9 (0-based; -1: take it back), `chosen(row)`."""

    label_key = Signal(int)
    chosen = Signal(int)

    def __init__(self, theme: Theme, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._labels: tuple[str, ...] = ()
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
        self.verticalHeader().setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
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
            self.scrollTo(self.model().index(row, TEXT))

    def _on_selection(self) -> None:
        if self.row >= 0:
            self.chosen.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.label_key.emit(event.key() - Qt.Key.Key_1)
        elif plain and event.key() in (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.label_key.emit(-1)
        else:
            super().keyPressEvent(event)

    def set_labels(self, names: Sequence[str]) -> None:
        """The labels that can stand in the rows: their column is as wide as they need."""
        self._labels = tuple(names)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """A correction is shown whole, "given → right"; where that leaves the text no room, as "→ right"."""
        width, metrics = self.viewport().width(), self.fontMetrics()
        narrow = width < 640
        self.setColumnWidth(NUMBER, 64 if narrow else 80)
        self.setColumnWidth(CONFIDENCE, 104 if narrow else 116)
        lengths = sorted((metrics.horizontalAdvance(name) for name in self._labels), reverse=True) or [0]
        both = sum(lengths[:2]) + metrics.horizontalAdvance(" → ") + _CELL_PADDING
        room = round(width * _MOST_LABEL)
        self._model.short_labels = both > room
        one = lengths[0] + metrics.horizontalAdvance("→ ") + _CELL_PADDING
        least = 104 if narrow else 152
        self.setColumnWidth(LABEL, max(least, min(one, room) if self._model.short_labels else both))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.model().headerDataChanged.emit(Qt.Orientation.Horizontal, 0, CONFIDENCE)
            self.viewport().update()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NUMBER, CONFIDENCE) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
