"""A summary that is being made: which part, how long still, and what was found so far.

Owns what shows. Must not know the job.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.tools.summarize import FileState, SummaryProgress
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import GAP, MARGIN, SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import time_left

_STEPS = 1000


class SummaryProgressView(Retranslating, QWidget):
    """`begin(name)`, then `show_reading`, `show_progress`, `stop`; `show_file` for one of a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._progress: SummaryProgress | None = None
        self._stopped = False
        self._has_written = False
        self._name = ElidedLabel(of_file=True)
        set_kind(self._name, "heading")
        self._job = JobProgress()
        self._so_far_title = plain_label("strong")
        self._so_far = QPlainTextEdit(readOnly=True)
        set_kind(self._so_far, "reading")
        self._so_far.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._so_far.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._so_far.setTabChangesFocus(True)
        self._so_far.document().setDocumentMargin(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self._name)
        column.addWidget(self._job)
        column.addSpacing(SPACE)
        column.addWidget(self._so_far_title)
        column.addWidget(self._so_far, 1)
        column.addStretch(0)
        self._retranslate()

    # -- what is shown ------------------------------------------------------------------------------
    def begin(self, name: str) -> None:
        """A job on the document `name` starts with the model being loaded."""
        self._progress, self._stopped = None, False
        self._has_written = False
        self._name.setText(name)
        self._so_far.clear()
        self._show(self.tr("Loading the model"))

    def show_reading(self, share: float) -> None:
        """The document is read; `share` 0…1, 0 for nobody knows."""
        self._progress, self._stopped = None, False
        self._show(self.tr("Reading the document"))
        if share > 0:
            self._job.show_progress(self._words, round(share * _STEPS), _STEPS)

    def show_file(self, name: str, state: FileState | None) -> None:
        """One file of a list while the list is at work."""
        if name != self._name.text():
            self._name.setText(name)
            self._so_far.clear()
        if state is not None and state.progress is not None:
            self.show_progress(state.progress)
            return
        self._progress = None
        status = state.status if state is not None else "waiting"
        self._stopped = status not in ("reading", "summarizing")
        words = {"reading": self.tr("Reading the document"), "summarizing": self.tr("Summarizing")}
        self._show(words.get(status, self.tr("Waiting for the files before it")))

    def show_end(self, name: str, error: UserError) -> None:
        """One file of a list that failed: why."""
        self._name.setText(name)
        self._so_far.clear()
        self.stop(error_text(error))

    def show_progress(self, progress: SummaryProgress) -> None:
        self._progress, self._stopped = progress, False
        self._has_written = bool(progress.partial)
        so_far = "\n\n".join([*reversed(progress.partial), *self._plan_words(progress)])
        if so_far != self._so_far.toPlainText():
            self._so_far.setPlainText(so_far)
        self._refresh()

    def _plan_words(self, progress: SummaryProgress) -> list[str]:
        """The main points, which show before the model has written a word and stay below what it writes."""
        points = "\n".join(f"• {point}" for point in progress.plan)
        return [self.tr("Main points:") + "\n" + points] if points else []

    def show_stopping(self) -> None:
        """It was cancelled, and what is done is being put together."""
        if not self._stopped:
            self._progress = None
            self._show(self.tr("Stopping. Finished parts are kept."))

    def stop(self, words: str) -> None:
        """It ended without a summary; what was found so far stays readable."""
        self._stopped = True
        self._words = words
        self._progress = None
        self._refresh()

    @property
    def has_partials(self) -> bool:
        """There is something to read already."""
        return not self._so_far.document().isEmpty()

    @property
    def has_written(self) -> bool:
        """The model has written something; the main points before are the program's."""
        return self._has_written

    def _show(self, words: str) -> None:
        self._words = words
        self._refresh()

    def _refresh(self) -> None:
        progress = self._progress
        if progress is None:
            self._job.show_progress(self._words)
        else:
            left = "" if progress.seconds_left is None else time_left(progress.seconds_left)
            self._job.show_progress(self._stage_words(progress), round(progress.share * _STEPS), _STEPS, left)
        self._job.bar.setVisible(not self._stopped)
        self._so_far_title.setVisible(self.has_partials)
        self._so_far.setVisible(self.has_partials)

    def _stage_words(self, progress: SummaryProgress) -> str:
        words = self._stage_alone(progress)
        if progress.reading is None or self._stopped:
            return words
        done, total = progress.reading
        locale = QLocale()
        places = {"done": locale.toString(done), "total": locale.toString(total)}
        reading = fill(self.tr("Reading {done} of {total} tokens"), places)
        return f"{words} · {reading}"

    def _stage_alone(self, progress: SummaryProgress) -> str:
        locale = QLocale()
        places = {"done": locale.toString(progress.done), "total": locale.toString(progress.total)}
        if progress.stage == "chunks" and progress.plan and not progress.tokens_read:
            return self.tr("The model is reading. The main points so far were found without it")
        if progress.stage == "chunks" and progress.tokens_total:
            percent = round(100 * progress.tokens_read / progress.tokens_total)
            return fill(self.tr("{percent} % of the document read"), {"percent": locale.toString(percent)})
        if progress.stage == "chunks" and progress.total == 1:
            return self.tr("Summarizing")
        if progress.stage == "chunks":
            return fill(self.tr("{done} of {total} parts read"), places)
        if progress.stage == "merging":
            return fill(self.tr("Combining parts: {done} of {total}"), places)
        return self.tr("Writing the summary and finding its sources")

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._job.set_name(self.tr("Progress"))
        self._so_far_title.setText(self.tr("So far"))
        self._so_far.setAccessibleName(self.tr("So far"))
        self._refresh()
