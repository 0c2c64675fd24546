"""Five rows of a table with what came of each beside its text, and the time for all.

Owns what shows of them but the results. Must not run anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.tables.preview import Preview
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, HALF, SPACE
from llmdesk.ui.widgets.panes import hairline
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import counted, whole_time

T = TypeVar("T")
_LONGEST_TEXT, _LONGEST_RESULT = 400, 1_000  # characters that show


class TrialPage(Retranslating, QWidget, Generic[T]):
    """`show_trial(trial)`; `closed()`: back to the table."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial: T | None = None
        self._time, self._note = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._back = QPushButton()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        titles = QVBoxLayout()
        titles.setSpacing(HALF)
        titles.addWidget(self._time)
        titles.addWidget(self._note)
        head.addLayout(titles, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self._back.clicked.connect(self.closed)
        self._retranslate()

    def show_trial(self, trial: T) -> None:
        self._trial = trial
        self._refresh(trial)
        self._scroll.verticalScrollBar().setValue(0)

    # -- the tool's -----------------------------------------------------------------------------------
    def _refresh(self, trial: T) -> None:
        """Show what was found, in the language of now."""
        raise NotImplementedError

    # -- what shows -----------------------------------------------------------------------------------
    def _show_time(self, found: Preview[Any], passed: int, note: str = "") -> None:
        self._time.setText(self._time_words(found))
        told = fill(
            self.tr("{passed} of {count} rows passed the checks. Nothing was written."),
            {"passed": passed, "count": len(found.rows)},
        )
        self._note.setText("\n".join(filter(None, (told, note))))

    def _show_rows(self, rows: Sequence[tuple[str, str, str, bool]]) -> None:
        """Of each its text, what came of it ("" for nothing), and what is said of that, which is a fault or
        (True) none."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, SPACE, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for number, (text, result, state, good) in enumerate(rows):
            if number:
                grid.addWidget(hairline(), 2 * number, 0, 1, 2)
            label = plain_label("muted", wrap=True, selectable=True)
            label.setText(_shortened(text, _LONGEST_TEXT))
            grid.addWidget(label, 2 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_result(result, state, good), 2 * number + 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(2 * len(rows) + 1, 1)
        self._scroll.setWidget(inside)

    def _time_words(self, found: Preview[Any]) -> str:
        """How long all rows take."""
        if not found.rows:
            return self.tr("The first rows are all empty. Choose another column.")
        exact = self.tr("At most about {time} for {count} rows.")
        about = self.tr("At most about {time} for about {count} rows.")
        one = self.tr("At most about {time} for the one row.")
        return counted(one, exact if found.exact else about, found.total, time=whole_time(found.seconds_all))

    def _retranslate(self) -> None:
        self._back.setText(self.tr("Back to the table"))
        self._back.setAccessibleName(self.tr("Back to the table"))
        self._scroll.setAccessibleName(self.tr("Preview on five rows"))
        if self._trial is not None:
            self._refresh(self._trial)


def _result(result: str, state: str, good: bool) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(HALF)
    if result:
        said = plain_label(wrap=True, selectable=True)
        said.setText(_shortened(result, _LONGEST_RESULT))
        column.addWidget(said)
    if state:
        told = plain_label("small" if good else "danger", wrap=True)
        told.setText(state)
        column.addWidget(told)
    return whole


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
