"""The terms of a glossary as rows that can be edited.

Owns the rows while they are edited, also those that are not whole yet. Must not keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate.glossary import LONGEST

_LONGEST_NOTE = 500
_Index = QModelIndex | QPersistentModelIndex


class GlossaryRows(QAbstractTableModel):
    """`edited` for every change that the user made. Columns: term, translation, note."""

    edited = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._terms: list[Term] = []

    @property
    def terms(self) -> Sequence[Term]:
        return self._terms

    def show_terms(self, terms: Sequence[Term]) -> None:
        self.beginResetModel()
        self._terms = list(terms)
        self.endResetModel()

    def add(self) -> int:
        """A new row to be filled; its number."""
        row = len(self._terms)
        self.beginInsertRows(QModelIndex(), row, row)
        self._terms.append(Term("", ""))
        self.endInsertRows()
        return row

    def remove(self, rows: Iterable[int]) -> list[tuple[int, Term]]:
        """The removed ones with where they were."""
        gone = [(row, self._terms[row]) for row in sorted(set(rows))]
        left = {row for row, _ in gone}
        self.beginResetModel()
        self._terms = [term for row, term in enumerate(self._terms) if row not in left]
        self.endResetModel()
        self.edited.emit()
        return gone

    def put_back(self, gone: Iterable[tuple[int, Term]]) -> None:
        self.beginResetModel()
        for row, term in gone:
            self._terms.insert(row, term)
        self.endResetModel()
        self.edited.emit()

    def merge(self, terms: Iterable[Term]) -> tuple[int, int]:
        """Take these in, in the place of those of the same term; how many were new, and how many changed."""
        places = {term.source.lower(): row for row, term in enumerate(self._terms)}
        new = changed = 0
        self.beginResetModel()
        for term in terms:
            row = places.get(term.source.lower())
            if row is None:
                places[term.source.lower()] = len(self._terms)
                self._terms.append(term)
                new += 1
            elif self._terms[row] != term:
                self._terms[row] = term
                changed += 1
        self.endResetModel()
        self.edited.emit()
        return new, changed

    # -- Qt -----------------------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._terms)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Term"), self.tr("Translation"), self.tr("Note"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        term = self._terms[index.row()]
        return (term.source, term.target, term.note)[index.column()]

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        name = ("source", "target", "note")[index.column()]
        text = " ".join(str(value).split())[: _LONGEST_NOTE if name == "note" else LONGEST]
        before = self._terms[index.row()]
        term = replace(before, **{name: text})
        if term != before:
            self._terms[index.row()] = term
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True
