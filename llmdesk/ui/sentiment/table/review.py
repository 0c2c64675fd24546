"""A scored table: its rows to read, sort, filter and correct; its charts; its export.

Owns what of it shows, and the open `ScoredTable`. Reading, sorting and measuring are done in tasks.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QApplication,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill, in_one_line, spoken
from llmdesk.tools.sentiment import Metrics
from llmdesk.tools.sentiment.doubts import about
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.table import ScoredRow
from llmdesk.tools.sentiment.table.scored import Rows, ScoredTable
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.charts import Charts, Figures
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.labelling.report_button import ReportButton
from llmdesk.ui.sentiment.labelling.shares_page import SharesPage
from llmdesk.ui.sentiment.table.choosing import RowChoices, select_rows
from llmdesk.ui.sentiment.table.confusion_table import ConfusionTable
from llmdesk.ui.sentiment.table.export_button import ExportButton, Shown
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.sentiment.table.measure import ENOUGH, SentimentMeasure
from llmdesk.ui.sentiment.table.reading import SentimentReading
from llmdesk.ui.sentiment.table.rows import RowsModel, ScoredRowsView
from llmdesk.ui.services import Services
from llmdesk.ui.tables.file_head import FileHead
from llmdesk.ui.tables.paged import NO_ROWS
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import MARGIN, SPACE
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.segmented import Segmented
from llmdesk.ui.words import percent, row_words

_ROWS, _CHARTS, _SHARES = 0, 1, 2


class SentimentReview(Retranslating, QWidget):
    """`show_table(PastTable)`; `open_asked()`, `again_asked()`, `discuss_asked(text)`."""

    open_asked = Signal()
    again_asked = Signal()
    discuss_asked = Signal(str)

    def __init__(
        self, services: Services, corrections: SentimentCorrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._corrections = services, corrections
        self._past: PastTable | None = None
        self._scored: SharedTable | None = None
        self._opening: Task[SharedTable] | None = None
        self._selecting: Task[Rows] | None = None
        self._numbers: Rows = NO_ROWS
        self._metrics: Metrics | None = None
        self._switch = Segmented(3)
        self._again, self._other = QPushButton(), QPushButton()
        self.choices, self._busy = RowChoices(), QProgressBar(textVisible=False, maximum=0)
        self._model = RowsModel(services, self._right_label, self)
        self.rows = ScoredRowsView(services.theme, self._model)
        self.reading = SentimentReading(services.theme)
        self.charts, self.confusion = Charts(services), ConfusionTable(services.theme)
        self.shares = SharesPage(services)
        self._export = ExportButton(services, self._shown, self.charts)
        self._report = ReportButton(services, self._shown)
        self._head = FileHead(self._again, self._other, self._report, self._export, before=self._switch)
        self._confusion_name = plain_label("small", wrap=True)
        self.measure = SentimentMeasure(services, corrections, self)
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        self._pages.addWidget(self._rows_page())
        self._pages.addWidget(self._charts_page())
        self._pages.addWidget(self.shares)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, SPACE, MARGIN, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._head)
        column.addWidget(self._busy)
        column.addWidget(self._pages, 1)

    def _rows_page(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.choices)
        column.addWidget(self.rows, 1)
        sides = Panes(left, self.reading)
        left.setMinimumWidth(420)
        self.reading.setMinimumWidth(260)
        sides.setSizes([640, 320])
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 1)
        return sides

    def _charts_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.charts, 1)
        column.addWidget(self._confusion_name)
        column.addWidget(self.confusion)
        return page

    def _connect(self) -> None:
        self._switch.chosen.connect(self._show_page)
        self._other.clicked.connect(self.open_asked)
        self._again.clicked.connect(self.again_asked)
        self.choices.changed.connect(self._select)
        self.rows.chosen.connect(self._read_row)
        self.rows.label_key.connect(self._on_key)
        self.reading.corrected.connect(self._correct)
        self.reading.discuss_asked.connect(self.discuss_asked)
        self.measure.measured.connect(self._on_measured)
        self._corrections.changed.connect(self._refresh_note)
        for known_more in (self.shares.changed, self._corrections.changed):
            known_more.connect(self._report.refresh)

    def _show_page(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        if page == _CHARTS and self._metrics is None:
            self.measure.measure_now()
            self._refresh()
        if page == _SHARES and not self._switch.isAncestorOf(QApplication.focusWidget() or self):
            self.shares.pane.setFocus()  # its keys label; else Qt goes on to “Back”

    # -- opening ------------------------------------------------------------------------------------
    @property
    def past(self) -> PastTable | None:
        return self._past

    def show_table(self, past: PastTable) -> None:
        """Show a table that was scored; its rows as soon as they were read."""
        self.close_table()
        self._past, self._metrics = past, past.metrics
        self.rows.set_labels(past.labels.names)
        self.reading.show_labels(past.labels.names)
        self.reading.show_row(None)
        self.choices.show_table(past)
        self._busy.show()
        self._opening = self._services.tasks.start(
            partial(_open, past),
            owner=self,
            on_done=partial(self._on_opened, past),
            on_error=self._on_failed,
            on_cancelled=self._busy.hide,
        )
        self.measure.begin(past.labels, past.biases)
        self._refresh()

    def close_table(self) -> None:
        """Give the rows' file back."""
        if self._opening is not None:
            self._opening.cancel()
        self._model.show_rows(None, NO_ROWS)
        self.shares.close_table()
        self._numbers = NO_ROWS
        if self._scored is not None:
            self._scored.close()
        self._past = self._scored = self._opening = None
        self._report.refresh()

    def _on_opened(self, past: PastTable, scored: SharedTable) -> None:
        if past is not self._past:
            scored.close()
            return
        self._busy.hide()
        self._opening, self._scored = None, scored
        self.shares.show_table(past, scored)
        self._report.refresh()
        self._select()

    def _on_failed(self, error: Exception) -> None:
        self._busy.hide()
        self._services.notify.show_error(error)

    # -- which rows ---------------------------------------------------------------------------------
    def _select(self) -> None:
        """Find the rows that are asked for; the newest asking counts."""
        past, scored = self._past, self._scored
        if past is None or scored is None:
            return
        if self._selecting is not None:
            self._selecting.cancel()
        known = dict(self._corrections.of(past.labels.names))
        task = self._services.tasks.start(
            partial(select_rows, scored, self.choices.choice, known),
            owner=self,
            on_done=lambda numbers: self._show_rows(task, scored, numbers),
        )
        self._selecting = task

    def _show_rows(self, task: Task[Rows], scored: SharedTable, numbers: Rows) -> None:
        if task is not self._selecting or scored is not self._scored:
            return
        self._numbers = numbers
        self._model.show_rows(scored, numbers)
        self.rows.scrollToTop()
        self.reading.show_row(None)
        self._refresh()

    # -- one row ------------------------------------------------------------------------------------
    def _read_row(self, row: int) -> None:
        scored, number = self._scored, self._model.number(row)
        if scored is None or number is None:
            return

        def read(_: TaskContext) -> ScoredRow:
            with scored.reading() as table:
                return table.rows([number])[0]

        def show(found: ScoredRow) -> None:
            if self.rows.row == row and scored is self._scored:
                self.reading.show_row(found, self._right_label(found.text))

        self._services.tasks.start(read, owner=self, on_done=show)

    def _right_label(self, text: str) -> str:
        return self._corrections.label(self._past.labels.names, text) if self._past is not None else ""

    def _on_key(self, position: int) -> None:
        """A number key: the label of this place; -1 takes it back. Then the next row."""
        past, row = self._past, self.rows.row
        if past is None or position >= len(past.labels.names):
            return
        shown = self.reading.row
        if shown is None or shown.index != self._model.number(row):
            return  # not read yet: nobody can know what is right
        self._correct(past.labels.names[position] if position >= 0 else "")
        if position >= 0:
            self.rows.go_to(row + 1)

    def _correct(self, label: str) -> None:
        past, shown, row = self._past, self.reading.row, self.rows.row
        if past is None or shown is None or not shown.text.strip():
            return  # nothing was read there: there is nothing to learn from
        self._corrections.correct(past.labels.names, shown.text, label)
        self._model.set_right(row, label)
        self.reading.show_right(label)

    # -- how good it is -----------------------------------------------------------------------------
    def _on_measured(self, metrics: Metrics | None) -> None:
        self._metrics = metrics
        self._refresh()

    def _refresh_note(self) -> None:
        past = self._past
        if past is None:
            return
        known = len(self._corrections.of(past.labels.names))
        places = {"count": QLocale().toString(known), "enough": QLocale().toString(ENOUGH)}
        if known == 0:
            text = ""
        elif known < ENOUGH:
            text = self.tr(
                "{count} of {enough} rows corrected or confirmed. After that you can see "
                "how good the labels are."
            )
        else:
            one = self.tr("1 row corrected or confirmed. Score the table again to use it.")
            several = self.tr("{count} rows corrected or confirmed. Score the table again to use them.")
            text = one if known == 1 else several
        if self._metrics is not None and known >= ENOUGH:
            text = in_one_line((text, self.tr("Right so far: {accuracy}.")))
            places["accuracy"] = percent(self._metrics.accuracy)
            if self._metrics.refused:
                text = in_one_line(
                    (
                        text,
                        self.tr(
                            "Your corrections change no other label, because they would not make more "
                            "labels right."
                        ),
                    )
                )
        self.reading.show_note(fill(text, places))
        self._again.setVisible(known > 0)

    # -- export -------------------------------------------------------------------------------------
    def _shown(self) -> Shown | None:
        """What an export is of."""
        past = self._past
        if past is None:
            return None
        right = dict(self._corrections.of(past.labels.names))
        return Shown(past, self._scored, self._numbers, right, self.shares.found)

    # -- what is shown ------------------------------------------------------------------------------
    def _refresh(self) -> None:
        past = self._past
        if past is None:
            return
        number = QLocale().toString
        self._head.show_file(past.path)
        facts = [row_words(past.rows), past.model]
        if past.failed:
            facts.append(fill(self.tr("{count} could not be scored"), {"count": number(past.failed)}))
        self._head.show_facts(facts)
        doubts = about(past.labels, past.counts, past.unlikely)
        self._head.show_doubts(in_one_line(spoken(doubt, translate_core) for doubt in doubts))
        self.choices.show_count(len(self._numbers), past.rows)
        self.charts.show_figures(self._figures(past))
        self.confusion.show_metrics(self._metrics)
        self._confusion_name.setVisible(self._metrics is not None)
        self._refresh_note()

    def _figures(self, past: PastTable) -> Figures:
        probabilities = self._scored.histograms if self._scored is not None else {}
        known = len(self._corrections.of(past.labels.names))
        measured_on = known if known >= ENOUGH else 0
        return Figures(past.counts, past.histogram, self._metrics, probabilities, measured_on)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._switch.set_texts(
            (self.tr("Rows"), self.tr("Charts"), self.tr("Shares")),
            (self.tr("Show rows"), self.tr("Show charts"), self.tr("Show shares")),
        )
        self.rows.setAccessibleName(self.tr("Rows"))
        self._busy.setAccessibleName(self.tr("Reading the rows"))
        self._confusion_name.setText(
            self.tr(
                "Rows with known labels. Each line is a correct label, each column the "
                "label given by the model."
            )
        )
        for button, text in (
            (self._again, self.tr("Score again…")),
            (self._other, self.tr("Open table")),
        ):
            button.setText(text)
            button.setAccessibleName(text.removesuffix("…"))
        self.choices.retranslate()
        self._refresh()


def _open(past: PastTable, context: TaskContext) -> SharedTable:
    """In a thread: a second for 100,000 short rows."""
    names, sheet = past.labels.names, past.sheet or None
    scored = ScoredTable.open(
        past.path,
        past.column,
        names,
        past.added,
        sheet=sheet,
        header_row=past.out_header_row,
        cancel=context.cancel,
    )
    return SharedTable(scored)
