"""What share of a scored table has each label: a random sample to label, and the shares it gives.

Owns what of both shows for one table, and the tasks for it. The sample is kept by `samples.py`; how shares
are estimated is `tools/sentiment/shares`'s.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.shares import FEWEST, expected_margin
from llmdesk.tools.tables.types import TableError
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.sentiment.labelling.sample_pane import SamplePane
from llmdesk.ui.sentiment.labelling.samples import Sample, Samples
from llmdesk.ui.sentiment.labelling.share_chart import ShareChart
from llmdesk.ui.sentiment.labelling.shares_save import SaveButton, Saved
from llmdesk.ui.sentiment.labelling.shares_work import MOST_DRAWN, Drawn, SampleShares, SharesWork
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import GAP, HALF, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import percent

_BUSY_MS = 300  # what is quicker shows no bar
SIZES = (30, 60, 100, 200, MOST_DRAWN)


# The shares, and what is wrong with the column of the groups: then they are those of the whole table.
_Computed = tuple[SampleShares, TableError | None]


class SharesPage(Retranslating, QWidget):
    """`show_table(past, scored)`, `close_table()`; `changed` when there are other shares."""

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.samples = Samples(services, self)
        self._past: PastTable | None = None
        self._scored: SharedTable | None = None
        self._work: SharesWork | None = None
        self._drawn: Drawn | None = None
        self._row: tuple[int, str] | None = None
        self._computing: Task[_Computed] | None = None
        self._again = False
        self._failed: Exception | None = None
        self.found = SampleShares()
        self.pane, self.chart = SamplePane(), ShareChart(services.theme)
        self._size_name, self._by_name = plain_label("muted"), plain_label("muted")
        self._size, self._by = ChoiceBox(), ChoiceBox()
        self._about, self._note = plain_label(wrap=True), plain_label("small", wrap=True)
        self._quality, self._legend = plain_label("small", wrap=True), plain_label("small", wrap=True)
        self._busy = QProgressBar(textVisible=False, maximum=0)
        self._soon = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._save = SaveButton(services, self._to_save, self.chart)
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(SPACE)
        fields.setVerticalSpacing(SPACE)
        pairs = ((self._size_name, self._size), (self._by_name, self._by))
        for row, (name, box) in enumerate(pairs):
            name.setBuddy(box)
            fields.addWidget(name, row, 0)
            fields.addWidget(box, row, 1)
        fields.setColumnStretch(1, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP, HALF, SPACE, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._about)
        column.addLayout(fields)
        column.addSpacing(SPACE)
        self._busy.hide()
        for widget in (self._busy, self._note, self.chart, self._legend, self._quality):
            column.addWidget(widget)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        sides = Panes(self.pane, scroll)
        self.pane.setMinimumWidth(260)
        scroll.setMinimumWidth(340)
        sides.setSizes([400, 520])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, SPACE)
        whole.addWidget(sides)

    def _connect(self) -> None:
        self.pane.labelled.connect(self._on_labelled)
        self.pane.back_asked.connect(self._take_back)
        self._size.chosen.connect(lambda size: self._want(int(size)))
        self._by.chosen.connect(lambda _: self._compute_anew())
        self._soon.timeout.connect(self._busy.show)
        self.samples.changed.connect(self._on_samples)

    # -- which table --------------------------------------------------------------------------------
    def show_table(self, past: PastTable, scored: SharedTable) -> None:
        self.close_table()
        self._past, self._scored, self._work = past, scored, SharesWork(scored)
        self.pane.show_labels(past.labels.names)
        self._by.set_choices(self._groupings(), "")
        self._services.tasks.start(
            self._work.draw,
            owner=self,
            on_done=lambda drawn: self._on_drawn(scored, drawn),
        )

    def close_table(self) -> None:
        if self._computing is not None:
            self._computing.cancel()
        self._past = self._scored = self._work = self._drawn = None
        self._row = self._computing = self._failed = None
        self.found = SampleShares()
        self._rest()
        self.pane.show_row(None)
        self._refresh()

    def _on_drawn(self, scored: SharedTable, drawn: Drawn) -> None:
        if scored is self._scored:
            self._drawn = drawn
            self._on_samples()

    # -- labelling ----------------------------------------------------------------------------------
    def _open_rows(self, past: PastTable, drawn: Drawn) -> list[int]:
        """The rows still to be labelled, in the order drawn: also those whose text is another now."""
        labels, wanted = self.samples.of(past).labels, self.samples.of(past).wanted
        changed = self.found.changed
        return [row for row in drawn.rows[:wanted] if row not in labels or (row, labels[row][1]) in changed]

    def _on_samples(self) -> None:
        past, drawn = self._past, self._drawn
        if past is None or drawn is None or not self.samples.ready:
            return
        self._fill_sizes()
        self._offer(past, drawn)
        self._compute()

    def _offer(self, past: PastTable, drawn: Drawn) -> None:
        """Show the first drawn row that has no label yet."""
        left = self._open_rows(past, drawn)
        wanted = min(self.samples.of(past).wanted, len(drawn.rows))
        self.pane.show_progress(wanted - len(left), wanted, bool(self.samples.of(past).labels))
        row = left[0] if left else None
        if self._row is None or row != self._row[0]:
            self._row = None
            self.pane.show_row(None)
            self._next_row(past, row)

    def _next_row(self, past: PastTable, row: int | None) -> None:
        scored = self._scored
        if scored is None or row is None:
            return

        def read(_: TaskContext) -> str:
            with scored.reading() as table:
                return table.rows([row])[0].text

        def show(text: str) -> None:
            if scored is not self._scored or self._drawn is None or self._row is not None:
                return
            if self._open_rows(past, self._drawn)[:1] == [row]:
                self._row = (row, text)
                self.pane.show_row(text)

        self._services.tasks.start(read, owner=self, on_done=show)

    def _on_labelled(self, label: str) -> None:
        if self._past is not None and self._row is not None:
            given, self._row = self._row, None
            self.samples.label(self._past, *given, label)

    def _take_back(self) -> None:
        """The label that was given last."""
        if self._past is None or not (labels := self.samples.of(self._past).labels):
            return
        self.samples.label(self._past, list(labels)[-1], "", None)

    def _want(self, size: int) -> None:
        if self._past is not None:
            self.samples.want(self._past, size)

    # -- shares -------------------------------------------------------------------------------------
    def _compute(self) -> None:
        """One at a time; what changed meanwhile is computed next."""
        past, work = self._past, self._work
        if past is None or work is None or self._drawn is None or not self.samples.ready:
            return
        if self._computing is not None:
            self._again = True
            return
        self._again = False
        by = str(self._by.current.data) if self._by.current is not None else ""
        task = self._services.tasks.start(
            partial(_shares, work, self.samples.of(past), by),
            owner=self,
            on_done=lambda found: self._on_computed(task, *found),
            on_error=lambda error: self._on_failed(task, error),
            on_cancelled=lambda: self._on_end(task),
        )
        self._computing = task
        self._soon.start()

    def _compute_anew(self) -> None:
        """Nobody waits for the groups of a column that is no longer wanted."""
        self._compute()
        if self._again and self._computing is not None:
            self._computing.cancel()

    def _on_computed(self, task: Task[_Computed], found: SampleShares, problem: TableError | None) -> None:
        """What is wrong with a column is told where the shares would stand."""
        if task is self._computing:
            before, self.found, self._failed = self.found, found, problem
            if self._past is not None and self._drawn is not None and found.changed != before.changed:
                self._offer(self._past, self._drawn)
            self._refresh()
            self.changed.emit()
        self._on_end(task)

    def _on_failed(self, task: Task[_Computed], error: Exception) -> None:
        if task is self._computing:
            self._failed, self.found = error, replace(self.found, shares=())
            self._refresh()
            self.changed.emit()
        self._on_end(task)

    def _on_end(self, task: Task[_Computed]) -> None:
        if task is self._computing:
            self._computing = None
            self._rest()
            if self._again:
                self._compute()

    def _rest(self) -> None:
        self._soon.stop()
        self._busy.hide()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._about.setText(
            self.tr(
                "Counts of the model’s labels are only as good as the model. Label some "
                "randomly drawn rows, and each share gets a margin that holds in 95 of 100 "
                "cases."
            )
        )
        for name, box, text in (
            (self._size_name, self._size, self.tr("Rows to label")),
            (self._by_name, self._by, self.tr("By group")),
        ):
            name.setText(text)
            box.setAccessibleName(text)
        self.chart.setAccessibleName(self.tr("Shares"))
        self._busy.setAccessibleName(self.tr("Computing the shares"))
        if self._past is not None:
            self._by.set_choices(self._groupings(), self._by.current.data if self._by.current else "")
            self._fill_sizes()
        self._refresh()

    def _groupings(self) -> list[Choice]:
        """Any column but that of the texts."""
        past, scored = self._past, self._scored
        columns = () if past is None or scored is None else scored.columns
        names = (name for name in columns if past is not None and name != past.column)
        return [Choice(self.tr("None"), ""), *(Choice(name, name) for name in names)]

    def _fill_sizes(self) -> None:
        """Each with the margin that is to be expected where the model is of no help."""
        if self._past is None or self._drawn is None:
            return
        total, wanted = self._drawn.total, self.samples.of(self._past).wanted
        sizes = sorted({*(size for size in SIZES if size < total), min(total, SIZES[-1])})
        choices = [Choice(self._size_words(size, total), size) for size in sizes if size]
        self._size.set_choices(choices, next((size for size in sizes if size >= wanted), sizes[-1]))

    def _size_words(self, size: int, total: int) -> str:
        number = QLocale().toString
        if size == total:
            return fill(self.tr("{count} (all rows: no margin)"), {"count": number(size)})
        points = 100 * expected_margin(size, total)
        places = {"count": number(size), "points": number(points, "f", 1)}
        return fill(self.tr("{count} (± {points} points at most)"), places)

    def _refresh(self) -> None:
        known = self.found.known and self._failed is None
        shares = self.found.shares if self._failed is None else ()
        self._note.setText(self._note_words(known))
        self.chart.show_shares(shares)
        for widget in (self.chart, self._legend):
            widget.setVisible(bool(shares))
        self._legend.setText(self._legend_words(known))
        self._save.setVisible(known)
        self._quality.setText(self._quality_words() if known else "")
        self._quality.setVisible(bool(self._quality.text()))

    def _note_words(self, known: bool) -> str:
        if self._failed is not None:
            return error_text(self._failed)
        found, number = self.found, QLocale().toString
        if not found.shares:
            return ""
        fewest = min(FEWEST, found.shares[0].rows)
        places = {"count": found.labelled, "fewest": fewest, "changed": len(found.changed)}
        if known:
            text = self.tr("Shares of all rows, based on {count} labelled rows:")
        else:
            text = self.tr(
                "Label at least {fewest} rows ({count} so far). Until then, only the "
                "model’s counts are shown:"
            )
        if found.changed:
            changed = self.tr(
                "Labelled rows whose text has changed: {changed}. They no longer count and "
                "will be asked again."
            )
            text = in_one_line((changed, text))
        return fill(text, {name: number(value) for name, value in places.items()})

    def _legend_words(self, known: bool) -> str:
        if not known:
            return self.tr("Tick: what the model counted.")
        text = self.tr("Dot: the share. Bar: its margin. Tick: what the model counted.")
        if any(each.estimate is None for each in self.found.shares):
            few = self.tr("In groups with fewer than {fewest} labelled rows there is only the count.")
            text = fill(in_one_line((text, few)), {"fewest": QLocale().toString(FEWEST)})
        return text

    def _quality_words(self) -> str:
        figures = self.found.figures
        if figures is None:
            return ""
        places = {
            name: percent(value, 1)
            for name, value in (
                ("accuracy", figures.accuracy.value),
                ("low", figures.accuracy.low),
                ("high", figures.accuracy.high),
            )
        }
        text = self.tr("Of the model’s labels on these rows, {accuracy} are right ({low} – {high}).")
        return fill(text, places)

    # -- saving -------------------------------------------------------------------------------------
    def _to_save(self) -> Saved | None:
        if self._past is None or self._scored is None:
            return None
        return Saved(self._past, self._scored, self.found.shares, self.samples.of(self._past))


def _shares(work: SharesWork, sample: Sample, by: str, context: TaskContext) -> _Computed:
    """In a thread."""
    try:
        return work.shares_now(sample, by, context), None
    except TableError as problem:
        if not by:
            raise
        return work.shares_now(sample, "", context), problem
