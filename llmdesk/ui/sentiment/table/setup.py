"""A table that was opened: which column holds the texts, and which known labels.

Owns what is asked for beside the table. Must not read or score anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from llmdesk.tools.sentiment.table.known import KnownColumn
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.sentiment.table.label_meanings import LabelMeanings
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_field import StartWords
from llmdesk.ui.tables.setup import TableSetup
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


class SentimentSetup(TableSetup):
    """`score_asked(ScoreRequest)`; `labels_asked()` when it is to be told what the values of the column with
    known labels mean."""

    score_asked = Signal(object)
    labels_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "scored", parent)
        self._column, self._labelled = ChoiceBox(), ChoiceBox()
        self._column_name, self._labelled_name = plain_label("muted"), plain_label("muted")
        self._labelled_hint, self._meanings = plain_label("small", wrap=True), LabelMeanings()
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
        sheet, header, output = self._named_parts()
        named = (sheet, header, (self._column_name, self._column), (self._labelled_name, self._labelled))
        for row, (name, field) in zip((0, 1, 2, 3, 5), (*named, output), strict=True):
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1, 1, 2 if field is self.output else 1)
        for _, box in named:
            fix_width(box, _FIELD_WIDTH)
        grid.addWidget(self._labelled_hint, 3, 2)
        grid.addWidget(self._meanings, 4, 1, 1, 2)
        self._column_name.setBuddy(self._column)
        self._labelled_name.setBuddy(self._labelled)
        return grid

    def _connect(self) -> None:
        self._column.chosen.connect(lambda name: self._choose_column(str(name)))
        self._labelled.chosen.connect(lambda _: self._choose_labelled())
        self._meanings.changed.connect(self.changed)
        self._preview.column_chosen.connect(self._choose_column)
        self._begin.asked.connect(self._ask)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def request(self) -> ScoreRequest | None:
        """What the form says now; None before a table was opened."""
        if self.table is None or self._column.current is None:
            return None
        labelled = self._labelled.current
        return ScoreRequest(
            self.table,
            str(self._column.current.data),
            str(labelled.data) if labelled is not None else "",
            self.output.place,
            self._begin.resumes,
            self.output.overwrite,
            self._meanings.changes,
        )

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
        self.output.set_place(out)

    def _fill(self, table: OpenedTable) -> None:
        columns = [Choice(name, name) for name in table.columns]
        self._column.set_choices(columns, table.text_column)
        self._labelled.set_choices([Choice(self.tr("None"), ""), *columns], "")
        self._meanings.show_known(None)
        self._show_column(table.text_column)

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

    def _ask(self) -> None:
        request = self.request
        if request is not None:
            self.score_asked.emit(request)

    def _refresh(self) -> None:
        rows = self.table is not None and bool(self.table.rows)
        self._begin.start.setEnabled(self._column.current is not None and rows)

    # -- words --------------------------------------------------------------------------------------
    def _start_words(self) -> StartWords:
        one = self.tr("1 row of this table has already been scored. Scoring resumes from there.")
        waiting = self.tr("{count} rows of this table have already been scored. Scoring resumes from there.")
        exists = self.tr("This file already exists. It will be replaced once all rows are scored.")
        return StartWords(self.tr("Score rows"), self.tr("Score all rows again"), one, waiting, exists)

    def _retranslate(self) -> None:
        super()._retranslate()
        for label, field, text in (
            (self._column_name, self._column, self.tr("Text column")),
            (self._labelled_name, self._labelled, self.tr("Known labels")),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._labelled_hint.setText(
            self.tr("A column with the correct labels of some rows, to see how good the results are.")
        )
        if self.table is not None:
            self._fill_choices_again()
        self._refresh()

    def _fill_choices_again(self) -> None:
        """The words for "none" in the language of now."""
        current = self._labelled.current
        choices = [Choice(self.tr("None"), ""), *self._labelled.choices[1:]]
        self._labelled.set_choices(choices, current.data if current is not None else "")
