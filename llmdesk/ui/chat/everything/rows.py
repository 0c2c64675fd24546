"""All rows of an answer for which all documents were read, as a model that a table shows.

Owns which rows are listed, and their words. Must not draw anything.
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
from llmdesk.ui.chat.everything.words import answer_words, place_words, problem_words

_CONTEXT = "AllDocuments"
_HEADS = (
    QT_TRANSLATE_NOOP("AllDocuments", "Answer"),
    QT_TRANSLATE_NOOP("AllDocuments", "Document"),
    QT_TRANSLATE_NOOP("AllDocuments", "Sentence"),
)
QUOTE = 2
KINDS = ("", "yes", "unsure", "no")
_LONGEST = 400  # characters of a cell

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class FoundRows(QAbstractTableModel):
    """`listed`: the rows that show, of all that were given."""

    def __init__(
        self, rows: Sequence[Judged], parent: QObject | None = None, *, valued: bool = False
    ) -> None:
        super().__init__(parent)
        self._valued = valued
        self._rows: list[Judged] = []
        self._text: list[str] = []
        self.listed: Sequence[Judged] = []
        self._take(rows)
        self.listed = self._rows

    def _take(self, rows: Sequence[Judged]) -> None:
        order = {"yes": 0, "unsure": 1, "no": 2}
        self._rows = sorted(rows, key=lambda row: order[row.answer])
        self._text = [f"{row.document.name}\n{row.value}\n{row.quote}".casefold() for row in self._rows]

    def replace(self, rows: Sequence[Judged], kind: str, words: str) -> None:
        """Other answers on the same documents; then list as `show`."""
        self._take(rows)
        self.show(kind, words)

    def count_of(self, kind: str) -> int:
        """How many rows there are of one of `KINDS`."""
        return sum(not kind or row.answer == kind for row in self._rows)

    def show(self, kind: str, words: str) -> None:
        """List the rows of a kind (one of `KINDS`) that have these words in their name or sentence."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self.listed = [
            row
            for row, text in zip(self._rows, self._text, strict=True)
            if (not kind or row.answer == kind) and all(word in text for word in wanted)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.listed)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.listed[index.row()]
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
