"""One choice of a form: its name, a list that begins with “automatic”, and what it means.

Owns the arrangement, beside that of `NumberRow`. Must not know what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.theme import HALF, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.number_row import NAME_WIDTH
from llmdesk.ui.widgets.plain_label import plain_label


class ChoiceRow(QWidget):
    """`changed()` for what the user does."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = ChoiceBox()
        self._name, self._meaning = plain_label(), plain_label("small", wrap=True)
        fix_width(self._name, NAME_WIDTH)
        self._name.setBuddy(self.box)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._name)
        row.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self._meaning)
        self.box.chosen.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> object:
        return self.box.current.data if self.box.current is not None else None

    def set_texts(self, name: str, choices: Sequence[Choice], current: object) -> None:
        self._name.setText(name)
        self.box.setAccessibleName(name)
        self.box.set_choices(choices, current)

    def set_meaning(self, meaning: str) -> None:
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))
