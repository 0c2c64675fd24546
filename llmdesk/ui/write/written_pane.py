"""What both modes of Write have at the right: the text that is written, what was found in it, what is known
of it, and what one does with it.

Owns how these stand. What is in them is the mode's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.write.result_head import ResultHead


class WrittenPane(Retranslating, QWidget):
    """`step_asked(way)` to another version; `copy_asked`, `save_asked`, `hand_over(tab)`."""

    step_asked = Signal(int)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._head, self._facts = ResultHead(theme), plain_label("small", wrap=True)
        self._notes = plain_label("small", wrap=True)
        self._progress = JobProgress(job, brief=True)
        self._others = HandOverButtons(tools)

    def _stand(self, text: QWidget, found: QWidget, least: int) -> None:
        """The text, at least so high, and below it what was found in it."""
        foot = QHBoxLayout()
        foot.addWidget(self._others)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        for part in (self._head, self._progress, self._notes):
            column.addWidget(part)
        column.addWidget(text, 1)
        column.addWidget(found)
        column.addWidget(self._facts)
        column.addLayout(foot)
        least_height(text, least)
        self._head.step_asked.connect(self.step_asked)
        self._head.copy_asked.connect(self.copy_asked)
        self._head.save_asked.connect(self.save_asked)
        self._others.chosen.connect(self.hand_over)
        self._job.busy_changed.connect(lambda _busy: self._describe())

    def _describe(self) -> None:
        """What is known of it, as it is now."""
        raise NotImplementedError

    def _retranslate(self) -> None:
        """All words again, in the language that the window has now."""
        raise NotImplementedError
