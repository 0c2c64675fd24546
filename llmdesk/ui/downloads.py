"""The queue of downloads as the window sees it: rows that are current, and what one does to them.

Owns the asking (in tasks, since the queue writes to disk under its lock), the news of an end, and
that the machine stays awake meanwhile. Must not fetch anything, and shows no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from llmdesk.awake import KeepAwake
from llmdesk.errors import Listing, fill
from llmdesk.ui.desktop_notices import DesktopNotices
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier, error_text, translate_core
from llmdesk.ui.tasks import Task, TaskContext, TaskRunner

if TYPE_CHECKING:
    from llmdesk.models.download import DownloadRequest
    from llmdesk.models.download_queue import DownloadQueue, DownloadRow

POLL_MS = 250


class Downloads(QObject):
    """`rows` are those of the last look; `changed` fires after every look that found something new."""

    changed = Signal()

    def __init__(
        self,
        hub: HubAccess,
        tasks: TaskRunner,
        models: ModelSession,
        notify: Notifier,
        desktop: DesktopNotices | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub, self._tasks, self._models, self._notify = hub, tasks, models, notify
        self._desktop = desktop
        self._rows: tuple[DownloadRow, ...] = ()
        self._first = True
        self._look: Task[tuple[DownloadRow, ...]] | None = None
        self._again = False
        self._awake = KeepAwake("a model is being downloaded")
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.refresh)
        hub.ready.connect(self.refresh)
        hub.queue_changed.connect(self.refresh)

    @property
    def rows(self) -> tuple[DownloadRow, ...]:
        return self._rows

    @property
    def running(self) -> list[str]:
        """Names of the files that are being fetched, or wait for it."""
        return [file_name(row) for row in self._rows if row.state in ("running", "queued")]

    # -- what one does ------------------------------------------------------------------------
    def add(self, request: DownloadRequest) -> None:
        self._do(lambda queue: queue.add(request))

    def pause(self, number: int) -> None:
        self._do(lambda queue: queue.pause(number))

    def resume(self, number: int) -> None:
        """Also after a failure."""
        self._do(lambda queue: queue.resume(number))

    def cancel(self, number: int) -> None:
        """Throw away what came; a finished one only leaves the list."""
        self._do(lambda queue: queue.cancel(number))

    def close(self) -> None:
        """No more looks; the machine may sleep."""
        self._timer.stop()
        self._awake.hold(False)
        if self._desktop is not None:
            self._desktop.close()

    def _do(self, action: Callable[[DownloadQueue], object]) -> None:
        def run(_: TaskContext) -> None:
            try:
                action(self._hub.get().downloads)
            except KeyError:
                return  # it left the list a moment ago

        self._tasks.start(run, owner=self, on_done=lambda _: self.refresh())

    # -- looking ------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Ask for the rows of now; `changed` tells."""
        if self._look is not None:
            self._again = True
            return
        if self._hub.parts is None:
            return
        self._look = self._tasks.start(
            lambda _: self._hub.get().downloads.rows(),
            owner=self,
            on_done=self._on_rows,
            on_error=self._on_no_rows,
            on_cancelled=self._on_look_ended,
        )

    def _on_no_rows(self, error: Exception) -> None:
        self._on_look_ended()
        self._notify.show_error(error)

    def _on_look_ended(self) -> None:
        self._look = None
        if self._again:
            self._again = False
            self.refresh()

    def _on_rows(self, rows: tuple[DownloadRow, ...]) -> None:
        before = {row.id: row.state for row in self._rows}
        changed, self._rows = rows != self._rows, rows
        active = bool(self.running)
        self._awake.hold(active)
        if active and not self._timer.isActive():
            self._timer.start()
        elif not active:
            self._timer.stop()
        for row in rows:
            if before.get(row.id, "queued") != row.state:
                self._tell(row)
        if self._first:
            self._first = False
            self._offer(rows)
        if changed:
            self.changed.emit()
        self._on_look_ended()

    def _tell(self, row: DownloadRow) -> None:
        """The end of a download is news, wherever one is in the window."""
        if row.state == "done":
            self._models.refresh()
            text = fill(self.tr("“{file}” was downloaded."), {"file": file_name(row)})
            self._notify.show(text)
            title, rest = text, self.tr("The file is complete and verified.")
        elif row.state == "failed" and row.problem is not None:
            self._notify.show_error(row.problem, (self.tr("Retry"), lambda: self.resume(row.id)))
            title = fill(self.tr("“{file}” could not be downloaded."), {"file": file_name(row)})
            rest = error_text(row.problem)
        else:
            return
        if self._desktop is not None:
            self._desktop.tell(title, rest)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                QApplication.alert(window)

    def _offer(self, rows: tuple[DownloadRow, ...]) -> None:
        """What the last session did not finish."""
        paused = [row for row in rows if row.state == "paused"]
        if not paused:
            return

        def resume_all() -> None:
            for row in paused:
                self.resume(row.id)

        names = [f"“{file_name(row)}”" for row in paused[:3]] + (["…"] if len(paused) > 3 else [])
        text = self.tr("Unfinished downloads: {files}.")
        self._notify.show(
            fill(text, {"files": Listing(tuple(names))}, translate_core),
            action=(self.tr("Resume"), resume_all),
        )


def file_name(row: DownloadRow) -> str:
    """The file's name without the folders of its repo; of a split model the first part's."""
    return row.request.paths[0].rpartition("/")[2]
