"""The button that lets the loaded model say what labels mean: other words for each, and texts that have it.

Owns the job behind it. Must not know the fields that it is put into.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from llmdesk.errors import fill
from llmdesk.tools.sentiment import LabelSet
from llmdesk.tools.sentiment.written import say
from llmdesk.tools.tool import SENTIMENT
from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.plain_label import plain_label


class SuggestButton(Retranslating, QWidget):
    """`labels` gives what to ask the model about (None: nothing), `take` gets them with what it said."""

    def __init__(
        self,
        services: Services,
        labels: Callable[[], LabelSet | None],
        take: Callable[[LabelSet], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services, self._labels, self._take = services, labels, take
        self._job = Job(services, self)
        self._start, self._stop = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._far = plain_label("small")
        for button in (self._start, self._stop):
            set_kind(button, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for part in (self._start, self._stop, self._far):
            row.addWidget(part)
        self._start.clicked.connect(self._ask)
        self._stop.clicked.connect(self._job.cancel)
        self._job.busy_changed.connect(self._on_busy)
        self._on_busy(False)
        self._retranslate()

    def _ask(self) -> None:
        labels = self._labels()
        if labels is not None:
            self._job.start(partial(_say, self._services, labels), self._take, on_progress=self._on_progress)

    def cancel(self) -> None:
        """What is still written is not taken."""
        self._job.cancel()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, tuple):
            done, total = progress
            self._far.setText(fill(self.tr("{done} of {total}"), {"done": done, "total": total}))

    def _on_busy(self, busy: bool) -> None:
        before, after = (self._start, self._stop) if busy else (self._stop, self._start)
        had_focus = before.hasFocus()
        before.hide()
        after.show()
        self._far.setText("")
        self._far.setVisible(busy)
        if had_focus:
            after.setFocus()

    def _retranslate(self) -> None:
        self._start.setText(self.tr("Suggest words and texts"))
        self._start.setAccessibleName(self.tr("Suggest words and texts"))
        self._start.setToolTip(
            self.tr(
                "The model writes other words and example texts for labels that have none, for you to "
                "look at and change."
            )
        )
        self._stop.setText(self.tr("Cancel"))
        self._stop.setAccessibleName(self.tr("Cancel"))


def _say(services: Services, labels: LabelSet, context: TaskContext) -> LabelSet:
    services.models.load_blocking(context, SENTIMENT)
    return say(services.engine, labels, context.cancel, lambda *far: context.progress(far))
