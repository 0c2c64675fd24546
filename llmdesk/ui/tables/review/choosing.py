"""Which rows of a table that a job made show: what is chosen above them.

Owns the boxes, the text to find and the count. Finding the rows is a function for tasks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.tables.review import GOOD, ReviewedTable
from llmdesk.tools.tables.review.reviewed import Which
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width, most_width
from llmdesk.ui.tables.find_field import FindField
from llmdesk.ui.tables.paged import Rows
from llmdesk.ui.tables.shared import Shared
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label


@dataclass(frozen=True)
class RowChoice:
    """Which rows. `compared`: the place of a column beside the result; `differing`: only rows where it says
    something else."""

    which: Which = "all"
    text: str = ""
    compared: int | None = None
    differing: bool = False


class RowChoices(Retranslating, QWidget):
    """`changed()`: other rows are asked for, or another column beside them; `choice` says which."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._columns: list[tuple[int, str]] = []
        self._filter, self._compared, self._find = ChoiceBox(), ChoiceBox(), FindField()
        self._differing, self._count = QCheckBox(), plain_label("small")
        first, second = QHBoxLayout(), QHBoxLayout()
        rows = ((first, (self._filter, self._find, self._count)), (second, (self._compared, self._differing)))
        for row, parts in rows:
            row.setSpacing(SPACE)
            for part in parts:
                row.addWidget(part, int(part is self._find))
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(first)
        column.addLayout(second)
        for box in (self._filter, self._compared):
            least_width(box, 168)
            most_width(box, 208)
            box.chosen.connect(lambda _: self._tell())
        least_width(self._find, 96)
        self._find.asked.connect(self._tell)
        self._differing.toggled.connect(lambda _: self.changed.emit())
        self._retranslate()

    def _tell(self) -> None:
        self._find.forget()
        self._differing.setEnabled(self.choice.compared is not None)
        self.changed.emit()

    def show_table(self, columns: Sequence[tuple[int, str]], counts: Mapping[str, int]) -> None:
        """`columns` that can be compared, with their places; `counts`: rows by their status."""
        self._columns = list(columns)
        self._find.clear()
        self._find.forget()
        self._differing.setChecked(False)
        self._compared.set_current("")
        self._filter.set_current("all")
        self.show_counts(counts)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._fill()

    def show_count(self, shown: int, rows: int) -> None:
        number = QLocale().toString
        places = {"shown": number(shown), "count": number(rows)}
        self._count.setText(fill(self.tr("{shown} of {count}"), places))

    @property
    def choice(self) -> RowChoice:
        which, compared = self._filter.current, self._compared.current
        column = compared.data if compared is not None and isinstance(compared.data, int) else None
        kind: Which = "all"
        for each in ("failed", "edited", "empty"):
            if which is not None and which.data == each:
                kind = each
        return RowChoice(kind, self._find.text(), column, column is not None and self._differing.isChecked())

    def _fill(self) -> None:
        which = self._filter.current.data if self._filter.current is not None else "all"
        compared = self._compared.current.data if self._compared.current is not None else ""
        failed = sum(count for status, count in self._counts.items() if status not in GOOD)
        choices = [Choice(self.tr("All rows"), "all"), self._counted(self.tr("Failed"), "failed", failed)]
        for word, status in ((self.tr("Edited by hand"), "edited"), (self.tr("Without text"), "empty")):
            choices.append(self._counted(word, status, self._counts.get(status, 0)))
        self._filter.set_choices(choices, which)
        none = Choice(self.tr("Compare with…"), "")
        self._compared.set_choices([none, *(Choice(name, place) for place, name in self._columns)], compared)
        if self._compared.current is None:
            self._compared.set_current("")
        self._differing.setEnabled(self.choice.compared is not None)

    def _counted(self, word: str, which: str, rows: int) -> Choice:
        text = fill(self.tr("{word} ({rows})"), {"word": word, "rows": QLocale().toString(rows)})
        return Choice(text, which)

    def _retranslate(self) -> None:
        self._filter.setAccessibleName(self.tr("Show"))
        self._compared.setAccessibleName(self.tr("Compare the result with a column"))
        self._find.setAccessibleName(self.tr("Find in texts and results"))
        self._differing.setText(self.tr("Only rows that differ"))
        self._differing.setAccessibleName(self.tr("Only rows that differ"))
        self._fill()


def select_rows(table: Shared[ReviewedTable], choice: RowChoice, context: TaskContext) -> Rows:
    """The rows that are asked for. In a thread."""
    with table.reading() as reviewed:
        differ = None
        if choice.differing and choice.compared is not None:
            differ = (reviewed.given[0], choice.compared)
        return reviewed.select(choice.which, choice.text, differ, context.cancel)
