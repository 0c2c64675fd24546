"""A table that was opened to be translated: its first rows, the column, and where the result goes.

Owns the form. Must not read or run anything.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.tools.translate import TranslateOptions
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.tables.head import HeaderBox, TableHead
from llmdesk.ui.tables.opened import OpenedTable, default_output
from llmdesk.ui.tables.output_field import OutputField, StartRow, StartWords
from llmdesk.ui.tables.output_place import OutputPlace
from llmdesk.ui.tables.preview_table import PreviewTable
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme
from llmdesk.ui.translate.table.job import TableRequest
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_NAME_WIDTH, _FIELD_WIDTH = 128, 320


class TableSetup(QWidget):
    """`start_asked()`, `open_asked()`, `close_asked()`, `sheet_chosen(name)`, `header_chosen(row)`, and
    `changed()`: something else would be done."""

    start_asked = Signal()
    open_asked = Signal()
    close_asked = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: OpenedTable | None = None
        self._head, self._preview, self._close = TableHead(), PreviewTable(theme), QPushButton()
        self._column, self._sheet, self._header = ChoiceBox(), ChoiceBox(), HeaderBox()
        self.output, self._begin = OutputField(), StartRow()
        self._names = [plain_label("muted") for _ in range(4)]
        self._note, self.told = plain_label("danger", wrap=True), plain_label("strong", wrap=True)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(2, 1)
        boxes = (self._sheet, self._header, self._column)
        for row, box in enumerate(boxes):
            fix_width(box, _FIELD_WIDTH)
            grid.addWidget(box, row, 1)
        grid.addWidget(self.output, 3, 1, 1, 2)
        for row, (name, field) in enumerate(zip(self._names, (*boxes, self.output.browse), strict=True)):
            grid.addWidget(name, row, 0)
            name.setBuddy(field)
        self._begin.buttons.addWidget(self._close)
        self._note.hide()
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._head)
        column.addWidget(self._preview, 1)
        column.addLayout(grid)
        column.addWidget(self._note)
        column.addWidget(self.told)
        column.addWidget(self._begin)

    def _connect(self) -> None:
        self._head.open_asked.connect(self.open_asked)
        self._close.clicked.connect(self.close_asked)
        self._sheet.chosen.connect(lambda name: self.sheet_chosen.emit(str(name)))
        self._header.chosen.connect(lambda row: self.header_chosen.emit(int(row)))
        self._column.chosen.connect(lambda name: self._choose(str(name)))
        self._preview.column_chosen.connect(self._choose)
        self.output.changed.connect(self._on_output)
        self._begin.asked.connect(self.start_asked)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def table(self) -> OpenedTable | None:
        return self._table

    def request(self, options: TranslateOptions) -> TableRequest | None:
        """What the form says now; None where it cannot be done."""
        table, column = self._table, self._column.current
        if table is None or column is None or not table.rows:
            return None
        out = self.output
        return TableRequest(table, str(column.data), out.place, options, self._begin.resumes, out.overwrite)

    def show_table(self, table: OpenedTable) -> None:
        self._table = table
        self.told.hide()
        self._head.show_table(table)
        self._preview.show_rows(table.columns, table.rows)
        self._sheet.set_choices([Choice(name, name) for name in table.sheets], table.sheet)
        self._header.show_table(table)
        self._column.set_choices([Choice(name, name) for name in table.columns], table.text_column)
        for row, shown in enumerate((len(table.sheets) > 1, self._header.has_choice)):
            (self._sheet, self._header)[row].setVisible(shown)
            self._names[row].setVisible(shown)
        self._note.setVisible(not table.rows)
        self._begin.start.setEnabled(bool(table.rows))
        self._preview.choose(table.text_column)
        self.output.set_place(default_output(table.path, table.kind, "translated"))

    def choose(self, column: str, out: Path) -> None:
        """As it was before, as far as the table still has it."""
        if self._table is not None and column in self._table.columns:
            self._choose(column)
        self.output.set_place(out)

    def show_output(self, place: OutputPlace, problem: str) -> None:
        """What is at the output, and why unfinished work there cannot be used, "" for nothing."""
        if place.out != self.output.place:
            return
        if place.instead is not None:
            self.output.set_place(place.instead)
            return
        rows = 0 if place.unfinished is None else place.unfinished.rows
        self._begin.show_output(rows, problem, place.exists)

    def tell(self, words: str) -> None:
        """What came of it."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def focus_first(self) -> None:
        self._column.setFocus()

    def _choose(self, column: str) -> None:
        self._column.set_current(column)
        self._preview.choose(column)
        self.told.hide()
        self.changed.emit()

    def _on_output(self) -> None:
        self._begin.show_output()
        self.changed.emit()

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        named = (
            (self._sheet, self.tr("Sheet")),
            (self._header, self.tr("Column names")),
            (self._column, self.tr("Column to translate")),
            (self.output.browse, self.tr("Save to")),
        )
        for label, (field, text) in zip(self._names, named, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._preview.setAccessibleName(self.tr("First rows"))
        self._note.setText(self.tr("There are no rows."))
        self._close.setText(self.tr("Back to the text"))
        self._close.setAccessibleName(self.tr("Back to the text"))
        one = self.tr("1 row of this table is done already. The work resumes from there.")
        waiting = self.tr("{count} rows of this table are done already. The work resumes from there.")
        exists = self.tr("This file already exists. It will be replaced once all rows are done.")
        start = self.tr("Translate the column")
        self._begin.set_words(StartWords(start, self.tr("Start over"), one, waiting, exists))
