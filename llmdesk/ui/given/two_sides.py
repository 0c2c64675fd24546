"""What the pages of the tools with two sides do alike.

Owns how their sides stand, and that what is typed is kept when the page is hidden. Must not know what they
show.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from llmdesk.ui.drafts import Keeper
from llmdesk.ui.widgets.panes import Panes


class TwoSides(QWidget):
    """`_sides` and `_drafts` are the page's own, there when it is built."""

    _sides: Panes
    _drafts: Keeper[Any]

    def _show_sides(self) -> None:
        """They are all that the page has."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sides)

    def _retranslate(self) -> None:
        """All words again, in the language that the window has now."""
        raise NotImplementedError

    # -- Qt -----------------------------------------------------------------------------------------
    def hideEvent(self, event: QHideEvent) -> None:
        self._drafts.keep_now()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sides.fit(event.size())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
