"""A folder whose documents are translated: which they are, how far each is, where the translations go.

Owns what shows of it, and one run at a time. The work is `job`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill, in_one_line, spoken
from llmdesk.tools.translate import TranslateOptions
from llmdesk.ui.file_dialogs import ask_folder
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tables.file_head import FileHead
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.translate.folder import job
from llmdesk.ui.translate.folder.job import FolderMade, FolderProgress, FolderRow, OpenedFolder, Rows
from llmdesk.ui.translate.folder.rows import FolderRows, FolderView
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import counted, document_words, time_left

_STEPS = 1_000  # of the bar


class FolderPage(Retranslating, QWidget):
    """`options()` are those of the tab, with the glossary; raises `UserError`. `closed` when the user goes
    back to the text, `shown` when a folder is there; `begun(folder, out)` and `ended(complete)` of a run;
    `run_asked(id)`: the translation of a document is to be looked at; `small_told(model)`."""

    closed = Signal()
    shown = Signal()
    begun = Signal(object, object)
    ended = Signal(bool)
    run_asked = Signal(int)
    small_told = Signal(str)

    def __init__(
        self,
        services: Services,
        options: Callable[[], TranslateOptions],
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._options, self._open_url = services, options, open_url
        self._opened: OpenedFolder | None = None
        self._made_with: TranslateOptions | None = None  # what is done of it
        self._words: Callable[[], str] = str  # what is told
        self._resumes = False  # some of it was done before llmdesk ended
        self.out = Path()
        self.job = Job(services, self, waits=True)
        self._looking, self._measuring = Job(services, self), Job(services, self)
        self._other, self._close = QPushButton(), QPushButton()
        self._head = FileHead(self._other, wraps=True)
        self._model = FolderRows(services.theme, self)
        self.view = FolderView(services.theme, self._model)
        self._out_name, self._out, self._browse = (
            plain_label("muted"),
            ElidedLabel(of_file=True),
            QPushButton(),
        )
        self._progress, self._told = JobProgress(self.job), plain_label("strong", wrap=True)
        self._read, self._file, self._folder = QPushButton(), QPushButton(), QPushButton()
        self.row = JobRow(self.job)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        place, foot = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (place, (self._out_name, self._out, self._browse)),
            (foot, (self._close, self._read, self._file, self._folder)),
        ):
            row.setSpacing(SPACE)
            for part in parts:
                row.addWidget(part, int(part is self._out))
        foot.addStretch(1)
        foot.addWidget(self.row)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        column.addLayout(place)
        column.addWidget(self._progress)
        column.addWidget(self._told)
        column.addLayout(foot)
        self._out_name.setBuddy(self._browse)
        self._told.hide()

    def _connect(self) -> None:
        self._other.clicked.connect(self.choose)
        self._close.clicked.connect(self.closed)
        self._browse.clicked.connect(self._choose_out)
        self.row.asked.connect(self._start)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._start, context=within)
        self.view.chosen.connect(lambda _row: self._refresh())
        self.view.activated.connect(lambda _index: self._open_translation())
        self._read.clicked.connect(self._open_translation)
        self._file.clicked.connect(self._open_file)
        self._folder.clicked.connect(lambda: self._open_url(QUrl.fromLocalFile(str(self.out))))
        self.job.busy_changed.connect(lambda _busy: self._refresh())

    @property
    def folder(self) -> Path | None:
        """The one that is open."""
        return self._opened.folder if self._opened is not None else None

    # -- opening ------------------------------------------------------------------------------------
    def choose(self) -> None:
        if not self.job.refuse():
            ask_folder(self, self.tr("Open a folder of documents"), self.open)

    def open(self, folder: Path, out: Path | None = None, *, resumes: bool = False) -> None:
        """Look at a folder; it shows once it was looked into. `out`: where the translations go, instead of a
        folder beside it; `resumes`: some of it was done before llmdesk ended."""
        if self.job.refuse():
            return
        self._measuring.cancel()
        self._looking.cancel()
        folder = folder.absolute()
        place = out or folder.with_name(f"{folder.name}.translated")
        done = partial(self._on_opened, place, resumes)
        self._looking.start(partial(job.open_folder, folder, place), done)

    def _on_opened(self, place: Path, resumes: bool, opened: OpenedFolder) -> None:
        if self.job.running:
            return
        self._opened, self._resumes = opened, resumes
        self._set_out(place)
        self._tell(self._resume_words if resumes else str)
        self._show(opened.rows)
        self.shown.emit()
        self.row.start.setFocus()
        self._measuring.start(
            partial(job.measure, opened), self._show_measured, on_progress=self._show_measured
        )

    def _show_measured(self, rows: object) -> None:
        if isinstance(rows, tuple) and self._opened is not None and not self.job.running:
            self._show(rows)

    def _choose_out(self) -> None:
        ask_folder(self, self.tr("Save to"), self._take_out)

    def _take_out(self, place: Path) -> None:
        """Where the documents are, none is written."""
        opened = self._opened
        if opened is not None and not self.job.refuse():
            check = partial(job.check_place, opened.folder, place)
            self._services.tasks.start(check, owner=self, on_done=lambda _: self._set_out(place))

    def _set_out(self, place: Path) -> None:
        self.out = place
        self._out.setText(str(place))
        self._out.setToolTip(str(place))
        self._refresh()

    # -- running ------------------------------------------------------------------------------------
    def _start(self) -> None:
        opened = self._opened
        if opened is None or self.job.running:
            return
        try:
            options = self._options()
        except UserError as error:
            self._services.notify.show_error(error)
            return
        self._measuring.cancel()
        self._told.hide()
        goes_on, self._made_with = self._goes_on and options == self._made_with, options
        begun = self.job.start(
            partial(
                job.translate_folder,
                self._services,
                opened,
                self.out,
                options,
                goes_on=goes_on,
                resumes=self._resumes,
            ),
            self._on_done,
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._on_stopped(),
            long_job=fill(self.tr("Translating {name}"), {"name": opened.folder.name}),
        )
        if begun:
            self.begun.emit(opened.folder, self.out)

    def _on_progress(self, progress: object) -> None:
        if not isinstance(progress, FolderProgress):
            return
        self._show(progress.rows)
        documents = [row for row in progress.rows if row.state != "left out"]
        over = sum(row.state in ("done", "failed") for row in documents)
        words = counted(
            self.tr("{over} of 1 document"), self.tr("{over} of {count} documents"), len(documents), over=over
        )
        left = "" if progress.seconds_left is None else time_left(progress.seconds_left)
        self._progress.show_progress(words, round(_STEPS * job.share_of(documents)), _STEPS, left)
        if progress.small:
            self.small_told.emit(progress.small)

    def _on_done(self, made: FolderMade) -> None:
        self._resumes = self._resumes and not made.complete
        self._show(made.rows)
        if made.small:
            self.small_told.emit(made.small)
        self._tell(partial(self._made_words, made))
        if not self.isVisible():
            self._services.notify.show(self._made_words(made))
        self.ended.emit(made.complete)

    def _on_stopped(self) -> None:
        """It could not be begun, or failed as a whole: what is done of it is kept."""
        self._show(tuple(_at_rest(row) for row in self._model.rows))
        self.ended.emit(False)

    def _resume_words(self) -> str:
        return self.tr("It was stopped. What is translated already is taken as it is, if nothing changed.")

    def _made_words(self, made: FolderMade) -> str:
        done = [row for row in made.rows if row.state == "done"]
        words = [
            counted(
                self.tr("1 document is translated. Saved in {folder}."),
                self.tr("{count} documents are translated. Saved in {folder}."),
                len(done),
                folder=self.out.name,
            )
        ]
        failed, marked = sum(row.state == "failed" for row in made.rows), sum(bool(r.marked) for r in done)
        if failed:
            one, more = self.tr("1 could not be translated."), self.tr("{count} could not be translated.")
            words.append(counted(one, more, failed))
        if marked:
            one = self.tr("1 has sentences to be looked at.")
            words.append(counted(one, self.tr("{count} have sentences to be looked at."), marked))
        if not made.complete:
            words.append(self.tr("It was stopped; what is done is kept."))
        return in_one_line(words)

    # -- one document -------------------------------------------------------------------------------
    @property
    def _row(self) -> FolderRow | None:
        number = self.view.row
        return self._model.rows[number] if 0 <= number < len(self._model.rows) else None

    def _open_translation(self) -> None:
        row = self._row
        if row is not None and row.run is not None:
            self.run_asked.emit(row.run)

    def _open_file(self) -> None:
        row = self._row
        if row is not None and row.out is not None:
            self._open_url(QUrl.fromLocalFile(str(row.out)))

    # -- what shows ---------------------------------------------------------------------------------
    def _show(self, rows: Rows) -> None:
        if self._opened is not None:
            self._opened = replace(self._opened, rows=rows)
        self._model.show_rows(rows)
        self._refresh()

    @property
    def _goes_on(self) -> bool:
        """It was stopped."""
        return any(row.state == "stopped" for row in self._model.rows)

    def _tell(self, words: Callable[[], str]) -> None:
        """Said again in another language; "" for nothing."""
        self._words = words
        self._told.setText(words())
        self._told.setVisible(bool(self._told.text()))

    def _refresh(self) -> None:
        opened, row, busy = self._opened, self._row, self.job.running
        for widget in (self._other, self._browse):
            widget.setEnabled(not busy)
        self._read.setEnabled(row is not None and row.run is not None and row.state in ("done", "stopped"))
        self._file.setEnabled(row is not None and row.out is not None)
        self._folder.setEnabled(any(each.out is not None for each in self._model.rows))
        if opened is None:
            return
        self._head.show_file(opened.folder)
        left = len(opened.rows) - opened.documents
        facts = [document_words(opened.documents)]
        if left:
            one, more = self.tr("1 other file is left out"), self.tr("{count} other files are left out")
            facts.append(counted(one, more, left))
        notes = in_one_line(spoken(note, translate_core) for note in opened.notes)
        self._head.show_facts(facts, notes)
        name, stop = self.tr("Translate the documents"), self.tr("Stop and keep what is done")
        goes_on = self._goes_on or self._resumes
        self.row.set_words(name, stop, self.tr("Continue") if goes_on else name)
        self.row.start.setEnabled(opened.documents > 0)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Files of the folder"))
        self.view.fit()
        self._told.setText(self._words())
        self._out_name.setText(self.tr("Save to"))
        self._browse.setAccessibleName(self.tr("Save to"))
        self._progress.set_name(self.tr("Progress"))
        for button, name in (
            (self._other, self.tr("Open folder…")),
            (self._close, self.tr("Back to the text")),
            (self._read, self.tr("Open translation")),
            (self._file, self.tr("Open file")),
            (self._folder, self.tr("Show the folder")),
        ):
            button.setText(name)
            button.setAccessibleName(name.removesuffix("…"))
        self._browse.setText(self.tr("Choose…"))
        self._read.setToolTip(self.tr("Sentence beside sentence, to be checked and edited"))
        self._file.setToolTip(self.tr("Open the translated file in its own program"))
        self._browse.setToolTip(self.tr("What is there and not made by llmdesk is never replaced"))
        self._refresh()


def _at_rest(row: FolderRow) -> FolderRow:
    return replace(row, state="stopped") if row.state in ("reading", "working") else row
