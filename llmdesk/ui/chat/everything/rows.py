"""All rows of an answer for which all documents were read, as a model that a table shows.

Owns the words of the rows that are listed. Must not draw anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.chat.everything.found import Judged
from llmdesk.ui.chat.everything.all_rows import AllRows
from llmdesk.ui.chat.everything.words import answer_words, place_words, problem_words

_CONTEXT = "AllDocuments"
_HEADS = (
    QT_TRANSLATE_NOOP("AllDocuments", "Answer"),
    QT_TRANSLATE_NOOP("AllDocuments", "Document"),
    QT_TRANSLATE_NOOP("AllDocuments", "Sentence"),
)
QUOTE = 2
_LONGEST = 400  # characters of a cell
_SEEN = 500  # rows, more than a view shows at once

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class FoundRows(QAbstractTableModel):
    """`listed`: the numbers of the rows that show, of all that there are."""

    def __init__(self, rows: AllRows, parent: QObject | None = None, *, valued: bool = False) -> None:
        super().__init__(parent)
        self._valued = valued
        self._rows = rows
        self.listed: Sequence[int] = ()
        self._seen: dict[int, Judged] = {}  # rows that were decoded to show

    def show(self, rows: AllRows, listed: Sequence[int]) -> None:
        """Show these of the rows."""
        self.beginResetModel()
        self._rows, self.listed = rows, listed
        self._seen = {}
        self.endResetModel()

    def judged(self, row: int) -> Judged:
        """What stands in a row that shows."""
        number = self.listed[row]
        if number not in self._seen:
            if len(self._seen) >= _SEEN:
                self._seen = {}
            self._seen[number] = self._rows.row(number)
        return self._seen[number]

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.listed)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.judged(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                answer_words(row, valued=self._valued),
                place_words(row),
                " ".join(row.quote[:_LONGEST].split()),
            )[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return "\n".join(filter(None, (row.value[:_LONGEST], problem_words(row)))) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.document.path or row.document.name if index.column() < QUOTE else row.quote
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate(_CONTEXT, _HEADS[section])
        return None
