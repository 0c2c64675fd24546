"""The requests of this session: when, to whom, what for, and how much came back.

Owns the table. Must not ask anybody: it shows what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from llmdesk.errors import fill
from llmdesk.ui.notify import translate_core
from llmdesk.ui.words import format_bytes

if TYPE_CHECKING:
    from llmdesk.network.gate import RequestRecord

_Index = QModelIndex | QPersistentModelIndex


class _RequestModel(QAbstractTableModel):
    """The newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.records: list[RequestRecord] = []

    def show_records(self, records: Sequence[RequestRecord]) -> None:
        fresh = list(reversed(records))
        if len(fresh) == len(self.records) and fresh != self.records:
            self.records = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, 3))
        elif fresh != self.records:
            self.beginResetModel()
            self.records = fresh
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Time"), self.tr("Host"), self.tr("Purpose"), self.tr("Received"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        record = self.records[index.row()]
        answer = str(record.status) if record.status else self.tr("no answer")
        received = format_bytes(record.received) if record.received >= 10_000 else f"{record.received} B"
        return (
            QDateTime.fromSecsSinceEpoch(int(record.time)).toString("HH:mm:ss"),
            record.host,
            translate_core(record.purpose),
            fill(self.tr("{received} ({answer})"), {"received": received, "answer": answer}),
        )[index.column()]


class RequestTable(QTreeView):
    """`show_records(records)`, oldest first as `Network.requests` gives them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _RequestModel(self)
        self.setModel(self._model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        for column in range(4):
            mode = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
        for column, width in ((0, 88), (2, 150), (3, 130)):
            header.resizeSection(column, width)

    def show_records(self, records: Sequence[RequestRecord]) -> None:
        self._model.show_records(records)
