"""The Translate tab: a text or a document at the left, its segments with their translations at the right.

Owns what happens when: translating, cancelling, editing, the history, the draft. The work is
`tools/translate`, done by the functions of `job`; the views are `result` and what it is made of.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.store import Run
from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import KIND, KINDS, TranslateOptions
from llmdesk.tools.translate.table.runs import TABLE_KIND, options_of_run
from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.beside import ColumnBeside
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.translate import job
from llmdesk.ui.translate.actions import TranslationActions
from llmdesk.ui.translate.column import TranslateColumn, column_words
from llmdesk.ui.translate.draft import NAME, Draft, found
from llmdesk.ui.translate.editing import TranslationEditing
from llmdesk.ui.translate.folder.beside import FolderBeside
from llmdesk.ui.translate.glossary import Glossary, whole
from llmdesk.ui.translate.glossary_dialog import GlossaryDialog
from llmdesk.ui.translate.job import Made, Progress
from llmdesk.ui.translate.opening import pasted, read_given
from llmdesk.ui.translate.options import TranslateOptionsRow
from llmdesk.ui.translate.result import TranslationResult
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.panes import Panes, in_a_row, stand_over
from llmdesk.ui.widgets.run_history import RunHistory

_TRIAL = 12  # segments after which it is told that the model is not up to it


class TranslateTab(TwoSides):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._made: Made | None = None
        self._told_small: set[str] = set()  # models
        self._opens: Draft | None = None  # whose translation is still being read
        self._starts = False  # as soon as what was edited is kept
        self._is_of_text = False  # what shows is the translation of the text that shows
        self._job = Job(services, self, waits=True)
        self._options = TranslateOptionsRow(services.theme)
        self._history = RunHistory(services, KIND, TABLE_KIND)
        self._source = GivenPane(services.theme, self._job, self._words)
        self._glossary = Glossary(services, self)
        self._terms: GlossaryDialog | None = None
        others = [tool for tool in services.tools if tool.name != "translate"]
        self._empty = EmptyPage()
        self._result = TranslationResult(services.theme, self._job, others)
        self._right = QStackedWidget()
        self._actions = TranslationActions(services, lambda: self._made, self)
        self._editing = TranslationEditing(services, self._job, self._result, lambda: self._made, self)
        self._sides = Panes(self._source, self._right)
        make = partial(
            ColumnPage, services, "translated", self._column_work, column_words, self._glossary.for_use
        )
        self._table = ColumnBeside(services, self._sides, make, TABLE_KIND, self)
        self._folder = FolderBeside(services, self._table.pages, self._chosen, self)
        self._folder_button = QPushButton()
        self._desk = GivenDesk(
            services, self._source, self._job, self, suffixes=KINDS, reads=read_given, pastes=pasted,
            open_table=self._table.open, open_folder=self._folder.open, begins=self._table.show_text,
        )  # fmt: skip
        self._keep(services.drafts, NAME, Draft.to_json, partial(found, services.store))
        self._arrange()
        self._connect()
        self._retranslate()
        self._drafts.read()

    def _arrange(self) -> None:
        for page in (self._empty, self._result):
            self._right.addWidget(page)
        self._sides.set_widths(least=(280, 400), now=(400, 600))
        tools = in_a_row(self._options, self._folder_button, self._history, wide=self._options)
        stand_over(self._table.pages, tools, self)

    def _connect(self) -> None:
        source, result = self._source, self._result
        source.start_asked.connect(self._start)
        source.changed.connect(self._on_given)
        source.row.cancel.clicked.connect(result.show_stopping)
        source.field.passage_clicked.connect(self._on_source_clicked)
        result.segment_chosen.connect(self._mark)
        result.copy_asked.connect(self._actions.copy)
        result.save_asked.connect(self._actions.choose_place)
        result.hand_over.connect(self._actions.give)
        self._editing.changed.connect(self._on_edited)
        self._editing.kept.connect(self._start_waiting)
        result.panel.typed.connect(self._drafts.keep_soon)
        self._actions.hand_over.connect(self.hand_over)
        self._options.changed.connect(self._drafts.keep_soon)
        self._options.swapped.connect(self._on_swapped)
        self._options.glossary_asked.connect(self._show_glossary)
        self._glossary.changed.connect(self._count_terms)
        self._job.busy_changed.connect(self._set_busy)
        self._history.chosen.connect(self._open_run)
        self._table.busy_changed.connect(self._set_busy)
        self._table.discuss_asked.connect(partial(self.hand_over.emit, "chat"))
        self._table.busy_changed.connect(lambda _busy: self._history.reload())
        self._table.offers_changed.connect(self._retranslate)
        self._connect_folder()
        self._options.changed.connect(self._table.on_options)
        self._glossary.changed.connect(self._table.on_options)
        self._empty.example_chosen.connect(self._on_example)

    def _connect_folder(self) -> None:
        folder = self._folder
        self._folder_button.clicked.connect(folder.choose)
        folder.closed.connect(self._table.show_text)
        folder.run_asked.connect(self._open_document)
        folder.small_told.connect(self._tell_small)
        folder.offers_changed.connect(self._retranslate)
        folder.busy_changed.connect(self._set_busy)
        folder.busy_changed.connect(lambda _busy: self._history.reload())

    # -- from outside -------------------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Make this text the source; a very long one shows as a document."""
        self._drafts.when_read(lambda: self._desk.take_text(text))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Make this file the source."""
        self._drafts.when_read(lambda: self._desk.open_files(paths))

    def focus_first(self) -> None:
        if self._folder.shows:
            self._folder.page.view.setFocus()
        elif self._table.shows_table:
            self._table.page.focus_first()
        else:
            self._source.field.setFocus()

    def shutdown(self) -> None:
        """Stop what runs; what is done of it is in the history."""
        self._services.drafts.flush()
        self._job.cancel()
        self._table.shutdown()
        self._folder.shutdown()

    def save_to(self, path: Path, *, both: bool = False) -> None:
        """Write the translation, by the name's ending; `both`: beside its source."""
        self._actions.save_to(path, both=both)

    # -- translating --------------------------------------------------------------------------------
    def _start(self) -> None:
        if self._job.running or self._source.field.is_blank or self._source.given.is_waiting:
            return
        if self._result.panel.changed:  # kept first, so that it is taken as it is now
            self._starts = True
            self._result.panel.keep()
            return
        given, services = self._source.given, self._services
        options, glossary = self._options.options, self._glossary.for_use

        def work(context: TaskContext) -> Made:
            return job.make(services, given, replace(options, glossary=glossary()), context)

        self._right.setCurrentWidget(self._result)
        words = fill(self.tr("Translating {name}"), {"name": self._name(given)})
        self._job.start(
            work,
            self._show_new,
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._show_before(),
            long_job=words,
        )

    def _show_glossary(self) -> None:
        if self._terms is None:
            self._terms = GlossaryDialog(self._services, self._glossary, self.window())
        self._terms.show()
        self._terms.raise_()
        self._terms.activateWindow()

    def _count_terms(self) -> None:
        self._options.show_terms(len(whole(self._glossary.terms)) if self._glossary.used else 0)

    def _start_waiting(self) -> None:
        if self._starts:
            self._starts = False
            self._start()

    def _name(self, given: Given) -> str:
        name = given.opened.document.name if given.opened is not None else ""
        return name or self.tr("Pasted text")

    def _show_before(self) -> None:
        """It came to nothing: what was there shows again."""
        if self._made is None:
            self._right.setCurrentWidget(self._empty)
        else:
            self._result.show_made(self._made)

    def _start_example(self) -> None:
        self._desk.show(Given(self._example()))
        self._start()

    def _example(self) -> str:
        return self.tr(
            "The library on Mill Street opens again on 3 May at 9:30. A card costs 4 euros a year, and "
            "children under 12 need none.\n\nBooks can be kept for four weeks. If you need one longer, write "
            "to desk@library.example before the last day; it is free of charge. Dear {name}, we look forward "
            "to your visit!"
        )

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._result.show_progress(progress)
            if progress.done >= _TRIAL and progress.failed > progress.done / 2:
                model = self._services.engine.state().model
                self._tell_small(model.name if model is not None else "")

    def _show_new(self, made: Made) -> None:
        had_focus = self._source.has_button_focus
        self._source.show_read(replace(self._source.given, opened=made.work.opened))
        self._show_made(made)
        if made.translation.doubtful:
            self._tell_small(made.translation.model)
        if made.problem is not None:
            self._services.notify.show_error(made.problem)
        if had_focus:
            self._result.view.setFocus()
        self._history.reload()

    def _show_made(self, made: Made) -> None:
        self._right.setCurrentWidget(self._result)
        self._result.show_made(made)  # keeps what was typed for the one before, which `_made` still is
        self._made, self._is_of_text = made, True
        self._options.show_used(made.work.options.source, made.work.options.target)
        self._name_button()
        self._drafts.keep_soon()

    def _on_given(self) -> None:
        """Another text, of which what shows at the right is no translation; or the same one, read again."""
        made = self._made
        self._is_of_text = made is not None and self._source.given.text == made.work.opened.document.text
        self._name_button()
        self._drafts.keep_soon()

    def _name_button(self) -> None:
        """What was stopped goes on where it was."""
        made, words = self._made, self._words()
        goes_on = made is not None and self._is_of_text and not made.translation.complete
        self._source.row.set_words(words.start, words.stop, self.tr("Continue") if goes_on else words.start)

    def _on_swapped(self) -> None:
        """The translation becomes the text, where that was typed."""
        made, given = self._made, self._source.given
        typed = given.opened is None and given.path is None
        if made is None or not (typed and self._is_of_text and made.translation.complete):
            return
        self._services.tasks.start(lambda _context: job.as_text(made), owner=self, on_done=self.take_text)

    def _tell_small(self, model: str) -> None:
        """Once for each model."""
        if model not in self._told_small:
            self._told_small.add(model)
            words = self.tr(
                "So much goes wrong that the model {model} is too small for this, or does not know the "
                "language. Choose a larger one in the Models tab."
            )
            self._services.notify.show(fill(words, {"model": model}))

    def _set_busy(self) -> None:
        busy = self._job.running or self._table.running or self._folder.running
        self._history.setEnabled(not busy)
        self._options.setEnabled(not busy)
        self._empty.setEnabled(not busy)

    def _on_example(self, text: str) -> None:
        waiting = self._table.waiting(text)
        if waiting is not None:
            self._open_run(waiting)
        elif not self._folder.take_offer(text):
            self._start_example()

    def _chosen(self) -> TranslateOptions:
        """With the terms of the glossary; raises `UserError` where these cannot be used."""
        return replace(self._options.options, glossary=self._glossary.for_use())

    def _column_work(self) -> TranslateColumn:
        """With the terms of the glossary, where they can be used; if not, that is told at the start."""
        glossary: tuple[Term, ...] = ()
        with contextlib.suppress(UserError):
            glossary = self._glossary.for_use()
        return TranslateColumn(replace(self._options.options, glossary=glossary))

    def _on_edited(self, made: Made) -> None:
        self._made = made
        self._drafts.keep_soon()

    # -- from one text to the other -----------------------------------------------------------------
    def _mark(self, place: int, *, scroll: bool = True) -> None:
        """Mark the source of a segment in the text, where it stands there."""
        work, field = self._result.work, self._source.field
        quoted = work.quoted(place) if work is not None and place >= 0 else None
        if quoted is not None and field.holds(*quoted):
            field.mark_passages((), [quoted], scroll=scroll)
        else:
            field.mark((), ())

    def _on_source_clicked(self, offset: int) -> None:
        work = self._result.work
        if work is None or self._right.currentWidget() is not self._result:
            return
        place = work.opened.segment_at(offset, work.segments)
        if place >= 0 and self._source.field.holds(*work.quoted(place)):
            self._result.choose(place)
            self._mark(place, scroll=False)

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """A past translation with its options and its text, as it was kept or as its file is now; of a table
        what it was made with."""
        if self._job.refuse():
            return
        if self._table.show_run(run):
            self._options.show_options(options_of_run(run))
            return

        def show(made: Made | None) -> None:
            if made is None or self._job.refuse():
                return
            if made.given != self._source.given:
                self._desk.show(made.given)
            self._options.show_options(made.work.options)
            self._table.show_text()
            self._show_made(made)
            if made.problem is not None:
                self._services.notify.show_error(made.problem)

        self._services.tasks.start(partial(job.reopen, run), owner=self, on_done=show)

    def _open_document(self, run: int) -> None:
        """The translation of a document of the folder, beside its text."""
        store = self._services.store
        self._services.tasks.start(lambda _context: store.run(run), owner=self, on_done=self._open_run)

    def _draft(self) -> Draft:
        panel, made, opens = self._result.panel, self._made, self._opens
        if made is None and opens is not None:  # it and what was typed for it are not lost by closing now
            return replace(opens, given=self._source.given, options=self._options.options)
        edit, run = panel.changed, made.run if made is not None else None
        return Draft(self._source.given, self._options.options, run, panel.place if edit else -1, edit)

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed, with its translation where that is of the same text still."""
        self._opens = draft if draft.past is not None else None
        self._options.show_options(draft.options)
        self._desk.restore(draft.given)

        def show(made: Made | None) -> None:
            self._opens = None
            if made is None or made.problem is not None or self._made is not None or self._job.running:
                return
            self._show_made(made)
            self._on_given()  # another text may have been typed since
            if draft.edit and self._result.rows.segment(draft.place) is not None:
                self._result.choose(draft.place)
                self._result.panel.type(draft.edit)

        if draft.past is not None:
            self._services.tasks.start(partial(job.reopen, draft.past), owner=self, on_done=show)

    # -- words --------------------------------------------------------------------------------------
    def _words(self) -> GivenWords:
        return GivenWords(
            self.tr("Text to translate"),
            self.tr("Paste or type a text here, open a document, or drop it on this window."),
            self.tr("Translate"),
            self.tr("Stop and keep what is done"),
            self.tr("Text, Markdown, HTML, Word (docx), EPUB, subtitles (srt, vtt), PDF and tables"),
        )

    def _retranslate(self) -> None:
        self._folder_button.setText(self.tr("Folder…"))
        self._folder_button.setAccessibleName(self.tr("Translate a folder"))
        self._folder_button.setToolTip(self.tr("Translate every document of a folder"))
        self._name_button()
        self._empty.set_texts(
            self.tr("Translations you can check"),
            self.tr(
                "Enter a text on the left or open a document, and press Translate. Each sentence appears "
                "beside its translation, and numbers, names, links and placeholders are checked. A document "
                "keeps its shape. Or try an example:"
            ),
            (*self._table.offers, *self._folder.offers, self.tr("Translate a short notice from a library")),
        )
