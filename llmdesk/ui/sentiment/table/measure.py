"""How good the results are on the rows that the user labelled, measured again after each change.

Owns when it is measured: from 20 labelled rows on, one measurement at a time, a moment after the
last change. The figures are `tools/sentiment`'s, each row judged by a fit without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from llmdesk.tools.sentiment import Analyzer, LabelSet, Metrics
from llmdesk.tools.tool import SENTIMENT
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job

ENOUGH = 20
WAIT_MS = 800


class SentimentMeasure(QObject):
    """`measured(Metrics)` after `begin`, and after corrections."""

    measured = Signal(object)

    def __init__(self, services: Services, corrections: SentimentCorrections, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._corrections = services, corrections
        self._labels: LabelSet | None = None
        self._biases: Mapping[str, object] = {}
        self._job = Job(services, self)
        self._analyzer: Analyzer | None = None
        self._measured: tuple[tuple[str, str], ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._start)
        corrections.changed.connect(self._on_changed)

    def begin(self, labels: LabelSet, biases: Mapping[str, object]) -> None:
        """Measure for a table with these labels from now on; what is known already is not measured.
        `biases` are those that the table was scored by."""
        self._job.cancel()
        self._labels, self._analyzer, self._biases = labels, None, biases
        self._measured = self._corrections.of(labels.names)

    def measure_now(self) -> None:
        """Measure with what is known, where there is enough of it."""
        self._measured = ()
        self._start()

    def _on_changed(self) -> None:
        if self._labels is not None:
            self._timer.start()

    def _start(self) -> None:
        labels = self._labels
        if labels is None or self._job.running:
            return
        known = self._corrections.of(labels.names)
        if len(known) < ENOUGH or known == self._measured:
            return

        def done(outcome: tuple[Analyzer, Metrics | None]) -> None:
            self._analyzer, metrics = outcome
            self._measured = known
            self.measured.emit(metrics)
            self._on_changed()  # what changed meanwhile is measured next

        work = partial(_measure, self._services, labels, known, self._analyzer, self._biases)
        self._job.start(work, done)


def _measure(
    services: Services,
    labels: LabelSet,
    known: tuple[tuple[str, str], ...],
    before: Analyzer | None,
    biases: Mapping[str, object],
    context: TaskContext,
) -> tuple[Analyzer, Metrics | None]:
    """In a thread. `before` has read most of the texts already, where the model is the same."""
    loaded = services.models.load_blocking(context, SENTIMENT)
    if before is not None and before.model == loaded.name:
        analyzer = before.with_corrections(known)
    else:
        analyzer = Analyzer(services.engine, labels, services.paths.sentiment, known)
        analyzer.take(biases)
    return analyzer, analyzer.metrics(context.cancel)
