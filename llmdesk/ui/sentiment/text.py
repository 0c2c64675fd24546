"""One text: typed or pasted at the left, its result at the right.

Owns the text, its draft, and one analysis at a time. How a text is read is `tools/sentiment`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import StoreError, UserError
from llmdesk.store import Run
from llmdesk.tools.kept import read
from llmdesk.tools.sentiment import Analyzer, LabelSet, Measuring, TextResult
from llmdesk.tools.sentiment.runs import keep, labels_from
from llmdesk.tools.tool import SENTIMENT
from llmdesk.ui.drafts import Keeper, joined
from llmdesk.ui.language import Retranslating
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.result import SentimentResult
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.message_edit import MessageEdit
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.widgets.plain_label import plain_label

DRAFT = "sentiment.text"
_NOT_BLANK = QRegularExpression(r"\S", QRegularExpression.PatternOption.UseUnicodePropertiesOption)


@dataclass(frozen=True)
class _Request:
    text: str
    labels: LabelSet
    corrections: tuple[tuple[str, str], ...]
    unsure_below: float


class TextField(MessageEdit):
    """Enter makes a line; Ctrl+Enter is the primary button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            self.insertPlainText("\n")
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)


class SentimentText(Retranslating, QWidget):
    """`ended` when an analysis was kept in the history."""

    ended = Signal()

    def __init__(
        self,
        services: Services,
        sets: SentimentSets,
        corrections: SentimentCorrections,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._sets, self._corrections = services, sets, corrections
        self._job = Job(services, self)
        self.field = TextField()
        self._draft = Keeper(services.drafts, DRAFT, self.field.toPlainText, self._restore, str, str, self)
        self._name = plain_label("muted")
        self._row, self._busy = JobRow(self._job), JobProgress(self._job, brief=True)
        self._empty = EmptyPage()
        self.result = SentimentResult(services.theme)
        self._right = QStackedWidget()
        self._arrange()
        self.field.textChanged.connect(self._on_typed)
        self.field.submitted.connect(self.analyze)
        self._row.asked.connect(self.analyze)
        self._empty.example_chosen.connect(self._use_example)
        sets.changed.connect(self._refresh)
        self._retranslate()
        self._draft.read()

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self.field, 1)
        column.addWidget(self._name)
        column.addWidget(self._busy)
        column.addWidget(self._row)
        set_kind(left, "surface")
        self.field.setMinimumSize(QSize(200, 80))
        self._name.setBuddy(self.field)
        self._name.hide()
        self._right.addWidget(self._empty)
        self._right.addWidget(self.result)
        sides = Panes(left, self._right)
        left.setMinimumWidth(280)
        self._right.setMinimumWidth(360)
        sides.setSizes([420, 580])
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sides)

    # -- what the tab asks for ----------------------------------------------------------------------
    def set_text(self, text: str) -> None:
        """As if it had been typed; it can be undone."""

        def insert() -> None:
            self.field.selectAll()
            self.field.insertPlainText(text)

        self._draft.when_read(insert)

    def show_run(self, run: Run) -> None:
        """A past text and its result."""
        text, result = str(run.inputs.get("text", "")), read(TextResult, run.result)
        labels = labels_from(run.options.get("labels"))
        if labels is not None and self._sets.loaded:
            self._sets.use(labels)
        self.set_text(text)
        if result is not None:
            self._show(text, result)
        else:
            self._right.setCurrentWidget(self._empty)

    # -- analyzing ----------------------------------------------------------------------------------
    def analyze(self) -> None:
        labels, text = self._sets.current, self.field.toPlainText()
        if labels is None or not text.strip():
            return
        corrections = self._corrections.of(labels.names)
        request = _Request(text, labels, corrections, self._sets.unsure_below)

        def done(outcome: tuple[TextResult, UserError | None]) -> None:
            result, problem = outcome
            self._show(text, result)
            if problem is not None:
                self._services.notify.show_error(problem)
            self.ended.emit()

        self._job.start(partial(_analyze, self._services, request), done, on_progress=self._on_progress)

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, Measuring):
            if progress.done < progress.total:
                words = self.tr("Measuring this model once for these labels…")
                self._busy.show_progress(words, progress.done, progress.total)
            else:
                self._busy.show_progress()

    def cancel(self) -> None:
        self._job.cancel()

    def _show(self, text: str, result: TextResult) -> None:
        self.result.show_result(text, result)
        self._right.setCurrentWidget(self.result)

    def _refresh(self) -> None:
        has_text = not self.field.document().find(_NOT_BLANK).isNull()  # toPlainText copies a whole book
        self._row.start.setEnabled(self._sets.current is not None and has_text)

    # -- the draft ----------------------------------------------------------------------------------
    def _use_example(self, text: str) -> None:
        self.set_text(text)
        self.analyze()

    def _on_typed(self) -> None:
        self._refresh()
        self._draft.keep_soon()

    def _restore(self, text: str) -> None:
        """What was here when the window closed; what was typed meanwhile stays below it."""
        self.field.setPlainText(joined(text, self.field.toPlainText()))

    def hideEvent(self, event: QHideEvent) -> None:
        self._draft.keep_now()
        super().hideEvent(event)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        name = self.tr("Text to analyze")
        self._name.setText(name)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(self.tr("Type or paste a text: a review, a comment, a message…"))
        self._row.set_words(self.tr("Analyze"))
        self._busy.set_name(self.tr("Analyzing"))
        self._empty.set_texts(
            self.tr("How does it sound?"),
            self.tr(
                "Enter a text on the left and press Analyze. You get a probability for "
                "each label, and see which sentences and words it comes from. Or try an "
                "example:"
            ),
            (
                self.tr("Lovely staff and a clean room. Breakfast was cold."),
                self.tr("Great, another update that breaks what used to work."),
                self.tr("I expected little and was surprised: a warm, clever, funny film."),
            ),
        )
        self._refresh()


def _analyze(
    services: Services, request: _Request, context: TaskContext
) -> tuple[TextResult, UserError | None]:
    """Load, score, keep in the history; a full disk does not take the result away. In a thread."""
    services.models.load_blocking(context, SENTIMENT)
    analyzer = Analyzer(
        services.engine,
        request.labels,
        services.paths.sentiment,
        request.corrections,
        request.unsure_below or None,
    )
    analyzer.on_measuring = context.progress
    result = analyzer.analyze(request.text, context.cancel)
    try:
        keep(services.store, request.text, request.labels, request.unsure_below, result)
    except StoreError as problem:
        return result, problem
    return result, None
