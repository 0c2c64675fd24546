"""A translation: how far it is, its segments beside their sources, the way from doubt to doubt.

Owns the view. What is done with a segment, or with the whole, its owner knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.translate import Segment
from llmdesk.ui.checking.doubt_ways import DoubtWays
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.translate.job import Made, Progress, Work
from llmdesk.ui.translate.languages import name_of
from llmdesk.ui.translate.panel import SegmentPanel
from llmdesk.ui.translate.rows import SegmentRows
from llmdesk.ui.translate.rows_view import SegmentsView
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave
from llmdesk.ui.words import time_left


class TranslationResult(Retranslating, QWidget):
    """`segment_chosen(place)` (-1: none any more); `copy_asked`, `save_asked`, `hand_over(tab)`."""

    segment_chosen = Signal(int)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.work: Work | None = None
        self._progress = JobProgress(job)
        self._counts = plain_label("strong", wrap=True)
        self._keep = CopyAndSave(theme)
        self._ways = DoubtWays(theme, self)
        self.rows = SegmentRows(self)
        self.view, self.panel = SegmentsView(theme, self.rows), SegmentPanel()
        self._offers = HandOverButtons(tools)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._counts, 1)
        head.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        least_height(self.view, 80)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._progress)
        column.addWidget(self._ways)
        column.addWidget(self.view, 1)
        column.addWidget(self.panel)
        column.addWidget(self._offers)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.edit_asked.connect(self.panel.edit.setFocus)
        self._ways.step_asked.connect(self.step)
        self._ways.filtered.connect(self._on_filter)
        self._keep.copy_asked.connect(self.copy_asked)
        self._keep.save_asked.connect(self.save_asked)
        self._offers.chosen.connect(self.hand_over)
        self._job.busy_changed.connect(self._on_busy)

    # -- what shows ---------------------------------------------------------------------------------
    def show_progress(self, progress: Progress) -> None:
        """What is there so far; the first time, all segments without translations."""
        if progress.work is None:
            words = self.tr("Dividing into sentences") if progress.divided else self.tr("Loading the model")
            self._progress.show_progress(words)
            return
        if progress.work is not self.work:
            self._begin(progress.work)
        self._put(progress.made[len(self.rows.made) : progress.done])
        left = "" if progress.seconds_left is None else time_left(progress.seconds_left)
        self._progress.show_progress(self._counted(), progress.done, progress.total, left)
        self._refresh()

    def show_stopping(self) -> None:
        """It was cancelled, and what is done is being put together."""
        self._progress.show_progress(self.tr("Stopping. Finished segments are kept."))

    def show_made(self, made: Made) -> None:
        """A translation, whole or as far as it is."""
        if made.work is not self.work:
            self._begin(made.work)
        self._put(made.translation.segments[len(self.rows.made) :])
        self._refresh()

    def _put(self, segments: Sequence[Segment]) -> None:
        """The next ones; the chosen one may be among them."""
        first, place = len(self.rows.made), self.panel.place
        self.rows.put(segments)
        if first <= place < len(self.rows.made):
            self.panel.show_segment(place, self.rows.segment(place))

    def _begin(self, work: Work) -> None:
        self.work = work
        self._ways.show_all()
        self.rows.begin(work.segments, [work.opened.read(segment) for segment in work.segments])
        self._show_titles()
        self.panel.show_segment(-1, None)
        self.view.scrollToTop()

    def replace(self, place: int, segment: Segment) -> None:
        """Another translation of a segment."""
        self.rows.replace(place, segment)
        if self.panel.place == place:
            self.panel.show_segment(place, segment)
        self._refresh()

    def choose(self, place: int) -> None:
        """Show a segment, as when its source was clicked."""
        if self.rows.row(place) < 0 <= place:
            self._ways.show_all()
        self.view.go_to(place)
        self.panel.show_segment(place, self.rows.segment(place))

    def step(self, way: int) -> None:
        """To the next doubtful segment, around the end."""
        place = self.rows.next_doubt(self.view.place, way)
        if place >= 0:
            self.choose(place)
            self.view.setFocus()
            self.segment_chosen.emit(place)

    def _on_chosen(self, place: int) -> None:
        self.segment_chosen.emit(place)
        self.panel.show_segment(place, self.rows.segment(place))

    def _on_filter(self) -> None:
        """The chosen segment stays chosen where it still shows."""
        before = self.view.place
        self.rows.show_only_doubtful(self._ways.only)
        self.view.go_to(before)
        if self.view.place != before:
            self._on_chosen(-1)

    def _on_busy(self, busy: bool) -> None:
        self.panel.set_busy(busy)
        self._refresh()

    # -- words --------------------------------------------------------------------------------------
    def _refresh(self) -> None:
        running = self._job.running
        self._counts.setText(self._counted())
        self._counts.setVisible(not running)
        doubtful = self.rows.doubtful > 0
        self._ways.set_possible(ways=doubtful, only=doubtful or self._ways.only)
        for control in (self._keep, self._offers):
            control.setEnabled(bool(self.rows.made) and not running)

    def _counted(self) -> str:
        """ "340 of 1,200 segments, 3 to look at"."""
        number = QLocale().toString
        done, total, doubtful = len(self.rows.made), self.rows.total, self.rows.doubtful
        places = {"done": number(done), "total": number(total), "count": number(doubtful)}
        if done == total:
            marked = self.tr("{total} segments, {count} to look at")
            marked = self.tr("1 segment, to be looked at") if total == 1 else marked
            alone = self.tr("1 segment") if total == 1 else self.tr("{total} segments")
            words = marked if doubtful else alone
        elif doubtful:
            words = self.tr("{done} of {total} segments, {count} to look at")
        else:
            words = self.tr("{done} of {total} segments")
        return fill(words, places)

    def _show_titles(self) -> None:
        options = self.work.options if self.work is not None else None
        if options is not None:
            self.rows.set_titles(name_of(options.source) or self.tr("Source"), name_of(options.target))

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Translation"))
        self._keep.set_names(self.tr("Copy the translation"), self.tr("Save the translation"))
        self._ways.set_names(self.tr("Previous doubtful segment"), self.tr("Next doubtful segment"))
        self._progress.set_name(self.tr("Progress of the translation"))
        self._show_titles()
        self._refresh()
