"""The files of a folder as rows: what each one is called, and how far it is.

Owns what shows of them. Must not read files.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent

from llmdesk.errors import UserError, fill, in_one_line, spoken
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tables.rows_view import RowsView
from llmdesk.ui.theme import Theme
from llmdesk.ui.translate.folder.job import FolderRow, Rows
from llmdesk.ui.words import character_words, counted

Index = QModelIndex | QPersistentModelIndex
NAME, STATE, REMARK = range(3)
_PADDING = 28  # pixels around the words of a cell


class FolderRows(QAbstractTableModel):
    """`show_rows` for others, or for the same further on."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: Rows = ()

    def show_rows(self, rows: Rows) -> None:
        """The same files keep what is selected."""
        before = self.rows
        if [row.name for row in before] != [row.name for row in rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old is not new:
                self.dataChanged.emit(self.index(number, NAME), self.index(number, REMARK))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("State"), self.tr("Remark"))[section]
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, roles = self.rows[index.row()], Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return (row.name.as_posix, lambda: self._state(row), lambda: self.remark(row))[index.column()]()
        if role == roles.ToolTipRole:
            return row.name.as_posix() if index.column() == NAME else self.remark(row)
        if role == roles.TextAlignmentRole:
            return _LEFT
        return self._color(row, index.column()) if role == roles.ForegroundRole else None

    def _color(self, row: FolderRow, column: int) -> QColor | None:
        if row.state == "left out" or (column == STATE and row.state == "waiting"):
            return self._theme.color("muted")
        return self._theme.color("danger") if row.state == "failed" and column != NAME else None

    def _state(self, row: FolderRow) -> str:
        if row.state == "working" and row.total:
            places = {"done": QLocale().toString(row.done), "total": QLocale().toString(row.total)}
            return fill(self.tr("{done} of {total} sentences"), places)
        return self._words()[row.state]

    def _words(self) -> dict[str, str]:
        return {
            "waiting": self.tr("to be translated"),
            "reading": self.tr("being read"),
            "working": self.tr("being translated"),
            "done": self.tr("translated"),
            "failed": self.tr("cannot be translated"),
            "stopped": self.tr("stopped"),
            "left out": self.tr("left out"),
        }

    def remark(self, row: FolderRow) -> str:
        """Why not, how long, or what became of it; one line."""
        if isinstance(row.problem, UserError):
            return in_one_line(row.problem.render(translate_core)[:2])
        if row.problem is not None:
            return spoken(row.problem, translate_core)
        parts = [row.out.name] if row.out is not None else []
        if row.marked:
            one, more = self.tr("1 sentence to look at"), self.tr("{count} sentences to look at")
            parts.append(counted(one, more, row.marked))
        if not parts and row.chars:
            parts.append(character_words(row.chars))
        return "  ·  ".join(parts)

    @property
    def widest(self) -> list[str]:
        """What the column of the states must have room for."""
        return [*self._words().values(), fill(self.tr("{done} of {total} sentences"), _WIDE)]


class FolderView(RowsView):
    """The names get half of what the states leave."""

    def __init__(self, theme: Theme, model: FolderRows) -> None:
        super().__init__(theme, model, REMARK)
        self._rows = model

    def fit(self) -> None:
        """Other words, or another width."""
        advance, padding = self.fontMetrics().horizontalAdvance, scaled(_PADDING)
        state = max(map(advance, self._rows.widest)) + padding
        self.setColumnWidth(STATE, state)
        self.setColumnWidth(NAME, max(scaled(120), (self.viewport().width() - state) // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WIDE = {"done": "999", "total": "9999"}
