"""The parts of the editor's form: a field under its name, with what it means and what is wrong with it.

Owns the arrangement and the words below a field. Must not know what is written there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from llmdesk.ui.theme import HALF, SPACE, Theme
from llmdesk.ui.widgets.plain_label import plain_label


class Part(QWidget):
    """`field` under its name; `set_mistakes` says what is wrong with it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self._name, self._meaning = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._mistakes = plain_label("danger", wrap=True)
        self._name.setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        for widget in (self._name, field, self._mistakes, self._meaning):
            column.addWidget(widget)
        self._mistakes.hide()

    def set_texts(self, name: str, meaning: str = "", said: str = "") -> None:
        """`said`: the accessible name of the field, where it is another."""
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self.field.setAccessibleName(said or name)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))

    def set_mistakes(self, mistakes: Sequence[str]) -> None:
        tell(self._mistakes, self.field, mistakes)

    @property
    def mistakes(self) -> str:
        """What is said now; "" for nothing."""
        return self._mistakes.text()


class Row(QWidget):
    """One of several (labels, fields, examples): its parts, a button that takes it away, and what is wrong.
    `changed`; `remove_asked`."""

    changed = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.inside = QVBoxLayout()
        self.inside.setSpacing(HALF)
        self._remove = QToolButton()
        self._mistakes = plain_label("danger", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(self.inside, 1)
        row.addWidget(self._remove)
        row.setAlignment(self._remove, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self._mistakes)
        self._mistakes.hide()
        self._remove.clicked.connect(self.remove_asked)
        theme.changed.connect(self._retint)
        self._retint()

    @property
    def value(self) -> object:
        """What stands in it."""
        raise NotImplementedError

    def focus_first(self) -> None:
        raise NotImplementedError

    def set_number(self, number: int) -> None:
        """From 1, for the names of its fields."""
        raise NotImplementedError

    def name_button(self, words: str) -> None:
        self._remove.setAccessibleName(words)
        self._remove.setToolTip(words)

    def set_mistakes(self, mistakes: Sequence[str]) -> None:
        tell(self._mistakes, self, mistakes)

    def _retint(self) -> None:
        self._remove.setIcon(self._theme.icon("close", "muted"))


def tell(label: QLabel, field: QWidget, mistakes: Sequence[str]) -> None:
    """Say what is wrong below a field, and to who does not see that."""
    text = "\n".join(mistakes)
    if text != label.text():
        label.setText(text)
        label.setVisible(bool(text))
        field.setAccessibleDescription(text)
