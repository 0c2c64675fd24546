"""The values as a table: a row a record, a column a field; one record alone stands with its fields below
each other.

Owns what stands where, also while it comes. Must not show, extract or keep anything: what a person typed
into a cell, it tells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QWidget

from llmdesk.errors import UserError
from llmdesk.tools.extract import Cell, Extraction, FileState, Record
from llmdesk.tools.fields import Field, FieldSet
from llmdesk.ui.extract import words
from llmdesk.ui.notify import translate_core

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole  # a `Seen`
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: of document number `document`, its record, the field."""

    document: int
    record: int
    field: int


def with_cell(state: FileState, spot: Spot, cell: Cell) -> FileState:
    """The document with another cell."""
    assert state.extraction is not None  # it has cells
    records = list(state.extraction.records)
    record = list(records[spot.record])
    record[spot.field] = cell
    records[spot.record] = tuple(record)
    return replace(state, extraction=replace(state.extraction, records=tuple(records)))


def _order(spot: Spot) -> tuple[int, int, int]:
    return spot.document, spot.record, spot.field


@dataclass(frozen=True, slots=True)
class Seen:
    """What is drawn of a cell: a line, a smaller one, and how: `tone` "plain", "quiet" or "marked"."""

    text: str
    beneath: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells are to be checked, state something, and are there at all; in how many rows."""

    marked: int
    stated: int
    cells: int
    rows: int


def _counts(records: Sequence[Record]) -> Counts:
    marked = stated = 0
    for record in records:
        for cell in record:
            if cell.values:
                stated += 1
                marked += words.is_marked(cell)
    return Counts(marked, stated, sum(map(len, records)), len(records))


class ValuesModel(QAbstractTableModel):
    """`typed(Spot, str)` when a person put words into a cell."""

    typed = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fields = FieldSet(())
        self._names: tuple[str, ...] = ()
        self._states: list[FileState | None] = []
        self._ends: list[int] = []  # the row behind each document's last
        self._counted: dict[int, tuple[Sequence[Record], Counts]] = {}
        self._edits: dict[int, tuple[Extraction, Extraction]] = {}  # as it came, and as it is now

    # -- what is in it ------------------------------------------------------------------------------
    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields.fields

    @property
    def field_set(self) -> FieldSet:
        return self._fields

    @property
    def names(self) -> tuple[str, ...]:
        """Of the documents."""
        return self._names

    @property
    def several(self) -> bool:
        """Of more than one document: their names are the first column."""
        return len(self._names) > 1

    @property
    def turned(self) -> bool:
        """There is one record; its fields are rows."""
        return not self.several and self._fields.rows == "one"

    @property
    def states(self) -> tuple[FileState | None, ...]:
        """What became of each document, None where nothing was done."""
        return tuple(self._states)

    @property
    def extractions(self) -> list[Extraction]:
        """Those that there are, as they are now."""
        return [state.extraction for state in self._states if state is not None and state.extraction]

    def state(self, document: int) -> FileState | None:
        return self._states[document] if 0 <= document < len(self._states) else None

    def records(self, document: int) -> Sequence[Record]:
        """Those of a document, also while they come."""
        state = self.state(document)
        if state is None:
            return ()
        if state.extraction is not None:
            return state.extraction.records
        return state.progress.records if state.progress is not None else ()

    def cell(self, spot: Spot) -> Cell | None:
        records = self.records(spot.document)
        return records[spot.record][spot.field] if 0 <= spot.record < len(records) else None

    # -- showing ------------------------------------------------------------------------------------
    def show(self, fields: FieldSet, names: Sequence[str], states: Sequence[FileState] = ()) -> None:
        """Documents of these names, and what is known of some of them."""
        self.beginResetModel()
        self._fields, self._names, self._edits, self._counted = fields, tuple(names), {}, {}
        self._states = [None] * len(self._names)
        for state in states:
            if 0 <= state.index < len(self._states):
                self._states[state.index] = state
        self._count()
        self.endResetModel()

    def update_states(self, states: Sequence[FileState]) -> None:
        """What became of the documents meanwhile; rows come where they belong."""
        for state in states:
            known = self.state(state.index)
            new = self._as_edited(state)
            if 0 <= state.index < len(self._states) and known is not new:
                self._replace(state.index, new)

    def stop(self, error: Exception | None) -> None:
        """Nobody works on any document now; what was begun has failed with this, or (None) was stopped."""
        told = error if isinstance(error, UserError) else None
        status: Literal["stopped", "failed"] = "stopped" if error is None else "failed"
        begun = [state for state in self._states if state is not None and state.status in words.AT_WORK]
        for state in begun:
            self._replace(state.index, replace(state, status=status, error=told, progress=None))

    def as_it_came(self, document: int) -> Extraction | None:
        """What was extracted from it, before it was edited here."""
        state = self.state(document)
        edits = self._edits.get(document)
        return edits[0] if edits is not None else state.extraction if state is not None else None

    def put(self, spot: Spot, cell: Cell, before: FileState, came: Extraction) -> FileState | None:
        """A cell that a person changed in `before`, which `came` so; the state of its document with it, None
        where that does not show any more."""
        state = self.state(spot.document)
        if state is None or state.extraction is None:
            return None
        if state.extraction is not before.extraction and self.as_it_came(spot.document) is not came:
            return None
        new = with_cell(state, spot, cell)
        assert new.extraction is not None  # as the one before
        self._edits[spot.document] = (self.as_it_came(spot.document) or came, new.extraction)
        self._replace(spot.document, new)
        return new

    def _as_edited(self, state: FileState) -> FileState:
        """The very same where nothing is new: what is drawn again takes away what is being typed there."""
        came, now = self._edits.get(state.index, (None, None))
        if now is None or came is not state.extraction:
            return state
        known, new = self.state(state.index), replace(state, extraction=now)
        return known if known == new else new

    def _replace(self, document: int, state: FileState) -> None:
        first = self._first(document)
        before = self._ends[document] - first
        old, self._states[document] = self._states[document], state
        after = self._rows_of(document)
        self._states[document] = old
        if after > before:
            self.beginInsertRows(_NOWHERE, first + before, first + after - 1)
        elif after < before:
            self.beginRemoveRows(_NOWHERE, first + after, first + before - 1)
        self._states[document] = state
        if after != before:
            self._count()
            self.endInsertRows() if after > before else self.endRemoveRows()
        last = self.rowCount() - 1 if self.turned else first + after - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _count(self) -> None:
        self._ends = list(accumulate(map(self._rows_of, range(len(self._names)))))

    def _rows_of(self, document: int) -> int:
        """A document of several has a row even where it has no record: there its state stands."""
        count = len(self.records(document))
        return max(1, count) if self.several or self._fields.rows == "one" else count

    def _first(self, document: int) -> int:
        return self._ends[document - 1] if document else 0

    # -- what stands where --------------------------------------------------------------------------
    def spot(self, index: Index) -> Spot | None:
        """The cell there; of the column of names the field is -1."""
        if not index.isValid():
            return None
        if self.turned:
            return Spot(0, 0, index.row())
        document = bisect_right(self._ends, index.row())
        column = index.column() - 1 if self.several else index.column()
        return Spot(document, index.row() - self._first(document), column)

    def place(self, spot: Spot) -> QModelIndex:
        """Where a cell stands."""
        if not 0 <= spot.document < len(self._names):
            return _NOWHERE
        if self.turned:
            return self.index(spot.field, 0)
        column = spot.field + 1 if self.several else spot.field
        return self.index(self._first(spot.document) + spot.record, column)

    def next_marked(self, after: Spot | None, way: int = 1) -> Spot | None:
        """The next cell that is to be checked (`way` -1: the one before), around at the end."""
        marked = list(self._marked())[::way]
        if not marked:
            return None
        key = (-1, -1, -1) if after is None else _order(after)
        if after is None and way < 0:
            return marked[0]
        return next(
            (each for each in marked if (_order(each) > key if way > 0 else _order(each) < key)), marked[0]
        )

    def counts(self) -> Counts:
        """Of all documents; each is counted once."""
        marked = stated = cells = rows = 0
        for document in range(len(self._states)):
            records = self.records(document)
            known = self._counted.get(document)
            if known is None or known[0] is not records:
                known = self._counted[document] = (records, _counts(records))
            one = known[1]
            marked, stated = marked + one.marked, stated + one.stated
            cells, rows = cells + one.cells, rows + one.rows
        return Counts(marked, stated, cells, rows)

    def _marked(self) -> Iterator[Spot]:
        for document in range(len(self._states)):
            for number, record in enumerate(self.records(document)):
                for field, cell in enumerate(record):
                    if words.is_marked(cell):
                        yield Spot(document, number, field)

    # -- Qt -----------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or not self._names:
            return 0
        return len(self.fields) if self.turned else self._ends[-1]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or not self._names:
            return 0
        return 1 if self.turned else len(self.fields) + self.several

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        field = self._field_of(section, across=across)
        if role == Qt.ItemDataRole.ToolTipRole and field is not None:
            return words.tip(field.about)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if field is not None:
            return field.name
        if across:
            return self.tr("Document") if self.several else self.tr("Value")
        return QLocale().toString(section + 1)

    def _field_of(self, section: int, *, across: bool) -> Field | None:
        if across == self.turned:
            return None
        number = section - 1 if self.several else section
        return self.fields[number] if 0 <= number < len(self.fields) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spot = self.spot(index)
        if spot is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, CELL):
            seen = self._seen(spot)
            return seen if role == CELL else seen.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            seen = self._seen(spot)
            return ", ".join(part for part in (self._named(spot), seen.text, seen.beneath) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(spot)
        if role == Qt.ItemDataRole.EditRole:
            cell = self.cell(spot)
            return "" if cell is None or spot.field < 0 else words.to_type(self.fields[spot.field], cell)
        return None

    def _named(self, spot: Spot) -> str:
        return self.fields[spot.field].name if spot.field >= 0 else ""

    def _seen(self, spot: Spot) -> Seen:
        state = self.state(spot.document)
        if spot.field < 0:
            name = words.one_line(self._names[spot.document])
            tone = "marked" if state is not None and state.status == "failed" else "plain"
            return Seen(name, words.state_text(state), tone)
        cell = self.cell(spot)
        if cell is None:
            coming = state is not None and state.status in words.AT_WORK
            return Seen("…" if coming else "", "", "quiet")
        field = self.fields[spot.field]
        text = words.cell_text(field, cell)
        if not text:
            return Seen(translate_core(words.NOT_STATED), words.beneath(field, cell), "quiet")
        return Seen(text, words.beneath(field, cell), "marked" if words.is_marked(cell) else "plain")

    def _tip(self, spot: Spot) -> str:
        """Plain text, in lines: what a narrow column cuts."""
        seen, cell = self._seen(spot), self.cell(spot)
        told = words.reasons(cell) if cell is not None and spot.field >= 0 else []
        beneath = [seen.beneath] if seen.beneath and not told else []
        return words.tip("\n".join([seen.text, *beneath, *told]))

    def flags(self, index: Index) -> Qt.ItemFlag:
        spot = self.spot(index)
        flags = super().flags(index)
        if spot is not None and spot.field >= 0 and self._editable(spot):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _editable(self, spot: Spot) -> bool:
        state = self.state(spot.document)
        return state is not None and state.extraction is not None and self.cell(spot) is not None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        spot = self.spot(index)
        if spot is None or role != Qt.ItemDataRole.EditRole or not self._editable(spot):
            return False
        if str(value) != self.data(index, role):
            self.typed.emit(spot, str(value))
        return True

    def retranslate(self) -> None:
        """Another language: the words are made when they are drawn."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)


class Shown:
    """What showed, on which page, before a job began."""

    def __init__(self, page: QWidget, model: ValuesModel) -> None:
        self.page, self.fields, self.names = page, model.field_set, model.names
        self.states = [state for state in model.states if state is not None and state.extraction is not None]
