"""The tab Shout: a text, a button, a result, a history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from llmdesk.store import Run
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.shout.tool.shouting import KIND, keep, read, shout


class ShoutTab(QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._task: Task[str] | None = None
        self._text, self._result = QPlainTextEdit(), QLabel()
        self._bar, self._go, self._cancel = QProgressBar(), QPushButton("Shout it"), QPushButton("Cancel")
        self._history = RunHistory(services, KIND)
        column = QVBoxLayout(self)
        for widget in (self._history, self._text, self._go, self._cancel, self._bar, self._result):
            column.addWidget(widget)
        self._text.setAccessibleName("Text to shout")
        self._result.setAccessibleName("Shouted")
        self._bar.setAccessibleName("Shouting")
        self._go.clicked.connect(self._start)
        self._cancel.clicked.connect(self.shutdown)
        self._history.chosen.connect(self._show_run)
        self._refresh()

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        self._text.setPlainText(text)

    def focus_first(self) -> None:
        self._text.setFocus()

    def shutdown(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # -- shouting -----------------------------------------------------------------------------------
    def _start(self) -> None:
        text = self._text.toPlainText()

        def work(context: TaskContext) -> str:
            result = shout(text, lambda *done: context.progress(done), context.cancel)
            keep(self._services.store, text, result)
            return result

        self._task = self._services.tasks.start(
            work,
            owner=self,
            on_done=self._end,
            on_error=self._services.notify.show_error,
            on_cancelled=lambda: self._end("Stopped."),
            on_progress=self._progress,
        )
        self._refresh()

    def _progress(self, done: object) -> None:
        assert isinstance(done, tuple)
        self._bar.setRange(0, done[1])
        self._bar.setValue(done[0])

    def _end(self, result: str) -> None:
        self._task = None
        self._result.setText(result)
        self._history.reload()
        self._refresh()

    def _show_run(self, run: Run) -> None:
        text, result = read(run)
        self._text.setPlainText(text)
        self._result.setText(result)

    def _refresh(self) -> None:
        self._go.setVisible(self._task is None)
        self._cancel.setVisible(self._task is not None)
        self._bar.setVisible(self._task is not None)
