"""What an opened table is, above its first rows: its name, its size, and what may be wrong with it.

Owns these words and the button that opens another one. Must not read files.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from llmdesk.errors import fill, in_one_line, spoken
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tables.file_head import FileHead
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.words import column_words, document_words, row_words


class TableHead(Retranslating, FileHead):
    """`open_asked()`."""

    open_asked = Signal()

    def __init__(self) -> None:
        other = QPushButton()
        super().__init__(other, wraps=True)
        self._other = other
        self._table: OpenedTable | None = None
        self._other.clicked.connect(self.open_asked)
        self._retranslate()

    def show_table(self, table: OpenedTable) -> None:
        self._table = table
        self.show_file(table.path)
        self._refresh()

    def _refresh(self) -> None:
        table = self._table
        if table is None:
            return
        count = row_words(table.count)
        if not table.exact:
            count = fill(self.tr("about {count} rows"), {"count": QLocale().toString(table.count)})
        encoding = "" if table.kind == "xlsx" else table.encoding  # a workbook's is no matter of the user's
        facts = [count, column_words(len(table.columns)), encoding]
        if table.kind == "documents":
            facts = [document_words(table.count)]
        account = in_one_line(spoken(words, translate_core) for words in table.account)
        self.show_facts(facts, self._names_doubt(table), account)

    def _names_doubt(self, table: OpenedTable) -> str:
        if not table.rows:
            return self.tr("There are no rows below the column names.")
        if table.names_in_doubt and table.header_row == 0:
            return self.tr(
                "No row seems to hold column names, so all are data. If one does, choose it below."
            )
        if table.names_in_doubt:
            return self.tr(
                "The first row is taken as column names, not as data. If it is data, "
                "choose “In no row” below."
            )
        if table.first_rows and table.header_row > table.first_rows[0][0]:
            text = self.tr("The column names are in row {number}. Rows above it are left out.")
            return fill(text, {"number": QLocale().toString(table.header_row)})
        return ""

    def _retranslate(self) -> None:
        self._other.setText(self.tr("Open table"))
        self._other.setAccessibleName(self.tr("Open table"))
        self._refresh()


class HeaderBox(Retranslating, ChoiceBox):
    """Which row holds the names of the columns: the rows that may, each with what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: OpenedTable | None = None

    @property
    def has_choice(self) -> bool:
        return self._table is not None and bool(self._table.first_rows)

    def show_table(self, table: OpenedTable) -> None:
        self._table = table
        number = QLocale().toString
        row = self.tr("Line {number}: {cells}") if table.kind == "csv" else self.tr("Row {number}: {cells}")
        choices = [
            Choice(fill(row, {"number": number(place), "cells": cells}), place)
            for place, cells in table.first_rows
        ]
        self.set_choices([Choice(self.tr("In no row"), 0), *choices], table.header_row)

    def _retranslate(self) -> None:
        if self._table is not None:
            self.show_table(self._table)
