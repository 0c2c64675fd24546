"""The libraries: a list at the left, one of them at the right; made, added to, updated, removed.

Owns who hears whom in the dialog. What is done, the keeper does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredDocument
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.ui.file_dialogs import ask_files, ask_folder
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.libraries.as_table import write_as_table
from llmdesk.ui.libraries.details import LibraryDetails
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.libraries.unread import MOST
from llmdesk.ui.libraries.words import brief
from llmdesk.ui.look.sizes import fix_width, scaled
from llmdesk.ui.models.question_bar import Answer, QuestionBar
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from llmdesk.models.embedding_catalog import EmbeddingFile

_ID = Qt.ItemDataRole.UserRole
_LIST_WIDTH = 220
MOST_USED = 500  # documents that a tab gets at once


class LibrariesDialog(QDialog):
    """Beside the window, not over it. `made(id)`: a new library. `files_handed(tab, paths)`: its documents
    are to be worked through; `table_handed(tab, path)`: they were written as a table for that tab."""

    made = Signal(int)
    files_handed = Signal(str, object)
    table_handed = Signal(str, object)

    def __init__(self, services: Services, keeper: LibraryKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self.keeper = services, keeper
        self._task: Task[list[StoredDocument]] | None = None
        self._unread_of: tuple[int, int] | None = None  # a library, and how many: what is listed
        self.list, self._new = QListWidget(), QPushButton()
        self.details, self.empty = LibraryDetails(services.theme, services.tools), EmptyPage()
        self.question, self._failure = QuestionBar(), plain_label("danger", wrap=True)
        self._stack = QStackedWidget()
        self._side = QWidget()
        self._arrange()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the name is for the name
        self._connect()
        self._retint()
        self._retranslate()
        self.refresh()

    def _arrange(self) -> None:
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self._side, "sidebar")
        fix_width(self._side, _LIST_WIDTH)
        set_kind(self._new, "quiet")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(SPACE, GAP, SPACE, SPACE)
        inside.setSpacing(SPACE)
        inside.addWidget(self._new)
        inside.addWidget(self.list, 1)
        self._failure.setContentsMargins(GAP, SPACE, GAP, 0)
        self._failure.hide()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.details)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.question)
        right.addWidget(self._failure)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addLayout(right, 1)
        self.resize(scaled(820), scaled(580))

    def _connect(self) -> None:
        keeper, details = self.keeper, self.details
        Drops(self, self.take_paths, lambda _text: None)
        self._services.theme.changed.connect(self._retint)
        keeper.changed.connect(self.refresh)
        keeper.progressed.connect(self._on_progress)
        self._new.clicked.connect(self.make)
        self.empty.action_asked.connect(self.make)
        self.empty.other_asked.connect(self._make_of_files)
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        details.folder_asked.connect(
            lambda: ask_folder(self, self.tr("Add a folder"), lambda path: self._add([path]))
        )
        details.files_asked.connect(lambda: self._ask_files(self._add))
        details.root_removed.connect(self._remove_root)
        details.renamed.connect(self._rename)
        details.update_asked.connect(lambda: self._update(retry=False))
        details.retry_asked.connect(lambda: self._update(retry=True))
        details.pause_asked.connect(self._pause)
        details.remove_asked.connect(self._ask_to_remove)
        details.use_asked.connect(self._use)
        details.table_asked.connect(self._use_as_table)
        details.meaning.chosen.connect(self._set_embedding)
        details.meaning.file_asked.connect(self._ask_embedding)

    # -- what shows -----------------------------------------------------------------------------------
    @property
    def current(self) -> int | None:
        """The library that shows."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(_ID))

    def refresh(self) -> None:
        """As the keeper knows it."""
        libraries, chosen = self.keeper.libraries, self.current
        self._side.setVisible(bool(libraries))
        self.list.blockSignals(True)
        if [each.id for each in libraries] != self._listed():
            self.list.clear()
            for each in libraries:
                item = QListWidgetItem()
                item.setData(_ID, each.id)
                self.list.addItem(item)
            ids = [each.id for each in libraries]
            self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        for row in range(self.list.count()):
            self._name_row(row)
        self.list.blockSignals(False)
        self._show_current()

    def choose(self, library_id: int) -> None:
        listed = self._listed()
        if library_id in listed:
            self.list.setCurrentRow(listed.index(library_id))

    def _listed(self) -> list[int]:
        return [int(self.list.item(row).data(_ID)) for row in range(self.list.count())]

    def _name_row(self, row: int) -> None:
        item = self.list.item(row)
        library = self.keeper.named(int(item.data(_ID)))
        if library is not None:
            words = brief(library, self.keeper.state(library.id))
            item.setText(f"{library.name}\n{words}")
            item.setToolTip(library.name)
            # Chinese is higher than the font says, and what is too high is cut.
            item.setSizeHint(QSize(0, round(2.8 * self.list.fontMetrics().lineSpacing()) + SPACE))

    def _show_current(self) -> None:
        library = self.keeper.named(self.current) if self.current is not None else None
        self._stack.setCurrentWidget(self.empty if library is None else self.details)
        if library is None:
            return
        self.details.show_library(library, self.keeper.state(library.id))
        if self._unread_of != (library.id, library.unread):
            self._list_unread(library.id, library.unread)

    def _on_progress(self, library_id: int) -> None:
        if library_id in (listed := self._listed()):
            self._name_row(listed.index(library_id))
        if library_id == self.current:
            self.details.show_progress(self.keeper.state(library_id))

    def _list_unread(self, library_id: int, count: int) -> None:
        if self._task is not None:
            self._task.cancel()
        self._unread_of = library_id, count
        if not count:
            self.details.show_unread((), 0)
            return
        libraries = self._services.libraries

        def done(found: list[StoredDocument]) -> None:
            if self.current == library_id:
                self.details.show_unread(found, count)

        self._task = self._services.tasks.start(
            lambda _context: libraries.documents(library_id, ("failed", "skipped"), MOST),
            owner=self,
            on_done=done,
            on_error=self._fail,
        )

    # -- what the user does -----------------------------------------------------------------------------
    def make(self) -> None:
        """A new library of a folder, which gets its name."""
        ask_folder(self, self.tr("Choose a folder with documents"), lambda path: self._make([path]))

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Dropped: into the library that shows, else into a new one."""
        if self.current is None:
            self._make(paths)
        else:
            self._add(paths)

    def _make_of_files(self) -> None:
        self._ask_files(self._make)

    def _ask_files(self, then: Callable[[list[Path]], None]) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = fill(self.tr("Documents ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")
        ask_files(self, self.tr("Add files"), kinds, then)

    def _make(self, paths: Sequence[Path]) -> None:
        self._failure.hide()
        self.keeper.add(paths, self.tr("Documents"), self._on_made, self._fail)

    def _on_made(self, library_id: int) -> None:
        self.choose(library_id)
        self.made.emit(library_id)

    def _add(self, paths: Sequence[Path]) -> None:
        self._failure.hide()
        if self.current is not None:
            self.keeper.add_roots(self.current, paths, self._fail)

    def _remove_root(self, root: Path) -> None:
        self._failure.hide()
        if self.current is not None:
            self.keeper.remove_root(self.current, root, self._fail)

    def _rename(self, name: str) -> None:
        self._failure.hide()
        if self.current is not None:
            self.keeper.rename(self.current, name, self._fail)

    def _set_embedding(self, model: str) -> None:
        self._failure.hide()
        if self.current is not None:
            self.keeper.set_embedding(self.current, model, self._fail)

    def _ask_embedding(self) -> None:
        kinds = fill(self.tr("Embedding models ({patterns});;All files (*)"), {"patterns": "*.gguf"})
        ask_files(
            self,
            self.tr("Choose an embedding model"),
            kinds.split(";;"),
            lambda paths: self._set_embedding(str(paths[0])),
        )

    def _look_for_embedding_models(self) -> None:
        """Which there are, and which could be fetched."""
        library, meaning = self._services.library, self.details.meaning

        def work(_context: TaskContext) -> tuple[list[EmbeddingFile], list[str]]:
            from llmdesk.models.embedding_catalog import embedding_files, load_embeddings

            return embedding_files(library), [each.name for each in load_embeddings()]

        self._services.tasks.start(
            work, owner=self, on_done=lambda found: meaning.show_files(*found), on_error=self._fail
        )

    def _update(self, *, retry: bool) -> None:
        self._failure.hide()
        if self.current is not None:
            self.keeper.update(self.current, retry=retry)

    def _pause(self) -> None:
        if self.current is not None:
            self.keeper.pause(self.current)

    def _use(self, tab: str) -> None:
        """Give the documents that were read to a tab; of a large library the first."""
        library = self.keeper.named(self.current) if self.current is not None else None
        if library is None:
            return
        libraries, number, count = self._services.libraries, library.id, library.documents

        def done(found: list[StoredDocument]) -> None:
            self.files_handed.emit(tab, [each.path for each in found])
            self.hide()
            if count > len(found):
                places = {"shown": self.locale().toString(len(found)), "count": self.locale().toString(count)}
                text = self.tr("The first {shown} of {count} documents were opened.")
                self._services.notify.show(fill(text, places))

        self._services.tasks.start(
            lambda _context: libraries.documents(number, ("indexed",), MOST_USED),
            owner=self,
            on_done=done,
            on_error=self._fail,
        )

    def _use_as_table(self, tab: str) -> None:
        """Write all documents that were read into a table, and give that to a tab."""
        library = self.keeper.named(self.current) if self.current is not None else None
        if library is None:
            return
        self._failure.hide()

        def done(path: Path) -> None:
            self.table_handed.emit(tab, path)
            self.hide()

        write_as_table(self._services, library, self, done, self._fail)

    def _ask_to_remove(self) -> None:
        library = self.keeper.named(self.current) if self.current is not None else None
        if library is None:
            return
        number = library.id
        question = fill(self.tr("Remove the library “{name}”?"), {"name": library.name})
        detail = self.tr(
            "What was read of its documents is deleted and cannot be brought back. The documents themselves "
            "are not touched. Chats that ask it answer without it."
        )
        remove = Answer(self.tr("Remove"), lambda: self.keeper.remove(number), danger=True)
        self.question.ask(question, detail, [remove, Answer(self.tr("Keep"), lambda: None)])

    def _fail(self, error: Exception) -> None:
        self._failure.setText(error_text(error))
        self._failure.show()
        self.keeper.refresh()  # a name that was refused

    def showEvent(self, event: QShowEvent) -> None:
        """What was downloaded since it was last open can be chosen."""
        self._look_for_embedding_models()
        super().showEvent(event)

    # -- words ------------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()
        super().changeEvent(event)

    def _retint(self) -> None:
        self._new.setIcon(self._services.theme.icon("plus"))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Libraries"))
        self.list.setAccessibleName(self.tr("Libraries"))
        self._new.setText(self.tr("New library…"))
        self._new.setAccessibleName(self.tr("New library…"))
        self.empty.set_texts(
            self.tr("Ask your own documents"),
            self.tr(
                "A library is a folder, or several, whose documents are read once and looked up for every "
                "question of a chat. They stay on this computer, and what is new in the folder is read by "
                "itself. Text, Markdown, HTML, PDF, Word (docx) and EPUB. You can also drop folders and "
                "files here."
            ),
            action=self.tr("Choose a folder…"),
            other=self.tr("Choose files…"),
        )
