"""Panes side by side, or one above the other, with a hairline between them that can be dragged.

Owns how such panes look and that none can be dragged away; their sizes are their owner's.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from llmdesk.ui.look.sizes import scaled

_NARROW = 900  # pixels; in a page that is narrower and high, the second pane stands below the first


class Panes(QSplitter):
    """Side by side in their order, until `fit`."""

    def __init__(self, *panes: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in panes:
            self.addWidget(pane)

    def fit(self, size: QSize) -> None:
        """Stand as suits a page of this size."""
        stacked = size.width() < scaled(_NARROW) and size.height() > size.width()
        wanted = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self.orientation() != wanted:
            self.setOrientation(wanted)
