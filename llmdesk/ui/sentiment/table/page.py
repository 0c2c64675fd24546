"""A table: opened, scored, looked at.

Owns which of these shows, and one scoring at a time. How a table is read and scored is
`tools/tables`'s; what a scored one shows is `review`'s.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from llmdesk.errors import Listing, UserError, fill, in_one_line
from llmdesk.store import Run
from llmdesk.tools.sentiment import LabelSet, Measuring
from llmdesk.tools.sentiment.runs import (
    PastTable,
    header_row_of,
    labels_from,
    libraries_of,
    past_table,
    unsure_limit,
)
from llmdesk.tools.sentiment.table import TableProgress
from llmdesk.ui import examples
from llmdesk.ui.file_dialogs import ask_folder
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.sentiment.table.job import ScoreJob, known_labels, look_at_output, score
from llmdesk.ui.sentiment.table.progress import SentimentProgress
from llmdesk.ui.sentiment.table.review import SentimentReview
from llmdesk.ui.sentiment.table.setup import ScoreRequest, SentimentSetup
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_place import OutputPlace
from llmdesk.ui.tables.table_mode import TableMode
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.words import counted

_BUILD_MS = 200


class SentimentTable(TableMode):
    """Rows get labels and probabilities."""

    setup: SentimentSetup
    progress: SentimentProgress

    def __init__(
        self,
        services: Services,
        sets: SentimentSets,
        corrections: SentimentCorrections,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(services, parent)
        self._sets, self._corrections = sets, corrections
        self._reading_labels = Job(services, self)
        self._afterwards: tuple[str, Path] | None = None  # of a past run, until its table is open
        self.setup, self.progress = SentimentSetup(services.theme), SentimentProgress(services.theme)
        self._add_pages()
        self._connect()
        self._retranslate()

    def _connect(self) -> None:
        self.empty.example_chosen.connect(lambda _name: self._open_example())
        self.setup.changed.connect(self._look_for_unfinished)
        self.setup.labels_asked.connect(self._look_at_labels)
        self.setup.score_asked.connect(self._start)
        self._sets.changed.connect(self._look_for_unfinished)
        self._sets.changed.connect(self._look_at_labels)

    @property
    def review(self) -> SentimentReview:
        """What shows a scored table, built when there is one."""
        if self._review is None:
            self._add_review(review := SentimentReview(self._services, self._corrections))
            review.again_asked.connect(self._again)
        found: SentimentReview = self._review
        return found

    # -- what the tab asks for ----------------------------------------------------------------------
    def show_run(self, run: Run) -> None:
        """A past table: its rows where it is finished, else the form, ready to go on."""
        labels = labels_from(run.options.get("labels"))
        if labels is not None and self._sets.loaded:
            self._sets.use(labels)
            self._sets.set_unsure_below(unsure_limit(run.options))
        past = past_table(run)
        if past is not None:
            self._show_review(past)
            return
        if libraries := libraries_of(run):  # whose table was made for the command alone
            text = self.tr(
                "The documents of {libraries} were not labelled to the end. The same command with --resume "
                "goes on with them."
            )
            self._services.notify.show(fill(text, {"libraries": Listing(libraries)}, translate_core))
            return
        self._open_as_before(
            Path(str(run.inputs["path"])),
            str(run.inputs.get("sheet", "")),
            str(run.inputs.get("column", "")),
            Path(str(run.inputs.get("out", ""))),
            header_row_of(run),
        )

    # -- opening ------------------------------------------------------------------------------------
    def _choose_folder(self) -> None:
        ask_folder(self, self.tr("Open folder of texts"), self.opener.open)

    def _open_example(self) -> None:
        """The reviews that come with llmdesk, as a copy among its data: the result is written beside it."""
        folder = self._services.paths.data / "examples"
        self._services.tasks.start(
            lambda _context: examples.table(folder),
            owner=self,
            on_done=self.opener.open,
        )

    def _open_with_names(self, row: int) -> None:
        request = self.setup.request
        if request is not None:
            self._afterwards = (request.column, request.out)
        self.opener.open_with_names(row)

    def _on_opened(self, table: OpenedTable) -> None:
        self.setup.show_table(table)
        if self._afterwards is not None:
            self.setup.choose(*self._afterwards)
            self._afterwards = None
        self._pages.setCurrentWidget(self.setup)
        self.setup.focus_first()

    def _open_as_before(self, path: Path, sheet: str, column: str, out: Path, header_row: int | None) -> None:
        self._afterwards = (column, out)
        self.opener.open(path, sheet or None, header_row)

    def _again(self) -> None:
        """Score the table that shows once more, with what was corrected meanwhile."""
        past = self.review.past
        if past is not None:
            self._open_as_before(past.source, past.sheet, past.column, past.path, past.header_row)

    def _look_at_labels(self) -> None:
        """Show what the values of the column with known labels are taken for; the newest question counts."""
        self._reading_labels.cancel()
        request, labels = self.setup.request, self._sets.current
        if request is None or labels is None or not request.labelled:
            self.setup.show_meanings(None)
            return
        self._reading_labels.start(partial(known_labels, request, labels.names), self.setup.show_meanings)

    def _look_for_unfinished(self) -> None:
        """Offer to go on where a job for this output was stopped."""
        request, labels = self.setup.request, self._sets.current
        if request is None or labels is None or self.running:
            return
        models = self._services.models
        model = models.current or models.state.model
        name = model.name if model else ""
        self._services.tasks.start(
            partial(look_at_output, self._services, self._make_job(request, labels), name),
            owner=self,
            on_done=self._on_output,
        )

    def _on_output(self, place: OutputPlace) -> None:
        found = place.unfinished
        problem = "" if found is None or found.problem is None else _words(found.problem)
        self.setup.show_output(place, problem)

    def _make_job(self, request: ScoreRequest, labels: LabelSet) -> ScoreJob:
        return ScoreJob(request, labels, self._corrections.of(labels.names), self._sets.unsure_below)

    # -- scoring ------------------------------------------------------------------------------------
    def _start(self, request: ScoreRequest) -> None:
        labels = self._sets.current
        if labels is None or self.running:
            return
        self._at_work = job = self._make_job(request, labels)
        self.progress.begin_scoring(request.table.path.name, labels.names)
        self._pages.setCurrentWidget(self.progress)
        self._running.start(
            partial(score, self._services, job),
            self._on_scored,
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._on_stopped(),
            long_job=fill(self.tr("Scoring {table}"), {"table": request.table.path.name}),
        )
        QTimer.singleShot(_BUILD_MS, self, lambda: self.review)  # not when the rows are to be shown

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, TableProgress):
            self.progress.show_progress(progress)
        elif isinstance(progress, Measuring):
            self.progress.show_measuring(progress)
        elif isinstance(progress, str):
            self.progress.warn(translate_core(progress) if progress else "")

    def _on_scored(self, run: Run) -> None:
        past = past_table(run)
        if past is None:
            self._on_stopped()
            return
        self._show_review(past)
        if not self.isVisible():
            one, several = self.tr("{table}: 1 row scored."), self.tr("{table}: {count} rows scored.")
            self._services.notify.show(counted(one, several, past.rows, table=past.source.name))

    def _on_stopped(self) -> None:
        self._pages.setCurrentWidget(self.setup)
        self._look_for_unfinished()

    def _show_review(self, past: PastTable) -> None:
        self.review.show_table(past)
        self._pages.setCurrentWidget(self.review)
        self.review.rows.setFocus()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.empty.set_texts(
            self.tr("Score a whole table"),
            self.tr(
                "Open a table with a text in each row, or drop it here: CSV, TSV, Excel, "
                "JSON Lines, or a folder of text files. You get a new file with a label "
                "and probabilities in every row; your table stays as it is. Or try an "
                "example:"
            ),
            (self.tr("Score twenty reviews of household goods"),),
            action=self.tr("Open table"),
            other=self.tr("Open folder of texts"),
        )


def _words(error: UserError) -> str:
    return in_one_line(error.render(translate_core))
