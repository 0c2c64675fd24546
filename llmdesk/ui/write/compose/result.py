"""The right side of Compose: the text as it comes and as it is, and what was found in it.

Owns the view. Which version shows, and what the buttons do, its owner knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.errors import fill
from llmdesk.tools.compose import Composed
from llmdesk.tools.documents.types import Span
from llmdesk.ui.models.card_view import CardView
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.words import duration
from llmdesk.ui.write.compose.checks import ComposeChecks
from llmdesk.ui.write.compose.job import Streamed
from llmdesk.ui.write.compose.versions import Versions
from llmdesk.ui.write.result_edit import ResultEdit
from llmdesk.ui.write.written_pane import WrittenPane

_WITH_CODE = ("code", "explain-code")  # forms whose text is laid out
_SHARE = 0.38  # of the height, for the checks at the most


class ComposeResult(WrittenPane):
    """The text, plain or with its code laid out, and its checks."""

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(theme, job, tools, parent)
        self._versions, self._title_text = Versions(), ""
        self._form, self._attempt, self._shown = "", 0, 0
        self._pieces: list[str] = []
        self.text, self.code, self.checks = ResultEdit(theme), CardView(theme), ComposeChecks(theme)
        self._views = QStackedWidget()
        for view in (self.text, self.code):
            self._views.addWidget(view)
        self._stand(self._views, self.checks, least=60)
        self.checks.chosen.connect(self._show_place)
        self._retranslate()

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

    def _retranslate(self) -> None:
        for view in (self.text, self.code):
            view.setAccessibleName(self.tr("Text"))
        self._progress.set_name(self.tr("Writing"))
        self._describe()
