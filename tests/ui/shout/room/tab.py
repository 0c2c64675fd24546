"""The tab Shout: a text, a button, a result, a history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from llmdesk.store import Run
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.shout.tool.shouting import KIND, keep, read, shout


class ShoutTab(QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._text, self._result = QPlainTextEdit(), QLabel()
        self._job = Job(services, self)
        self._row, self._progress = JobRow(self._job), JobProgress(self._job)
        self._history = RunHistory(services, KIND)
        column = QVBoxLayout(self)
        for widget in (self._history, self._text, self._row, self._progress, self._result):
            column.addWidget(widget)
        self._text.setAccessibleName("Text to shout")
        self._result.setAccessibleName("Shouted")
        self._progress.set_name("Shouting")
        self._row.set_words("Shout it")
        self._row.asked.connect(self._start)
        self._history.chosen.connect(self._show_run)
        self._draft = Keeper(
            services.drafts, "shout.text", self._text.toPlainText, self._text.setPlainText, str, str, self
        )
        self._text.textChanged.connect(self._draft.keep_soon)
        self._draft.read()

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        self._draft.when_read(lambda: self._text.setPlainText(text))

    def focus_first(self) -> None:
        self._text.setFocus()

    def shutdown(self) -> None:
        self._job.cancel()

    # -- shouting -----------------------------------------------------------------------------------
    def _start(self) -> None:
        text = self._text.toPlainText()

        def work(context: TaskContext) -> str:
            result = shout(text, lambda *done: context.progress(done), context.cancel)
            keep(self._services.store, text, result)
            return result

        def report(done: object) -> None:
            assert isinstance(done, tuple)
            self._progress.show_progress("Shouting", *done)

        self._job.start(
            work, self._show, on_progress=report, on_stopped=lambda _: self._result.setText("Stopped.")
        )

    def _show(self, result: str) -> None:
        self._result.setText(result)
        self._history.reload()

    def _show_run(self, run: Run) -> None:
        text, result = read(run)
        self._text.setPlainText(text)
        self._result.setText(result)
