"""The line above a text that was written: what it is, which version, and buttons to copy and to save it.

Owns the buttons. Which version shows, and what the buttons do, its owner knows.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave


class ResultHead(Retranslating, QWidget):
    """`step_asked(way)` to another version; `copy_asked`, `save_asked`."""

    step_asked = Signal(int)
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title, self._number = ElidedLabel(), plain_label("small")
        self._previous, self._next = QToolButton(), QToolButton()
        self._keep = CopyAndSave(theme)
        set_kind(self._title, "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self._title, 1)
        for part in (self._previous, self._number, self._next, self._keep):
            row.addWidget(part)
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next.clicked.connect(lambda: self.step_asked.emit(1))
        self._keep.copy_asked.connect(self.copy_asked)
        self._keep.save_asked.connect(self.save_asked)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def show_state(self, title: str, number: int, count: int, *, is_there: bool, busy: bool) -> None:
        """`number` of `count` versions shows; `is_there`: there is a text to copy."""
        self._title.setText(title)
        self._number.setText(f"{number}/{count}")
        for part in (self._previous, self._number, self._next):
            part.setVisible(count > 1 and is_there and not busy)
        self._previous.setEnabled(number > 1)
        self._next.setEnabled(number < count)
        self._keep.setEnabled(is_there)

    def _retint(self) -> None:
        for button, icon in ((self._previous, "previous"), (self._next, "next")):
            button.setIcon(self._theme.icon(icon))

    def _retranslate(self) -> None:
        for button, name in (
            (self._previous, self.tr("Previous version")),
            (self._next, self.tr("Next version")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._keep.set_names(self.tr("Copy the text"), self.tr("Save the text"))
        self._number.setAccessibleName(self.tr("Version"))
