"""The right side of Write: the text that results, what is to be looked at in it, and what one does with it.

Owns the view. Which version shows, and what the buttons do, its owner knows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.tools.write import Doubt
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.words import duration, time_left
from llmdesk.ui.write.doubt_list import DoubtList
from llmdesk.ui.write.job import Streamed
from llmdesk.ui.write.result_edit import ResultEdit
from llmdesk.ui.write.versions import Version
from llmdesk.ui.write.written_pane import WrittenPane

_SOON_S = 5.0  # before that nobody knows how long it takes


class RewriteResult(WrittenPane):
    """`edited` when the user typed into the text; `doubt_chosen(Doubt)`."""

    edited = Signal()
    doubt_chosen = Signal(object)

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(theme, job, tools, parent)
        self._version: Version | None = None
        self._is_outdated = False
        self._place = (0, 0)  # which of how many versions
        self._style_name: Callable[[], str] = str  # in the language of the window
        self._shown = 0  # chunks of a text on its way
        self._began = 0.0  # when it was first told how far that is; 0: not yet
        self.view, self.doubts = ResultEdit(theme), DoubtList(theme)
        self._stand(self.view, self.doubts, least=80)
        self.view.edited.connect(self.edited)
        self.doubts.chosen.connect(self.doubt_chosen)
        self._retranslate()

    # -- a text on its way --------------------------------------------------------------------------
    def begin(self, style: Callable[[], str]) -> None:
        self._version, self._style_name, self._shown, self._began = None, style, 0, 0.0
        self.view.begin()
        self.doubts.show_doubts(())
        self._describe()

    def show_streamed(self, streamed: Streamed) -> None:
        """More of it, and how far it is."""
        new = streamed.chunks[self._shown : streamed.count]
        self._shown = streamed.count
        if new:
            self.view.forget_begun()
            self.view.add("".join(new))
        elif streamed.begun:
            self.view.show_begun(streamed.begun)
        if streamed.total > 1:
            self._progress.show_progress(self._how_far(streamed), streamed.done, streamed.total)
        else:
            self._progress.show_progress(self.tr("Writing…"))

    def _how_far(self, streamed: Streamed) -> str:
        """And how long still, as soon as that can be known."""
        now, locale = time.monotonic(), QLocale()
        self._began = self._began or now
        places = {"done": locale.toString(streamed.done), "total": locale.toString(streamed.total)}
        words = fill(self.tr("{done} of {total} paragraphs"), places)
        taken = now - self._began
        if taken < _SOON_S or not streamed.done:
            return words
        return f"{words} · {time_left(taken / streamed.done * (streamed.total - streamed.done))}"

    def show_loading(self) -> None:
        """Until it is told how far it is."""
        self._progress.show_progress(self.tr("Loading the model"))

    def show_stopping(self) -> None:
        self._progress.show_progress(self.tr("Stopping…"))

    # -- a version ----------------------------------------------------------------------------------
    def show_version(self, version: Version, style: Callable[[], str], number: int, count: int) -> None:
        """`number` of `count`; `style` gives it in words."""
        self._version, self._style_name, self._place = version, style, (number, count)
        self.view.show_place(None)
        self.view.show_result(version.revision.text, anew=True)
        self.doubts.show_doubts(())
        self.view.show_doubts(())
        self._describe()

    def show_revised(self, version: Version) -> None:
        """The same version, with a change taken or left."""
        self._version = version
        self.view.show_result(version.revision.text)
        self._describe()

    def show_outdated(self, outdated: bool) -> None:
        """Whether the text that is given is another one by now."""
        if outdated != self._is_outdated:
            self._is_outdated = outdated
            self._describe()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        self.doubts.show_doubts(doubts)
        self.view.show_doubts([doubt.text for doubt in doubts if doubt.finding.target is not None])

    def _describe(self) -> None:
        version, busy = self._version, self._job.running
        number, count = self._place
        is_there, title = version is not None, self._style_name() or self.tr("Result")
        self._head.show_state(title, number, count, is_there=is_there, busy=busy)
        self._others.setEnabled(is_there)
        self._facts.setText("" if version is None else self._facts_of(version))
        self._facts.setVisible(version is not None)
        notes = [] if version is None else self._notes_of(version)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _facts_of(self, version: Version) -> str:
        taken = duration(version.written.seconds) if version.written.seconds else ""
        return " · ".join(part for part in (version.written.model, taken) if part)

    def _notes_of(self, version: Version) -> list[str]:
        notes = []
        if self._is_outdated:
            notes.append(self.tr("You changed the text after this was written."))
        if not version.written.complete:
            stopped = self.tr("Stopped before the end. What was not reached is as it was.")
            notes.append(self.tr("Stopped before the end.") if version.is_one_part else stopped)
        elif not version.revision.changes:
            none = self.tr("No mistakes found. The text is as it was.")
            found_none = version.style == "correct" and not version.written.checks
            notes.append(none if found_none else self.tr("The text is as it was."))
        if version.warning:
            notes.append(translate_core(version.warning))
        return notes

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Result"))
        self._progress.set_name(self.tr("Writing"))
        self._describe()
