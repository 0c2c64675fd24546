"""The rows of a table that a job made: what each one shows.

Which rows and in which order is told to it; that they are read in pages is `tables.paged`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from llmdesk.tools.tables.review import EDITED, GOOD, ReviewedRow, ReviewedTable
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.services import Services
from llmdesk.ui.tables.paged import Index, PagedModel, Rows
from llmdesk.ui.tables.review.words import status_word
from llmdesk.ui.tables.rows_view import RowsView
from llmdesk.ui.tables.shared import Shared
from llmdesk.ui.theme import Theme

LONGEST = 240  # characters of a cell that a row keeps
NUMBER, TEXT, RESULT, COMPARED, STATUS = range(5)
_PADDING = 28  # pixels around the words of a cell


@dataclass(frozen=True)
class _Line:
    index: int
    text: str
    result: str
    compared: str
    status: str


class ReviewedRows(PagedModel[ReviewedRow, _Line]):
    """`compared`: the place of a column that shows beside the result; None for none."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(services, parent)
        self.compared: int | None = None
        self._compared_name = ""

    def show_rows(self, table: Shared[ReviewedTable] | None, numbers: Rows) -> None:
        """These rows of this table."""
        self.show_numbers(numbers, None if table is None else partial(_rows_of, table))

    def compare(self, column: int | None, name: str) -> None:
        self.compared, self._compared_name = column, name
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, STATUS)

    def as_line(self, row: ReviewedRow) -> _Line:
        compared = row.cells[self.compared] if self.compared is not None else ""
        text, result = (_short(" · ".join(filter(None, cells))) for cells in (row.texts, row.values))
        return _Line(row.index, text, result, _short(compared), row.status)

    def show_edited(self, row: ReviewedRow) -> None:
        """What stands in this row now, wherever it shows: another one may be selected by now."""
        place = self.place_of(row.index)
        if place is not None:
            self.set_line(place, self.as_line(row))

    # -- Qt -----------------------------------------------------------------------------------------
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (
                self.tr("Row"),
                self.tr("Text"),
                self.tr("Result"),
                self._compared_name,
                self.tr("State"),
            )
            return names[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        roles = Qt.ItemDataRole
        if role not in (roles.DisplayRole, roles.AccessibleTextRole, roles.ForegroundRole):
            return None
        line = self.asked_line(index.row())
        if line is None:
            return None
        if role == roles.ForegroundRole:
            return self._color(line, index.column())
        number = QLocale().toString(line.index + 1)
        return (number, line.text, line.result, line.compared, status_word(line.status))[index.column()]

    def _color(self, line: _Line, column: int) -> QColor | None:
        theme = self._services.theme
        kind = line.status.partition(":")[0]
        if column == STATUS and kind not in GOOD:
            return theme.color("danger")
        if column in (NUMBER, STATUS) and kind != EDITED:
            return theme.color("muted")
        return None


class ReviewedView(RowsView):
    """The compared column has no room where there is none."""

    def __init__(self, theme: Theme, model: ReviewedRows, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, RESULT, parent)
        self._model = model
        self._total = 0
        self.horizontalHeader().setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        self.fit()

    def set_total(self, rows: int) -> None:
        """So many rows are in the table: what their numbers need."""
        self._total = rows
        self.fit()

    def fit(self) -> None:
        """Another column is compared, or there are other rows."""
        compared = self._model.compared is not None
        self.setColumnHidden(COMPARED, not compared)
        resize = QHeaderView.ResizeMode.Stretch if compared else QHeaderView.ResizeMode.Fixed
        self.horizontalHeader().setSectionResizeMode(COMPARED, resize)
        advance, padding = self.fontMetrics().horizontalAdvance, scaled(_PADDING)
        number = max(advance(QLocale().toString(self._total)), advance(self.tr("Row")))
        self.setColumnWidth(NUMBER, number + padding)
        self.setColumnWidth(STATUS, advance(status_word("check failed")) + padding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _rows_of(table: Shared[ReviewedTable], numbers: Rows) -> list[ReviewedRow]:
    with table.reading() as reviewed:
        return reviewed.rows(numbers)


def _short(text: str) -> str:
    return " ".join(text[: 2 * LONGEST].split())[:LONGEST]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
