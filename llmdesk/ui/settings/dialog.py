"""The settings, in a small window beside the main one. Every change counts at once.

Owns the arrangement of the pages. Must not apply anything: the pages change `SettingsHolder`, and
who uses a setting listens. What concerns the engine is used from the next load on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
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

from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width, scaled, text_size
from llmdesk.ui.services import Services
from llmdesk.ui.settings.about.page import AboutPage
from llmdesk.ui.settings.chat import ChatPage
from llmdesk.ui.settings.data import DataPage
from llmdesk.ui.settings.general import GeneralPage
from llmdesk.ui.settings.models import ModelsPage
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.settings.programs.page import ProgramsPage
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

PageName = Literal[
    "general", "chat", "models", "network", "programs", "storage", "about"
]  # "network" is a part of "models"
SIZE = QSize(880, 640)
LIST_WIDTH = 168
_BETWEEN_PAGES_MS = 30
ROW_HEIGHT = 34


class SettingsDialog(Retranslating, QDialog):
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
        self._makers: dict[PageName, Callable[[], SettingsPage]] = {
            "general": lambda: GeneralPage(services),
            "chat": lambda: ChatPage(services),
            "models": lambda: ModelsPage(services),
            "programs": lambda: ProgramsPage(services),
            "storage": lambda: self._storage(services),
            "about": lambda: AboutPage(services),
        }
        self._made: dict[PageName, SettingsPage] = {}
        for _ in self._makers:
            self._names.addItem("")
            self._pages.addWidget(QWidget())
        self._hint = plain_label("small", wrap=True)
        self._close = QPushButton()
        self._arrange()
        self._names.currentRowChanged.connect(self._on_row)
        self._making = QTimer(self, interval=_BETWEEN_PAGES_MS)
        self._making.timeout.connect(self._make_next)
        # A screen reader selects a row without going to it.
        self._names.itemSelectionChanged.connect(self._on_selection)
        self._close.clicked.connect(self.close)
        self._search.textChanged.connect(self._find)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._search.setFocus)
        self._retranslate()
        self.show_page("general")
        self._names.setFocus()
        self._making.start()

    # -- the pages --------------------------------------------------------------------------------
    def _page(self, name: PageName) -> SettingsPage:
        """The page, made now if it was not yet: all of them at once would hold up the window."""
        if name not in self._made:
            self._made[name] = page = self._makers[name]()
            row = list(self._makers).index(name)
            empty = self._pages.widget(row)
            self._pages.insertWidget(row, page)
            if empty is not None:
                self._pages.removeWidget(empty)
                empty.deleteLater()
            self._pages.setCurrentIndex(self._names.currentRow())
        return self._made[name]

    def _make_next(self) -> None:
        left = [name for name in self._makers if name not in self._made]
        if left:
            self._page(left[0])
        else:
            self._making.stop()

    def _storage(self, services: Services) -> DataPage:
        page = DataPage(services)
        page.erase_asked.connect(self.erase_asked)
        page.restore_asked.connect(self.restore_asked)
        return page

    def stop_compacting(self) -> None:
        page = self._made.get("storage")
        if isinstance(page, DataPage):
            page.stop_compacting()

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self._page(list(self._makers)[row])
            self._pages.setCurrentIndex(row)

    def show_page(self, name: PageName) -> None:
        """Show all of this page, whatever was searched for."""
        self._search.clear()
        page = self._page("models" if name == "network" else name)
        self._names.setCurrentRow(self._pages.indexOf(page))
        if name == "network" and isinstance(page, ModelsPage):
            page.go_to(page.network)

    def _find(self) -> None:
        """Only what has the words of the search in it, on the pages that have some."""
        words = self._search.text().lower().split()
        found = []
        for row, name in enumerate(self._makers):
            item = self._names.item(row)
            has = not words and name not in self._made  # one that is made later shows all
            has = has or self._page(name).search(words, item.text())
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
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self._names.setAccessibleName(self.tr("Pages"))
        search = self.tr("Search settings")
        self._search.setPlaceholderText(search)
        self._search.setAccessibleName(search)
        self._nothing.setText(self.tr("No setting matches."))
        names = (
            self.tr("General"),
            self.tr("Chat"),
            self.tr("Models"),
            self.tr("Other programs"),
            self.tr("Storage"),
            self.tr("About"),
        )
        for row, name in enumerate(names):
            self._names.item(row).setText(name)
            self._names.item(row).setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
        self._hint.setText(
            self.tr("Changes take effect immediately; engine settings, the next time a model is loaded.")
        )
        self._close.setText(self.tr("Close"))
