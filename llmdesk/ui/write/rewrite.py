"""The mode "Rewrite": a text at the left, then its changes; at the right the text that results.

Owns what happens when: rewriting, cancelling, versions, the history, the draft. The work is `tools/write`,
done by the functions of `job`; changes are taken and left in `revising`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Run
from llmdesk.tools.write import KIND, WriteOptions
from llmdesk.tools.write.table import TABLE_KIND, options_of_run
from llmdesk.ui import examples
from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.beside import ColumnBeside
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import set_kind
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.panes import Panes, in_a_row
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.source_view import is_long
from llmdesk.ui.write import job
from llmdesk.ui.write.actions import RewriteActions
from llmdesk.ui.write.changes_pane import ChangesPane
from llmdesk.ui.write.column import WriteColumn, column_words
from llmdesk.ui.write.draft import NAME, Draft, found
from llmdesk.ui.write.job import Asked, Made, Streamed
from llmdesk.ui.write.options import RewriteOptions
from llmdesk.ui.write.result import RewriteResult
from llmdesk.ui.write.revisions import Revisions
from llmdesk.ui.write.stopping_job import StoppingJob
from llmdesk.ui.write.versions import Version, as_shown


class RewritePage(TwoSides):
    """`tools` is the row of controls that stands above it; `hand_over(tab, text)`."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.tools = QWidget()
        self._job = StoppingJob(services, self)
        self._options, self._history = RewriteOptions(), RunHistory(services, KIND, TABLE_KIND)
        self._back = QPushButton()  # from the text to its changes
        self._given = GivenPane(services.theme, self._job, self._words, above=self._back)
        self._changes = ChangesPane(services.theme, self._job)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._empty = EmptyPage()
        others = [tool for tool in services.tools if tool.name != "write"]
        self._result = RewriteResult(services.theme, self._job, others)
        self._sides = Panes(self._left, self._right)
        make = partial(ColumnPage, services, "rewritten", self._column_work, column_words)
        self._table = ColumnBeside(services, self._sides, make, TABLE_KIND, self)
        self._revisions = Revisions(services, self._changes, self._result, self)
        self._actions = RewriteActions(services, lambda: self._revisions.shown, self)
        self._keep(services.drafts, NAME, Draft.to_json, partial(found, services.store))
        self._arrange()
        self._desk = GivenDesk(
            services, self._given, self._job, self, reads=job.read_exactly, pastes=job.pasted_exactly,
            open_table=self._table.open, begins=self._table.show_text,
        )  # fmt: skip
        self._connect()
        self._retranslate()
        self._drafts.read()

    def _arrange(self) -> None:
        set_kind(self._back, "quiet")
        self._back.hide()
        in_a_row(self._options, self._history, wide=self._options, box=self.tools)
        for left in (self._given, self._changes):
            self._left.addWidget(left)
        for right in (self._empty, self._result):
            self._right.addWidget(right)
        self._sides.set_widths(least=(320, 340), now=(500, 500))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table.pages)

    def _connect(self) -> None:
        self._given.start_asked.connect(self.start)
        self._given.replaced.connect(self._on_replaced)
        self._given.changed.connect(self._on_given_changed)
        self._back.clicked.connect(self._show_changes)
        self._changes.start_asked.connect(self.start)
        self._changes.edit_asked.connect(self._edit_text)
        self._options.changed.connect(self._drafts.keep_soon)
        self._empty.example_chosen.connect(self._on_example)
        self._table.busy_changed.connect(self._set_busy)
        self._table.discuss_asked.connect(partial(self.hand_over.emit, "chat"))
        self._table.busy_changed.connect(lambda _busy: self._history.reload())
        self._table.offers_changed.connect(self._retranslate)
        self._options.changed.connect(self._table.on_options)
        self._history.chosen.connect(self._open_run)
        self._job.busy_changed.connect(self._set_busy)
        self._job.stopping.connect(self._result.show_stopping)
        self._revisions.version_changed.connect(self._on_version)
        self._result.copy_asked.connect(self._actions.copy)
        self._result.save_asked.connect(self._actions.save)
        self._result.hand_over.connect(self._hand_over)
        self._result.view.long_pasted.connect(self._tell_not_pasted)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, way in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=within)
            shortcut.activated.connect(lambda way=way: self._step(way))

    # -- what the tab asks for ----------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Make this the text; what was here when the window closed comes first, to be put aside."""
        self._drafts.when_read(lambda: self._desk.take_text(text))

    def focus_first(self) -> None:
        if self._table.shows_table:
            self._table.page.focus_first()
        else:
            (self._changes.view if self._shows_changes else self._given.field).setFocus()

    def shutdown(self) -> None:
        """Stop what runs; what is written is in the history."""
        self._job.cancel()
        self._table.shutdown()
        self._revisions.flush()

    # -- rewriting ----------------------------------------------------------------------------------
    def start(self) -> None:
        """Rewrite the text that is given; the same text in the same style gets another version."""
        given = self._given.given
        text = given.text
        if self._job.running or given.is_waiting or not text.strip():
            return
        style = self._options.style_chosen
        before = self._revisions.of(as_shown(text))
        name = "" if given.opened is None else given.opened.document.name
        again = sum(version.style == style for version in before)
        asked, services = Asked(text, style, again, name, given.path), self._services

        def work(context: TaskContext) -> Made:
            return job.make(services, asked, context)

        self._revisions.leave()
        self._show_text()
        self._result.begin(partial(self._options.name_of, style))
        self._right.setCurrentWidget(self._result)
        words = fill(self.tr("Rewriting {name}"), {"name": name or self.tr("a text")})
        self._job.start(
            work, self._on_made, on_progress=self._on_progress, on_stopped=self._on_stopped, long_job=words
        )
        self._result.show_loading()

    def _column_work(self) -> WriteColumn:
        return WriteColumn(WriteOptions(self._options.style_chosen))

    def _on_example(self, text: str) -> None:
        waiting = self._table.waiting(text)
        if waiting is not None:
            self._open_run(waiting)
        else:
            self._start_example()

    def _start_example(self) -> None:
        """Rewrite a short text with mistakes; what was typed can be taken back."""
        if not self._job.refuse():
            self._desk.take_text(examples.mistakes())
            self.start()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, Streamed):
            self._result.show_streamed(progress)

    def _on_made(self, made: Made) -> None:
        had_focus = self._given.has_button_focus
        if made.version is None:
            self._on_stopped(None)
        else:
            self._revisions.add(made.version)
            if had_focus:
                self._changes.view.setFocus()
        if made.problem is not None:
            self._services.notify.show_error(made.problem)
        self._history.reload()

    def _on_stopped(self, _error: Exception | None) -> None:
        """It came to nothing: what was there before shows again."""
        self._revisions.show_again()
        if self._revisions.shown is None:
            self._right.setCurrentWidget(self._empty)
        elif self._is_outdated:  # what was typed, not the changes of the text before
            self._show_text()

    def _set_busy(self) -> None:
        busy = self._job.running or self._table.running
        self._history.setEnabled(not busy)
        self._options.setEnabled(not busy)
        self._back.hide()

    # -- versions and changes -----------------------------------------------------------------------
    def _on_version(self) -> None:
        """Another version shows, or none."""
        version = self._revisions.shown
        if version is None:
            self._right.setCurrentWidget(self._empty)
            self._show_text()
        else:
            place, count = self._revisions.place
            style = partial(self._options.name_of, version.style)
            self._result.show_version(version, style, place, count)
            self._right.setCurrentWidget(self._result)
            self._show_changes()
            self._result.show_outdated(self._is_outdated)
        self._drafts.keep_soon()

    def _on_given_changed(self) -> None:
        self._drafts.keep_soon()
        self._result.show_outdated(self._is_outdated)

    @property
    def _is_outdated(self) -> bool:
        """The versions are of another text than the one that is given."""
        given = self._given.given
        is_there = self._revisions.shown is not None and not given.is_waiting
        return is_there and not self._revisions.of(as_shown(given.text))

    @property
    def _shows_changes(self) -> bool:
        return self._left.currentWidget() is self._changes

    def _show_changes(self) -> None:
        had_focus = self._given.field.hasFocus() or self._back.hasFocus()
        self._left.setCurrentWidget(self._changes)
        if had_focus:
            self._changes.view.setFocus()

    def _show_text(self) -> None:
        """The text itself; the keyboard stays at what was pressed."""
        on_button, in_text = self._changes.row.start.hasFocus(), self._changes.view.hasFocus()
        self._left.setCurrentWidget(self._given)
        self._back.setVisible(self._revisions.shown is not None and not self._job.running)
        if on_button:
            self._given.row.start.setFocus()
        elif in_text:
            self._given.field.setFocus()

    def _edit_text(self) -> None:
        self._show_text()
        self._given.field.setFocus()

    def _step(self, way: int) -> None:
        """To another change, from wherever the keyboard is."""
        if self._revisions.shown is not None and not self._job.running:
            self._show_changes()
            self._changes.step(way)

    def _on_replaced(self) -> None:
        """Another text is given: what was written of the one before is in the history. A file that was open
        when the window closed is read once more, and is the same."""
        given = self._given.given
        if not self._job.running and not given.is_waiting and not self._revisions.of(as_shown(given.text)):
            self._revisions.clear()

    def _tell_not_pasted(self, text: str) -> None:
        """Into a result that is only shown, or too much to be edited."""
        words = self.tr("This is too long to be pasted into the result. Paste it on the left to rewrite it.")
        if self._job.running:
            words = self.tr("The result can be edited once it is written.")
        elif not is_long(text):
            words = self.tr("This result is too long to be edited here. Save it, and edit the file.")
        self._services.notify.show(words)

    def _hand_over(self, tab: str) -> None:
        version = self._revisions.shown
        if version is not None:
            self.hand_over.emit(tab, version.revision.text)

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """A past result as it was left, with its text; of a table what it was made with."""
        if self._job.refuse():
            return
        if self._table.show_run(run):
            options = options_of_run(run)
            if options is not None:
                self._options.show_style(options.style)
            return

        def show(version: Version) -> None:
            if not self._job.refuse():
                self._table.show_text()
                self._desk.show(job.given_of(version))
                self._options.show_style(version.style)
                self._revisions.add(self._revisions.newest(version))

        self._services.tasks.start(lambda _context: job.version_from(run), owner=self, on_done=show)

    def _draft(self) -> Draft:
        versions = self._revisions.versions
        runs = tuple(version.run_id for version in versions if version.run_id is not None)
        shown = self._revisions.shown
        current = runs.index(shown.run_id) if shown is not None and shown.run_id in runs else 0
        return Draft(self._given.given, self._options.style_chosen, runs, current)

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed; put aside where something new is here already."""
        fresh = self._given.given.is_blank and not self._job.running
        self._desk.restore(draft.given)
        if fresh:
            self._options.show_style(draft.style)
            self._revisions.restore(draft.versions, draft.current)

    # -- Qt -----------------------------------------------------------------------------------------
    def hideEvent(self, event: QHideEvent) -> None:
        self._revisions.keep_now()
        super().hideEvent(event)

    def _words(self) -> GivenWords:
        return GivenWords(
            self.tr("Text to rewrite"),
            self.tr("Paste or type a text here, open a document, or drop it on this window."),
            self.tr("Rewrite"),
            self.tr("Stop and keep what is written"),
            self.tr("Text, PDF, Word, Markdown, HTML and others, and tables: each text of a column"),
        )

    def _retranslate(self) -> None:
        self._back.setText(self.tr("Back to the changes"))
        self._back.setAccessibleName(self._back.text())
        self._empty.set_texts(
            self.tr("Say it better"),
            self.tr(
                "Enter a text on the left, choose what to do with it above, and press Rewrite. You see "
                "every change and take or leave it; names, numbers and quotations that get lost are "
                "marked. Or try the example:"
            ),
            (*self._table.offers, self.tr("A note with mistakes")),
        )
