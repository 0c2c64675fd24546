"""The form for a table that was opened: its first rows, its sheet and its row of names, where the result goes
and the button that begins.

Owns these parts and what they say. Where they stand, and what else is asked for, is the tool's. Must not read
or run anything.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.tables.head import HeaderBox, TableHead
from llmdesk.ui.tables.opened import OpenedTable, default_output
from llmdesk.ui.tables.output_field import OutputField, StartRow, StartWords
from llmdesk.ui.tables.output_place import OutputPlace
from llmdesk.ui.tables.preview_table import PreviewTable
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label


class TableSetup(Retranslating, QWidget):
    """`open_asked()`, `sheet_chosen(name)`, `header_chosen(row)`, and `changed()`: something else would be
    done. Outputs are named after the table, with `suffix`."""

    open_asked = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: OpenedTable | None = None
        self.output = OutputField()
        self._suffix = suffix
        self._head, self._preview, self._begin = TableHead(), PreviewTable(theme), StartRow()
        self._sheet, self._header = ChoiceBox(), HeaderBox()
        self._sheet_name, self._header_name, self._output_name = (plain_label("muted") for _ in range(3))
        self._head.open_asked.connect(self.open_asked)
        self._sheet.chosen.connect(lambda name: self.sheet_chosen.emit(str(name)))
        self._header.chosen.connect(lambda row: self.header_chosen.emit(int(row)))
        self.output.changed.connect(self._on_output)

    def _named_parts(self) -> tuple[tuple[QLabel, QWidget], tuple[QLabel, QWidget], tuple[QLabel, QWidget]]:
        """The sheet, the row of names and the output, each behind its name."""
        return (
            (self._sheet_name, self._sheet),
            (self._header_name, self._header),
            (self._output_name, self.output),
        )

    @property
    def has_table(self) -> bool:
        return self.table is not None

    def show_table(self, table: OpenedTable) -> None:
        """Another table, or another look at this one."""
        self.table = table
        self._head.show_table(table)
        self._preview.show_rows(table.columns, table.rows)
        self._sheet.set_choices([Choice(name, name) for name in table.sheets], table.sheet)
        self._header.show_table(table)
        for name, widget, shown in (
            (self._sheet_name, self._sheet, len(table.sheets) > 1),
            (self._header_name, self._header, self._header.has_choice),
        ):
            name.setVisible(shown)
            widget.setVisible(shown)
        self._fill(table)
        self.output.set_place(default_output(table.path, table.kind, self._suffix))

    def show_output(self, place: OutputPlace, problem: str) -> None:
        """What is at the output, and why unfinished work there cannot be used, "" for nothing."""
        if place.out != self.output.place:
            return
        if place.instead is not None:
            self.output.set_place(place.instead)
            return
        rows = 0 if place.unfinished is None else place.unfinished.rows
        self._begin.show_output(rows, problem, place.exists)

    def _on_output(self) -> None:
        self._begin.show_output()
        self.changed.emit()

    # -- the tool's -----------------------------------------------------------------------------------
    def _fill(self, table: OpenedTable) -> None:
        """What else is asked for of this table."""
        raise NotImplementedError

    def _start_words(self) -> StartWords:
        raise NotImplementedError

    # -- words ----------------------------------------------------------------------------------------
    def _usual_words(self, start: str) -> StartWords:
        """Of a job over rows that starts with the button `start`."""
        one = self.tr("1 row of this table is done already. The work resumes from there.")
        waiting = self.tr("{count} rows of this table are done already. The work resumes from there.")
        exists = self.tr("This file already exists. It will be replaced once all rows are done.")
        return StartWords(start, self.tr("Start over"), one, waiting, exists)

    def _retranslate(self) -> None:
        for label, field, text in (
            (self._sheet_name, self._sheet, self.tr("Sheet")),
            (self._header_name, self._header, self.tr("Column names")),
            (self._output_name, self.output.browse, self.tr("Save to")),
        ):
            label.setText(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
        self._preview.setAccessibleName(self.tr("First rows"))
        self._begin.set_words(self._start_words())
