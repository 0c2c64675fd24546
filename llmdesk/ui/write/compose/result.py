"""The right side of Compose: the text as it comes and as it is, and what was found in it.

Owns the view. Which version shows, and what the buttons do, its owner knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.compose import Composed
from llmdesk.tools.documents.types import Span
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.models.card_view import CardView
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import duration
from llmdesk.ui.write.compose.checks import ComposeChecks
from llmdesk.ui.write.compose.job import Streamed
from llmdesk.ui.write.compose.versions import Versions
from llmdesk.ui.write.result_edit import ResultEdit
from llmdesk.ui.write.result_head import ResultHead

_WITH_CODE = ("code", "explain-code")  # forms whose text is laid out
_SHARE = 0.38  # of the height, for the checks at the most


class ComposeResult(QWidget):
    """`step_asked(way)` to another version; `copy_asked`, `save_asked`, `hand_over(tab)`."""

    step_asked = Signal(int)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._versions, self._title_text = Versions(), ""
        self._form, self._attempt, self._shown = "", 0, 0
        self._pieces: list[str] = []
        self._head, self._facts = ResultHead(theme), plain_label("small", wrap=True)
        self._notes = plain_label("small", wrap=True)
        self._progress = JobProgress(job, brief=True)
        self.text, self.code, self.checks = ResultEdit(theme), CardView(theme), ComposeChecks(theme)
        self._views = QStackedWidget()
        self._others = HandOverButtons(tools)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._others)
        foot.addStretch(1)
        for view in (self.text, self.code):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        for part in (self._head, self._progress, self._notes):
            column.addWidget(part)
        column.addWidget(self._views, 1)
        column.addWidget(self.checks)
        column.addWidget(self._facts)
        column.addLayout(foot)
        least_height(self._views, 60)

    def _connect(self) -> None:
        self._head.step_asked.connect(self.step_asked)
        self._head.copy_asked.connect(self.copy_asked)
        self._head.save_asked.connect(self.save_asked)
        self._others.chosen.connect(self.hand_over)
        self.checks.chosen.connect(self._show_place)
        self._job.busy_changed.connect(lambda _busy: self._describe())

    # -- a text on its way --------------------------------------------------------------------------
    def begin(self, form: str, title: str) -> None:
        self._form, self._title_text = form, title
        self._attempt, self._shown, self._pieces = 0, 0, []
        self._versions = Versions()
        self._clear()
        self._describe()

    def _clear(self) -> None:
        self._views.setCurrentWidget(self.code if self._form in _WITH_CODE else self.text)
        self.text.begin()
        self.code.show_text("")
        self.checks.show_checks(None)

    def show_streamed(self, streamed: Streamed) -> None:
        """More of it; another attempt begins anew."""
        if streamed.attempt != self._attempt:
            self._attempt, self._shown, self._pieces = streamed.attempt, 0, []
            self._clear()
        new = list(streamed.pieces[self._shown : streamed.count])
        self._shown = streamed.count
        if new:
            self._pieces += new
            if self._form in _WITH_CODE:
                self.code.stream("".join(self._pieces))
            else:
                self.text.add("".join(new))
        words = self.tr("Writing…")
        if streamed.attempt > 1:
            again = self.tr("Something was wrong. Writing it again ({attempt})…")
            words = fill(again, {"attempt": streamed.attempt})
        self._progress.show_progress(words)

    def show_stopping(self) -> None:
        self._progress.show_progress(self.tr("Stopping…"))

    # -- a version ----------------------------------------------------------------------------------
    def show_versions(self, versions: Versions, title: str) -> None:
        """The one of them that shows."""
        self._versions, self._title_text = versions, title
        version = versions.shown
        if version is not None:
            composed = version.composed
            self._form = composed.form
            self._clear()
            if composed.form in _WITH_CODE:
                self.code.show_text(composed.text)
            else:
                self._show_text(composed)
            self.checks.show_checks(composed)
        self._describe()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text has the room first; where there is little, the checks scroll."""
        super().resizeEvent(event)
        self.checks.setMaximumHeight(round(_SHARE * self.height()))

    def _show_text(self, composed: Composed) -> None:
        self.text.show_result(composed.text, anew=True)
        self.text.set_editable(False)
        self.text.show_place(None)
        failed = (check.place for check in composed.failed)
        self.text.show_doubts([place for place in failed if place is not None])

    def _show_place(self, place: Span) -> None:
        if self._form not in _WITH_CODE:
            self.text.show_place(place)

    def _describe(self) -> None:
        versions, busy = self._versions, self._job.running
        version, count = versions.shown, len(versions.every)
        is_there = version is not None
        self._head.show_state(self._title_text, versions.at + 1, count, is_there=is_there, busy=busy)
        self._others.setEnabled(is_there)
        self._facts.setText("" if version is None else self._facts_of(version.composed))
        self._facts.setVisible(is_there)
        notes = [] if version is None else self._notes_of(version.composed)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _notes_of(self, composed: Composed) -> list[str]:
        stopped = "" if composed.complete else self.tr("Stopped before the end. Nothing was checked.")
        return [note for note in (translate_core(composed.warning), stopped) if note]

    def _facts_of(self, composed: Composed) -> str:
        taken = duration(composed.seconds) if composed.seconds else ""
        tries = fill(self.tr("{count} attempts"), {"count": composed.attempts})
        tries = tries if composed.attempts > 1 else ""
        return " · ".join(part for part in (composed.model, taken, tries) if part)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for view in (self.text, self.code):
            view.setAccessibleName(self.tr("Text"))
        self._progress.set_name(self.tr("Writing"))
        self._describe()
