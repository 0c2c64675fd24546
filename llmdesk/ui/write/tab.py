"""The Write tab: a text written anew, or one from a form.

Owns the row of modes at the top and which page shows. What a mode does, its page knows.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE, set_kind
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


class WriteTab(QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.rewrite = RewritePage(services)
        self.compose = ComposePage(services)
        pages = self._made = (self.rewrite, self.compose)  # in the order of the switch; see _retranslate
        self._switch = Segmented(len(pages))
        self._switch.setVisible(len(pages) > 1)
        self._tools, self._pages = QStackedWidget(), QStackedWidget()
        for page in pages:
            self._tools.addWidget(page.tools)
            self._pages.addWidget(page)
            page.hand_over.connect(self.hand_over)
        self._arrange()
        self._switch.chosen.connect(self._on_chosen)
        self._retranslate()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        row.addWidget(self._switch)
        row.addWidget(self._tools, 1)
        rule = QWidget()
        rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(rule, "rule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule)
        column.addWidget(self._pages, 1)

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """A text from another tab, to be written anew."""
        self.show_mode(REWRITE)
        self.rewrite.take_text(text)

    def focus_first(self) -> None:
        self._page.focus_first()

    def shutdown(self) -> None:
        self._services.drafts.flush()
        for page in self._made:
            page.shutdown()

    # -- modes --------------------------------------------------------------------------------------
    @property
    def _page(self) -> Page:
        return self._made[self._switch.current]

    def show_mode(self, mode: int) -> None:
        self._switch.set_current(mode)
        self._tools.setCurrentIndex(mode)
        self._pages.setCurrentIndex(mode)

    def _on_chosen(self, mode: int) -> None:
        """Who comes by the arrow keys stays at the switch."""
        self.show_mode(mode)
        focused = QApplication.focusWidget()
        if focused is None or not self._switch.isAncestorOf(focused):
            self.focus_first()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._switch.set_texts(
            (self.tr("Rewrite"), self.tr("Compose")),
            (self.tr("Mode: rewrite"), self.tr("Mode: compose")),
        )
        self._switch.setAccessibleName(self.tr("What to write"))
