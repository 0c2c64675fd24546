"""Where the fields of a form stand that may be higher than its dialog.

Owns that it scrolls up and down and looks as the dialog does. Which fields there are, a subclass knows.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from llmdesk.ui.theme import GAP, HALF, set_kind


class FormArea(QScrollArea):
    """`column` takes the fields, from top to bottom. The keyboard goes from field to field, and the view
    follows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(page, "surface")
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, GAP, 0)  # the bar stands beside the fields
        self.column.setSpacing(HALF)
        self.setWidget(page)
