"""A table that was opened: its first rows, which column holds the texts, where the result goes.

Owns the form. Must not read or score anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill, in_one_line, spoken
from llmdesk.tools.sentiment.table.known import KnownColumn
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.table.label_meanings import LabelMeanings
from llmdesk.ui.tables.opened import OpenedTable, default_output
from llmdesk.ui.tables.preview_table import PreviewTable
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.elided_label import ElidedLabel
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
        self._out, self._overwrite = Path(), False
        self._unfinished = 0
        self._problem, self._exists = "", False
        self._name, self._facts = ElidedLabel(of_file=True), plain_label("small", wrap=True)
        self._other = QPushButton()
        self._preview = PreviewTable(theme)
        self._column, self._labelled, self._sheet = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._header = ChoiceBox()
        self._out_name, self._browse = ElidedLabel(of_file=True), QPushButton()
        self._names = [plain_label("muted") for _ in range(5)]
        self._labelled_hint, self._meanings = plain_label("small", wrap=True), LabelMeanings()
        self._waiting, self._again = plain_label(wrap=True), QCheckBox()
        self._score = QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        set_kind(self._name, "strong")
        set_kind(self._score, "primary")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._name)
        titles.addWidget(self._facts)
        head.addLayout(titles, 1)
        head.addWidget(self._other)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        waiting = QVBoxLayout()
        waiting.setSpacing(SPACE)
        waiting.addWidget(self._waiting)
        waiting.addWidget(self._again)
        foot.addLayout(waiting, 1)
        foot.addWidget(self._score, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._preview, 1)
        column.addLayout(self._form())
        column.addLayout(foot)

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(2, 1)
        output = QHBoxLayout()
        output.setSpacing(SPACE)
        output.addWidget(self._out_name, 1)
        output.addWidget(self._browse)
        for box in (self._sheet, self._header, self._column, self._labelled):
            fix_width(box, _FIELD_WIDTH)
        grid.addWidget(self._sheet, 0, 1)
        grid.addWidget(self._header, 1, 1)
        grid.addWidget(self._column, 2, 1)
        grid.addWidget(self._labelled, 3, 1)
        grid.addWidget(self._labelled_hint, 3, 2)
        grid.addWidget(self._meanings, 4, 1, 1, 2)
        grid.addLayout(output, 5, 1, 1, 2)
        fields = (self._sheet, self._header, self._column, self._labelled, self._browse)
        for row, name, field in zip((0, 1, 2, 3, 5), self._names, fields, strict=True):
            grid.addWidget(name, row, 0)
            name.setBuddy(field)
        return grid

    def _connect(self) -> None:
        self._other.clicked.connect(self.open_asked)
        self._sheet.chosen.connect(lambda name: self.sheet_chosen.emit(str(name)))
        self._header.chosen.connect(lambda row: self.header_chosen.emit(int(row)))
        self._column.chosen.connect(lambda name: self._choose_column(str(name)))
        self._labelled.chosen.connect(lambda _: self._choose_labelled())
        self._meanings.changed.connect(self.changed)
        self._preview.column_chosen.connect(self._choose_column)
        self._browse.clicked.connect(self._choose_output)
        self._again.toggled.connect(lambda _: self._refresh())
        self._score.clicked.connect(self._ask)

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
            self._out,
            self._unfinished > 0 and not self._again.isChecked(),
            self._overwrite,
            self._meanings.changes,
        )

    def show_table(self, table: OpenedTable) -> None:
        self._table = table
        self._name.setText(table.path.name)
        self._name.setToolTip(str(table.path))
        self._preview.show_rows(table.columns, table.rows)
        self._fill_choices(table)
        self._show_column(table.text_column)
        self._set_output(default_output(table.path, table.kind, "scored"))
        self._refresh()

    def show_output(self, out: Path, rows: int, problem: str, exists: bool, instead: Path | None) -> None:
        """`rows` scored rows wait beside `out` (0: none), or cannot be used because of `problem`. `instead`:
        another place, where `out` is a file of the user's that nobody said may be replaced."""
        if out == self._out and instead is not None:
            self._set_output(instead)
        elif out == self._out:
            self._unfinished = 0 if problem else rows
            self._problem, self._exists = problem, exists
            self._again.setChecked(False)
            self._refresh()

    def show_meanings(self, known: KnownColumn | None) -> None:
        """What the values of the column with known labels were taken for; None for no column."""
        if known is None or (
            self._labelled.current is not None and known.name == self._labelled.current.data
        ):
            self._meanings.show_known(known)

    def focus_first(self) -> None:
        """Ready to begin."""
        self._score.setFocus()

    def choose(self, column: str, out: Path) -> None:
        """As in a past run."""
        if any(choice.data == column for choice in self._column.choices):
            self._show_column(column)
        self._set_output(out)

    def _fill_choices(self, table: OpenedTable) -> None:
        self._sheet.set_choices([Choice(name, name) for name in table.sheets], table.sheet)
        several = len(table.sheets) > 1
        self._sheet.setVisible(several)
        self._names[0].setVisible(several)
        self._fill_header(table)
        columns = [Choice(name, name) for name in table.columns]
        self._column.set_choices(columns, table.text_column)
        self._labelled.set_choices([Choice(self.tr("None"), ""), *columns], "")
        self._meanings.show_known(None)

    def _choose_labelled(self) -> None:
        self._meanings.show_known(None)
        self.labels_asked.emit()
        self.changed.emit()

    def _fill_header(self, table: OpenedTable) -> None:
        """The rows that may hold the names of the columns, each with what is in it."""
        number = QLocale().toString
        row = self.tr("Line {number}: {cells}") if table.kind == "csv" else self.tr("Row {number}: {cells}")
        choices = [
            Choice(fill(row, {"number": number(place), "cells": cells}), place)
            for place, cells in table.first_rows
        ]
        self._header.set_choices([Choice(self.tr("In no row"), 0), *choices], table.header_row)
        for widget in (self._header, self._names[1]):
            widget.setVisible(bool(choices))

    def _choose_column(self, name: str) -> None:
        self._show_column(name)
        self._choose_labelled()

    def _show_column(self, name: str) -> None:
        self._column.set_current(name)
        self._preview.choose(name)
        self._refresh()

    def _choose_output(self) -> None:
        def choose(path: Path, _kind: str) -> None:
            self._set_output(path, overwrite=True)

        def meant(path: Path, kind: str) -> Path:
            if path.suffix.casefold() in (".csv", ".tsv", ".xlsx"):
                return path
            return path.with_name(path.name + (".xlsx" if "xlsx" in kind else ".csv"))

        kinds = self.tr("CSV (*.csv);;Excel workbook (*.xlsx)").split(";;")
        ask_place(self, self.tr("Save to"), self._out, kinds, choose, meant)

    def _set_output(self, path: Path, *, overwrite: bool = False) -> None:
        self._out, self._overwrite, self._unfinished = path, overwrite, 0
        self._problem, self._exists = "", False
        self._out_name.setText(str(path))
        self._out_name.setToolTip(str(path))
        self._refresh()
        self.changed.emit()

    def _ask(self) -> None:
        request = self.request
        if request is not None:
            self.score_asked.emit(request)

    def _refresh(self) -> None:
        table, number = self._table, QLocale().toString
        if table is None:
            return
        rows = fill(
            self.tr("{count} rows") if table.exact else self.tr("about {count} rows"),
            {"count": number(table.count)},
        )
        encoding = "" if table.kind == "xlsx" else table.encoding  # a workbook's is no matter of the user's
        facts = [rows, fill(self.tr("{count} columns"), {"count": len(table.columns)}), encoding]
        about = "  ·  ".join(fact for fact in facts if fact)
        self._facts.setText("\n".join(part for part in (about, self._doubt(table)) if part))
        goes_on = self._unfinished > 0
        self._waiting.setText(self._waiting_words(goes_on))
        self._waiting.setVisible(bool(self._waiting.text()))
        self._again.setVisible(goes_on)
        self._score.setText(
            self.tr("Resume") if goes_on and not self._again.isChecked() else self.tr("Score rows")
        )
        self._score.setEnabled(self._column.current is not None and bool(table.rows))

    def _doubt(self, table: OpenedTable) -> str:
        """What may be wrong with the table; "" for nothing."""
        return "\n".join(part for part in (self._names_doubt(table), self._account(table)) if part)

    def _names_doubt(self, table: OpenedTable) -> str:
        if not table.rows:
            return self.tr("There are no rows below the column names.")
        if table.names_in_doubt and table.header_row == 0:
            return self.tr(
                "No row seems to hold column names, so all rows will be scored. If one does, choose it below."
            )
        if table.names_in_doubt:
            return self.tr(
                "The first row is taken as column names and is not scored. If it is data, "
                "choose “In no row” below."
            )
        if table.first_rows and table.header_row > table.first_rows[0][0]:
            text = self.tr("The column names are in row {number}. Rows above it are not scored.")
            return fill(text, {"number": QLocale().toString(table.header_row)})
        return ""

    def _account(self, table: OpenedTable) -> str:
        """What became of the lines that are not in order."""
        return in_one_line(spoken(words, translate_core) for words in table.account)

    def _waiting_words(self, goes_on: bool) -> str:
        if goes_on:
            text = self.tr("{count} rows of this table have already been scored. Scoring resumes from there.")
            return fill(text, {"count": QLocale().toString(self._unfinished)})
        if self._problem:
            return self._problem
        if self._exists:
            return self.tr("This file already exists. It will be replaced once all rows are scored.")
        return ""

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
            (self._browse, self.tr("Save to")),
        )
        for label, (field, text) in zip(self._names, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._browse.setText(self.tr("Choose…"))
        self._other.setText(self.tr("Open table"))
        self._other.setAccessibleName(self.tr("Open table"))
        self._preview.setAccessibleName(self.tr("First rows"))
        self._labelled_hint.setText(
            self.tr("A column with the correct labels of some rows, to see how good the results are.")
        )
        self._again.setText(self.tr("Score all rows again"))
        self._again.setAccessibleName(self.tr("Score all rows again"))
        self._score.setAccessibleName(self.tr("Score rows"))
        if self._table is not None:
            self._fill_choices_again()
        self._refresh()

    def _fill_choices_again(self) -> None:
        """The words for "none" in the language of now."""
        if self._table is not None:
            self._fill_header(self._table)
        current = self._labelled.current
        choices = [Choice(self.tr("None"), ""), *self._labelled.choices[1:]]
        self._labelled.set_choices(choices, current.data if current is not None else "")
