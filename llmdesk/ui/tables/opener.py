"""A table that the user opens: from a dialog, dropped, on another sheet, with its names in another row.

Owns the asking and the reading, of which the newest counts. Must not know what is done with the table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.ui.file_dialogs import ask_file
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import SPREADSHEETS, OpenedTable, read_table
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job

Read = Callable[[Path, str | None, int | None, TaskContext], OpenedTable]


class TableOpener(QObject):
    """`opened(OpenedTable)`; `table` is what was opened last. While `is_busy()`, nothing is opened. A file or
    folder that is dropped on `widget` is one."""

    opened = Signal(object)

    def __init__(
        self, services: Services, widget: QWidget, is_busy: Callable[[], bool], read: Read = read_table
    ) -> None:
        super().__init__(widget)
        self._widget, self._is_busy, self._read = widget, is_busy, read
        self.job = Job(services, self)
        self.table: OpenedTable | None = None
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def choose(self) -> None:
        """Ask for a file."""
        patterns = " ".join(f"*{suffix}" for suffix in SPREADSHEETS)
        kinds = fill(self.tr("Tables ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")
        start = self.table.path.parent if self.table is not None else None
        ask_file(self._widget, self.tr("Open table"), kinds, self.open, start)

    def open(self, path: Path, sheet: str | None = None, header_row: int | None = None) -> None:
        """Look at a table; the newest asked for counts."""
        if self._is_busy():
            return
        self.job.cancel()
        self.job.start(partial(self._read, path, sheet, header_row), self._on_opened)

    def open_sheet(self, sheet: str) -> None:
        if self.table is not None:
            self.open(self.table.path, sheet)

    def open_with_names(self, row: int) -> None:
        """The same sheet, with the names of its columns in another row."""
        if self.table is not None:
            self.open(self.table.path, self.table.sheet or None, row)

    def _on_opened(self, table: OpenedTable) -> None:
        if not self._is_busy():
            self.table = table
            self.opened.emit(table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self.open(Path(event.mimeData().urls()[0].toLocalFile()))
            return True
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            urls = event.mimeData().urls()
            if len(urls) == 1 and urls[0].isLocalFile() and not self._is_busy():
                event.acceptProposedAction()
            return True
        return False
