"""Panes side by side, or one above the other, with a hairline between them that can be dragged.

Owns how such panes look and that none can be dragged away; their sizes are their owner's. Hairlines between
other parts, and the row of tools over a page, look alike.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from llmdesk.ui.look.sizes import least_width, scaled
from llmdesk.ui.theme import GAP, SPACE, set_kind

_NARROW = 900  # pixels; in a page that is narrower and high, the second pane stands below the first


class Panes(QSplitter):
    """Side by side in their order, until `fit`."""

    def __init__(self, *panes: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._panes = panes
        for pane in panes:
            self.addWidget(pane)

    def set_widths(self, least: tuple[int, ...], now: tuple[int, ...]) -> None:
        """How narrow each pane can be, and how wide they are at first."""
        for pane, width in zip(self._panes, least, strict=True):
            least_width(pane, width)
        self.setSizes(now)

    def fit(self, size: QSize) -> None:
        """Stand as suits a page of this size."""
        stacked = size.width() < scaled(_NARROW) and size.height() > size.width()
        wanted = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self.orientation() != wanted:
            self.setOrientation(wanted)


def hairline() -> QWidget:
    """A line across, between two parts."""
    line = QWidget()
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_kind(line, "rule")
    line.setFixedHeight(1)
    return line


def in_a_row(*tools: QWidget, wide: QWidget | None = None, box: QWidget | None = None) -> QHBoxLayout:
    """Tools beside each other; `wide` gets what is left. In `box` without a margin, else over a page."""
    row = QHBoxLayout(box) if box is not None else QHBoxLayout()
    row.setContentsMargins(*((0, 0, 0, 0) if box is not None else (GAP, SPACE, GAP, SPACE)))
    row.setSpacing(SPACE)
    for tool in tools:
        row.addWidget(tool, int(tool is wide))
    return row


def stand_over(page: QWidget, tools: QHBoxLayout | QWidget, whole: QWidget) -> None:
    """`tools`, a hairline and below it `page` are all that `whole` has."""
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if isinstance(tools, QWidget):
        column.addWidget(tools)
    else:
        column.addLayout(tools)
    column.addWidget(hairline())
    column.addWidget(page, 1)
