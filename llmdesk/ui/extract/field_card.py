"""One field as one edits it: its name, the type of its value, what it is, and the choices of a list.

Owns these controls. Must not check them.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.tools.fields import FIELD_TYPES, TYPE_NAMES, FieldType
from llmdesk.tools.fields.types import LONGEST_ABOUT, LONGEST_NAME
from llmdesk.ui.extract.forms import FieldText
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.panes import hairline

_TYPE_WIDTH = 190
_LONGEST_CHOICES = 3_000


class FieldCard(QWidget):
    """`changed` at every key; `remove_asked`, and `move_asked(step)` up (-1) or down (1)."""

    changed = Signal()
    remove_asked = Signal()
    move_asked = Signal(int)

    def __init__(self, theme: Theme, number: int, text: FieldText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.name = QLineEdit(text.name, maxLength=LONGEST_NAME + 1)  # one too many is told
        self._about = QLineEdit(text.about, maxLength=LONGEST_ABOUT + 1)
        self._choices = QLineEdit(text.choices, maxLength=_LONGEST_CHOICES)
        self._about.setCursorPosition(0)
        self._type = ChoiceBox()
        self._up, self._down, self._remove = QToolButton(), QToolButton(), QToolButton()
        self._arrange()
        self._retranslate(text.type)
        for line in (self.name, self._about, self._choices):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self._type.chosen.connect(self._on_type)
        self._up.clicked.connect(lambda: self.move_asked.emit(-1))
        self._down.clicked.connect(lambda: self.move_asked.emit(1))
        self._remove.clicked.connect(self.remove_asked)
        theme.changed.connect(self._retint)
        self._retint()

    def _arrange(self) -> None:
        fix_width(self._type, _TYPE_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self._up, self._down, self._remove):
            button.setIconSize(QSize(16, 16))
            buttons.addWidget(button)
        rule = hairline()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._type, 0, 1)
        grid.addLayout(buttons, 0, 2)
        grid.addWidget(self._about, 1, 0, 1, 2)
        grid.addWidget(self._choices, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowMinimumHeight(3, GAP)
        grid.addWidget(rule, 3, 0, 1, 3)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key goes, in order."""
        return self.name, self._type, self._up, self._down, self._remove, self._about, self._choices

    @property
    def text(self) -> FieldText:
        return FieldText(self.name.text(), self._about.text(), self._kind, self._choices.text())

    @property
    def _kind(self) -> FieldType:
        return cast(FieldType, self._type.current.data) if self._type.current is not None else "text"

    def set_place(self, number: int, count: int) -> None:
        """Its place among so many, for the accessible names."""
        self._number = number
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)
        self._retranslate(self._kind)

    def _on_type(self) -> None:
        self._choices.setVisible(self._kind == "one of")
        if self._kind == "one of" and not self._choices.text():
            self._choices.setFocus()
        self.changed.emit()

    def _retint(self) -> None:
        for button, icon in ((self._up, "up"), (self._down, "down"), (self._remove, "close")):
            button.setIcon(self._theme.icon(icon, "muted"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(self._kind)
        super().changeEvent(event)

    def _retranslate(self, kind: FieldType) -> None:
        self._type.set_choices([Choice(translate_core(TYPE_NAMES[each]), each) for each in FIELD_TYPES], kind)
        self._choices.setVisible(kind == "one of")
        for line, shown, named in (
            (self.name, self.tr("Name"), self.tr("Name of field {number}")),
            (self._about, self.tr("What it is, in one line"), self.tr("Meaning of field {number}")),
            (
                self._choices,
                self.tr("The choices, separated by commas"),
                self.tr("Choices of field {number}"),
            ),
        ):
            line.setPlaceholderText(shown)
            line.setAccessibleName(fill(named, {"number": self._number}))
        self._type.setAccessibleName(fill(self.tr("Type of field {number}"), {"number": self._number}))
        for button, told in (
            (self._up, self.tr("Move field {number} up")),
            (self._down, self.tr("Move field {number} down")),
            (self._remove, self.tr("Remove field {number}")),
        ):
            button.setAccessibleName(fill(told, {"number": self._number}))
            button.setToolTip(button.accessibleName())
