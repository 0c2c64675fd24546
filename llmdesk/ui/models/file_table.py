"""The model files of a repo as a table: file, quantization, size, and whether it fits.

Owns the rows. Must not ask the hub nor judge what fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from llmdesk.models.fit import Verdict
from llmdesk.models.hub_answers import RemoteFile
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.model_words import VERDICT_COLORS, verdict_word
from llmdesk.ui.theme import Theme
from llmdesk.ui.words import format_bytes

NARROW = 520
_QUANTIZATION = 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class FileRow:
    """`size` in bytes, None where nobody says; `exact` False for about that much."""

    file: RemoteFile
    size: int | None
    verdict: Verdict | None
    recommended: bool = False
    exact: bool = True

    @property
    def name(self) -> str:
        return self.file.path.rpartition("/")[2]


class _FileModel(QAbstractTableModel):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FileRow] = []

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("File"), self.tr("Quantization"), self.tr("Size"), self.tr("Memory"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part.path for part in row.file.parts)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3 and row.verdict:
            return QColor(self._theme.color(VERDICT_COLORS[row.verdict]))
        if role == Qt.ItemDataRole.FontRole and row.recommended:
            font = QFont(self._theme.font("body"))
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _texts(self, row: FileRow) -> tuple[str, str, str, str]:
        size = "?" if row.size is None else format_bytes(row.size)
        fit = verdict_word(row.verdict) if row.verdict else ""
        if row.recommended:
            fit = " · ".join(part for part in (fit, self.tr("recommended")) if part)
        return row.name, row.file.quantization, size if row.exact else f"≈ {size}", fit


class FileTable(Retranslating, QTreeView):
    """`chosen(FileRow)` for what the user, or `choose`, goes to."""

    chosen = Signal(FileRow)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self._model = _FileModel(theme, self)
        self.setModel(self._model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        # Not the current row: a screen reader selects without going there.
        self.selectionModel().selectionChanged.connect(self._on_selection)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> list[FileRow]:
        return list(self._model.rows)

    @property
    def current(self) -> FileRow | None:
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        return self._model.rows[max(rows)] if rows else None

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show these; the file that was chosen stays chosen, if it is among them, and nobody is told."""
        before = self.current
        self._silent = True
        self._model.show_rows(rows)
        if before is not None:
            self.choose(before.file.path)
        self._silent = False

    def choose(self, path: str) -> None:
        for number, row in enumerate(self._model.rows):
            if row.file.path == path:
                self.setCurrentIndex(self._model.index(number, 0))

    def _on_selection(self) -> None:
        row = self.current
        if row is not None and not self._silent:
            self.chosen.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the quantization is left to the file's name, which ends with it."""
        super().resizeEvent(event)
        self.setColumnHidden(_QUANTIZATION, event.size().width() < scaled(NARROW))

    def _retranslate(self) -> None:
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)
        self.viewport().update()
