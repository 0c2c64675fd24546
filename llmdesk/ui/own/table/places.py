"""Which column of a table stands in which place of a tool.

Owns the boxes. The guess is `tools/own/table`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from llmdesk.errors import fill, shown
from llmdesk.tools.own.types import TEXT
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width, most_width
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

NAME_WIDTH, _FIELD_WIDTH = 128, 320
_MOST_SHOWN = 24  # characters of a place's name
_LEAST_SHOWN = 8  # and of what is chosen


class PlaceChoices(Retranslating, QWidget):
    """`columns`: what is chosen for each place, "" for nothing; `changed()` by the user."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[str, ...] = ()
        self._boxes: list[ChoiceBox] = []
        self._names: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 100)  # up to the most that a box needs
        self._grid.setColumnStretch(2, 1)

    @property
    def columns(self) -> tuple[str, ...]:
        found = (box.current for box in self._boxes)
        return tuple("" if choice is None else str(choice.data) for choice in found)

    @property
    def missing(self) -> tuple[str, ...]:
        """The places for which no column is chosen."""
        return tuple(place for place, column in zip(self._places, self.columns, strict=True) if not column)

    def show_places(self, places: Sequence[str], columns: Sequence[str], chosen: Sequence[str]) -> None:
        """A box for each place, with the table's `columns`; `chosen` stand in them now."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self._build()
        for box, column in zip(self._boxes, chosen, strict=True):
            box.set_choices([Choice(name, name) for name in columns], column)
        self._retranslate()

    def _build(self) -> None:
        for widget in (*self._names, *self._boxes):
            widget.hide()
            widget.deleteLater()
        self._names, self._boxes = [], []
        for row, place in enumerate(self._places):
            name, box = plain_label("muted"), ChoiceBox()
            name.setToolTip(place)
            name.setBuddy(box)
            self._names.append(name)
            bound_box(box)
            least_width(name, NAME_WIDTH)
            box.chosen.connect(lambda _: self.changed.emit())
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(box, row, 1)
            self._boxes.append(box)

    def choose(self, place: int, column: str) -> None:
        """As if the user had chosen it."""
        if place < len(self._boxes):
            self._boxes[place].set_current(column)
            self.changed.emit()

    def focus_missing(self) -> None:
        """The first box in which nothing is chosen."""
        empty = (box for box in self._boxes if box.current is None)
        next(empty, self._boxes[0] if self._boxes else self).setFocus()

    def _retranslate(self) -> None:
        for place, label, box in zip(self._places, self._names, self._boxes, strict=True):
            alone = self._places == (TEXT,)
            name = self.tr("Text column") if alone else fill(self.tr("Column for {place}"), {"place": place})
            label.setText(name if alone else f"{{{shown(place, _MOST_SHOWN)}}}")
            box.setAccessibleName(name)
            box.setPlaceholderText(self.tr("Choose a column"))


def bound_box(box: ChoiceBox) -> None:
    """As wide as a field is, and narrower where there is no room, whatever stands in it."""
    most_width(box, _FIELD_WIDTH)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_SHOWN)
