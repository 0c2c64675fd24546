"""The way from one doubtful place to the next: two buttons, two keys, and whether only these show.

Owns the controls. What is doubtful, and where one is, their owner knows.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, SPACE, Theme


class DoubtWays(Retranslating, QWidget):
    """`step_asked(way)`: 1 or -1, also by F8 and Shift+F8 anywhere in `owner`; `filtered(only)`."""

    step_asked = Signal(int)
    filtered = Signal(bool)

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._previous, self._next, self._only = QToolButton(), QToolButton(), QCheckBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for button, keys, way in ((self._previous, "Shift+F8", -1), (self._next, "F8", 1)):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, way=way: self.step_asked.emit(way))
            shortcut = QShortcut(QKeySequence(keys), owner, context=within)
            shortcut.activated.connect(lambda way=way: self.step_asked.emit(way))
        row.addSpacing(SPACE)
        row.addWidget(self._only)
        row.addStretch(1)
        self._only.toggled.connect(self.filtered)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    @property
    def only(self) -> bool:
        """Whether doubtful places alone are to show."""
        return self._only.isChecked()

    def show_all(self, *, silently: bool = False) -> None:
        """As at first; `silently`: `filtered` is not sent."""
        self._only.blockSignals(silently)
        self._only.setChecked(False)
        self._only.blockSignals(False)

    def set_possible(self, *, ways: bool, only: bool) -> None:
        """What can be used now."""
        self._previous.setEnabled(ways)
        self._next.setEnabled(ways)
        self._only.setEnabled(only)

    def set_names(self, previous: str, following: str) -> None:
        """What the buttons lead to, for who hears them."""
        for button, name, keys in (
            (self._previous, previous, "Shift+F8"),
            (self._next, following, "F8"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})")

    def _retint(self) -> None:
        self._previous.setIcon(self._theme.icon("up"))
        self._next.setIcon(self._theme.icon("down"))

    def _retranslate(self) -> None:
        self._previous.setText(self.tr("Previous"))
        self._next.setText(self.tr("Next doubtful"))
        self._only.setText(self.tr("Only doubtful"))
        self._only.setAccessibleName(self.tr("Only doubtful"))
