"""The rows of a scored table: what each one shows, and the keys that correct one.

Which rows and in which order is told to it; that they are read in pages is `tables.paged`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from llmdesk.tools.sentiment.table import ScoredRow
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.sentiment.words import label_colors, shown_label
from llmdesk.ui.services import Services
from llmdesk.ui.tables.paged import Index, PagedModel, Rows
from llmdesk.ui.tables.rows_view import RowsView
from llmdesk.ui.theme import Theme
from llmdesk.ui.words import percent

LONGEST = 240  # characters of a text that a row keeps
NUMBER, TEXT, LABEL, CONFIDENCE = range(4)
_CELL_PADDING = 32  # pixels, with the room beside the words
_MOST_LABEL = 0.34  # of the width, for the labels' column


@dataclass(frozen=True)
class _Line:
    """What one row shows. `right`: the label that the user gave it, "" for none."""

    index: int
    text: str
    label: str
    confidence: float | None
    status: str
    right: str


class RowsModel(PagedModel[ScoredRow, _Line]):
    """`right_label(text)` tells what the user knows about a text."""

    def __init__(self, services: Services, right_label: Callable[[str], str], parent: QObject) -> None:
        super().__init__(services, parent)
        self._right_label = right_label
        self.short_labels = False  # of corrected rows the right label alone

    def show_rows(self, scored: SharedTable | None, numbers: Rows) -> None:
        """These rows of this table, in this order."""
        self.show_numbers(numbers, None if scored is None else partial(_rows_of, scored))

    def set_right(self, row: int, label: str) -> None:
        """The user said what is right there."""
        line = self.line(row)
        if line is not None:
            self.set_line(row, replace(line, right=label))

    def as_line(self, row: ScoredRow) -> _Line:
        text = " ".join(row.text[: 2 * LONGEST].split())[:LONGEST]
        confidence = row.confidence if row.probabilities else None
        return _Line(row.index, text, row.label, confidence, row.status, self._right_label(row.text))

    # -- Qt -----------------------------------------------------------------------------------------
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Row"), self.tr("Text"), self.tr("Label"), self.tr("Confidence"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return None
        line = self.asked_line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(line, index.column())
        if index.column() == LABEL:
            return self._label(line, short=self.short_labels and role == Qt.ItemDataRole.DisplayRole)
        return self._text(line, index.column())

    def _text(self, line: _Line, column: int) -> str:
        if column == NUMBER:
            return QLocale().toString(line.index + 1)
        if column == TEXT:
            return line.text
        return "" if line.confidence is None else percent(line.confidence)

    def _label(self, line: _Line, *, short: bool) -> str:
        """What the row got, and the right label where the user gave another; `short`: that one alone."""
        label = shown_label(line.label) if line.label else self._status_word(line.status)
        if not line.right:
            return label
        if line.right == line.label:
            return f"✓ {line.right}"
        return f"→ {line.right}" if short else f"{label} → {line.right}"

    def _status_word(self, status: str) -> str:
        words = {
            "empty": self.tr("no text"),
            "no text": self.tr("no text"),
            "too long": self.tr("too long"),
            "error": self.tr("not read"),
        }
        return words.get(status, status)

    def _color(self, line: _Line, column: int) -> QColor | None:
        theme = self._services.theme
        if column in (NUMBER, CONFIDENCE):
            return theme.color("muted")
        if column == LABEL:
            label = line.right or line.label
            return theme.color(label_colors([label])[label] if label else "muted")
        return None


class ScoredRowsView(RowsView):
    """`label_key(position)` for the keys 1 to 9 (0-based; -1: take it back)."""

    label_key = Signal(int)

    def __init__(self, theme: Theme, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, TEXT, parent)
        self._model = model
        self._labels: tuple[str, ...] = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.label_key.emit(event.key() - Qt.Key.Key_1)
        elif plain and event.key() in (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.label_key.emit(-1)
        else:
            super().keyPressEvent(event)

    def set_labels(self, names: Sequence[str]) -> None:
        """The labels that can stand in the rows: their column is as wide as they need."""
        self._labels = tuple(names)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """A correction is shown whole, "given → right"; where that leaves the text no room, as "→ right"."""
        width, metrics = self.viewport().width(), self.fontMetrics()
        narrow = width < 640
        self.setColumnWidth(NUMBER, 64 if narrow else 80)
        self.setColumnWidth(CONFIDENCE, 104 if narrow else 116)
        lengths = sorted((metrics.horizontalAdvance(name) for name in self._labels), reverse=True) or [0]
        both = sum(lengths[:2]) + metrics.horizontalAdvance(" → ") + _CELL_PADDING
        room = round(width * _MOST_LABEL)
        self._model.short_labels = both > room
        one = lengths[0] + metrics.horizontalAdvance("→ ") + _CELL_PADDING
        least = 104 if narrow else 152
        self.setColumnWidth(LABEL, max(least, min(one, room) if self._model.short_labels else both))
        self.viewport().update()


def _rows_of(scored: SharedTable, numbers: Rows) -> list[ScoredRow]:
    with scored.reading() as table:
        return table.rows(numbers)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NUMBER, CONFIDENCE) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
