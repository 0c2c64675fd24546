"""One library: its name, its folders, how far it is read, what could not be read.

Owns the widgets. Must not change anything: signals say what is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredDocument, StoredLibrary
from llmdesk.ui.language import Retranslating
from llmdesk.ui.libraries.keeper import LibraryState
from llmdesk.ui.libraries.meaning import MeaningChoice
from llmdesk.ui.libraries.unread import UnreadList
from llmdesk.ui.libraries.words import progress_words, trouble, whole
from llmdesk.ui.tabs import Tab, words
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import JobProgress
from llmdesk.ui.widgets.plain_label import plain_label

_ROOT = Qt.ItemDataRole.UserRole


class LibraryDetails(Retranslating, QWidget):
    """`folder_asked`, `files_asked`: add some; `root_removed(path)`; `renamed(name)`; `update_asked`,
    `pause_asked`, `remove_asked`, `retry_asked`; `use_asked(tab)`: it is to work through the documents;
    `table_asked(tab)`: it is to have them as a table."""

    folder_asked = Signal()
    files_asked = Signal()
    root_removed = Signal(object)
    renamed = Signal(str)
    update_asked = Signal()
    pause_asked = Signal()
    remove_asked = Signal()
    retry_asked = Signal()
    use_asked = Signal(str)
    table_asked = Signal(str)

    def __init__(self, theme: Theme, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library: StoredLibrary | None = None
        self._state = LibraryState()
        self.name, self._about = QLineEdit(), plain_label("small", wrap=True)
        self.name.setAcceptDrops(False)  # what is dropped is for the library
        self._trouble = plain_label("danger", wrap=True)
        self.progress, self._reading = JobProgress(brief=True), ElidedLabel(of_file=True)
        self._roots_head, self.roots = plain_label("strong"), QListWidget()
        self.add_folder, self.add_files, self.remove_root = QPushButton(), QPushButton(), QPushButton()
        self.unread = UnreadList(theme)
        self.update_button, self.pause, self.remove = QPushButton(), QPushButton(), QPushButton()
        self.use, self.meaning = QPushButton(), MeaningChoice()
        menu = QMenu(self.use)
        self._uses = [(tab, menu.addAction("")) for tab in tabs if tab.takes_files]
        for tab, action in self._uses:
            action.triggered.connect(lambda _checked=False, name=tab.name: self.use_asked.emit(name))
        self._tables = [(tab, menu.addAction("")) for tab in tabs if tab.takes_tables]
        for tab, action in self._tables:
            action.triggered.connect(lambda _checked=False, name=tab.name: self.table_asked.emit(name))
        self.use.setMenu(menu)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._reading, "small")
        set_kind(self.roots, "framed")
        set_kind(self.remove, "danger")
        self.roots.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.roots.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        adding, foot = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (adding, (self.add_folder, self.add_files, self.remove_root)),
            (foot, (self.update_button, self.pause, self.use)),
        ):
            row.setSpacing(SPACE)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        foot.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        for part in (self.name, self._about, self._trouble, self.progress, self._reading, self._roots_head):
            column.addWidget(part)
        column.addWidget(self.roots, 1)
        column.addLayout(adding)
        column.addSpacing(HALF)
        column.addWidget(self.meaning)
        column.addSpacing(HALF)
        column.addWidget(self.unread, 2)
        column.addSpacing(HALF)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._on_name)
        self.add_folder.clicked.connect(self.folder_asked)
        self.add_files.clicked.connect(self.files_asked)
        self.remove_root.clicked.connect(self._on_remove_root)
        self.roots.currentRowChanged.connect(lambda _row: self._enable())
        self.update_button.clicked.connect(self.update_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.unread.retry_asked.connect(self.retry_asked)
        self._theme.changed.connect(self._fill_roots)

    # -- what shows -----------------------------------------------------------------------------------
    @property
    def library(self) -> StoredLibrary | None:
        return self._library

    def show_library(self, library: StoredLibrary, state: LibraryState) -> None:
        """This one, as it is now; a name that is being typed stays."""
        before, self._library, self._state = self._library, library, state
        if before is None or before.id != library.id or not self.name.isModified():
            self.name.setText(library.name)
            self.name.setModified(False)
        if before is None or (before.id, before.roots) != (library.id, library.roots):
            self._fill_roots()
        else:
            self._mark_roots()
        if before is None or before.id != library.id:
            self.unread.show_documents((), 0)
        self.meaning.show_current(library.embedding)
        self.show_progress(state)

    def show_progress(self, state: LibraryState) -> None:
        self._state, library = state, self._library
        if library is None:
            return
        progress = state.progress
        self._about.setText(whole(library, state))
        said = trouble(state)
        self._trouble.setText(said)
        self._trouble.setVisible(bool(said))
        self.progress.setVisible(state.busy)
        path = progress.path if progress is not None else None
        self._reading.setVisible(state.busy)
        self._reading.setText("" if path is None else str(path))
        if progress is None:
            self.progress.show_progress(self.tr("Waits for its turn"))
        elif progress.stage in ("reading", "embedding"):
            self.progress.show_progress(progress_words(progress), progress.done, progress.total)
        else:
            self.progress.show_progress(progress_words(progress))
        self._enable()

    def show_unread(self, documents: Sequence[StoredDocument], count: int) -> None:
        self.unread.show_documents(documents, count)

    def _fill_roots(self) -> None:
        chosen = self.roots.currentRow()
        self.roots.clear()
        for root in self._library.roots if self._library is not None else ():
            item = QListWidgetItem(str(root))
            item.setData(_ROOT, str(root))
            item.setToolTip(str(root))
            self.roots.addItem(item)
        self.roots.setCurrentRow(min(chosen, self.roots.count() - 1))
        self._mark_roots()
        self._enable()

    def _mark_roots(self) -> None:
        away = {str(path) for path in self._state.away}
        for row in range(self.roots.count()):
            item = self.roots.item(row)
            is_away = item.data(_ROOT) in away
            theme = self._theme
            item.setIcon(theme.icon("warning", "warning") if is_away else theme.icon("folder", "muted"))

    def _enable(self) -> None:
        library, state = self._library, self._state
        self.remove_root.setEnabled(self.roots.currentRow() >= 0 and self.roots.count() > 1)
        self.update_button.setVisible(not state.busy)
        self.pause.setVisible(state.busy)
        self.update_button.setEnabled(library is not None)
        self.use.setVisible(bool(self._uses))
        self.use.setEnabled(library is not None and library.documents > 0)
        self._name_update()

    # -- what the user does -----------------------------------------------------------------------------
    def _on_name(self) -> None:
        name = " ".join(self.name.text().split())
        if self._library is not None and name and name != self._library.name:
            self.renamed.emit(name)
        elif self._library is not None:
            self.name.setText(self._library.name)
        self.name.setModified(False)

    def _on_remove_root(self) -> None:
        item = self.roots.currentItem()
        if item is not None:
            self.root_removed.emit(Path(item.data(_ROOT)))

    # -- words ------------------------------------------------------------------------------------------
    def _name_update(self) -> None:
        text = self.tr("Go on reading") if self._state.paused else self.tr("Update now")
        self.update_button.setText(text)
        self.update_button.setAccessibleName(text)

    def _retranslate(self) -> None:
        self._roots_head.setText(self.tr("Folders and files"))
        self.name.setAccessibleName(self.tr("Name of the library"))
        self.name.setToolTip(self.tr("Name of the library"))
        self.roots.setAccessibleName(self.tr("Folders and files"))
        self._reading.setAccessibleName(self.tr("The file that is read now"))
        self.progress.set_name(self.tr("How much of the library is read"))
        for button, text in (
            (self.add_folder, self.tr("Add a folder…")),
            (self.add_files, self.tr("Add files…")),
            (self.remove_root, self.tr("Take out")),
            (self.pause, self.tr("Pause")),
            (self.use, self.tr("Open its documents in")),
            (self.remove, self.tr("Remove library…")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        for tab, action in self._uses:
            action.setText(words(tab.title))
        for tab, action in self._tables:
            action.setText(fill(self.tr("{tab}, as a table…"), {"tab": words(tab.title)}))
        self.remove_root.setToolTip(self.tr("The folder itself is not touched"))
        self._name_update()
        if self._library is not None:
            self.show_progress(self._state)
