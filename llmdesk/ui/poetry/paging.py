"""The poem of the tab as a page: set anew when the poem or the choices change.

Owns which page is the newest. Must not know how a page is laid out or drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.poetry.panel import PoemPanel
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.poetry.sheet.view import SetPage, set_page
from llmdesk.ui.services import Services


class Paging(QObject):
    """`to_set()` is the poem that stands in `panel`."""

    def __init__(
        self, services: Services, panel: PoemPanel, settings: PageSettings, to_set: Callable[[], ToSet]
    ) -> None:
        super().__init__(panel)
        self._services, self._panel, self._settings, self._to_set = services, panel, settings, to_set
        panel.page_asked.connect(self.update)
        settings.changed.connect(self.update)

    def update(self) -> None:
        """Show the poem that stands there now, where a page shows."""
        panel = self._panel
        if not panel.paged:
            panel.show_page(None, chinese=False)
            return
        wanted, choices = self._to_set(), self._settings.choices

        def show(shown: SetPage) -> None:
            if panel.paged and (wanted, choices) == (self._to_set(), self._settings.choices):
                panel.show_page(shown, chinese=wanted.wanted.language == "zh")

        self._services.tasks.start(lambda _context: set_page(wanted, choices), owner=self, on_done=show)
