"""Something done with each text of a column: the table, then how far it is, then what came of it.

Owns which of its pages shows, and one run at a time. What is done is the tool's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill, in_one_line
from llmdesk.tools.tables.review import MadeTable, made_column
from llmdesk.tools.tables.runs import PastColumn, TableInputs
from llmdesk.tools.tables.types import WouldLose
from llmdesk.ui.file_dialogs import ask_file
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.job import (
    ColumnMade,
    ColumnProgress,
    ColumnRequest,
    ColumnWork,
    go_over,
    look_at_output,
    try_rows,
)
from llmdesk.ui.tables.column.setup import ColumnSetup, ColumnWords
from llmdesk.ui.tables.opened import TABLES, OpenedTable, read_table
from llmdesk.ui.tables.output_place import OutputPlace
from llmdesk.ui.tables.progress_page import ProgressPage
from llmdesk.ui.tables.review.page import TableReview, which_again
from llmdesk.ui.tables.review.replacing import ask_to_replace
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.words import counted


class ColumnPage(QWidget):
    """`work()` is the tool with what is chosen in its tab; `check()` raises `UserError` where that cannot be
    used. `closed` when the user goes back to the text, `shown` when a table is there; `discuss_asked(text)`.
    """

    closed = Signal()
    shown = Signal()
    discuss_asked = Signal(str)

    def __init__(
        self,
        services: Services,
        suffix: str,
        work: Callable[[], ColumnWork],
        words: Callable[[], ColumnWords],
        check: Callable[[], object] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._work, self._words, self._check = services, work, words, check
        self._request: ColumnRequest | None = None
        self._past: TableInputs | None = None  # of a run, until its table is open
        self._prefers = ""  # the column to be chosen in the next table
        self._suffix = suffix
        self._review: TableReview | None = None
        self.job, self._reading = Job(services, self, waits=True), Job(services, self)
        self._trying = Job(services, self)
        self.setup = ColumnSetup(services.theme, self._trying, suffix, words)
        self.progress = ProgressPage()
        self._pages = QStackedWidget()
        for page in (self.setup, self.progress):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._connect()

    def _connect(self) -> None:
        setup = self.setup
        setup.open_asked.connect(self._choose)
        setup.close_asked.connect(self.closed)
        setup.start_asked.connect(self._start)
        setup.trial_asked.connect(self._try)
        setup.changed.connect(self.look_at_output)
        setup.sheet_chosen.connect(lambda sheet: self._open_again(sheet, None))
        setup.header_chosen.connect(self._open_with_names)
        self.progress.cancel_asked.connect(self.job.cancel)
        self.progress.pause_asked.connect(self._pause)

    @property
    def review(self) -> TableReview:
        """What shows a table that was made, built when there is one."""
        if self._review is None:
            self._review = review = TableReview(self._services, f"{self._suffix}.edits", closes=True)
            self._pages.addWidget(review)
            review.close_asked.connect(self.closed)
            review.open_asked.connect(self._choose)
            review.discuss_asked.connect(self.discuss_asked)
            review.again_asked.connect(self._again)
            review.more_asked.connect(self._add_column)
            review.failed.connect(self._on_review_failed)
        return self._review

    def focus_first(self) -> None:
        if self.job.running:
            self.progress.cancel.setFocus()
        elif self._review is not None and self._pages.currentWidget() is self._review:
            self._review.rows.setFocus()
        else:
            self.setup.focus_first()

    def shutdown(self) -> None:
        """Stop what runs, and give the rows' file back; what is done waits beside the output, and what was
        edited is kept."""
        self._trying.cancel()
        self.job.cancel()
        if self._review is not None:
            self._review.close_table()

    # -- opening ------------------------------------------------------------------------------------
    def _choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in TABLES)
        kinds = [fill(self.tr("Tables ({patterns})"), {"patterns": patterns}), self.tr("All files (*)")]
        ask_file(self, self.tr("Open table"), kinds, self.open)

    def open(self, path: Path, sheet: str | None = None, header_row: int | None = None) -> None:
        """Look at a table; the newest asked for counts."""
        if self.job.refuse():
            return
        self._past, self._prefers = None, ""
        self._read(path, sheet, header_row)

    def show_run(self, past: PastColumn, model: str) -> None:
        """A past run: its rows where it is finished, else the form as it was, ready to go on."""
        if self.job.refuse():
            return
        made = made_column(past, model)
        if made is None:
            self._read_for(past.inputs)
        else:
            self._show_review(made)
            self.shown.emit()

    def _read_for(self, inputs: TableInputs) -> None:
        """The form as it was."""
        self._past = inputs
        self._read(inputs.path, inputs.sheet or None, inputs.header_row)

    def _read(self, path: Path, sheet: str | None, header_row: int | None) -> None:
        self._trying.cancel()
        self._reading.cancel()
        self._reading.start(partial(read_table, path, sheet, header_row), self._on_opened)

    def _open_again(self, sheet: str | None, header_row: int | None) -> None:
        if self.setup.table is not None:
            self.open(self.setup.table.path, sheet, header_row)

    def _open_with_names(self, row: int) -> None:
        table = self.setup.table
        self._open_again(table.sheet or None if table is not None else None, row)

    def _on_opened(self, table: OpenedTable) -> None:
        if self.job.running:
            return
        self.setup.show_table(table)
        past, self._past = self._past, None
        if past is not None:
            self.setup.choose(past.columns[0], past.out)
        elif self._prefers:
            self.setup.prefer(self._prefers)
        self._prefers = ""
        self._pages.setCurrentWidget(self.setup)
        self.shown.emit()
        self.setup.focus_first()

    def on_options(self) -> None:
        """Something else is chosen in the tab."""
        self._trying.cancel()
        self.setup.show_changed()
        self.look_at_output()

    def look_at_output(self) -> None:
        """Offer to go on where a run for this output was stopped."""
        request, models = self._wanted(), self._services.models
        if request is None or self.job.running:
            return
        model = models.current or models.state.model
        self._services.tasks.start(
            partial(look_at_output, self._services, request, model.name if model else ""),
            owner=self,
            on_done=self._on_output,
        )

    def _on_output(self, place: OutputPlace) -> None:
        found = place.unfinished
        problem = found.problem if found is not None else None
        self.setup.show_output(place, in_one_line(problem.render(translate_core)) if problem else "")

    def _wanted(self) -> ColumnRequest | None:
        return self.setup.request(self._work())

    # -- running ------------------------------------------------------------------------------------
    def _usable(self) -> ColumnRequest | None:
        """What is asked for; None where it cannot be done, which is told."""
        try:
            self._check()
        except UserError as error:
            self._services.notify.show_error(error)
            return None
        return self._wanted()

    def _try(self) -> None:
        request, services = self._usable(), self._services
        if request is not None and not self.job.refuse():
            self._trying.start(partial(try_rows, services, request), self.setup.show_trial)

    def _start(self) -> None:
        request = self._usable()
        if request is not None:
            self._run(request)

    def _run(self, request: ColumnRequest) -> None:
        if self.job.refuse():
            return
        self._trying.cancel()
        services, name = self._services, request.table.path.name
        self._request = request
        self.progress.begin(name)
        self._pages.setCurrentWidget(self.progress)
        self.job.start(
            partial(go_over, services, request),
            partial(self._on_done, request),
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._on_stopped(request),
            long_job=fill(self._words().working, {"name": name}),
        )

    def _pause(self, paused: bool) -> None:
        if self._request is not None:
            (self._request.pause.pause if paused else self._request.pause.go_on)()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, ColumnProgress):
            self.progress.show_progress(progress.job)
            self.progress.note.setText(self._marked(progress.marked))
            if progress.too_many:
                model = self._services.models.current
                self.progress.warn(self._too_small(model.name if model is not None else ""))

    def _on_done(self, request: ColumnRequest, made: ColumnMade | WouldLose) -> None:
        if isinstance(made, WouldLose):
            self._on_stopped(request)
            ask_to_replace(self, made, lambda: self._run(replace(request, overwrite=True)))
            return
        if made.problem is not None:
            self._services.notify.show_error(made.problem)
        if made.table is None:
            self._on_stopped(request)
            return
        self._request = None
        self._show_review(made.table)
        if made.too_many:
            self._services.notify.show(self._too_small(made.table.model))
        if self.isVisible():  # it says so itself
            return
        words = self._words()
        told = counted(words.one, words.several, made.table.rows, file=made.table.path.name)
        self._services.notify.show(in_one_line((told, self._marked(made.marked))))

    def _marked(self, count: int) -> str:
        if not count:
            return ""
        one = self.tr("1 row is to be looked at; the reason stands in a column of its own.")
        more = self.tr("{count} rows are to be looked at; the reasons stand in a column of their own.")
        return counted(one, more, count)

    def _too_small(self, model: str) -> str:
        words = self.tr(
            "So much is marked that the model {model} is too small for this, or does not know the language. "
            "Choose a larger one in the Models tab."
        )
        return fill(words, {"model": model})

    def _on_stopped(self, request: ColumnRequest) -> None:
        self._request = None
        if request.before is not None:
            self._show_review(request.before)
            return
        self._pages.setCurrentWidget(self.setup)
        self.look_at_output()

    # -- what came of it ----------------------------------------------------------------------------
    def _show_review(self, made: MadeTable) -> None:
        self.review.show_table(made)
        self._pages.setCurrentWidget(self.review)
        self.review.rows.setFocus()

    def _on_review_failed(self) -> None:
        """The table is gone, or another one: it can be made once more."""
        made = self.review.past
        if made is not None and self._pages.currentWidget() is self._review:
            self._read_for(made.inputs)

    def _again(self, which: str) -> None:
        """Some rows of the table that shows, with what is chosen now."""
        made = self.review.past
        if made is None or self.job.refuse():
            return
        try:
            self._check()
        except UserError as error:
            self._services.notify.show_error(error)
            return
        self.review.when_written(partial(self._run_again, which, made))

    def _run_again(self, which: str, made: MadeTable) -> None:
        inputs, work = made.inputs, self._work()

        def run(table: OpenedTable) -> None:
            column = inputs.columns[0]
            self._run(ColumnRequest(table, column, made.path, work, again=which_again(which), before=made))

        look = partial(read_table, inputs.path, inputs.sheet or None, inputs.header_row)
        self._trying.start(look, run)

    def _add_column(self) -> None:
        """The table that shows is the next one to work on."""
        made = self.review.past
        if made is not None:
            self.review.when_written(partial(self._open_made, made))

    def _open_made(self, made: MadeTable) -> None:
        self._prefers = made.inputs.columns[0]
        self._read(made.path, made.inputs.sheet or None, made.out_header_row or None)
