"""The settings, in a small window beside the main one. Every change counts at once.

Owns the arrangement of the pages. Must not apply anything: the pages change `SettingsHolder`, and
who uses a setting listens. What concerns the engine is used from the next load on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.ui.look.sizes import fix_width, scaled, text_size
from llmdesk.ui.services import Services
from llmdesk.ui.settings.about.page import AboutPage
from llmdesk.ui.settings.chat import ChatPage
from llmdesk.ui.settings.data import DataPage
from llmdesk.ui.settings.general import GeneralPage
from llmdesk.ui.settings.models import ModelsPage
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

PageName = Literal[
    "general", "chat", "models", "network", "storage", "about"
]  # "network" is a part of "models"
SIZE = QSize(880, 640)
LIST_WIDTH = 168
ROW_HEIGHT = 34


class SettingsDialog(QDialog):
    """A list of pages at the left, one of them at the right. `erase_asked`: everything is to be
    deleted; `restore_asked(path)`: this backup is to take its place."""

    erase_asked = Signal()
    restore_asked = Signal(Path)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize((SIZE * (text_size() / 100)).boundedTo(self.screen().availableSize() * 0.92))
        self._search = QLineEdit(clearButtonEnabled=True)
        self._names = QListWidget()
        self._pages = QStackedWidget()
        self._nothing = plain_label("muted", wrap=True)
        self._models, data = ModelsPage(services), DataPage(services)
        data.erase_asked.connect(self.erase_asked)
        data.restore_asked.connect(self.restore_asked)
        self._all: dict[PageName, SettingsPage] = {
            "general": GeneralPage(services),
            "chat": ChatPage(services),
            "models": self._models,
            "storage": data,
            "about": AboutPage(services),
        }
        for page in self._all.values():
            self._names.addItem("")
            self._pages.addWidget(page)
        self._hint = plain_label("small", wrap=True)
        self._close = QPushButton()
        self._arrange()
        self._names.currentRowChanged.connect(self._pages.setCurrentIndex)
        # A screen reader selects a row without going to it.
        self._names.itemSelectionChanged.connect(self._on_selection)
        self._close.clicked.connect(self.close)
        self._search.textChanged.connect(self._find)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._search.setFocus)
        self._retranslate()
        self.show_page("general")
        self._names.setFocus()

    def show_page(self, name: PageName) -> None:
        """Show all of this page, whatever was searched for."""
        self._search.clear()
        shown = self._models if name == "network" else self._all[name]
        self._names.setCurrentRow(self._pages.indexOf(shown))
        if name == "network":
            self._models.go_to(self._models.network)

    def _find(self) -> None:
        """Only what has the words of the search in it, on the pages that have some."""
        words = self._search.text().lower().split()
        found = []
        for row, page in enumerate(self._all.values()):
            item = self._names.item(row)
            has = page.search(words, item.text())
            item.setHidden(not has)
            found += [row] if has else []
        self._nothing.setVisible(not found)
        self._pages.setVisible(bool(found))
        if found and self._names.currentRow() not in found:
            self._names.setCurrentRow(found[0])

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
        inside.setSpacing(SPACE)
        inside.addWidget(self._search)
        inside.addWidget(self._names)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, GAP, GAP)
        foot.setSpacing(GAP)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._close)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        self._nothing.hide()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(MARGIN, MARGIN, GAP, 0)
        right.addWidget(self._nothing, 1)
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
        search = self.tr("Search settings")
        self._search.setPlaceholderText(search)
        self._search.setAccessibleName(search)
        self._nothing.setText(self.tr("No setting matches."))
        names = (self.tr("General"), self.tr("Chat"), self.tr("Models"), self.tr("Storage"), self.tr("About"))
        for row, name in enumerate(names):
            self._names.item(row).setText(name)
            self._names.item(row).setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
        self._hint.setText(
            self.tr("Changes take effect immediately; engine settings, the next time a model is loaded.")
        )
        self._close.setText(self.tr("Close"))
