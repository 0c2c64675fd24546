"""The requests of this session: when, to whom, what for, and how much came back.

Owns the table. Must not ask anybody: it shows what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QDateTime, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from llmdesk.errors import fill
from llmdesk.ui.notify import translate_core
from llmdesk.ui.words import format_bytes

if TYPE_CHECKING:
    from llmdesk.network.gate import RequestRecord

_Index = QModelIndex | QPersistentModelIndex


R = TypeVar("R")


class RecordModel(QAbstractTableModel, Generic[R]):
    """Records, the newest first. Subclasses name the columns and say what stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records: list[R] = []

    def titles(self) -> tuple[str, ...]:
        raise NotImplementedError

    def cells(self, record: R) -> tuple[str, ...]:
        raise NotImplementedError

    def show_records(self, records: Sequence[R]) -> None:
        fresh = list(reversed(records))
        if len(fresh) == len(self.records) and fresh != self.records:
            self.records = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, self.columnCount() - 1))
        elif fresh != self.records:
            self.beginResetModel()
            self.records = fresh
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.titles())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self.titles()[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return self.cells(self.records[index.row()])[index.column()]


class _RequestModel(RecordModel["RequestRecord"]):
    def titles(self) -> tuple[str, ...]:
        return self.tr("Time"), self.tr("Host"), self.tr("Purpose"), self.tr("Received")

    def cells(self, record: RequestRecord) -> tuple[str, ...]:
        answer = str(record.status) if record.status else self.tr("no answer")
        received = format_bytes(record.received) if record.received >= 10_000 else f"{record.received} B"
        return (
            time_of_day(record.time),
            record.host,
            translate_core(record.purpose),
            fill(self.tr("{received} ({answer})"), {"received": received, "answer": answer}),
        )


def time_of_day(seconds: float) -> str:
    return QDateTime.fromSecsSinceEpoch(int(seconds)).toString("HH:mm:ss")


class RecordTable(QTreeView):
    """Records to be read. `widths`: of the columns; 0 for the one that takes the rest."""

    def __init__(
        self, model: QAbstractTableModel, widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                header.resizeSection(column, width)


class RequestTable(RecordTable):
    """`show_records(records)`, oldest first as `Network.requests` gives them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._records = _RequestModel()
        super().__init__(self._records, (88, 0, 150, 130), parent)

    def show_records(self, records: Sequence[RequestRecord]) -> None:
        self._records.show_records(records)
