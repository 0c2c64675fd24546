"""Two or three ways to look at something, side by side; one of them is chosen.

Owns the buttons and the choice. Must not know what is shown for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from llmdesk.ui.theme import set_kind


class Segmented(QWidget):
    """`chosen(index)` for what the user picks, never for `set_current`. Arrow keys go along it."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number in range(count):
            button = QPushButton(autoDefault=False)
            button.setCheckable(True)
            # After a click the next key is for what shows, not for the switch.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            set_kind(button, "segment")
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def set_current(self, index: int) -> None:
        self._group.button(index).setChecked(True)

    def set_texts(self, texts: Sequence[str], names: Sequence[str] = ()) -> None:
        """What the buttons say, and the accessible names where those differ."""
        for number, text in enumerate(texts):
            button = self._group.button(number)
            button.setText(text)
            button.setAccessibleName(names[number] if names else text)
