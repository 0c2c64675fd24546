"""A table that was opened: its first rows, which column holds the texts, where the result goes.

Owns the form. Must not read or score anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from llmdesk.tools.sentiment.table.known import KnownColumn
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.sentiment.table.label_meanings import LabelMeanings
from llmdesk.ui.tables.head import HeaderBox, TableHead
from llmdesk.ui.tables.opened import OpenedTable, default_output
from llmdesk.ui.tables.output_field import OutputField, StartRow, StartWords
from llmdesk.ui.tables.preview_table import PreviewTable
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_NAME_WIDTH = 128
_FIELD_WIDTH = 360


@dataclass(frozen=True)
class ScoreRequest:
    """What the user asked for. `labelled` is the column with known labels, "" for none. `overwrite`: the
    dialog asked whether `out` may be replaced. `meanings`: what values of `labelled` mean, by the user."""

    table: OpenedTable
    column: str
    labelled: str
    out: Path
    resume: bool
    overwrite: bool = False
    meanings: tuple[tuple[str, str], ...] = ()

    @property
    def header_row(self) -> int | None:
        """The row of names that the preview shows; None for a table that has none."""
        return self.table.header_row if self.table.first_rows else None


class SentimentSetup(QWidget):
    """`score_asked(ScoreRequest)`, `open_asked()`, `sheet_chosen(name)`, `header_chosen(row)`, `changed()`;
    `labels_asked()` when it is to be told what the values of the column with known labels mean."""

    score_asked = Signal(object)
    open_asked = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    changed = Signal()
    labels_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: OpenedTable | None = None
        self._head, self._preview = TableHead(), PreviewTable(theme)
        self._column, self._labelled, self._sheet = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._header, self._output = HeaderBox(), OutputField()
        self._names = [plain_label("muted") for _ in range(5)]
        self._labelled_hint, self._meanings = plain_label("small", wrap=True), LabelMeanings()
        self._begin = StartRow()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._head)
        column.addWidget(self._preview, 1)
        column.addLayout(self._form())
        column.addWidget(self._begin)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(2, 1)
        for box in (self._sheet, self._header, self._column, self._labelled):
            fix_width(box, _FIELD_WIDTH)
        grid.addWidget(self._sheet, 0, 1)
        grid.addWidget(self._header, 1, 1)
        grid.addWidget(self._column, 2, 1)
        grid.addWidget(self._labelled, 3, 1)
        grid.addWidget(self._labelled_hint, 3, 2)
        grid.addWidget(self._meanings, 4, 1, 1, 2)
        grid.addWidget(self._output, 5, 1, 1, 2)
        fields = (self._sheet, self._header, self._column, self._labelled, self._output.browse)
        for row, name, field in zip((0, 1, 2, 3, 5), self._names, fields, strict=True):
            grid.addWidget(name, row, 0)
            name.setBuddy(field)
        return grid

    def _connect(self) -> None:
        self._head.open_asked.connect(self.open_asked)
        self._sheet.chosen.connect(lambda name: self.sheet_chosen.emit(str(name)))
        self._header.chosen.connect(lambda row: self.header_chosen.emit(int(row)))
        self._column.chosen.connect(lambda name: self._choose_column(str(name)))
        self._labelled.chosen.connect(lambda _: self._choose_labelled())
        self._meanings.changed.connect(self.changed)
        self._preview.column_chosen.connect(self._choose_column)
        self._output.changed.connect(self._on_output)
        self._begin.asked.connect(self._ask)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def request(self) -> ScoreRequest | None:
        """What the form says now; None before a table was opened."""
        if self._table is None or self._column.current is None:
            return None
        labelled = self._labelled.current
        return ScoreRequest(
            self._table,
            str(self._column.current.data),
            str(labelled.data) if labelled is not None else "",
            self._output.place,
            self._begin.resumes,
            self._output.overwrite,
            self._meanings.changes,
        )

    def show_table(self, table: OpenedTable) -> None:
        self._table = table
        self._head.show_table(table)
        self._preview.show_rows(table.columns, table.rows)
        self._fill_choices(table)
        self._show_column(table.text_column)
        self._output.set_place(default_output(table.path, table.kind, "scored"))
        self._refresh()

    def show_output(self, out: Path, rows: int, problem: str, exists: bool, instead: Path | None) -> None:
        """`rows` scored rows wait beside `out` (0: none), or cannot be used because of `problem`. `instead`:
        another place, where `out` is a file of the user's that nobody said may be replaced."""
        if out == self._output.place and instead is not None:
            self._output.set_place(instead)
        elif out == self._output.place:
            self._begin.show_output(rows, problem, exists)

    def show_meanings(self, known: KnownColumn | None) -> None:
        """What the values of the column with known labels were taken for; None for no column."""
        if known is None or (
            self._labelled.current is not None and known.name == self._labelled.current.data
        ):
            self._meanings.show_known(known)

    def focus_first(self) -> None:
        """Ready to begin."""
        self._begin.start.setFocus()

    def choose(self, column: str, out: Path) -> None:
        """As in a past run."""
        if any(choice.data == column for choice in self._column.choices):
            self._show_column(column)
        self._output.set_place(out)

    def _fill_choices(self, table: OpenedTable) -> None:
        self._sheet.set_choices([Choice(name, name) for name in table.sheets], table.sheet)
        several = len(table.sheets) > 1
        self._sheet.setVisible(several)
        self._names[0].setVisible(several)
        self._header.show_table(table)
        for widget in (self._header, self._names[1]):
            widget.setVisible(self._header.has_choice)
        columns = [Choice(name, name) for name in table.columns]
        self._column.set_choices(columns, table.text_column)
        self._labelled.set_choices([Choice(self.tr("None"), ""), *columns], "")
        self._meanings.show_known(None)

    def _choose_labelled(self) -> None:
        self._meanings.show_known(None)
        self.labels_asked.emit()
        self.changed.emit()

    def _choose_column(self, name: str) -> None:
        self._show_column(name)
        self._choose_labelled()

    def _show_column(self, name: str) -> None:
        self._column.set_current(name)
        self._preview.choose(name)
        self._refresh()

    def _on_output(self) -> None:
        self._begin.show_output()
        self.changed.emit()

    def _ask(self) -> None:
        request = self.request
        if request is not None:
            self.score_asked.emit(request)

    def _refresh(self) -> None:
        rows = self._table is not None and bool(self._table.rows)
        self._begin.start.setEnabled(self._column.current is not None and rows)

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        texts = (
            (self._sheet, self.tr("Sheet")),
            (self._header, self.tr("Column names")),
            (self._column, self.tr("Text column")),
            (self._labelled, self.tr("Known labels")),
            (self._output.browse, self.tr("Save to")),
        )
        for label, (field, text) in zip(self._names, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._preview.setAccessibleName(self.tr("First rows"))
        self._labelled_hint.setText(
            self.tr("A column with the correct labels of some rows, to see how good the results are.")
        )
        one = self.tr("1 row of this table has already been scored. Scoring resumes from there.")
        waiting = self.tr("{count} rows of this table have already been scored. Scoring resumes from there.")
        exists = self.tr("This file already exists. It will be replaced once all rows are scored.")
        again = self.tr("Score all rows again")
        self._begin.set_words(StartWords(self.tr("Score rows"), again, one, waiting, exists))
        if self._table is not None:
            self._fill_choices_again()
        self._refresh()

    def _fill_choices_again(self) -> None:
        """The words for "none" in the language of now."""
        current = self._labelled.current
        choices = [Choice(self.tr("None"), ""), *self._labelled.choices[1:]]
        self._labelled.set_choices(choices, current.data if current is not None else "")
