"""Imports chats into the window: asks for the file, reads in a thread, tells the end.

Owns the dialogs, one import at a time, and the question about a file that is cut. The formats are
`tools.chat.importing`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill, in_one_line, spoken
from llmdesk.tools.chat.importing import (
    MOST_IDS,
    CutShort,
    ImportResult,
    details_of,
    examine,
    import_chats,
    summary_of,
)
from llmdesk.ui.chat.transfer.bar import TransferBar
from llmdesk.ui.chat.transfer.details_dialog import DetailsDialog
from llmdesk.ui.file_dialogs import ask_file, ask_folder
from llmdesk.ui.notify import Action, translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext


class ChatImport(QObject):
    """`imported(ids)`: these chats are new or grew; none: nobody knows which. GUI thread."""

    imported = Signal(object)  # tuple[int, ...]

    def __init__(self, services: Services, bar: TransferBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._bar, self._window = services, bar, parent
        self._task: Task[ImportResult | CutShort] | None = None
        self._waiting: list[Path] = []

    @property
    def is_running(self) -> bool:
        return self._task is not None and not self._task.ended

    def ask(self) -> None:
        kinds = [self.tr("Exported chats (*.json *.jsonl *.zip)"), self.tr("All files (*)")]
        ask_file(self._window, self.tr("Import chats"), kinds, lambda path: self.take([path]))

    def ask_folder(self) -> None:
        ask_folder(self._window, self.tr("Import a folder of chats"), lambda path: self.take([path]))

    def take(self, paths: Sequence[Path]) -> None:
        """Import these files or folders, one after the other."""
        if self._bar.busy and not self.is_running:
            self._services.notify.show(
                self.tr("An export is running. Try the import again when it has finished.")
            )
            return
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if self._waiting and not self.is_running:
            self._start(self._waiting.pop(0), whole_only=False)

    def _start(self, path: Path, *, whole_only: bool) -> None:
        """`whole_only`: of a file that is cut, the user wants what is whole."""
        store = self._services.store

        def work(context: TaskContext) -> ImportResult | CutShort:
            def report(stage: str, done: int, total: int) -> None:
                context.progress((stage, done / total))

            found = examine(path, context.cancel, lambda *at: report("reading", *at))
            if found.cut is not None and not whole_only:
                return found.cut
            return import_chats(store, path, context.cancel, lambda *at: report("importing", *at))

        def fail(error: Exception) -> None:
            self._bar.end()
            self._services.notify.show_error(error)
            self.imported.emit(())  # chats may have come before
            self._next()

        task = self._services.tasks.start(
            work,
            owner=self,
            on_done=lambda came: self._done(path, came),
            on_error=fail,
            on_cancelled=self._cancelled,
            on_progress=self._show_progress,
            long_job=self.tr("the import of chats"),
        )
        self._task = task
        self._bar.begin(self.tr("Reading the file…"), task.cancel)

    def _show_progress(self, value: object) -> None:
        stage, share = cast("tuple[str, float]", value)
        words = self.tr("Reading the file…") if stage == "reading" else self.tr("Importing…")
        self._bar.show_progress(words, share)

    def _done(self, path: Path, came: ImportResult | CutShort) -> None:
        self._bar.end()
        if isinstance(came, CutShort):
            words = fill(self.tr("Import the complete chats ({count})"), {"count": came.params["chats"]})
            self._services.notify.show_error(came, (words, lambda: self._take_whole(path)), asks=True)
        else:
            self._tell(came)
        self._next()

    def _take_whole(self, path: Path) -> None:
        if self._bar.busy:
            self.take([path])  # in its turn, with the same question
        else:
            self._start(path, whole_only=True)

    def _tell(self, result: ImportResult) -> None:
        text = in_one_line(spoken(said, translate_core) for said in summary_of(result))
        details = [spoken(line, translate_core) for line in details_of(result)]
        action: Action | None = None
        if details:
            action = (self.tr("Details"), lambda: DetailsDialog(text, details, self._window).open())
        self._services.notify.show(text, action=action)
        self.imported.emit(result.ids if len(result.ids) < MOST_IDS else ())

    def _cancelled(self) -> None:
        self._bar.end()
        self._waiting.clear()
        self._services.notify.show(
            self.tr("Import stopped. Imported chats are kept; import the same file again to get the rest.")
        )
        self.imported.emit(())
