"""The Extract tab: texts and documents at the left, a table of the values found in them at the right.

Owns what happens when: extracting from one text or a list of files, cancelling, edits, the history, the
draft. The work is `tools/extract`, done by the functions of `job`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, fill
from llmdesk.store import Run
from llmdesk.tools.extract import KIND, FileState
from llmdesk.tools.extract.table import TABLE_KIND, fields_of_run
from llmdesk.tools.fields import FieldSet
from llmdesk.ui import examples
from llmdesk.ui.extract import job
from llmdesk.ui.extract.actions import ExtractActions
from llmdesk.ui.extract.column import ExtractColumn, column_words
from llmdesk.ui.extract.documents import Documents
from llmdesk.ui.extract.draft import NAME, Draft, found
from llmdesk.ui.extract.editor import FieldsDialog
from llmdesk.ui.extract.edits import Edits
from llmdesk.ui.extract.job import Listed, Past
from llmdesk.ui.extract.links import ExtractLinks
from llmdesk.ui.extract.model import Shown, Spot
from llmdesk.ui.extract.options import ExtractOptions
from llmdesk.ui.extract.result import ExtractResult
from llmdesk.ui.extract.sets import FIRST, FieldSets
from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.beside import ColumnBeside
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.panes import Panes, in_a_row, stand_over
from llmdesk.ui.widgets.run_history import RunHistory


class ExtractTab(TwoSides):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.sets = FieldSets(services, self)
        self._options = ExtractOptions(services.theme, self.sets)
        self._history = RunHistory(services, KIND, TABLE_KIND)
        self._job = Job(services, self, waits=True)
        self._pane = GivenPane(services.theme, self._job, self._words)
        self._documents = Documents(services, self._pane, self)
        documents = self._documents
        self._empty, self._right = EmptyPage(), QStackedWidget()
        self._library = LibraryOpener(services, self)
        others = [tool for tool in services.tools if tool.name != "extract"]
        self._result = ExtractResult(services.theme, self._job, others)
        self._links = ExtractLinks(self._pane.field, self._result, self)
        self._edits = Edits(services, self._result.model, self._links.text_of, self)
        self._actions = ExtractActions(services, self._result, lambda: self._documents.sources, self)
        self._sides = Panes(self._pane, self._right)
        make = partial(ColumnPage, services, "extracted", self._column_work, column_words, self._check_rows)
        self._table = ColumnBeside(services, self._sides, make, TABLE_KIND, self)
        self._desk = GivenDesk(
            services, self._pane, self._job, self,
            take_files=documents.take_files, joins=lambda: bool(documents.paths),
            open_table=self._table.open, begins=self._table.show_text,
        )  # fmt: skip
        self._dialog: FieldsDialog | None = None
        self._before: Shown | None = None
        self._worked_on: Given | None = None
        self._keep(services.drafts, NAME, Draft.encoded, partial(found, services))
        self._arrange()
        self._connect()
        self._retranslate()
        self._drafts.read()

    def _arrange(self) -> None:
        for page in (self._empty, self._result):
            self._right.addWidget(page)
        self._sides.set_widths(least=(280, 340), now=(450, 550))
        tools = in_a_row(self._options, self._library, self._history, wide=self._options)
        stand_over(self._table.pages, tools, self)

    def _connect(self) -> None:
        self._pane.start_asked.connect(self._start)
        self._library.files_chosen.connect(self.open_files)
        self._pane.changed.connect(self._drafts.keep_soon)
        self._pane.row.cancel.clicked.connect(self._on_cancel)
        self._documents.changed.connect(self._on_documents)
        self._documents.shown.connect(self._on_shown)
        self._job.busy_changed.connect(self._set_busy)
        self._empty.example_chosen.connect(self._on_example)
        self._table.busy_changed.connect(self._set_busy)
        self._table.discuss_asked.connect(partial(self.hand_over.emit, "chat"))
        self._table.busy_changed.connect(lambda _busy: self._history.reload())
        self._table.offers_changed.connect(self._retranslate)
        self.sets.changed.connect(self._table.on_options)
        self._result.chosen.connect(self._on_chosen)
        self._result.typed.connect(self._edits.edit)
        self._result.undone.connect(lambda spot: self._edits.edit(spot, None))
        self._edits.put.connect(self._on_put)
        self._edits.put_aside.connect(self._on_put_aside)
        self._actions.hand_over.connect(self.hand_over)
        self._history.chosen.connect(self._open_run)
        self.sets.changed.connect(self._on_set)
        self._options.edit_asked.connect(self._edit_fields)

    # -- from outside -------------------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Make this text the source; a very long one shows as a document."""

        def take() -> None:
            if not self._job.refuse():
                self._documents.forget()
                self._show_nothing()
                self._desk.take_text(text)

        self._drafts.when_read(take)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show one document, or make a list of several; a list that is there grows."""
        self._drafts.when_read(lambda: self._desk.open_files(paths))

    def focus_first(self) -> None:
        if self._table.shows_table:
            self._table.page.focus_first()
        else:
            self._pane.field.setFocus()

    def shutdown(self) -> None:
        """Stop what runs; what is done of a list is in the history, and so is what was edited."""
        self._result.view.commit()
        self._edits.finish()
        self._services.drafts.flush()
        self._job.cancel()
        self._table.shutdown()

    # -- which documents ----------------------------------------------------------------------------
    def _on_documents(self) -> None:
        """Others are there; nothing is known of them yet."""
        self._show_nothing()
        self._drafts.keep_soon()

    def _show_nothing(self) -> None:
        paths = self._documents.paths
        self._result.show_documents(self.sets.current, [path.name for path in paths])
        self._links.show_document(self._documents.at)
        self._right.setCurrentWidget(self._result if paths else self._empty)

    def _on_shown(self, number: int) -> None:
        self._links.show_document(number if number >= 0 else None)
        if self._links.is_changed:
            self._services.notify.show_error(job.CHANGED)

    def _on_set(self) -> None:
        """The columns of a list that nothing was done with are those that one will get."""
        if self._documents.paths and not any(self._result.model.states) and not self._job.running:
            self._show_nothing()

    def _column_work(self) -> ExtractColumn:
        return ExtractColumn(self.sets.current)

    def _check_rows(self) -> None:
        if self.sets.current.rows == "many":
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "Each row of a table gives one row."),
                hint=QT_TRANSLATE_NOOP("core", "Choose “One row” beside the fields."),
            )

    def _edit_fields(self, key: str) -> None:
        if self._dialog is None:
            self._dialog = FieldsDialog(self._services, self.sets, self)
        self._dialog.open_set(key)

    # -- extracting ---------------------------------------------------------------------------------
    def _start(self) -> None:
        if self._job.running:
            return
        if self._documents.paths:
            self._start_files()
            return
        given = self._pane.given
        if given.is_blank or given.is_waiting:
            return

        fields = self.sets.current

        def work(context: TaskContext) -> Listed:
            return job.make(self._services, given, fields, context)

        self._begin(fields, [given.path.name if given.path is not None else ""], work, "")

    def _on_example(self, text: str) -> None:
        waiting = self._table.waiting(text)
        if waiting is not None:
            self._open_run(waiting)
        else:
            self._start_example()

    def _start_example(self) -> None:
        """Extract from the invoice that comes with llmdesk; what was typed is put aside."""
        if not self._job.refuse():
            self.sets.choose(FIRST)
            self.take_text(examples.invoice())
            self._start()

    def _start_files(self) -> None:
        paths, fields = self._documents.paths, self.sets.current

        def work(context: TaskContext) -> Listed:
            return job.make_files(self._services, paths, fields, context)

        words = fill(self.tr("Extracting from {count} files"), {"count": len(paths)})
        self._begin(fields, [path.name for path in paths], work, words)

    def _begin(
        self, fields: FieldSet, names: list[str], work: Callable[[TaskContext], Listed], long_job: str
    ) -> None:
        self._before = Shown(self._right.currentWidget() or self._empty, self._result.model)
        self._result.show_documents(fields, names)
        self._links.show_document(self._documents.at)
        self._right.setCurrentWidget(self._result)
        words = long_job or self.tr("Extracting the values")
        self._job.start(
            work, self._on_done, on_progress=self._on_progress, on_stopped=self._on_stopped, long_job=words
        )
        self._result.show_progress(self.tr("Loading the model"))

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, float):
            self._result.show_progress(self.tr("Reading the document"), round(100 * progress), 100)
        if not isinstance(progress, Listed):
            return
        self._show_read(progress.given)
        self._result.update_states(progress.states)
        (newest,) = progress.states[-1:] or (None,)
        if newest is None:
            return
        if self._result.model.several:
            ended = sum(each.status in ("done", "failed", "stopped") for each in progress.states)
            total = len(self._result.model.states)
            told = fill(self.tr("{done} of {total} documents"), {"done": ended, "total": total})
            self._result.show_progress(told, ended, total)
        elif newest.progress is not None:
            self._result.show_part(newest.progress)

    def _show_read(self, given: Given | None) -> None:
        """What the program works on; where it was pasted, once it is known."""
        if given is not None and given is not self._worked_on:
            self._worked_on = given
            self._pane.show_read(given)
            self._links.show_document(0)

    def _on_done(self, made: Listed) -> None:
        self._show_read(made.given)
        self._result.update_states(made.states)
        self._result.retell()
        self._links.show_document(self._links.document)
        if self._pane.has_button_focus:
            self._result.view.setFocus()
        if made.problem is not None:
            self._services.notify.show_error(made.problem)
        self._history.reload()
        self._drafts.keep_soon()

    def _on_stopped(self, error: Exception | None) -> None:
        """It came to nothing: what was there before shows again, unless something new is done."""
        before = self._before
        self._result.model.stop(error)
        if before is not None and not self._result.model.extractions:
            self._result.show_documents(before.fields, before.names, before.states)
            self._right.setCurrentWidget(before.page)
            listed = bool(self._documents.paths)
            self._links.show_document(self._documents.at if listed else 0 if before.states else None)
        self._result.retell()
        self._history.reload()
        self._drafts.keep_soon()

    def _on_cancel(self) -> None:
        if self._job.running:
            self._result.show_progress(self.tr("Stopping. What is done is kept."))

    def _set_busy(self) -> None:
        busy = self._job.running or self._table.running
        self._history.setEnabled(not busy)
        self._options.setEnabled(not busy)

    # -- cells --------------------------------------------------------------------------------------
    def _on_chosen(self, spot: Spot) -> None:
        """Its document shows, and its place in it."""
        if self._documents.paths and spot.document != self._links.document:
            self._documents.show(spot.document)
        self._links.show_cell()

    def _on_put(self) -> None:
        self._result.retell()
        self._links.show_cell(scroll=False)

    def _on_put_aside(self, before: FileState, after: FileState) -> None:
        """It is there when what was there before shows again."""
        if self._before is not None:
            states = self._before.states
            self._before.states = [after if each.extraction is before.extraction else each for each in states]

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """Past values, their fields, and their document as it was kept or as its file is now; of a table what
        it was made with."""
        if self._job.refuse():
            return
        if self._table.show_run(run):
            fields = fields_of_run(run)
            if fields is not None and fields.fields:
                self.sets.use(fields)
        else:
            self._job.start(partial(job.reopen, run), self._show_past)

    def _show_past(self, past: Past) -> None:
        opened, run = past.opened, past.run
        self._table.show_text()
        if past.fields is not None and past.fields.fields:
            self.sets.use(past.fields)
        self._documents.forget()
        self._desk.show(past.given)
        self._show_nothing()
        if past.extraction is not None:
            path = opened.path if opened is not None and opened.path is not None else Path()
            state = FileState(0, path, "done", extraction=past.extraction, run_id=run.id)
            self._show_states(past.extraction.fields, [run.title], [state])
        if opened is None:
            self._links.show_document(None)
        if past.problem is not None:
            self._services.notify.show_error(past.problem)

    def _show_states(self, fields: FieldSet, names: list[str], states: list[FileState]) -> None:
        self._result.show_documents(fields, names, states)
        self._right.setCurrentWidget(self._result)
        self._links.show_document(0)
        self._drafts.keep_soon()

    def _draft(self) -> Draft:
        given, paths = self._pane.given, self._documents.paths
        states = tuple(state for state in self._result.model.states if state is not None)
        return Draft(Given(given.typed) if paths else given, paths, states)

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed; what is new here goes before it."""
        busy = self._job.running or bool(self._documents.paths) or not self._pane.given.is_blank
        self._desk.restore(draft.given)
        if busy:
            return
        if draft.paths:
            self._documents.take_files(draft.paths)
        first = next((each.extraction for each in draft.states if each.extraction is not None), None)
        if first is not None:
            given = draft.given.path
            names = [path.name for path in draft.paths] or ["" if given is None else given.name]
            self._show_states(first.fields, names, list(draft.states))

    # -- words --------------------------------------------------------------------------------------
    def _words(self) -> GivenWords:
        return GivenWords(
            self.tr("Source text"),
            self.tr("Paste or type a text here, open files, or drop them on this window."),
            self.tr("Extract"),
            self.tr("Stop and keep what is done"),
            self.tr("Text, PDF, Word, Markdown, HTML and others, and tables: a column for each field"),
        )

    def _retranslate(self) -> None:
        self._empty.set_texts(
            self.tr("Values you can check"),
            self.tr(
                "Enter a text on the left or open documents, choose what to find, and press Extract. Every "
                "value comes with its place in the text: click it to see where it stands. What stands "
                "nowhere is marked. Or try an example:"
            ),
            (*self._table.offers, self.tr("Read an invoice")),
        )
