"""One number: its name, a slider with its figure, or "automatic".

Owns the arrangement of the row. Must not know which number it is.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.theme import HALF, SPACE
from llmdesk.ui.widgets.fields.number_slider import NumberSlider, Span
from llmdesk.ui.widgets.plain_label import plain_label

NAME_WIDTH = 150


class NumberRow(QWidget):
    """`changed()` for what the user does. `above`: the name stands over the slider, in strong letters, for a
    form that is narrow."""

    changed = Signal()

    def __init__(self, span: Span, *, above: bool = False) -> None:
        super().__init__()
        self._number = NumberSlider(span)
        self._name = plain_label("strong" if above else "")
        self._meaning = plain_label("small", wrap=True)
        self._number.moved.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        if not above:
            fix_width(self._name, NAME_WIDTH)
            row.addWidget(self._name)
        row.addWidget(self._number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(HALF)
        if above:
            column.addWidget(self._name)
        column.addLayout(row)
        column.addWidget(self._meaning)

    @property
    def value(self) -> float | None:
        """None: automatic."""
        return self._number.value

    @property
    def whole(self) -> int | None:
        value = self.value
        return None if value is None else round(value)

    def set_value(self, value: float | None) -> None:
        self._number.set_value(value)

    def set_texts(self, name: str, meaning: str, automatic: str) -> None:
        self._name.setText(name)
        self._meaning.setText(meaning)
        self._number.set_texts(name, meaning, automatic)
