"""Which rows of a scored table show, and in which order: what is chosen above them.

Owns the boxes, the text to find and the count. Finding the rows is a function for tasks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.sentiment import UNSURE
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.table.scored import Rows
from llmdesk.tools.sentiment.table.teaching import most_teaching, with_rest
from llmdesk.ui.look.sizes import least_width, most_width
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.sentiment.words import shown_label
from llmdesk.ui.tables.find_field import FindField
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

TEACHING = "teaching"  # an order: the rows that teach most when they are corrected


@dataclass(frozen=True)
class RowChoice:
    """Which rows, and in which order. `label` and `status` "" for all."""

    label: str = ""
    status: str = ""
    text: str = ""
    by: str = "row"
    descending: bool = False


class RowChoices(QWidget):
    """`changed()`: other rows, or another order, are asked for; `choice` says which."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: PastTable | None = None
        self._filter, self._order, self._find = ChoiceBox(), ChoiceBox(), FindField()
        self._count = plain_label("small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._filter)
        row.addWidget(self._order)
        row.addWidget(self._find, 1)
        row.addWidget(self._count)
        for box in (self._filter, self._order):
            least_width(box, 112)
            most_width(box, 192)
            box.chosen.connect(lambda _: self._tell())
        least_width(self._find, 96)
        self._find.asked.connect(self._tell)
        self.retranslate()

    def _tell(self) -> None:
        self._find.forget()
        self.changed.emit()

    def show_table(self, past: PastTable) -> None:
        """Offer what this table has."""
        self._past = past
        self._fill()

    def show_count(self, shown: int, rows: int) -> None:
        number = QLocale().toString
        self._count.setText(
            fill(self.tr("{shown} of {count}"), {"shown": number(shown), "count": number(rows)})
        )

    @property
    def choice(self) -> RowChoice:
        shown, order = self._filter.current, self._order.current
        one = shown.data if shown is not None and isinstance(shown.data, RowChoice) else RowChoice()
        other = order.data if order is not None and isinstance(order.data, RowChoice) else RowChoice()
        return RowChoice(one.label, one.status, self._find.text(), other.by, other.descending)

    def _fill(self) -> None:
        past = self._past
        if past is None:
            return
        kept = [box.current.data if box.current else None for box in (self._filter, self._order)]
        self._filter.set_choices(self._kinds(past), kept[0])
        self._order.set_choices(self._orders(past), kept[1])
        for box in (self._filter, self._order):
            if box.current is None:
                box.set_current(RowChoice())

    def _kinds(self, past: PastTable) -> list[Choice]:
        names = [*past.labels.names, *([UNSURE] if past.counts.get(UNSURE) else [])]
        choices = [Choice(self.tr("All rows"), RowChoice())]
        for name in names:
            text = self._with_count(shown_label(name), past.counts.get(name, 0))
            choices.append(Choice(text, RowChoice(label=name)))
        choices += [
            Choice(self._with_count(word, past.statuses[status]), RowChoice(status=status))
            for status, word in (
                ("empty", self.tr("Without text")),
                ("no text", self.tr("Placeholders (N/A, -, …)")),
                ("too long", self.tr("Too long")),
            )
            if past.statuses.get(status)
        ]
        return choices

    def _orders(self, past: PastTable) -> list[Choice]:
        most = self.tr("Most “{label}” first")
        return [
            Choice(self.tr("As in the table"), RowChoice()),
            Choice(self.tr("Least certain first"), RowChoice(by="confidence")),
            Choice(self.tr("To correct first"), RowChoice(by=TEACHING)),
            *(
                Choice(fill(most, {"label": name}), RowChoice(by=name, descending=True))
                for name in past.labels.names
            ),
        ]

    def _with_count(self, word: str, rows: int) -> str:
        return fill(self.tr("{word} ({rows})"), {"word": word, "rows": QLocale().toString(rows)})

    def retranslate(self) -> None:
        self._filter.setAccessibleName(self.tr("Show"))
        self._order.setAccessibleName(self.tr("Order"))
        self._find.setAccessibleName(self.tr("Find in the texts"))
        self._fill()


def select_rows(
    scored: SharedTable, choice: RowChoice, known: Mapping[str, str], context: TaskContext
) -> Rows:
    """The rows that are asked for, in their order; `known` are the texts that were corrected. In a thread."""
    with scored.reading() as table:
        if choice.status:
            numbers = table.select(status=choice.status, text=choice.text)
        else:
            numbers = table.select(label=choice.label or None, text=choice.text)
        if choice.by == "row":
            return numbers
        if choice.by == TEACHING:
            chosen = most_teaching(table, numbers, known, cancel=context.cancel)
            return with_rest(chosen, table.sort(numbers, "confidence"))
        return table.sort(numbers, choice.by, descending=choice.descending)
