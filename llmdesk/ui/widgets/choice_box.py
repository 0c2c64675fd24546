"""A combo box that keeps its accessible name, shortens long texts, and ignores a passing wheel.

Owns the choice: `set_choices`, `set_current`, and `chosen` when the user picks. Must not know what
is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import HALF

_AROUND = 52  # what stands around the words of a choice: its padding and its arrow
_OPENING_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Choice:
    """One line of the list: what it says, what it means, and a hint."""

    text: str
    data: object
    hint: str = ""


class ChoiceBox(QComboBox):
    """`chosen(data)` comes for what the user does, never for `set_current`.

    WORKAROUND for Qt's QAccessibleComboBox, which on Unix gives the current text for the name:
    Qt's own current index stays -1, so that the accessible name is what it was set to; the choice
    is kept here, drawn here, and given as the accessible description.
    """

    chosen = Signal(object)
    opening = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._row = -1
        self._fitted = False
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._setting = False
        self.activated.connect(self._on_activated)
        self.view().selectionModel().selectionChanged.connect(self._on_selected)

    # -- the choice -----------------------------------------------------------------------------
    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    @property
    def current(self) -> Choice | None:
        return self._choices[self._row] if self._row >= 0 else None

    def set_choices(self, choices: Sequence[Choice], current: object = None) -> None:
        """Show these, with the one chosen whose data is `current`."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._setting = True
            self.clear()
            for row, choice in enumerate(self._choices):
                self.addItem(choice.text)
                self.setItemData(row, choice.hint, Qt.ItemDataRole.ToolTipRole)
            self._setting = False
            self._fit()
        self.set_current(current)

    def set_current(self, data: object) -> None:
        """Choose the line with this data; none where there is no such line."""
        self._row = next((row for row, choice in enumerate(self._choices) if choice.data == data), -1)
        self._setting = True
        self.setCurrentIndex(-1)
        self.view().setCurrentIndex(self.model().index(self._row, 0))
        self._setting = False
        self.setAccessibleDescription(self._shown_text())
        self.update()

    def fit_choices(self) -> None:
        """From now on exactly as wide as the longest choice, which is never cut."""
        self._fitted = True
        self._fit()

    def _fit(self) -> None:
        if self._fitted:
            texts = [choice.text for choice in self._choices]
            widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
            self.setFixedWidth(widest + scaled(_AROUND))

    def _on_activated(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.set_current(self._choices[row].data)
            self.chosen.emit(self._choices[row].data)

    def _on_selected(self, selected: QItemSelection) -> None:
        """A screen reader selects in the list without opening it."""
        rows = [index.row() for index in selected.indexes()]
        if rows and not self._setting and not self.view().isVisible() and rows[0] != self._row:
            self._on_activated(rows[0])

    # -- Qt ---------------------------------------------------------------------------------------
    def _shown_text(self) -> str:
        return self._choices[self._row].text if self._row >= 0 else self.placeholderText()

    def showPopup(self) -> None:
        self.opening.emit()
        super().showPopup()
        if self._row >= 0:
            self.view().setCurrentIndex(self.model().index(self._row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING_KEYS:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self._shown_text(), Qt.TextElideMode.ElideRight, field.width() - HALF
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
