"""A field for each place of a tool, with its name where there are several.

Owns the fields; what stands in a place that is gone waits, in case it comes back. Must not know what the
texts are for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from llmdesk.tools.own import Values
from llmdesk.ui.theme import HALF
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.plain_label import plain_label

LONGEST = 100_000  # characters of one text
_LINES = 2


class PlaceFields(QWidget):
    """`changed` for what the user does; `too_long(characters)` for a paste that was not put in."""

    changed = Signal()
    too_long = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[str, ...] = ("",)
        self._names: list[QLabel] = []
        self._texts: list[Lines] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)

    def show_values(self, values: Values) -> None:
        while len(self._texts) < len(values):
            self._add()
        for text, value in zip(self._texts, values, strict=False):
            text.setPlainText(value)

    def _add(self) -> None:
        name, text = plain_label("small"), Lines(_LINES, LONGEST)
        text.textChanged.connect(self.changed)
        text.too_long.connect(self.too_long)
        name.setBuddy(text)
        self._names.append(name)
        self._texts.append(text)
        for widget in (name, text):
            self._column.addWidget(widget)

    def fit(self, places: Sequence[str]) -> None:
        self._places = tuple(places) or ("",)
        while len(self._texts) < len(self._places):
            self._add()
        for number, (name, text) in enumerate(zip(self._names, self._texts, strict=True)):
            shown = number < len(self._places)
            name.setText(self._places[number] if shown else "")
            name.setVisible(shown and len(self._places) > 1)
            text.setVisible(shown)

    def set_words(self, hint: str, said: Callable[[str], str]) -> None:
        """What shows in an empty field of its own, and the accessible name of that of a place."""
        for name, text in zip(self._places, self._texts, strict=False):
            text.setPlaceholderText(hint if len(self._places) == 1 else "")
            text.setAccessibleName(said(name))

    @property
    def values(self) -> Values:
        """What stands in all of them, those that do not show included."""
        return tuple(text.toPlainText() for text in self._texts)

    @property
    def shown_values(self) -> Values:
        return self.values[: len(self._places)]

    @property
    def is_one(self) -> bool:
        return len(self._places) == 1

    def focus_first(self) -> None:
        if self._texts:
            self._texts[0].setFocus()
