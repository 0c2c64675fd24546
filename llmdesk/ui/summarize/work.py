"""One job of the Summarize tab at a time: its progress at the right, its cancel, and what shows after it.

Owns the running task and the page of the progress. Must not know what a job does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.tools.summarize import SummaryProgress
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.job import FilesProgress
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.tasks import Task, TaskContext


class SummaryWork(QObject):
    """`busy_changed(bool)`; `files_changed(FilesProgress)` from a job on a list of files."""

    busy_changed = Signal(bool)
    files_changed = Signal(object)

    def __init__(
        self, services: Services, pages: QStackedWidget, progress: SummaryProgressView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._pages, self._progress = services, pages, progress
        self._task: Task[object] | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    def begin(
        self,
        work: Callable[[TaskContext], object],
        on_done: Callable[..., None],
        before: QWidget,
        name: str,
        long_job: str = "",
    ) -> None:
        """Run a task on the document `name`; when it comes to nothing, the page `before` shows again.

        `on_done(result)` is called when the job is over, with `before` showing. `long_job` is what the
        user is asked about before the window closes on it; "" while a document is only read.
        """

        def done(result: object) -> None:
            self._end(before)
            on_done(result)

        def failed(error: Exception) -> None:
            self._services.notify.show_error(error)
            self._end(before)
            if long_job and self._progress.has_partials:
                self._progress.stop(self.tr("Stopped by a problem. This was found so far."))
                self._pages.setCurrentWidget(self._progress)

        self._progress.begin(name)
        if not long_job:
            self._progress.show_reading(0.0)
        self._pages.setCurrentWidget(self._progress)
        self._task = self._services.tasks.start(
            work,
            owner=self,
            on_done=done,
            on_error=failed,
            on_cancelled=partial(self._end, before),
            on_progress=self._on_progress,
            long_job=long_job,
        )
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Stop what runs; what is done of it still comes."""
        if self._task is not None:
            self._task.cancel()
            self._progress.show_stopping()

    def refuse(self) -> bool:
        """Whether something is under way; the user is told."""
        if self.running:
            self._services.notify.show(self.tr("Something is still under way: wait for it, or cancel it."))
        return self.running

    def _end(self, page: QWidget) -> None:
        self._task = None
        self._pages.setCurrentWidget(page)
        self.busy_changed.emit(False)

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, float):
            self._progress.show_reading(progress)
        elif isinstance(progress, SummaryProgress):
            self._progress.show_progress(progress)
        elif isinstance(progress, FilesProgress):
            self.files_changed.emit(progress)
