"""A long job of a tab: started, watched, cancelled; one at a time.

Owns the running task (`Job`), the buttons that start and cancel it (`JobRow`), and how far it is
(`JobProgress`). Must not know what is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

T = TypeVar("T")


class Job(QObject):
    """`busy_changed(bool)` when it starts and ends. A cancelled job is over at once, and what its work
    still says is dropped; where it `waits`, what is done so far still comes."""

    busy_changed = Signal(bool)

    def __init__(self, services: Services, parent: QObject, *, waits: bool = False) -> None:
        super().__init__(parent)
        self._services, self._waits = services, waits
        self._task: Task[object] | None = None
        self._on_stopped: Callable[[Exception | None], object] | None = None
        self._told: list[int] = []  # the notice of what went wrong last

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(
        self,
        work: Callable[[TaskContext], T],
        on_done: Callable[[T], object],
        *,
        on_progress: Callable[[object], object] | None = None,
        on_stopped: Callable[[Exception | None], object] | None = None,
        long_job: str = "",
    ) -> bool:
        """Run `work` in a task, unless something runs. When it is over, `on_done(result)` is called, or
        `on_stopped(error)` after the error was shown (None: it was cancelled). `long_job` is what the user
        is asked about before the window closes on it."""
        if self._task is not None:
            return False
        notify = self._services.notify
        for notice in self._told:  # it is tried again
            notify.close(notice)

        def done(result: T) -> None:
            if self._end(task):
                on_done(result)

        def failed(error: Exception) -> None:
            if self._task is task:
                notify.show_error(error)
                self._told = [notice.id for notice in notify.notices if notice.error is error]
                self._stop(task, error)

        def report(progress: object) -> None:
            if self._task is task and on_progress is not None:
                on_progress(progress)

        task: Task[object] = self._services.tasks.start(
            work,
            owner=self,
            on_done=done,  # type: ignore[arg-type]  # it gets what `work` gives
            on_error=failed,
            on_cancelled=lambda: self._stop(task, None),
            on_progress=report,
            long_job=long_job,
        )
        self._task, self._on_stopped = task, on_stopped
        self.busy_changed.emit(True)
        return True

    def cancel(self) -> None:
        """Stop what runs, if something does."""
        if self._task is not None:
            self._task.cancel()
            if not self._waits:
                self._stop(self._task, None)

    def refuse(self) -> bool:
        """Whether something is under way; the user is told."""
        if self.running:
            words = self.tr("Another task is still running. Wait for it to finish, or cancel it.")
            self._services.notify.show(words)
        return self.running

    def _stop(self, task: Task[object], error: Exception | None) -> None:
        on_stopped = self._on_stopped
        if self._end(task) and on_stopped is not None:
            on_stopped(error)

    def _end(self, task: Task[object]) -> bool:
        """False for one that was over before."""
        if self._task is not task:
            return False
        self._task = self._on_stopped = None
        self.busy_changed.emit(False)
        return True


class JobRow(Retranslating, QWidget):
    """The button that starts a job, or cancels it while it runs; `asked` for the first. The keyboard goes
    from the one to the other; where it `grabs`, wherever it was. `fills`: the button is as wide as the row,
    else the keys that do the same stand beside it."""

    asked = Signal()

    def __init__(self, job: Job, *, grabs: bool = False, fills: bool = False) -> None:
        super().__init__()
        self._job, self._grabs, self._fills = job, grabs, fills
        self._keys = plain_label("small")
        self.start, self.cancel = QPushButton(), QPushButton()
        set_kind(self.start, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        if not fills:
            row.addWidget(self._keys)
            row.addStretch(1)
        row.addWidget(self.cancel, int(fills))
        row.addWidget(self.start, int(fills))
        self.start.clicked.connect(self.asked)
        self.cancel.clicked.connect(job.cancel)
        self.cancel.hide()
        job.busy_changed.connect(self._on_busy)
        self._retranslate()

    def set_words(self, start: str, stop: str = "", shown: str = "") -> None:
        """What the buttons say; `stop` is the tip of the one that cancels. `shown`: instead of the name."""
        self.start.setText(shown or start)
        self.start.setAccessibleName(shown or start)
        self.cancel.setToolTip(stop)

    def show_keys(self, shown: bool) -> None:
        if not self._fills:  # else they stand nowhere, and would be a window of their own
            self._keys.setVisible(shown and not self._job.running)

    def _on_busy(self, busy: bool) -> None:
        before, after = (self.start, self.cancel) if busy else (self.cancel, self.start)
        had_focus = before.hasFocus() or (busy and self._grabs)
        before.hide()
        after.show()
        if not self._fills:
            self._keys.setVisible(not busy)
        if had_focus:
            after.setFocus()

    def _retranslate(self) -> None:
        self._keys.setText(self.tr("Ctrl+Enter"))
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))


class JobProgress(QWidget):
    """What is done (a label of `kind`), how far that is, and how long still; `brief`: the bar, and below it
    in small what is done. With a `job`, it shows while that runs."""

    def __init__(self, job: Job | None = None, *, kind: str = "", brief: bool = False) -> None:
        super().__init__()
        self._brief = brief
        self.words = plain_label("small" if brief else kind, wrap=True)
        self.left = plain_label("small")
        self.bar = QProgressBar(textVisible=False, maximum=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self.bar, self.words) if brief else (self.words, self.bar, self.left):
            column.addWidget(part)
        if job is not None:
            self.hide()
            job.busy_changed.connect(self._on_busy)

    def set_name(self, name: str) -> None:
        """What the bar is, for those who do not see it."""
        self.bar.setAccessibleName(name)

    def show_progress(self, words: str = "", done: int = 0, total: int = 0, left: str = "") -> None:
        """`done` of `total`; 0 of 0 where nobody knows."""
        self.words.setText(words)
        if self._brief:
            self.words.setVisible(bool(words))
        self.left.setText(left)
        self.bar.setMaximum(total)
        self.bar.setValue(done)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.show_progress()
        self.setVisible(busy)
