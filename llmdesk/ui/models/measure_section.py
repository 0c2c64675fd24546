"""The section "Speed on this computer" of a model's page: measure, watch, stop, read, copy.

Owns one measurement at a time and the results of this run of llmdesk. What is measured and how is
`tools/bench.py`'s.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.engine.model_ref import ModelRef
from llmdesk.errors import fill
from llmdesk.models.library import InstalledModel
from llmdesk.tools.bench import BenchProgress, BenchResult, Figure, figures, measure
from llmdesk.tools.tool import SPEED
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, HALF, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label

_STEPS = 1000


class MeasureSection(Retranslating, QWidget):
    """`show_model` says whose page it is on."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._model: InstalledModel | None = None
        self._results: dict[ModelRef, BenchResult] = {}
        self._job = Job(services, self, waits=True)  # two at a time would measure each other
        self._heading, self._hint = plain_label("strong"), plain_label("small", wrap=True)
        self._start, self._stop, self._copy = QPushButton(), QPushButton(), QPushButton()
        self._rounds = ChoiceBox()
        self._rounds.set_choices((Choice("", True), Choice("", False)), True)
        self._progress = JobProgress(self._job, brief=True)
        self._conditions = plain_label("small", wrap=True)
        self._table = QGridLayout()
        self._arrange()
        self._start.clicked.connect(self._measure)
        self._stop.clicked.connect(self._job.cancel)
        self._job.busy_changed.connect(self._on_busy)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self._retranslate()

    def _arrange(self) -> None:
        self._table.setHorizontalSpacing(GAP)
        self._table.setVerticalSpacing(HALF)
        self._table.setColumnStretch(2, 1)
        self._rounds.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in (self._start, self._rounds, self._stop):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._conditions)
        column.addLayout(self._table)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_model(self, model: InstalledModel) -> None:
        self._model = model
        self._refresh()

    # -- measuring ----------------------------------------------------------------------------------
    def _measure(self) -> None:
        model, quick = self._model, bool(self._rounds.current and self._rounds.current.data)
        if model is None or self._job.running:
            return
        models = self._services.models
        if models.current is None or models.current.ref != model.ref:
            models.choose(model)

        def work(context: TaskContext) -> BenchResult:
            loaded = models.load_blocking(context, SPEED)
            return measure(
                self._services.engine,
                loaded,
                quick=quick,
                on_progress=context.progress,
                cancel=context.cancel,
            )

        def done(result: BenchResult) -> None:
            self._results[model.ref] = result
            self._refresh()

        long_job = fill(self.tr("Measuring {model}"), {"model": model.name})
        self._job.start(work, done, on_progress=self._on_progress, long_job=long_job)
        self._progress.show_progress(self.tr("Loading the model"), 0, _STEPS)

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, BenchProgress):
            words = translate_core(progress.stage)
            self._progress.show_progress(words, round(progress.done * _STEPS), _STEPS)

    def _on_busy(self, busy: bool) -> None:
        had_focus = self._stop.hasFocus()
        self._refresh()
        if busy:
            self._stop.setFocus()
        elif had_focus:
            self._start.setFocus()

    # -- what is shown ------------------------------------------------------------------------------
    def text(self) -> str:
        """The result that is shown, as text to paste: one figure a line."""
        result = self._result
        if result is None:
            return ""
        lines = [f"{label}\t{value}" for label, value in map(self._words, figures(result))]
        return "\n".join([result.model, self._conditions.text(), *lines]) + "\n"

    @property
    def _result(self) -> BenchResult | None:
        return self._results.get(self._model.ref) if self._model is not None else None

    @staticmethod
    def _words(figure: Figure) -> tuple[str, str]:
        number = QLocale().toString(figure.value, "f", figure.digits)
        return fill(translate_core(figure.label), figure.params), f"{number} {translate_core(figure.unit)}"

    def _refresh(self) -> None:
        running, result = self._job.running, self._result
        visible: dict[QWidget, bool] = {
            self._stop: running,
            **dict.fromkeys((self._start, self._rounds), not running),
            **dict.fromkeys((self._conditions, self._copy), result is not None),
        }
        for widget, shown in visible.items():
            widget.setVisible(shown)
        self._start.setEnabled(self._model is not None and not self._model.problem)
        if result is not None:
            here = (
                self.tr("{device}, threads: {threads}, for prompts {batch}") if result.threads else "{device}"
            )
            places = {"device": result.device, "threads": result.threads, "batch": result.threads_batch}
            self._conditions.setText(fill(here, places))
        self._fill_table(figures(result) if result is not None else [])

    def _fill_table(self, shown: list[Figure]) -> None:
        while (item := self._table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (label, value) in enumerate(map(self._words, shown)):
            name, figure = plain_label("muted", wrap=True), plain_label(selectable=True)
            name.setText(label)
            figure.setText(value)
            figure.setAccessibleName(f"{label}: {value}")
            self._table.addWidget(name, number, 0)
            self._table.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignRight)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Speed on this computer"))
        self._hint.setText(
            self.tr(
                "Measures loading, reading, writing, scoring and memory with this model. "
                "Please leave the computer alone meanwhile: other programs lower the "
                "figures."
            )
        )
        for button, text in (
            (self._start, self.tr("Measure this model")),
            (self._stop, self.tr("Stop measuring")),
            (self._copy, self.tr("Copy figures")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        quick = self._rounds.current.data if self._rounds.current is not None else True
        choices = (
            Choice(self.tr("Quick"), True, self.tr("One round of each figure")),
            Choice(self.tr("Thorough"), False, self.tr("Three rounds of each figure")),
        )
        self._rounds.set_choices(choices, quick)
        self._rounds.setAccessibleName(self.tr("How thorough"))
        self._progress.set_name(self.tr("Measuring"))
        self._refresh()
