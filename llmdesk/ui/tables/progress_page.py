"""A job over a table, on a page of its own: how far, how fast, how long still; pause and cancel.

Owns what shows of any such job. Must not know the job.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.tables import JobProgress as Progress
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import most_width
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.widgets.job import JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import percent, time_left

_WIDTH = 560


class ProgressPage(Retranslating, QWidget):
    """`pause_asked(bool)`, `cancel_asked()`. What comes below is added to `below`."""

    pause_asked = Signal(bool)
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._paused = False
        self._heading, self.job = plain_label("heading"), JobProgress()
        self.note, self._warning = plain_label("small", wrap=True), plain_label("danger", wrap=True)
        self._pause, self.cancel = QPushButton(), QPushButton()
        self.below = QVBoxLayout()
        self.below.setSpacing(SPACE)
        self._arrange()
        self._pause.clicked.connect(lambda: self.set_paused(not self._paused, tell=True))
        self.cancel.clicked.connect(self.cancel_asked)
        self._retranslate()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._pause)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self.job)
        column.addSpacing(SPACE)
        column.addLayout(buttons)
        column.addWidget(self.note)
        column.addWidget(self._warning)
        column.addSpacing(GAP)
        column.addLayout(self.below)
        column.addStretch(3)
        frame = QWidget()
        frame.setLayout(column)
        most_width(frame, _WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addStretch(1)
        row.addWidget(frame, 100)
        row.addStretch(1)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def begin(self, name: str) -> None:
        """A job on the table `name` starts."""
        self._progress, self._paused = None, False
        self._heading.setText(name)
        self.warn("")
        self._refresh()
        self.cancel.setFocus()

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._refresh()

    def warn(self, text: str) -> None:
        """Why not to rely on what comes, in the window's language; "" for nothing."""
        self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def set_paused(self, paused: bool, tell: bool = False) -> None:
        self._paused = paused
        self._refresh()
        if tell:
            self.pause_asked.emit(paused)

    # -- what is shown ------------------------------------------------------------------------------
    def _refresh(self) -> None:
        progress, locale = self._progress, QLocale()
        self._pause.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        self._pause.setAccessibleName(self._pause.text())
        if progress is None:
            self.job.show_progress(self.tr("Preparing"))
            return
        done = progress.done + progress.ahead
        places = {"done": locale.toString(done), "total": locale.toString(progress.total)}
        if progress.stage == "writing":
            words = self.tr("Writing {done} of {total} rows")
        elif progress.stage == "preparing":
            words = self.tr("Reading a sample first: {done} of {total} rows")
        else:
            words = self.tr("{done} of {total} rows")
        total = max(progress.total, done, 1)
        self.job.show_progress(fill(words, places), done, total, self._speed_words(progress))

    def _speed_words(self, progress: Progress) -> str:
        if self._paused:
            return self.tr("Paused")
        parts = []
        if progress.within > 0:
            parts.append(fill(self.tr("{share} of a long row"), {"share": percent(progress.within)}))
        if progress.again:
            again = QLocale().toString(progress.again)
            parts.append(fill(self.tr("{count} asked again"), {"count": again}))
        if progress.rows_per_s > 0:
            digits = 0 if progress.rows_per_s >= 10 else 1
            speed = QLocale().toString(progress.rows_per_s, "f", digits)
            parts.append(fill(self.tr("{speed} rows/s"), {"speed": speed}))
        if progress.seconds_left is not None:
            parts.append(time_left(progress.seconds_left))
        return "  ·  ".join(parts)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self.job.set_name(self.tr("Progress"))
        self._refresh()
