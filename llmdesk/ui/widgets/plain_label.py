"""A label that shows its text as it is, styled by its kind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(kind: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Never rich text. `kind` is one of the style sheet's; `wrap`: on several lines."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=wrap)
    label.setProperty("kind", kind)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
