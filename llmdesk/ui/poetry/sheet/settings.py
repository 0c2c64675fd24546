"""The choices of the page, one for the view, the picture and the printer, kept from one window to the next.

Owns the choices of now. Must not know the controls that change them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.drafts import Keeper
from llmdesk.ui.poetry.sheet.choices import PageChoices, as_choices, as_text
from llmdesk.ui.services import Services

_PLACE = "poem.page"


class PageSettings(QObject):
    """`changed` when a choice is another than before."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.choices = PageChoices()
        self._touched = False
        self._keeper = Keeper(
            services.drafts, _PLACE, lambda: self.choices, self._take, as_text, as_choices, self, merges=True
        )
        if self._keeper.read_now() is not None:
            self._keeper.read()

    def update(self, **changes: Any) -> None:
        """Choose something: the names are those of `PageChoices`."""
        after = replace(self.choices, **changes)
        if after != self.choices:
            self.choices, self._touched = after, True
            self._keeper.keep_soon()
            self.changed.emit()

    def keep_now(self) -> None:
        self._keeper.keep_now()

    def _take(self, kept: PageChoices) -> None:
        """What was chosen in this window already stays."""
        if not self._touched and kept != self.choices:
            self.choices = kept
            self.changed.emit()
