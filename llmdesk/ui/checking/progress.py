"""A check that is under way: what it does, how far it is, how long still.

Owns what shows. Must not know the job.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.ui.checking.job import CheckProgress
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.job import JobProgress
from llmdesk.ui.words import time_left

_LEAST_DONE = 3  # sentences before anything is said of the time left


class CheckProgressView(Retranslating, QWidget):
    """`begin()`, then `show_progress`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = CheckProgress("reading")
        self._began = 0.0
        self._job = JobProgress(kind="strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.addWidget(self._job)
        column.addStretch(1)
        self._retranslate()

    def begin(self) -> None:
        self._began = 0.0
        self.show_progress(CheckProgress("reading"))

    def show_progress(self, progress: CheckProgress) -> None:
        if progress.stage == "checking" and not self._began:
            self._began = time.monotonic()
        self._progress = progress
        self._refresh()

    def _refresh(self) -> None:
        progress = self._progress
        left = ""
        if progress.done >= _LEAST_DONE and progress.done < progress.total:
            each = (time.monotonic() - self._began) / progress.done
            left = time_left(each * (progress.total - progress.done))
        self._job.show_progress(self._words(progress), progress.done, progress.total, left)

    def _words(self, progress: CheckProgress) -> str:
        if progress.stage == "loading":
            return self.tr("Loading the model")
        if progress.stage == "reading" or not progress.total:
            return self.tr("Reading the texts")
        locale = QLocale()
        places = {"done": locale.toString(progress.done), "total": locale.toString(progress.total)}
        return fill(self.tr("{done} of {total} sentences checked"), places)

    def _retranslate(self) -> None:
        self._job.set_name(self.tr("Progress of the check"))
        self._refresh()
