"""What the pages of the tools with two sides do alike.

Owns how their sides stand, and that what is typed is kept when the page is hidden. Must not know what they
show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from llmdesk.ui.drafts import Drafts, Keeper
from llmdesk.ui.language import Retranslating
from llmdesk.ui.widgets.panes import Panes


class TwoSides(Retranslating, QWidget):
    """`_sides` and `_drafts` are the page's own, there when it is built."""

    _sides: Panes
    _drafts: Keeper[Any]

    def _keep(
        self, drafts: Drafts, place: str, encode: Callable[[Any], str], decode: Callable[[str], Any]
    ) -> None:
        """Keep what `_draft` gives; what was kept goes to `_restore`. `encode`, `decode`: see `Keeper`."""
        self._drafts = Keeper(drafts, place, self._draft, self._restore, encode, decode, self)

    def _draft(self) -> Any:
        """What stands in the page."""
        raise NotImplementedError

    def _restore(self, draft: Any) -> None:
        """What stood there when the window closed."""
        raise NotImplementedError

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
