"""The list of tools at the left: one's own, then the ready ones; found, made, imported.

Owns what is listed and the keys of the list. What becomes of a tool, the tab decides.
"""

from __future__ import annotations

import html
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.own.shelf import Shelved
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width
from llmdesk.ui.own.book import ToolBook, key_of
from llmdesk.ui.own.editor.drafts import NEW
from llmdesk.ui.own.menu import ToolMenu
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind

_WIDTH = 150
_MANY = 10  # tools; below, all are seen at once
_KEY = Qt.ItemDataRole.UserRole


class ToolList(QListWidget):
    """`asked(action)` for the current row: by its keys, and by its menu."""

    asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions = {Qt.Key.Key_F2: "edit", Qt.Key.Key_Delete: "delete"}
        if event.key() in actions and self.currentItem() is not None:
            self.asked.emit(actions[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ToolShelfPane(Retranslating, QWidget):
    """`new_asked`, `import_asked`, `files_dropped(paths)`; `asked(action)` for the chosen tool, one of
    "edit", "duplicate", "export", "delete" and "use"."""

    new_asked = Signal()
    import_asked = Signal()
    files_dropped = Signal(object)
    asked = Signal(str)

    def __init__(self, theme: Theme, book: ToolBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._book = theme, book
        self._unsaved: AbstractSet[str] = frozenset()
        self.new, self._import = QPushButton(), QPushButton()
        self.search, self.list = QLineEdit(clearButtonEnabled=True), ToolList()
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "sidebar")
        least_width(self, _WIDTH)
        for button in (self.new, self._import):
            set_kind(button, "quiet")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, GAP, SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (self.new, self.search, self.list, self._import):
            column.addWidget(widget, int(widget is self.list))

    def _connect(self) -> None:
        Drops(self, self.files_dropped.emit, lambda _text: None)
        self.new.clicked.connect(self.new_asked)
        self._import.clicked.connect(self.import_asked)
        self.search.textChanged.connect(self.refresh)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemActivated.connect(lambda _: self.asked.emit("use"))
        self.list.asked.connect(self._ask)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._book.changed.connect(self.refresh)
        self._book.chosen.connect(self._show_chosen)
        self._theme.changed.connect(self._retint)

    # -- the list -----------------------------------------------------------------------------------
    def set_unsaved(self, keys: AbstractSet[str]) -> None:
        """These have changes that are not saved."""
        if keys != self._unsaved:
            self._unsaved = keys
            self._name_new()
            self.refresh()

    def refresh(self) -> None:
        every = self._book.all()
        self.search.setVisible(len(every) > _MANY or bool(self.search.text()))
        wanted = self.search.text().strip().casefold()
        shown = [each for each in every if wanted in f"{each.tool.name}\n{each.tool.about}".casefold()]
        self.list.blockSignals(True)
        self.list.clear()
        own = [each for each in shown if each.item is not None]
        self._add_part(self.tr("Your tools"), own)
        self._add_part(self.tr("Ready to use"), [each for each in shown if each.item is None])
        if not shown and wanted:
            self._add_heading(self.tr("No tool has these words"))
        self.list.blockSignals(False)
        self._show_chosen()

    def _add_part(self, title: str, tools: list[Shelved]) -> None:
        if tools:
            self._add_heading(title)
        for each in tools:
            key = key_of(each)
            item = QListWidgetItem(each.tool.name)
            item.setData(_KEY, key)
            about = each.tool.about
            if key in self._unsaved:
                item.setText(fill(self.tr("{name} •"), {"name": each.tool.name}))
                about = self.tr("Has changes that are not saved")
                said = f"{each.tool.name}, {about}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(f"<qt>{html.escape(about)}</qt>" if about else "")
            self.list.addItem(item)

    def _add_heading(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._theme.font("small"))
        item.setForeground(self._theme.color("muted"))
        self.list.addItem(item)

    def _show_chosen(self) -> None:
        current = self._book.current
        key = key_of(current) if current is not None else ""
        self.list.blockSignals(True)
        rows = (self.list.item(row) for row in range(self.list.count()))
        item = next((item for item in rows if item.data(_KEY) == key), None)
        self.list.setCurrentItem(item)  # type: ignore[arg-type]  # None: no row is chosen
        self.list.blockSignals(False)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self._book.choose(str(item.data(_KEY)))

    # -- what is done with a tool -------------------------------------------------------------------
    def _ask(self, action: str) -> None:
        current = self._book.current
        if action != "delete" or (current is not None and current.item is not None):
            self.asked.emit(action)

    def _show_menu(self, place: QPoint) -> None:
        item = self.list.itemAt(place)
        if item is None or not item.data(_KEY):
            return
        current = self._book.current
        if current is not None:
            menu = ToolMenu(current, self)
            menu.asked.connect(self.asked)
            menu.popup(self.list.viewport().mapToGlobal(place))

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self.new.setIcon(self._theme.icon("plus"))
        self._import.setIcon(self._theme.icon("folder"))
        self.refresh()

    def _name_new(self) -> None:
        begun = NEW in self._unsaved
        self.new.setText(self.tr("New tool •") if begun else self.tr("New tool"))
        self.new.setAccessibleName(self.tr("New tool"))
        self.new.setToolTip(self.tr("Continue the one that is not saved yet") if begun else "")

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Tools"))
        self.search.setPlaceholderText(self.tr("Search tools"))
        self.search.setAccessibleName(self.tr("Search tools"))
        self._name_new()
        self._import.setText(self.tr("Import…"))
        self._import.setAccessibleName(self.tr("Import a tool"))
        self._import.setToolTip(self.tr("A tool that somebody gave you: a file that ends with .toml"))
        self.refresh()
