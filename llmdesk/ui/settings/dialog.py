"""The settings, in a small window beside the main one. Every change counts at once.

Owns the arrangement of the pages. Must not apply anything: the pages change `SettingsHolder`, and
who uses a setting listens. What concerns the engine is used from the next load on.
"""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.ui.look.sizes import fix_width, scaled, text_size
from llmdesk.ui.services import Services
from llmdesk.ui.settings.chat import ChatPage
from llmdesk.ui.settings.data import DataPage
from llmdesk.ui.settings.models import ModelsPage
from llmdesk.ui.settings.pages import AppearancePage, EnginePage, LanguagePage
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

PageName = Literal["appearance", "language", "chat", "models", "engine", "data"]
SIZE = QSize(840, 620)
LIST_WIDTH = 152
ROW_HEIGHT = 34


class SettingsDialog(QDialog):
    """A list of pages at the left, one of them at the right. `erase_asked`: everything is to be deleted."""

    erase_asked = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize((SIZE * (text_size() / 100)).boundedTo(self.screen().availableSize() * 0.92))
        self._names = QListWidget()
        self._pages = QStackedWidget()
        data = DataPage(services)
        data.erase_asked.connect(self.erase_asked)
        pages = (
            AppearancePage(services),
            LanguagePage(services),
            ChatPage(services),
            ModelsPage(services),
            EnginePage(services),
            data,
        )
        for page in pages:
            self._names.addItem("")
            self._pages.addWidget(page)
        self._hint = plain_label("small", wrap=True)
        self._close = QPushButton()
        self._arrange()
        self._names.currentRowChanged.connect(self._pages.setCurrentIndex)
        # A screen reader selects a row without going to it.
        self._names.itemSelectionChanged.connect(self._on_selection)
        self._close.clicked.connect(self.close)
        self._retranslate()
        self.show_page("appearance")

    def show_page(self, name: PageName) -> None:
        self._names.setCurrentRow(get_args(PageName).index(name))

    def _on_selection(self) -> None:
        for index in self._names.selectedIndexes():
            self._names.setCurrentRow(index.row())

    def _arrange(self) -> None:
        sidebar = QWidget()
        sidebar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(sidebar, "sidebar")
        fix_width(sidebar, LIST_WIDTH)
        inside = QVBoxLayout(sidebar)
        inside.setContentsMargins(SPACE, GAP, SPACE, GAP)
        inside.addWidget(self._names)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, GAP, GAP)
        foot.setSpacing(GAP)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._close)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._pages, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sidebar)
        row.addLayout(right, 1)

    # -- words ------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self._names.setAccessibleName(self.tr("Pages"))
        names = (
            self.tr("Appearance"),
            self.tr("Language"),
            self.tr("Chat"),
            self.tr("Models"),
            self.tr("Engine"),
            self.tr("Your data"),
        )
        for row, name in enumerate(names):
            self._names.item(row).setText(name)
            self._names.item(row).setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
        self._hint.setText(
            self.tr("Changes take effect immediately; engine settings, the next time a model is loaded.")
        )
        self._close.setText(self.tr("Close"))
