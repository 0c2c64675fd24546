"""The Write tab: a text written anew, or one from a form.

Owns the row of modes at the top and which page shows. What a mode does, its page knows.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.panes import stand_over
from llmdesk.ui.widgets.segmented import Segmented
from llmdesk.ui.write.compose.page import ComposePage
from llmdesk.ui.write.rewrite import RewritePage

REWRITE, COMPOSE = range(2)


class Page(Protocol):
    """What each mode's page, a widget, can do."""

    tools: QWidget  # its controls, in the row beside the switch
    hand_over: SignalInstance  # (tab, text)

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""

    def shutdown(self) -> None:
        """Stop what runs, and keep what is not kept yet."""


class WriteTab(Retranslating, QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._switch = Segmented(2)  # in the order of the modes; see _retranslate
        self._tools, self._pages = QStackedWidget(), QStackedWidget()
        self.rewrite = RewritePage(services)
        self._compose: ComposePage | None = None
        self._add(self.rewrite)
        self._arrange()
        self._switch.chosen.connect(self._on_chosen)
        self._retranslate()

    @property
    def compose(self) -> ComposePage:
        """Built when it is first looked at, so that the tab is there soon."""
        if self._compose is None:
            self._compose = ComposePage(self._services)
            self._add(self._compose)
        return self._compose

    def _add(self, page: RewritePage | ComposePage) -> None:
        self._tools.addWidget(page.tools)
        self._pages.addWidget(page)
        page.hand_over.connect(self.hand_over)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        row.addWidget(self._switch)
        row.addWidget(self._tools, 1)
        stand_over(self._pages, row, self)

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """A text from another tab, to be written anew."""
        self.show_mode(REWRITE)
        self.rewrite.take_text(text)

    def focus_first(self) -> None:
        self._page.focus_first()

    def shutdown(self) -> None:
        self._services.drafts.flush()
        for page in (self.rewrite, self._compose):
            if page is not None:
                page.shutdown()

    # -- modes --------------------------------------------------------------------------------------
    @property
    def _page(self) -> Page:
        return self.rewrite if self._switch.current == REWRITE else self.compose

    def show_mode(self, mode: int) -> None:
        self._switch.set_current(mode)
        page = self.rewrite if mode == REWRITE else self.compose
        self._tools.setCurrentWidget(page.tools)
        self._pages.setCurrentWidget(page)

    def _on_chosen(self, mode: int) -> None:
        """Who comes by the arrow keys stays at the switch."""
        self.show_mode(mode)
        focused = QApplication.focusWidget()
        if focused is None or not self._switch.isAncestorOf(focused):
            self.focus_first()

    def _retranslate(self) -> None:
        self._switch.set_texts(
            (self.tr("Rewrite"), self.tr("Compose")),
            (self.tr("Mode: rewrite"), self.tr("Mode: compose")),
        )
        self._switch.setAccessibleName(self.tr("What to write"))
