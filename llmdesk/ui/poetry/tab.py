"""The Poetry tab: choose a form, write a poem that keeps it, or check one that is pasted.

Owns what happens when: writing, rewriting a line, checking while one types, keeping and reopening.
The rules and the writing are `tools/poetry`; the view of a poem is `panel`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import fill
from llmdesk.store import Run
from llmdesk.tools.poetry import runs
from llmdesk.tools.poetry.check import scan_line, split_poem
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.compose import rewrite_line, write_poem
from llmdesk.tools.poetry.english.handbook.schemes import written_lines
from llmdesk.tools.poetry.forms import form, forms
from llmdesk.tools.poetry.page import ToSet
from llmdesk.tools.poetry.pasted import spans_of
from llmdesk.tools.poetry.recognized import judge_heard
from llmdesk.tools.poetry.types import Book, Check, Form, Poem, PoemOptions, PoemProgress, Syllable
from llmdesk.tools.tool import POETRY
from llmdesk.ui.drafts import Keeper, joined
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.poetry.actions import PoemActions
from llmdesk.ui.poetry.changes import ChangesByHand, Edited
from llmdesk.ui.poetry.draft import Draft, as_draft, as_text
from llmdesk.ui.poetry.hearing import Hearing
from llmdesk.ui.poetry.options import PoemOptionsPanel
from llmdesk.ui.poetry.paging import Paging
from llmdesk.ui.poetry.panel import PoemPanel
from llmdesk.ui.poetry.sheet.bar import PageBar
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.poetry.stages import stage_words
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.job import Job, JobRow
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.segmented import Segmented

_OPTIONS_WIDTH, _NARROW_OPTIONS_WIDTH = 320, 296
_WIDE = 1100
_WRITE, _CHECK = 0, 1
_DRAFT = "poem.draft"

_Report = Callable[[PoemProgress], None]
Write = Callable[[PoemOptions, TextEngine, _Report, CancelToken], Poem]
Rewrite = Callable[[Poem, int, PoemOptions, TextEngine, _Report, CancelToken], Poem]


class PoetryTab(Retranslating, QWidget):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        write: Write = write_poem,
        rewrite: Rewrite = rewrite_line,
    ) -> None:
        super().__init__(parent)
        self._services, self._write_poem, self._rewrite_line = services, write, rewrite
        self._poem: Poem | None = None
        self._options: PoemOptions | None = None  # those that the poem was written with
        self._run_id: int | None = None
        self._pasted = ""  # what stands in check mode while one writes
        self._changes = ChangesByHand(services, self)
        self._hearing = Hearing(services, self)
        self._job = Job(services, self)
        self._mode = Segmented(2)
        self._choices = PoemOptionsPanel(services.theme, forms())
        self._write = JobRow(self._job, grabs=True, fills=True)
        self._side = QWidget()  # the choices, beside the poem
        self._history = RunHistory(services, "poem")
        page_settings = self._page_settings = PageSettings(services, self)
        self._panel = PoemPanel(services.theme, self._choices.example, PageBar(page_settings))
        self._paging = Paging(services, self._panel, page_settings, self._to_set)
        self.poem_actions = PoemActions(services, self._panel, page_settings, self._to_set)
        self._draft = Keeper(services.drafts, _DRAFT, self._typed, self._restore, as_text, as_draft, self)
        self._arrange()
        self._connect()
        self._retranslate()
        if self._draft.read_now() is not None:
            self._draft.read()
        self._refresh()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(GAP, 0, GAP, SPACE)
        buttons.addWidget(self._write)
        head = QHBoxLayout()
        head.setContentsMargins(GAP, SPACE, GAP, 0)
        head.addWidget(self._mode)
        head.addStretch(1)
        head.addWidget(self._history)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self._choices)
        column.addStretch(1)
        choices = QScrollArea(widgetResizable=True)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices.setWidget(inside)
        choices.viewport().setAutoFillBackground(False)
        for part in (self._side, choices, inside):
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            set_kind(part, "sidebar")
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE)
        beside.addLayout(head)
        beside.addWidget(choices, 1)
        beside.addLayout(buttons)  # always in sight, however low the window is
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._panel, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(
            scaled(_OPTIONS_WIDTH if self.width() >= scaled(_WIDE) else _NARROW_OPTIONS_WIDTH)
        )
        super().resizeEvent(event)

    def _connect(self) -> None:
        self._mode.chosen.connect(self._on_mode)
        self._choices.form_changed.connect(self._on_form)
        self._hearing.found.connect(self._on_heard)
        self._choices.changed.connect(self._draft.keep_soon)
        self._choices.submitted.connect(self._write.start.click)
        self._write.asked.connect(self._on_write)
        self._job.busy_changed.connect(self._on_busy)
        self._history.chosen.connect(self._open)
        self._panel.edited.connect(self._check)
        self._panel.poem.typed.connect(self._on_typed)
        self._panel.rewrite_asked.connect(self._on_rewrite)
        self._panel.another_asked.connect(self._on_another)
        self._panel.copy_asked.connect(self.poem_actions.copy)
        self._panel.save_asked.connect(self.poem_actions.save)
        self._panel.sounds_asked.connect(lambda _on: self._update_sounds())
        self._panel.picture_asked.connect(self.poem_actions.show_picture)

    # -- from outside -------------------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """Write about this: the first line of a text is the topic."""
        self._mode.set_current(_WRITE)
        self._on_mode(_WRITE)
        self._choices.set_topic(" ".join(text.split()))
        self._choices.focus_topic()

    def focus_first(self) -> None:
        self._choices.focus_topic()

    def shutdown(self) -> None:
        """Stop what runs."""
        self._services.drafts.flush()
        self._job.cancel()
        self._changes.keep(self._edited(), now=True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._draft.keep_now()
        super().hideEvent(event)

    # -- writing ------------------------------------------------------------------------------------
    @property
    def _checks_only(self) -> bool:
        return self._mode.current == _CHECK

    def _on_write(self) -> None:
        options = self._choices.options()
        if options.seed is None:
            options = replace(options, seed=self._services.seed)
        self._start_writing(options)

    def _on_another(self) -> None:
        """The same choices and another seed; a seed that was typed counts on."""
        options = self._options or self._choices.options()
        typed = self._choices.options().seed
        seed = self._poem.seed + 1 if typed is not None and self._poem is not None else None
        self._start_writing(replace(options, seed=seed))

    def _start_writing(self, options: PoemOptions) -> None:
        if self._job.running:
            return
        if form(options.form).tune:  # which sets the first characters; what is typed of them stays
            options = replace(options, acrostic="")

        def work(context: TaskContext) -> tuple[Poem, int]:
            self._services.models.load_blocking(context, POETRY)
            poem = self._write_poem(options, self._services.engine, context.progress, context.cancel)
            context.cancel.raise_if_cancelled()
            return poem, runs.keep(self._services.store, options, poem)

        self._changes.keep(self._edited())
        self._options = options
        self._panel.show_text("")
        self._start(work, self._on_written, self.tr("Writing a poem"))

    def _on_written(self, written: tuple[Poem, int]) -> None:
        poem, self._run_id = written
        self._changes.begin()
        self._show(poem)
        self._history.reload()

    def _on_rewrite(self, line: int) -> None:
        if self._poem is None or self._job.running:
            return
        poem, run_id = replace(self._poem, lines=self._lines), self._run_id
        options = self._options or self._choices.options()
        if not 0 <= line < len(poem.lines):
            return

        def work(context: TaskContext) -> tuple[Poem, int]:
            self._services.models.load_blocking(context, POETRY)
            written = self._rewrite_line(
                poem, line, options, self._services.engine, context.progress, context.cancel
            )
            context.cancel.raise_if_cancelled()
            return written, runs.keep(self._services.store, options, written, run_id)

        def done(written: tuple[Poem, int]) -> None:
            self._on_written(written)
            self._panel.poem.go_to_line(line)

        self._start(work, done, fill(self.tr("Rewriting line {line}"), {"line": line + 1}))

    def _start(
        self,
        work: Callable[[TaskContext], tuple[Poem, int]],
        on_done: Callable[[tuple[Poem, int]], None],
        what: str,
    ) -> None:
        before = self._poem

        def stopped(_error: Exception | None) -> None:
            if before is not None:
                self._show(before)

        self._panel.set_busy(self.tr("Loading the model"))
        self._job.start(work, on_done, on_progress=self._on_progress, on_stopped=stopped, long_job=what)

    def _on_progress(self, progress: object) -> None:
        if not isinstance(progress, PoemProgress):
            return
        written_in = self._options or self._choices.options()
        self._panel.set_busy(stage_words(progress), written_lines(form(written_in.form)))
        if progress.lines:
            self._panel.poem.set_text("\n".join(progress.lines))

    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._panel.set_busy("")
            self._paging.update()
        self._refresh()

    # -- a poem that is there -----------------------------------------------------------------------
    def _show(self, poem: Poem) -> None:
        self._poem = poem
        self._panel.show_poem(poem)
        self._panel.poem.show_lines(spans_of(self._panel.poem.toPlainText(), poem.lines))
        self._update_sounds()
        self._paging.update()

    def _open(self, run: Run) -> None:
        """Show a poem of the history, with the choices it was written with."""
        self._mode.set_current(_WRITE)
        self._on_mode(_WRITE)
        options, poem = runs.read(run)
        if options is not None:
            self._options = options
            self._choices.show_options(options)
        if poem is not None:
            self._run_id = run.id
            self._changes.begin()
            self._show(poem)

    @property
    def _lines(self) -> tuple[str, ...]:
        """The lines of verse that stand there; pasted verse may have several in a row."""
        text = self._panel.poem.toPlainText()
        if self._checks_only:
            return split_poem(text, self._wanted)[1]
        return tuple(row.strip() for row in text.splitlines() if row.strip())

    @property
    def _standing(self) -> tuple[str, str]:
        """What is checked, without dividing a changed text into lines, which would hold the window up."""
        return self._panel.poem.toPlainText(), self._wanted.name

    def _on_typed(self) -> None:
        if self._checks_only:
            self._pasted = self._panel.poem.toPlainText()
            self._draft.keep_soon()
        elif self._poem is not None:
            self._poem = replace(self._poem, lines=self._lines)
            self._changes.count()

    def _check(self) -> None:
        """Hold the lines that stand there against the form, in a task; what was changed by hand is kept."""
        if self._checks_only and not self._is_heard:
            return
        lines, wanted = self._lines, self._wanted
        self._panel.poem.show_lines(spans_of(self._panel.poem.toPlainText(), lines))
        if self._job.running or not lines:
            self._panel.show_checks(())
            return
        edited = None if self._checks_only else self._edited()
        standing = self._standing
        book, heard = self._book, self._hearing.heard if self._choices.recognizes else None

        def work(_context: TaskContext) -> tuple[Check, ...]:
            if heard is not None:
                return judge_heard(lines, heard, book=book).shown
            if edited is None:
                return judge(lines, wanted, book=book).shown
            return self._changes.write(edited).checks

        def show(checks: tuple[Check, ...]) -> None:
            if standing == self._standing:
                self._panel.show_checks(checks)
                if edited is not None and self._poem is not None:
                    self._poem = replace(self._poem, checks=checks)

        self._services.tasks.start(work, owner=self, on_done=show)
        self._update_sounds()

    def _edited(self) -> Edited | None:
        """The poem as it stands there."""
        if self._poem is None or self._options is None:
            return None
        return self._changes.of(self._poem, self._options, self._run_id)

    @property
    def _wanted(self) -> Form:
        """The form of what stands there: that of the poem, the tune of a pasted song, or what is chosen."""
        if self._options is not None and not self._checks_only and self._poem is not None:
            return form(self._poem.form)
        return self._hearing.heard.form if self._checks_only else self._choices.form

    @property
    def _is_heard(self) -> bool:
        """Whether it is known what the pasted text is held against; else `_on_heard` comes."""
        text = self._panel.poem.toPlainText()
        return self._hearing.knows(text, self._choices.form, by_itself=self._choices.recognizes)

    def _on_heard(self) -> None:
        if self._checks_only:
            if self._choices.recognizes and self._panel.poem.toPlainText().strip():
                self._choices.show_heard(self._hearing.heard)
            self._check()
            self._paging.update()

    @property
    def _book(self) -> Book | None:
        """The rhyme book of what stands there; None: the one that it fits best."""
        if self._checks_only:
            return self._choices.checked_by
        return (self._poem.rhymes if self._poem is not None else None) or "zhonghua"

    def _to_set(self) -> ToSet:
        """The poem that stands there, to be set on a page."""
        text = self._panel.poem.toPlainText().strip()
        if self._checks_only:
            return ToSet(text, self._wanted, book=self._book)
        author = self._page_settings.choices.author
        return ToSet(text, self._wanted, self._panel.title.text(), author, self._book)

    def _update_sounds(self) -> None:
        if not self._panel.sounds_shown:
            self._panel.show_sounds(())
            return
        if self._checks_only and not self._is_heard:
            return
        lines, wanted, book, standing = self._lines, self._wanted, self._book, self._standing

        def work(_context: TaskContext) -> tuple[tuple[Syllable, ...], ...]:
            heard = book or (judge(lines, wanted).book if lines else "zhonghua")
            return tuple(scan_line(line, wanted.language, heard) for line in lines)

        def show(sounds: tuple[tuple[Syllable, ...], ...]) -> None:
            if standing == self._standing and self._panel.sounds_shown:
                self._panel.show_sounds(sounds)

        self._services.tasks.start(work, owner=self, on_done=show)

    # -- modes, drafts, words -----------------------------------------------------------------------
    def _on_mode(self, mode: int) -> None:
        self._changes.keep(self._edited())
        checking = mode == _CHECK
        self._choices.set_checking(checking)
        self._panel.set_mode(checking=checking)
        if checking:
            self._panel.show_text(self._pasted)
            self._check()
            self._panel.poem.setFocus()
        elif self._poem is not None:
            self._show(self._poem)
        else:
            self._panel.show_text("")
        self._paging.update()
        self._refresh()

    def _on_form(self) -> None:
        if self._checks_only:
            self._check()
            self._paging.update()
        self._draft.keep_soon()

    def _refresh(self) -> None:
        running = self._job.running
        self._write.setVisible(not self._checks_only)
        self._mode.setEnabled(not running)
        self._choices.setEnabled(not running)
        self._history.setEnabled(not running)

    def _typed(self) -> Draft:
        return self._choices.options(), self._pasted

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed; what was typed before it could be read stays."""
        options, pasted = draft
        self._pasted = joined(pasted, self._pasted)
        if not self._choices.options().topic:
            self._choices.show_options(options)

    def _retranslate(self) -> None:
        self._mode.set_texts(
            (self.tr("Write"), self.tr("Check")), (self.tr("Write a poem"), self.tr("Check a poem"))
        )
        self._write.set_words(self.tr("Write poem"))
