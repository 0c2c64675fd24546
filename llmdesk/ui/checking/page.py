"""The mode "Check a summary" of the Summarize tab: a text at the left, its sources at the right.

Owns what happens when: opening, checking, cancelling, the history, the draft. The work is
`tools/checking`, done by the functions of `job`; the views are `text_pane`, `result` and `sources_pane`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.files import proposed_name
from llmdesk.store import Run
from llmdesk.tools.checking import KIND, as_text
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.ui.checking import job as checking
from llmdesk.ui.checking.draft import DRAFT, CheckDraft, draft_found
from llmdesk.ui.checking.job import CheckProgress, Made
from llmdesk.ui.checking.links import CheckLinks
from llmdesk.ui.checking.sources_pane import CheckSourcesPane
from llmdesk.ui.checking.text_pane import CheckTextPane
from llmdesk.ui.file_dialogs import ask_file, ask_files, ask_place
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import Opened, open_file, open_text
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.source_view import is_long

T = TypeVar("T")


class CheckPage(TwoSides):
    """`tools` is the row of controls that stands above it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job = Job(services, self)
        self.tools = QWidget()
        self._ask, self._history = QCheckBox(), RunHistory(services, KIND)
        self._text, self._sources = CheckTextPane(services.theme, self._job), CheckSourcesPane(services.theme)
        self._result = self._text.result
        self._sides = Panes(self._text, self._sources)
        self._links = CheckLinks(self._sources, self._result, self)
        self._keep(services.drafts, DRAFT, CheckDraft.to_json, draft_found)
        self._arrange()
        self._connect()
        self._retranslate()
        self._drafts.read()

    def _arrange(self) -> None:
        self._ask.setChecked(True)
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._ask)
        row.addStretch(1)
        row.addWidget(self._history)
        self._sides.set_widths(least=(340, 280), now=(500, 500))
        self._show_sides()
        Drops(self._text, self._on_text_dropped, self.take_text)
        Drops(self._sources, self.add_files, self.add_text)

    def _connect(self) -> None:
        text, sources = self._text, self._sources
        text.open_asked.connect(self._choose_text)
        text.close_asked.connect(lambda: self._show_text(Given(text.field.given.typed)))
        text.check_asked.connect(self._start)
        self._job.busy_changed.connect(self._set_busy)
        text.result_shown.connect(self._links.mark)
        text.field.long_pasted.connect(self.take_text)
        sources.open_asked.connect(self._choose_sources)
        sources.removed.connect(self._offer_return)
        sources.submitted.connect(self._start)
        sources.field.long_pasted.connect(self.add_text)
        for changed in (text.changed, sources.changed, self._ask.toggled):
            changed.connect(self._on_changed)
        self._result.copy_asked.connect(self._copy)
        self._result.save_asked.connect(self._choose_place)
        self._history.chosen.connect(self._open_run)

    # -- from outside -------------------------------------------------------------------------------
    def take(self, text: str, sources: Sequence[Given]) -> None:
        """A text and its sources from elsewhere, ready to be changed and checked. What was here when the
        window closed comes first, to be put aside."""
        self._drafts.when_read(lambda: self._take(text, sources))

    def _take(self, text: str, sources: Sequence[Given]) -> None:
        if not self._job.refuse():
            self._put_aside(self._draft())
            self._sources.show_sources(sources)
            self._show_text(Given())
            self.take_text(text)
            self._read_waiting()

    def take_text(self, text: str) -> None:
        """Make this the text to check; a very long one shows as a document."""
        if self._job.refuse():
            return
        if is_long(text):
            self._read(partial(open_text, text), self._show_document)
        else:
            self._put_text_aside()
            self._show_text(Given(text))

    def focus_first(self) -> None:
        (self._result.view if self._text.shows_result else self._text.field).setFocus()

    def cancel(self) -> None:
        """Stop a check. The text is back at once, whatever the work still needs to end."""
        self._job.cancel()

    # -- opening ------------------------------------------------------------------------------------
    def _choose_text(self) -> None:
        ask_file(self, self.tr("Open the text to check"), self._kinds(), self.open_text_file)

    def _choose_sources(self) -> None:
        ask_files(self, self.tr("Open sources"), self._kinds(), self.add_files)

    def _kinds(self) -> list[str]:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        return fill(self.tr("Documents ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")

    def open_text_file(self, path: Path) -> None:
        """Show a file as the text to check."""
        if not self._job.refuse():
            self._read(partial(open_file, path), self._show_document)

    def _show_document(self, opened: Opened) -> None:
        """As the text to check; what was typed waits until it is closed."""
        if not self._job.refuse():
            self._put_text_aside()
            self._show_text(Given(self._text.field.given.typed, opened, opened.path))

    def _on_text_dropped(self, paths: Sequence[Path]) -> None:
        self.open_text_file(paths[0])
        if len(paths) > 1:
            words = self.tr("Only one text can be checked at a time, so only “{name}” was opened.")
            self._services.notify.show(fill(words, {"name": paths[0].name}))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files to the sources."""
        if not self._job.refuse():
            self._sources.add([Given(path=path) for path in dict.fromkeys(paths)])
            self._read_waiting()

    def add_text(self, text: str) -> None:
        """Add a text to the sources; a very long one shows as a document."""
        if self._job.refuse():
            return
        if is_long(text):
            self._read(partial(open_text, text), lambda opened: self._add(Given(opened=opened)))
        else:
            self._add(Given(text))

    def _add(self, given: Given) -> None:
        if not self._job.refuse():
            self._sources.add([given])

    def _read_waiting(self) -> None:
        """Read what is not read yet, each in a task of its own."""
        text = self._text.field.given
        if text.is_waiting and text.path is not None:
            self._services.tasks.start(
                partial(open_file, text.path),
                owner=self,
                on_done=lambda opened: self._show_awaited(text, text.as_read(opened)),
                on_error=partial(self._text_not_read, text),
            )
        for path in [each.path for each in self._sources.sources if each.is_waiting]:
            if path is not None:
                self._services.tasks.start(
                    partial(open_file, path),
                    owner=self,
                    on_done=partial(self._sources.show_read, path),
                    on_error=partial(self._not_read, path),
                )

    def _not_read(self, path: Path, error: Exception) -> None:
        self._sources.show_read(path, None, error if isinstance(error, UserError) else UserError(str(error)))
        self._services.notify.show_error(error)

    def _show_awaited(self, waiting: Given, read: Given) -> None:
        """In its place, unless another text is there by now."""
        if self._text.field.given is waiting:
            self._text.field.show_given(read)
            self._on_changed()

    def _text_not_read(self, waiting: Given, error: Exception) -> None:
        self._show_awaited(waiting, Given(waiting.typed))
        self._services.notify.show_error(error)

    def _read(self, work: Callable[[TaskContext], T], then: Callable[[T], None]) -> None:
        self._services.tasks.start(work, owner=self, on_done=then)

    def _show_text(self, given: Given) -> None:
        self._text.show_given(given)
        self._on_changed()

    # -- checking -----------------------------------------------------------------------------------
    def _on_changed(self) -> None:
        self._text.set_ready(self._is_ready)
        self._drafts.keep_soon()

    @property
    def _is_ready(self) -> bool:
        field = self._text.field
        return not field.is_blank and not field.given.is_waiting and self._sources.has_any

    def _start(self) -> None:
        if self._job.running or not self._is_ready:
            return
        used = [each for each in self._sources.sources if not each.is_blank]
        if len(used) != len(self._sources.sources):
            self._sources.show_sources(used)
        text, ask, services = self._text.field.given, self._ask.isChecked(), self._services

        def work(context: TaskContext) -> Made:
            return checking.make(services, text, used, ask, context)

        self._begin(work, used, self.tr("Checking a text"))

    def _begin(self, work: Callable[[TaskContext], Made], sent: Sequence[Given], long_job: str) -> None:
        before = self._text.show_result if self._text.shows_result else self._text.show_text

        def done(made: Made) -> None:
            self._show_made(made, sent)
            self._history.reload()

        def report(progress: object) -> None:
            if isinstance(progress, CheckProgress):
                self._text.progress.show_progress(progress)

        self._text.show_progress()
        self._job.start(work, done, on_progress=report, on_stopped=lambda _error: before(), long_job=long_job)

    def _set_busy(self, busy: bool) -> None:
        self._sources.set_busy(busy)
        self._ask.setEnabled(not busy)
        self._history.setEnabled(not busy)

    def _show_made(self, made: Made, sent: Sequence[Given]) -> None:
        had_focus = self._text.has_button_focus
        self._text.field.show_read(made.text)
        self._sources.show_checked(sent, made.sources)
        self._result.show_checked(made.checked)
        self._text.show_result()
        self._on_changed()
        if had_focus:
            self._result.view.setFocus()
        if made.problem is not None:
            self._services.notify.show_error(made.problem)

    # -- the result ---------------------------------------------------------------------------------
    def _copy(self) -> None:
        if self._result.checked is not None:
            QGuiApplication.clipboard().setText(as_text(self._result.checked, translate_core))
            self._services.notify.show(self.tr("Verdicts copied to the clipboard."))

    def _choose_place(self) -> None:
        checked = self._result.checked
        if checked is None:
            return
        name = proposed_name(Path(checked.text.name).stem) or self.tr("text")
        proposal = fill(self.tr("{name} (checked)"), {"name": name}) + ".html"
        suffixes = {
            self.tr("Web page (*.html)"): ".html",
            self.tr("Markdown (*.md)"): ".md",
            self.tr("JSON (*.json)"): ".json",
        }

        def meant(path: Path, kind: str) -> Path:
            return path if path.suffix else path.with_suffix(suffixes.get(kind, ".html"))

        title = self.tr("Save the verdicts")
        ask_place(self, title, Path(proposal), list(suffixes), lambda path, _kind: self.save_to(path), meant)

    def save_to(self, path: Path) -> None:
        """Write the verdicts: Markdown, JSON or a web page, by the name's suffix."""
        checked = self._result.checked
        if checked is None:
            return
        given = (self._text.field.given, *self._sources.sources)
        read = [each.path for each in given if each.path is not None]
        saved = fill(self.tr("Saved as {file}."), {"file": path.name})
        self._services.tasks.start(
            lambda _context: checking.save(path, checked, read),
            owner=self,
            on_done=lambda _none: self._services.notify.show(saved),
        )

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """A past result, with its texts as they were kept or as their files are now."""
        if self._job.refuse():
            return

        def work(context: TaskContext) -> Made | None:
            return checking.reopen(run, context)

        def show(made: Made | None) -> None:
            if made is not None and not self._job.refuse():
                self._put_aside(self._draft())
                self._text.field.show_given(made.text.to_type())
                sources = [each.to_type() for each in made.sources]
                self._sources.show_sources(sources)
                self._show_made(made, sources)

        self._read(work, show)

    def _put_aside(self, draft: CheckDraft) -> None:
        """It makes room for something else, and can be taken back."""
        if not draft.is_blank:
            words = self.tr("The previous texts were set aside.")
            self._services.notify.show(words, undo=lambda: self._put_back(draft))

    def _put_text_aside(self) -> None:
        """The text to check only; its sources stay."""
        before = self._text.field.given
        if not before.is_blank:
            words = self.tr("The previous texts were set aside.")
            self._services.notify.show(words, undo=lambda: self._put_text_back(before))

    def _put_back(self, draft: CheckDraft) -> None:
        if not self._job.refuse():
            self._sources.show_sources(draft.sources)
            self._put_text_back(draft.text)

    def _put_text_back(self, text: Given) -> None:
        if not self._job.refuse():
            self._show_text(text)
            self._read_waiting()

    def _offer_return(self, given: Given, index: int) -> None:
        words = self.tr("Source removed.")
        self._services.notify.show(words, undo=lambda: self._insert(given, index))

    def _insert(self, given: Given, index: int) -> None:
        if not self._job.refuse():
            self._sources.insert(given, index)
            self._read_waiting()

    def _draft(self) -> CheckDraft:
        return CheckDraft(self._text.field.given, self._sources.sources, self._ask.isChecked())

    def _restore(self, draft: CheckDraft) -> None:
        """What was here when the window closed; put aside where something new is here already."""
        self._ask.setChecked(draft.ask_model)
        if self._job.running or not self._draft().is_blank:
            self._put_aside(draft)
            return
        self._sources.show_sources(draft.sources)
        self._text.field.show_given(draft.text)
        self._read_waiting()
        self._on_changed()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._ask.setText(self.tr("Also ask the model"))
        self._ask.setAccessibleName(self.tr("Also ask the model"))
        self._ask.setToolTip(
            self.tr("The model judges what the texts mean. Without it, llmdesk compares the words only.")
        )
