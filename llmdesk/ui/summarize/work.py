"""One job of the Summarize tab at a time: its progress at the right, its cancel, and what shows after it.

Owns the page of the progress. Must not know what a job does.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.tools.summarize import SummaryProgress
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.job import FilesProgress
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job


class SummaryWork(Job):
    """`files_changed(FilesProgress)` from a job on a list of files."""

    files_changed = Signal(object)

    def __init__(
        self, services: Services, pages: QStackedWidget, progress: SummaryProgressView, parent: QObject
    ) -> None:
        super().__init__(services, parent, waits=True)
        self._pages, self._progress = pages, progress

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
            self._pages.setCurrentWidget(before)
            on_done(result)

        def stopped(error: Exception | None) -> None:
            self._pages.setCurrentWidget(before)
            if error is not None and long_job and self._progress.has_written:
                self._progress.stop(self.tr("Stopped by a problem. These are the results so far."))
                self._pages.setCurrentWidget(self._progress)

        self._progress.begin(name)
        if not long_job:
            self._progress.show_reading(0.0)
        self._pages.setCurrentWidget(self._progress)
        self.start(work, done, on_progress=self._on_progress, on_stopped=stopped, long_job=long_job)

    def cancel(self) -> None:
        """Stop what runs; what is done of it still comes."""
        super().cancel()
        if self.running:
            self._progress.show_stopping()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, float):
            self._progress.show_reading(progress)
        elif isinstance(progress, SummaryProgress):
            self._progress.show_progress(progress)
        elif isinstance(progress, FilesProgress):
            self.files_changed.emit(progress)
