"""Giving the room of what was deleted back to the disk: the button, its progress, and what it brought.

Owns this row. Must not know how it is done: the store does it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Compacted
from llmdesk.ui.services import Services
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes


class Compacting(QWidget):
    """`compacted()` when the file may have another size."""

    compacted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._made: Compacted | None = None
        self._job = Job(services, self)
        self.start, self._cancel = QPushButton(), QPushButton()
        self._progress, self._result = JobProgress(self._job, brief=True), plain_label("muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.start)
        row.addWidget(self._cancel)
        row.addWidget(self._result, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self._progress)
        self._cancel.hide()
        self.start.clicked.connect(self._compact)
        self._cancel.clicked.connect(self.stop)
        self._job.busy_changed.connect(self._on_busy)
        self.retranslate()

    def stop(self) -> None:
        """Stop it, if it is under way: nothing has changed then."""
        self._job.cancel()

    def _compact(self) -> None:
        store = self._services.store
        self._made = None
        self.retranslate()
        self._job.start(lambda context: store.compact(context.cancel), self._on_done)

    def _on_done(self, made: Compacted) -> None:
        self._made = made
        self.retranslate()
        self.compacted.emit()

    def _on_busy(self, busy: bool) -> None:
        before, after = (self.start, self._cancel) if busy else (self._cancel, self.start)
        had_focus = before.hasFocus()
        before.hide()
        after.show()
        if had_focus:
            after.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.start.setText(self.tr("Compact"))
        self.start.setAccessibleName(self.tr("Compact the database"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel compacting"))
        self._progress.set_name(self.tr("Compacting"))
        made = self._made
        if made is None:
            self._result.setText("")
        elif made.before - made.after < made.before // 100:
            self._result.setText(self.tr("Already compact: there was nothing to gain."))
        else:
            sizes = {"before": format_bytes(made.before), "after": format_bytes(made.after)}
            self._result.setText(fill(self.tr("Done: {before} before, {after} now."), sizes))
