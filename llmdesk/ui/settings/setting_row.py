"""One setting: its name, its field, what it means, and a way back to the default.

Owns the arrangement. Must not know any setting.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QGridLayout, QLayout, QToolButton, QWidget

from llmdesk.ui.look.sizes import fix_width, least_height, least_width
from llmdesk.ui.theme import HALF, SPACE, Theme
from llmdesk.ui.widgets.fields.number_slider import NumberSlider
from llmdesk.ui.widgets.plain_label import plain_label

NAME_WIDTH = 132
_LEAST_WIDTH = 160


class SettingRow(QWidget):
    """`reset_asked` when the user wants the default again."""

    reset_asked = Signal()

    def __init__(self, theme: Theme, field: QWidget | QLayout, named: QWidget | None = None) -> None:
        """`named`: the widget that carries the name, where `field` is a group of several."""
        super().__init__()
        self._theme = theme
        self._named = named if named is not None else field if isinstance(field, QWidget) else None
        self._name, self._meaning = plain_label(), plain_label("small", wrap=True)
        self._reset = QToolButton()
        fix_width(self._name, NAME_WIDTH)
        self._name.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, SPACE)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        # The field first: a search by name finds it before its label.
        if isinstance(field, QComboBox | QAbstractSpinBox):
            least_width(field, _LEAST_WIDTH)  # and not that of its longest words
        if isinstance(field, QWidget):
            grid.addWidget(field, 0, 1)
        else:
            grid.addLayout(field, 0, 1)
        grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._reset, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._meaning, 1, 1)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.clicked.connect(self.reset_asked)
        theme.changed.connect(self._retint)
        self._retint()

    def set_texts(self, name: str, meaning: str) -> None:
        self._name.setText(name)
        least_height(self._name, 30)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))
        if self._named is not None:
            self._named.setAccessibleName(name)
            self._named.setAccessibleDescription(meaning)
            self._name.setBuddy(self._named)
        tip = self.tr("Reset to default")
        self._reset.setToolTip(tip)
        self._reset.setAccessibleName(f"{tip}: {name}")

    def show_default(self, is_default: bool) -> None:
        """Nothing to reset while it is the default."""
        self._reset.setVisible(not is_default)

    def _retint(self) -> None:
        self._reset.setIcon(self._theme.icon("undo", "muted"))


class NumberRow(SettingRow):
    """A row of a number that may be automatic."""

    def __init__(self, theme: Theme, number: NumberSlider) -> None:
        super().__init__(theme, number, number.figure)
        self._number = number

    def set_words(self, name: str, meaning: str, automatic: str, unit: str = "") -> None:
        """`automatic`: what it is without a number; `unit` stands behind the number."""
        self.set_texts(name, meaning)
        self._number.set_texts(name, meaning, automatic, unit)
