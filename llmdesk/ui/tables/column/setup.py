"""A table that was opened for one of its columns: which one, and the look at five rows.

Owns what is asked for beside the table. Must not read or run anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.tables.column.job import ColumnRequest, ColumnTrial, ColumnWork
from llmdesk.ui.tables.column.trial import ColumnTrialPage
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_field import StartWords
from llmdesk.ui.tables.setup import TableSetup
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label

_NAME_WIDTH, _FIELD_WIDTH = 128, 320
_ROWS, _TRIAL = 0, 1


@dataclass(frozen=True)
class ColumnWords:
    """What a tool calls it, in the language of the window: the column, the button that starts, and (with a
    place {name}) the work; `one` and `several` say what came of it, with places {count} and {file}."""

    column: str
    start: str
    working: str
    one: str
    several: str


def words_in(
    context: str, column: str, start: str, working: str, one: str, several: str
) -> Callable[[], ColumnWords]:
    """Those of a tool, in the language of the moment; each is marked for translation in `context`."""

    def words() -> ColumnWords:
        texts = (QCoreApplication.translate(context, text) for text in (column, start, working, one, several))
        return ColumnWords(*texts)

    return words


class ColumnSetup(TableSetup):
    """`start_asked()`, `trial_asked()`, `close_asked()`."""

    start_asked = Signal()
    trial_asked = Signal()
    close_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        trying: Job,
        suffix: str,
        words: Callable[[], ColumnWords],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, suffix, parent)
        self._words, self._trying = words, trying
        self._column, self._column_name = ChoiceBox(), plain_label("muted")
        self._close, self._try = QPushButton(), QPushButton()
        self._note = plain_label("danger", wrap=True)
        self._shown, self._trial = QStackedWidget(), ColumnTrialPage()
        self._progress = JobProgress(trying, brief=True)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(2, 1)
        sheet, header, output = self._named_parts()
        for row, (name, field) in enumerate((sheet, header, (self._column_name, self._column), output)):
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1, 1, 2 if field is self.output else 1)
        for box in (self._sheet, self._header, self._column):
            fix_width(box, _FIELD_WIDTH)
        self._column_name.setBuddy(self._column)
        self._begin.buttons.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._begin.buttons.addWidget(self._try, 0, Qt.AlignmentFlag.AlignBottom)
        self._note.hide()
        self._shown.addWidget(self._preview)
        self._shown.addWidget(self._trial)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._head)
        column.addWidget(self._shown, 1)
        column.addLayout(grid)
        for part in (self._note, self._progress, self._begin):
            column.addWidget(part)

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_asked)
        self._column.chosen.connect(lambda name: self._choose(str(name)))
        self._preview.column_chosen.connect(self._choose)
        self._try.clicked.connect(self._on_try)
        self._trial.closed.connect(lambda: self._shown.setCurrentIndex(_ROWS))
        self._begin.asked.connect(self.start_asked)
        self._trying.busy_changed.connect(lambda _busy: self._refresh())

    # -- what shows ---------------------------------------------------------------------------------
    def request(self, work: ColumnWork) -> ColumnRequest | None:
        """What the form says now; None where it cannot be done."""
        table, column = self.table, self._column.current
        if table is None or column is None or not table.rows:
            return None
        out = self.output
        return ColumnRequest(table, str(column.data), out.place, work, self._begin.resumes, out.overwrite)

    def _fill(self, table: OpenedTable) -> None:
        self._shown.setCurrentIndex(_ROWS)
        self._column.set_choices([Choice(name, name) for name in table.columns], table.text_column)
        self._preview.choose(table.text_column)
        self._refresh()

    def prefer(self, column: str) -> None:
        """As it was before, as far as the table still has it."""
        if self.table is not None and column in self.table.columns:
            self._choose(column)

    def choose(self, column: str, out: Path) -> None:
        """As it was before, and where it goes."""
        self.prefer(column)
        self.output.set_place(out)

    def show_trial(self, trial: ColumnTrial) -> None:
        self._trial.show_trial(trial)
        self._shown.setCurrentIndex(_TRIAL)

    def show_changed(self) -> None:
        """Something else would be done: what was tried is not what would come."""
        self._shown.setCurrentIndex(_ROWS)

    def focus_first(self) -> None:
        self._column.setFocus()

    def _choose(self, column: str) -> None:
        self._column.set_current(column)
        self._preview.choose(column)
        self._refresh()
        self._shown.setCurrentIndex(_ROWS)
        self.changed.emit()

    def _on_try(self) -> None:
        if self._trying.running:
            self._trying.cancel()
        else:
            self.trial_asked.emit()

    def _show_note(self) -> None:
        """What is wrong with the table, or with the column that is chosen."""
        table, column = self.table, self._column.current
        words = ""
        if table is not None and not table.rows:
            words = self.tr("There are no rows.")
        elif table is not None and column is not None and str(column.data) in table.columns:
            place = table.columns.index(str(column.data))
            if not any(row[place].strip() for row in table.rows if place < len(row)):
                words = self.tr("The first rows of this column have no text.")
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _refresh(self) -> None:
        self._show_note()
        ready, busy = self.table is not None and bool(self.table.rows), self._trying.running
        self._begin.start.setEnabled(ready)
        self._try.setEnabled(busy or ready)
        name = self.tr("Stop the preview") if busy else self.tr("Preview five rows")
        self._try.setText(name)
        self._try.setAccessibleName(name)

    # -- words --------------------------------------------------------------------------------------
    def _start_words(self) -> StartWords:
        return self._usual_words(self._words().start)

    def _retranslate(self) -> None:
        super()._retranslate()
        name = self._words().column
        self._column_name.setText(name)
        self._column.setAccessibleName(name)
        self._close.setText(self.tr("Back to the text"))
        self._close.setAccessibleName(self.tr("Back to the text"))
        self._progress.set_name(self.tr("Trying five rows"))
        self._refresh()
