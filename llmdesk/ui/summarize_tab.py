"""The Summarize tab: a document at the left, its summary at the right.

Owns what happens when: summarizing, cancelling, showing. The work is `tools/summarize`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize import Summary, SummaryProgress, summarize
from llmdesk.ui.services import Services
from llmdesk.ui.summarize_options import SummaryOptionsRow
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.composer import MessageEdit
from llmdesk.ui.widgets.run_history import RunHistory

_STEPS = 1000


class SummarizeTab(QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._task: Task[Summary] | None = None
        self._options, self._history = SummaryOptionsRow(), RunHistory(services, "summary")
        self._source, self._result = MessageEdit(), MessageEdit()
        self._summarize, self._cancel = QPushButton(), QPushButton()
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._arrange()
        self._source.textChanged.connect(self._refresh)
        self._summarize.clicked.connect(self._start)
        self._cancel.clicked.connect(self.shutdown)
        self._options.submitted.connect(self._start)
        self._retranslate()
        self._refresh()

    def _arrange(self) -> None:
        set_kind(self._summarize, "primary")
        self._result.setReadOnly(True)
        top = QHBoxLayout()
        top.setContentsMargins(MARGIN, SPACE, MARGIN, SPACE)
        top.addWidget(self._options, 1)
        top.addWidget(self._history)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._summarize)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self._source, 1)
        column.addLayout(buttons)
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self._bar)
        column.addWidget(self._result, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(splitter, 1)

    # -- from outside -------------------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Make this text the source."""
        self._source.selectAll()
        self._source.insertPlainText(text)

    def focus_first(self) -> None:
        self._source.setFocus()

    def shutdown(self) -> None:
        """Stop what runs."""
        if self._task is not None:
            self._task.cancel()

    # -- summarizing --------------------------------------------------------------------------------
    def _start(self) -> None:
        text, options = self._source.toPlainText(), self._options.options
        if self._task is not None or not text.strip():
            return

        def work(context: TaskContext) -> Summary:
            self._services.models.load_blocking(context)
            return summarize(
                from_text(text), options, self._services.engine, context.progress, context.cancel
            )

        def on_error(error: Exception) -> None:
            self._services.notify.show_error(error)
            self._on_end()

        self._task = self._services.tasks.start(
            work,
            owner=self,
            on_done=self._on_done,
            on_error=on_error,
            on_cancelled=self._on_end,
            on_progress=self._on_progress,
            long_job=self.tr("Summarizing"),
        )
        self._bar.setMaximum(0)
        self._refresh()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, SummaryProgress):
            self._bar.setMaximum(_STEPS)
            self._bar.setValue(round(progress.share * _STEPS))

    def _on_done(self, summary: Summary) -> None:
        self._result.setPlainText(summary.text)
        self._on_end()

    def _on_end(self) -> None:
        self._task = None
        self._refresh()

    def _refresh(self) -> None:
        running = self._task is not None
        self._cancel.setVisible(running)
        self._bar.setVisible(running)
        self._summarize.setVisible(not running)
        self._summarize.setEnabled(not self._source.document().isEmpty())

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._source.setAccessibleName(self.tr("Source text"))
        self._result.setAccessibleName(self.tr("Summary"))
        self._bar.setAccessibleName(self.tr("Progress"))
        for button, text in ((self._summarize, self.tr("Summarize")), (self._cancel, self.tr("Cancel"))):
            button.setText(text)
            button.setAccessibleName(text)
