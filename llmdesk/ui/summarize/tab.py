"""The Summarize tab: a document at the left, its summary at the right, each leading into the other.

Owns what happens when: opening, summarizing one document or a list, cancelling, the history, the draft.
The work is `tools/summarize`, done by the functions of `job`; the views are `source`,
`progress` and `result`; what shows of a list is `listed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.store import Run
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.tools.documents import Document
from llmdesk.tools.summarize import Summary, SummaryOptions, options_from, summary_from_run
from llmdesk.ui import examples
from llmdesk.ui.checking.modes import CHECK, SUMMARIZE, Modes
from llmdesk.ui.drafts import joined
from llmdesk.ui.file_dialogs import ask_files
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.given.folders import with_documents
from llmdesk.ui.given.given import Given, pasted
from llmdesk.ui.given.opened import Opened, open_file, open_text, stub
from llmdesk.ui.given.reading_ahead import read_ahead
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.services import Services
from llmdesk.ui.summarize import job
from llmdesk.ui.summarize.actions import SummaryActions
from llmdesk.ui.summarize.draft import NAME, Draft, found
from llmdesk.ui.summarize.job import FilesProgress, Made
from llmdesk.ui.summarize.links import SummaryLinks
from llmdesk.ui.summarize.listed import ListedFiles
from llmdesk.ui.summarize.options import SummaryOptionsRow
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.summarize.result import SummaryResult
from llmdesk.ui.summarize.source import SummarySourcePane
from llmdesk.ui.summarize.work import SummaryWork
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.panes import Panes, in_a_row, stand_over
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.source_view import is_long


class SummarizeTab(TwoSides):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._options, self._history = SummaryOptionsRow(), RunHistory(services, "summary")
        self._empty, self._progress = EmptyPage(), SummaryProgressView()
        self._library = LibraryOpener(services, self)
        self._right = QStackedWidget()
        self._work = SummaryWork(services, self._right, self._progress, self)
        self._source = SummarySourcePane(services.theme, self._work)
        self._result = SummaryResult(
            services.theme, [tool for tool in services.tools if tool.name != "summarize"]
        )
        self._links = SummaryLinks(self._source, self._result, self)
        self._listed = ListedFiles(services, self._work, self._source, self._progress, self._result, self)
        self._listed.opened.connect(self._show_opened)
        self._listed.made.connect(self.show_summary)
        self._listed.page_asked.connect(lambda page: self._right.setCurrentWidget(page or self._empty))
        self._actions = SummaryActions(services, self._result, self._open_paths, self)
        self._sides, self._tools = Panes(self._source, self._right), QWidget()
        self._modes = Modes(services, self._tools, self._sides, self._source.view.setFocus, self)
        self._keep(services.drafts, NAME, Draft.to_json, partial(found, services.store))
        self._arrange()
        self._connect()
        self._retranslate()
        self._drafts.read()
        read_ahead(services, self)

    def _arrange(self) -> None:
        Drops(self, self._on_files_dropped, self.take_text)
        in_a_row(self._options, self._library, self._history, wide=self._options, box=self._tools)
        for page in (self._empty, self._progress, self._result):
            self._right.addWidget(page)
        self._sides.set_widths(least=(280, 400), now=(500, 500))
        stand_over(self._modes.pages, self._modes, self)

    def _connect(self) -> None:
        source = self._source
        source.open_asked.connect(self._choose_files)
        self._library.files_chosen.connect(self.open_files)
        QShortcut(
            QKeySequence.StandardKey.Open,
            self._sides,
            self._choose_files,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        source.close_asked.connect(self._close_document)
        source.start_asked.connect(self._start)
        source.text_pasted.connect(self.take_text)
        source.edited.connect(self._drafts.keep_soon)
        source.files.file_chosen.connect(self._listed.show_file)
        source.files.combined_changed.connect(self._drafts.keep_soon)
        source.files.status_changed.connect(self._drafts.keep_soon)
        self._empty.example_chosen.connect(lambda _name: self._start_example())
        self._work.busy_changed.connect(self._set_busy)
        self._work.files_changed.connect(self._listed.show_progress)
        self._actions.hand_over.connect(self.hand_over)
        self._result.check_asked.connect(self._check_summary)
        self._options.changed.connect(self._drafts.keep_soon)
        self._options.submitted.connect(self._start)
        self._history.chosen.connect(self._open_run)

    # -- from outside -------------------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Make this text the source; a very long one shows as a document."""
        self._drafts.when_read(lambda: self._take_text(text))

    def _take_text(self, text: str) -> None:
        if self._work.refuse():
            return
        self._modes.show_mode(SUMMARIZE)
        self._forget()
        if is_long(text):
            self._read(partial(open_text, text), self._show_opened)
        else:
            self._source.show_text(text)
        self._drafts.keep_soon()

    def check(self, text: str, sources: Sequence[str]) -> None:
        """Make these the text to check and what it is checked against."""
        self._modes.show_mode(CHECK)

        def given(_context: TaskContext) -> list[Given]:
            return [pasted(source) for source in sources]

        self._services.tasks.start(
            given,
            owner=self,
            on_done=lambda found: self._modes.check(text, found),
        )

    def focus_first(self) -> None:
        self._modes.focus_first()

    def shutdown(self) -> None:
        """Stop what runs; what is done of a list is in the history."""
        self._services.drafts.flush()
        self._work.cancel()
        self._modes.shutdown()

    # -- opening ------------------------------------------------------------------------------------
    def _choose_files(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = fill(self.tr("Documents ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")
        ask_files(self, self.tr("Open files"), kinds, self.open_files)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show one document, or make a list of several or of a folder's; a list that is there grows."""

        def open_them() -> None:
            with_documents(self._services, self, paths, self._open_files)

        self._drafts.when_read(open_them)

    def _open_files(self, paths: Sequence[Path]) -> None:
        if self._work.refuse() or not paths:
            return
        known = self._source.files.paths
        wanted = tuple(dict.fromkeys((*known, *paths)))
        if len(wanted) == 1:
            self._read(partial(open_file, wanted[0]), self._show_new, wanted[0].name)
            return
        self._forget()
        self._source.files.show_paths(wanted)
        self._listed.show_file(0)
        self._drafts.keep_soon()

    def _show_new(self, opened: Opened) -> None:
        self._forget()
        self._show_opened(opened)
        self._drafts.keep_soon()

    def _show_opened(self, opened: Opened) -> None:
        self._source.show_document(opened)
        self._mark()

    def _forget(self) -> None:
        """Another source begins: no list, no document, no summary. What was typed shows again."""
        self._source.files.show_paths(())
        self._source.close_document()
        self._right.setCurrentWidget(self._empty)

    def _close_document(self) -> None:
        self._forget()
        self._source.view.setFocus()
        self._drafts.keep_soon()

    def _read(
        self,
        read: Callable[[TaskContext], Opened],
        then: Callable[[Opened], None],
        name: str = "",
    ) -> None:
        """Read a document in a task; the progress shows, and Cancel works."""
        self._work.begin(read, then, self._page, name or self.tr("Pasted text"))

    # -- summarizing --------------------------------------------------------------------------------
    def _start(self) -> None:
        if self._work.running:
            return
        if self._source.files.paths:
            self._start_files()
        elif self._source.opened is not None:
            self._summarize(self._source.opened)
        elif self._source.text.strip():
            text = self._source.text

            def summarize(opened: Opened) -> None:
                self._source.show_worked_on(opened)
                self._mark()
                self._summarize(opened)

            self._read(partial(open_text, text), summarize)

    def _start_example(self) -> None:
        """Summarize the article that comes with llmdesk; what was typed shows again when it is closed."""
        if self._work.refuse():
            return

        def summarize(opened: Opened) -> None:
            self._show_new(opened)
            self._summarize(opened)

        self._read(partial(open_text, examples.article()), summarize)

    @property
    def _wanted(self) -> SummaryOptions:
        seed = self._services.seed
        return self._options.options if seed is None else replace(self._options.options, seed=seed)

    def _summarize(self, opened: Opened) -> None:
        options, services = self._wanted, self._services

        def done(made: Made) -> None:
            self.show_summary(made.summary, opened.document)
            if self._source.has_button_focus:
                self._result.view.setFocus()
            if made.problem is not None:
                services.notify.show_error(made.problem)
            self._history.reload()

        def work(context: TaskContext) -> Made:
            return job.make(services, opened, options, context)

        name = opened.document.name or self.tr("Pasted text")
        words = fill(self.tr("Summarizing {name}"), {"name": name})
        self._work.begin(work, done, self._page, name, words)

    @property
    def _page(self) -> QWidget:
        """What shows again when a job comes to nothing: the summary that was there, if there was one."""
        return self._result if self._right.currentWidget() is self._result else self._empty

    def _start_files(self) -> None:
        files, services = self._source.files, self._services
        paths, options, combined = files.paths, self._wanted, files.combined

        def done(progress: FilesProgress) -> None:
            files.show_states(progress.states)
            self._listed.show_file(files.current)
            if progress.problem is not None:
                services.notify.show_error(progress.problem)
            self._history.reload()

        def work(context: TaskContext) -> FilesProgress:
            return job.make_files(services, paths, options, combined, context)

        files.forget_states()
        words = fill(self.tr("Summarizing {count} files"), {"count": len(paths)})
        self._work.begin(work, done, self._empty, words, words)

    def _set_busy(self, busy: bool) -> None:
        self._history.setEnabled(not busy)
        self._options.setEnabled(not busy)

    # -- a summary that is there --------------------------------------------------------------------
    def show_summary(self, summary: Summary, document: Document) -> None:
        self._result.show_summary(summary, document)
        self._right.setCurrentWidget(self._result)
        self._mark()

    def _mark(self) -> None:
        """Mark the passages of the summary that shows."""
        self._links.mark(self._right.currentWidget() is self._result)

    def save_to(self, path: Path) -> None:
        """Write the summary with its sources: Markdown for `.md`, a web page otherwise."""
        self._actions.save_to(path)

    def _check_summary(self) -> None:
        """The summary goes into the other mode, with its document as the source."""
        summary, opened = self._result.shown, self._source.opened
        if summary is not None:
            source = Given(self._source.text) if opened is None else Given("", opened, opened.path)
            self._modes.check(summary.text, [source])

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """A past summary, its options, and its document as it was kept or as its file is now."""
        if self._work.refuse():
            return
        self._forget()
        summary = summary_from_run(run)
        self._options.show_options(options_from(run.options))

        def show(found: tuple[Opened | None, UserError | None]) -> None:
            opened, problem = found
            if summary is not None:
                document = opened.document if opened is not None else stub(run.title)
                self.show_summary(summary, document)
            if opened is not None and opened.path is None and not is_long(opened.document.text):
                self._source.show_text(opened.document.text)
                self._mark()
            elif opened is not None:
                self._show_opened(opened)
            if problem is not None:
                self._services.notify.show_error(problem)

        self._work.begin(partial(job.reopen, run), show, self._empty, run.title)

    def _open_paths(self) -> Sequence[Path]:
        opened, files = self._source.opened, self._source.files
        return files.paths or ((opened.path,) if opened is not None and opened.path is not None else ())

    def _draft(self) -> Draft:
        opened, files, paths = self._source.opened, self._source.files, self._open_paths()
        pasted = opened is not None and opened.path is None and not paths
        text = opened.document.text if opened is not None and pasted else self._source.text
        return Draft(self._options.options, text, tuple(paths), files.combined, files.states)

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed; what was typed meanwhile stays below it."""
        self._options.show_options(draft.options)
        typed = self._source.text
        if draft.text:
            self.take_text(joined(draft.text, typed))
        if draft.paths and not typed and not self._work.running:
            self._source.files.show_paths((), draft.combined)
            self.open_files(draft.paths)
            if self._source.files.paths:
                self._source.files.show_states(draft.states)
                self._listed.show_state()

    # -- Qt -----------------------------------------------------------------------------------------
    def _on_files_dropped(self, paths: Sequence[Path]) -> None:
        if self._modes.current == SUMMARIZE:
            self.open_files(paths)
        else:
            self._modes.checking.add_files(paths)

    def _retranslate(self) -> None:
        self._empty.set_texts(
            self.tr("Summaries you can check"),
            self.tr(
                "Enter a text on the left or open documents of any length, and press "
                "Summarize. The whole text is read. Click a sentence of the summary to see "
                "the passage it is based on. Or try an example:"
            ),
            (self.tr("Summarize a short article about a library"),),
        )
