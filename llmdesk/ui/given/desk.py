"""How a text gets into a `GivenPane`: opened, dropped, pasted, handed over; and read before work begins.

Owns what happens when; nothing that was typed goes without a way back. Must not know what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.ui.file_dialogs import ask_files
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.given.folders import with_documents
from llmdesk.ui.given.given import Given, pasted, read
from llmdesk.ui.given.pane import GivenPane
from llmdesk.ui.given.reading_ahead import read_ahead
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import TABLES, is_table
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.source_view import is_long


class GivenDesk(QObject):
    """Serves the `pane` of the widget `tab`, which is the parent. `take_files`: what is done with several
    files at once, and with one where `joins()` (a list is there); without, the first is opened and that is
    said. `suffixes`: of the files that are offered; `reads` and `pastes` make a document of a file and of a
    long text. One table goes to `open_table`, and a folder to `open_folder`, where that is given; `begins` is
    called before anything else comes into the pane. Reading is a task, not the `job`."""

    def __init__(
        self,
        services: Services,
        pane: GivenPane,
        job: Job,
        tab: QWidget,
        *,
        take_files: Callable[[Sequence[Path]], None] | None = None,
        joins: Callable[[], bool] = lambda: False,
        suffixes: Sequence[str] = SUFFIXES,
        reads: Callable[[Given, TaskContext], Given] = read,
        pastes: Callable[[str], Given] = pasted,
        open_table: Callable[[Path], None] | None = None,
        open_folder: Callable[[Path], None] | None = None,
        begins: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(tab)
        self._services, self._pane, self._job, self._tab = services, pane, job, tab
        self._take_files, self._joins, self._suffixes = take_files, joins, suffixes
        self._reads, self._pastes = reads, pastes
        self._open_table, self._open_folder, self._begins = open_table, open_folder, begins
        self._reading: Task[Given] | None = None
        Drops(tab, self.open_files, self.take_text)
        pane.open_asked.connect(self.choose_files)
        pane.close_asked.connect(self.close_document)
        pane.field.long_pasted.connect(self.take_text)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, tab, self.choose_files, context=within)
        read_ahead(services, tab)

    # -- what the user does -------------------------------------------------------------------------
    def choose_files(self) -> None:
        """Ask for files."""
        tables = TABLES if self._open_table is not None else ()
        patterns = " ".join(f"*{suffix}" for suffix in (*self._suffixes, *tables))
        kinds = fill(self.tr("Documents ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")
        ask_files(self._tab, self.tr("Open files"), kinds, self.open_files)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show a document, once it is read; of a folder all, where several are taken."""
        if self._open_folder is not None and len(paths) == 1 and paths[0].is_dir():
            self._open_folder(paths[0])
        elif self._take_files is not None:
            with_documents(self._services, self, paths, self._open_files)
        else:
            self._open_files(paths)

    def _open_files(self, paths: Sequence[Path]) -> None:
        if self._open_table is not None and paths and is_table(paths[0]) and not self._lists(paths):
            self._open_table(paths[0])
            return
        if self._job.refuse() or not paths:
            return
        self._begins()
        before = self._pane.given
        if self._take_files is not None and (self._lists(paths) or self._joins()):
            if self._reading is not None:
                self._reading.cancel()
            if before.path is None and before.opened is not None:  # pasted: it is in no file
                self._put_aside(before)
            self._take_files(paths)
            return
        self._show(Given(before.typed, path=paths[0]), before)
        if len(paths) > 1:
            words = self.tr("Only one document can be open here, so only “{name}” was opened.")
            self._services.notify.show(fill(words, {"name": paths[0].name}))

    def _lists(self, paths: Sequence[Path]) -> bool:
        """Whether several files make a list."""
        return self._take_files is not None and len(paths) > 1

    def take_text(self, text: str) -> None:
        """Make this the text; a very long one shows as a document."""
        if self._job.refuse():
            return
        self._begins()
        if not is_long(text):
            self.show(Given(text))
        else:
            self._services.tasks.start(lambda _context: self._pastes(text), owner=self, on_done=self.show)

    def show(self, given: Given) -> None:
        """Make this what is given; what was there can be taken back."""
        if not self._job.refuse():
            self._show(given, self._pane.given)

    def close_document(self) -> None:
        """What was typed before shows again. What is closed can be taken back where it is in no file."""
        if not self._job.refuse():
            closed = self._pane.given
            if closed.path is None:
                self._put_aside(closed)
            self._pane.show_given(Given(closed.typed))
            self._read_waiting()  # nothing more of what was closed
            self._pane.field.setFocus()

    def restore(self, given: Given) -> None:
        """What was here when the window closed; put aside where something new is here already."""
        if self._job.running or not self._pane.given.is_blank:
            self._put_aside(given)
            return
        self._pane.show_given(given, undoable=False)
        self._read_waiting()

    # -- reading ------------------------------------------------------------------------------------
    def _show(self, given: Given, before: Given) -> None:
        """What is typed goes under a document and shows when that is closed, else it is put aside."""
        kept_under = given.path is not None and before.opened is None and before.path is None
        if not kept_under:
            self._put_aside(before)
        self._pane.show_given(given)
        self._read_waiting()

    def _read_waiting(self) -> None:
        waiting = self._pane.given
        if self._reading is not None:
            self._reading.cancel()
        if not waiting.is_waiting:
            return

        def work(context: TaskContext) -> Given:
            return self._reads(waiting, context)

        self._reading = self._services.tasks.start(
            work,
            owner=self,
            on_done=partial(self._show_awaited, waiting),
            on_error=partial(self._not_read, waiting),
        )

    def _show_awaited(self, waiting: Given, given: Given) -> None:
        """In its place, unless another text is there by now."""
        if self._pane.given is waiting:
            self._pane.show_given(given)

    def _not_read(self, waiting: Given, error: Exception) -> None:
        self._show_awaited(waiting, Given(waiting.typed))
        self._services.notify.show_error(error)

    def _put_aside(self, given: Given) -> None:
        """It makes room for something else, and can be taken back."""
        if given.is_blank:
            return

        def put_back() -> None:
            if not self._job.refuse():
                self._pane.show_given(given)
                self._read_waiting()

        self._services.notify.show(self.tr("The previous text was set aside."), undo=put_back)
