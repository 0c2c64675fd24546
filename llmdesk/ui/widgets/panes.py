"""Panes side by side, or one above the other, with a hairline between them that can be dragged.

Owns how such panes look and that none can be dragged away; their sizes are their owner's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


class Panes(QSplitter):
    """Side by side in their order, until `setOrientation`."""

    def __init__(self, *panes: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in panes:
            self.addWidget(pane)
