"""The segments of a text, each beside its translation, as rows of a view.

Owns which rows there are and what each says. Must not draw, translate or keep anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from llmdesk.errors import in_one_line
from llmdesk.tools.translate import Segment
from llmdesk.ui.translate.segment_words import remark

SOURCE, TARGET = range(2)
REMARK = Qt.ItemDataRole.UserRole  # (words, colour) below a translation
PENDING = Qt.ItemDataRole.UserRole + 1  # whether it is not translated yet
_LONGEST = 2_000  # characters of a segment that a row shows
_Index = QModelIndex | QPersistentModelIndex


class SegmentRows(QAbstractTableModel):
    """Places are numbers of segments, rows what shows of them: all, or `only` the doubtful ones."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sources: Sequence[Segment] = ()
        self._texts: Sequence[str] = ()  # of the sources, without tags
        self._made: list[Segment] = []
        self._shown: list[int] | None = None  # places; None: all
        self._titles = ("", "")
        self.doubtful = 0

    # -- what there is ------------------------------------------------------------------------------
    def begin(self, sources: Sequence[Segment], texts: Sequence[str]) -> None:
        """Segments without translations; `texts` as people read them."""
        self.beginResetModel()
        self._sources, self._texts, self._made, self.doubtful = sources, texts, [], 0
        self._shown = None if self._shown is None else []
        self.endResetModel()

    def put(self, segments: Sequence[Segment]) -> None:
        """The translations of the next ones."""
        if not segments:
            return
        first = len(self._made)
        self._made += segments
        doubts = [first + at for at, segment in enumerate(segments) if not segment.passed]
        self.doubtful += len(doubts)
        if self._shown is None:
            self.dataChanged.emit(self.index(first, TARGET), self.index(len(self._made) - 1, TARGET))
        elif doubts:
            row = len(self._shown)
            self.beginInsertRows(QModelIndex(), row, row + len(doubts) - 1)
            self._shown += doubts
            self.endInsertRows()

    def replace(self, place: int, segment: Segment) -> None:
        """Another translation of one; it shows until the rows are chosen anew."""
        self.doubtful += self._made[place].passed - segment.passed
        self._made[place] = segment
        row = self.row(place)
        if row >= 0:
            self.dataChanged.emit(self.index(row, TARGET), self.index(row, TARGET))

    def show_only_doubtful(self, only: bool) -> None:
        self.beginResetModel()
        doubts = [at for at, segment in enumerate(self._made) if not segment.passed]
        self._shown = doubts if only else None
        self.endResetModel()

    def set_titles(self, source: str, target: str) -> None:
        self._titles = (source, target)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, SOURCE, TARGET)

    @property
    def made(self) -> Sequence[Segment]:
        """The translated ones, from the first on."""
        return self._made

    @property
    def total(self) -> int:
        return len(self._sources)

    def place(self, row: int) -> int:
        """-1 for no row."""
        if self._shown is None:
            return row if 0 <= row < len(self._sources) else -1
        return self._shown[row] if 0 <= row < len(self._shown) else -1

    def row(self, place: int) -> int:
        """-1 where it does not show."""
        if self._shown is None:
            return place if 0 <= place < len(self._sources) else -1
        return self._shown.index(place) if place in self._shown else -1

    def source(self, place: int) -> Segment:
        return self._sources[place]

    def segment(self, place: int) -> Segment | None:
        """With its translation; None where there is none yet."""
        return self._made[place] if 0 <= place < len(self._made) else None

    def next_doubt(self, place: int, way: int) -> int:
        """The next doubtful one after (`way` 1) or before (-1) a place, around the end; -1 for none."""
        doubts = [at for at, segment in enumerate(self._made) if not segment.passed]
        later = [at for at in doubts if (at > place if way > 0 else at < place)]
        found = later or doubts
        return found[0 if way > 0 else -1] if found else -1

    # -- Qt -----------------------------------------------------------------------------------------
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        if parent.isValid():
            return 0
        return len(self._sources) if self._shown is None else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place(index.row()) if index.isValid() else -1
        if place < 0:
            return None
        if index.column() == SOURCE:
            shows = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return _one_line(self._texts[place]) if shows else None
        return self._of_target(self.segment(place), role)

    def _of_target(self, segment: Segment | None, role: int) -> Any:
        if role == PENDING:
            return segment is None
        if segment is None:
            return self.tr("Not translated yet") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _one_line(segment.target)
        if role == REMARK:
            return remark(segment)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return in_one_line((_one_line(segment.target), remark(segment)[0]))
        return None


def _one_line(text: str) -> str:
    text = " ".join(text[: 2 * _LONGEST].split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
