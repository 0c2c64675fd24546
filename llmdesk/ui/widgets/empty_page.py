"""What a tool shows before there is anything to show: what to do, a button, and examples.

Owns the arrangement. Choosing an example only tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import most_width
from llmdesk.ui.theme import MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH = 520


class EmptyPage(QWidget):
    """`example_chosen(text)`; `action_asked()` and `other_asked()` where there are such buttons."""

    example_chosen = Signal(str)
    action_asked = Signal()
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._hint = plain_label("heading", wrap=True), plain_label("muted", wrap=True)
        self.action, self._other = QPushButton(), QPushButton()
        set_kind(self.action, "primary")
        self.action.hide()
        self._other.hide()
        self._examples: list[QPushButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE)
        self._column.addStretch(2)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._hint)
        self._column.addSpacing(SPACE)
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        actions.addWidget(self.action)
        actions.addWidget(self._other)
        actions.addStretch(1)
        self._column.addLayout(actions)
        self._column.addStretch(3)
        self._column.setContentsMargins(0, 0, 0, 0)
        frame = QWidget()
        frame.setLayout(self._column)
        most_width(frame, _WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.addStretch(1)
        row.addWidget(frame, 100)
        row.addStretch(1)
        self.action.clicked.connect(self.action_asked)
        self._other.clicked.connect(self.other_asked)

    def set_texts(
        self, heading: str, hint: str, examples: Sequence[str] = (), action: str = "", other: str = ""
    ) -> None:
        """`action`: the primary button, `other`: a second one; "" for none."""
        self._heading.setText(heading)
        self._hint.setText(hint)
        for button, name in ((self.action, action), (self._other, other)):
            button.setText(name)
            button.setAccessibleName(name)
            button.setVisible(bool(name))
        while len(self._examples) < len(examples):
            button = QPushButton()
            set_kind(button, "example")
            button.clicked.connect(self._on_example)
            self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeft)
            self._examples.append(button)
        texts = [*examples, *[""] * (len(self._examples) - len(examples))]  # what were more before are hidden
        for button, text in zip(self._examples, texts, strict=True):
            button.setText(text)
            button.setVisible(bool(text))

    def _on_example(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.example_chosen.emit(button.text())
