"""One label as one edits it: its name, what it means, a few texts that have it, and some that nearly do not.

Owns the fields. Must not check them.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.panes import hairline

_EXAMPLES_HEIGHT = 84  # two lines of Chinese


@dataclass(frozen=True)
class LabelText:
    """What stands in the fields; one example or borderline case a line, commas between other words."""

    name: str = ""
    description: str = ""
    examples: str = ""
    borderline: str = ""
    also: str = ""


class LabelCard(Retranslating, QWidget):
    """`changed` at every key, `remove_asked` for its button."""

    changed = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme, number: int, text: LabelText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.name, self._description = QLineEdit(text.name), QLineEdit(text.description)
        self._examples, self._borderline = QPlainTextEdit(text.examples), QPlainTextEdit(text.borderline)
        self._also = QLineEdit(text.also)
        self._description.setCursorPosition(0)
        for box in (self._examples, self._borderline):
            box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            box.setTabChangesFocus(True)
            set_kind(box, "framed")
            fix_height(box, _EXAMPLES_HEIGHT)
        self._remove = QToolButton()
        self._remove.setIconSize(QSize(16, 16))
        rule = hairline()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, HALF)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._description, 0, 1)
        grid.addWidget(self._remove, 0, 2)
        grid.addWidget(self._examples, 1, 0, 1, 2)
        grid.addWidget(self._also, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._borderline, 2, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        grid.setRowMinimumHeight(3, GAP)
        grid.addWidget(rule, 3, 0, 1, 3)
        for field in (self.name, self._description, self._also):
            field.textChanged.connect(lambda _: self.changed.emit())
        for box in (self._examples, self._borderline):
            box.textChanged.connect(self.changed)
        self._remove.clicked.connect(self.remove_asked)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    @property
    def text(self) -> LabelText:
        return LabelText(
            self.name.text(),
            self._description.text(),
            self._examples.toPlainText(),
            self._borderline.toPlainText(),
            self._also.text(),
        )

    def suggest(self, also: str, examples: str) -> None:
        """For fields that are empty."""
        if also and not self._also.text().strip():
            self._also.setText(also)
            self._also.setCursorPosition(0)
        if examples and not self._examples.toPlainText().strip() and not self._description.text().strip():
            self._examples.setPlainText(examples)

    def set_number(self, number: int) -> None:
        """Its place, for the accessible names."""
        self._number = number
        self._retranslate()

    def _retint(self) -> None:
        self._remove.setIcon(self._theme.icon("close", "muted"))

    def _retranslate(self) -> None:
        place = {"number": self._number}
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(fill(self.tr("Name of label {number}"), place))
        self._description.setPlaceholderText(self.tr("Meaning, in one line"))
        self._description.setAccessibleName(fill(self.tr("Meaning of label {number}"), place))
        self._examples.setPlaceholderText(self.tr("Example texts with this label, one per line (up to five)"))
        self._examples.setAccessibleName(fill(self.tr("Examples of label {number}"), place))
        self._borderline.setPlaceholderText(
            self.tr("Borderline cases, one per line: texts that might be given another label")
        )
        self._borderline.setAccessibleName(fill(self.tr("Borderline cases of label {number}"), place))
        self._also.setPlaceholderText(self.tr("Other words"))
        self._also.setAccessibleName(fill(self.tr("Other words for label {number}"), place))
        self._also.setToolTip(
            self.tr(
                "Separated by commas. The model is asked for them too, so that a result hangs less on one "
                "word. The trust report tries the first one as the name."
            )
        )
        remove = fill(self.tr("Remove label {number}"), place)
        self._remove.setAccessibleName(remove)
        self._remove.setToolTip(remove)
