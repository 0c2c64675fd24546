"""Several of a kind in the editor's form: rows that can be added and taken away.

Owns the list of rows; the first ones are made at once, the others in the next turns of the window. Must not
know what is in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.own.editor.parts import Row, tell
from llmdesk.ui.theme import HALF, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_AT_ONCE = 3


class Rows(QWidget):
    """`changed` for what the user does. `make(value)` builds a row, `blank()` is the value of a new one."""

    changed = Signal()

    def __init__(self, theme: Theme, make: Callable[[object], Row], blank: Callable[[], object]) -> None:
        super().__init__()
        self._theme, self._make, self._blank = theme, make, blank
        self.rows: list[Row] = []
        self._waiting: list[object] = []
        self._mistakes: Mapping[int, Sequence[str]] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(HALF)
        self._wrong = plain_label("danger", wrap=True)
        self.add = QPushButton()
        set_kind(self.add, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(self._column)
        column.addWidget(self._wrong)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._wrong.hide()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._make_some)
        self.add.clicked.connect(self._on_add)
        theme.changed.connect(self._retint)
        self._retint()

    @property
    def values(self) -> tuple[object, ...]:
        """What stands in the rows; those that are still to be made have theirs."""
        return (*(row.value for row in self.rows), *self._waiting)

    def show_values(self, values: Sequence[object]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows, self._waiting = [], list(values)
        self._make_some()

    def _make_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._append(self._waiting.pop(0))
        if self._waiting:
            self._turn.start()

    def _append(self, value: object) -> Row:
        row = self._make(value)
        row.changed.connect(self.changed)
        row.remove_asked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        row.set_number(len(self.rows))
        row.set_mistakes(self._mistakes.get(len(self.rows) - 1, ()))
        row.show()
        return row

    def _on_add(self) -> None:
        while self._waiting:
            self._append(self._waiting.pop(0))
        row = self._append(self._blank())
        self.changed.emit()
        row.focus_first()

    def _remove(self, row: Row) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        for number, left in enumerate(self.rows, 1):
            left.set_number(number)
        self.add.setFocus()
        self.changed.emit()

    def set_mistakes(self, mistakes: Mapping[int, Sequence[str]]) -> None:
        """By the number of the row, from 0; -1 for what is wrong with all of them together."""
        self._mistakes = mistakes
        tell(self._wrong, self, mistakes.get(-1, ()))
        for number, row in enumerate(self.rows):
            row.set_mistakes(mistakes.get(number, ()))

    def _retint(self) -> None:
        self.add.setIcon(self._theme.icon("plus"))
