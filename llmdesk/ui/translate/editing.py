"""Segments of a translation changed by the user: edited, taken as they are, tried again.

Owns what becomes of such a change: it shows, the run is kept anew, and one of the user's own is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.translate import Segment, accepted
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.translate import job
from llmdesk.ui.translate.job import Made, Own
from llmdesk.ui.translate.result import TranslationResult
from llmdesk.ui.widgets.job import Job

_DRAWS = 17  # between the seeds of two tries


class TranslationEditing(QObject):
    """On the translation that `made()` gives and `result` shows. `changed(Made)` for another one; `kept` when
    what was edited is checked and remembered."""

    changed = Signal(object)
    kept = Signal()

    def __init__(
        self,
        services: Services,
        running: Job,
        result: TranslationResult,
        made: Callable[[], Made | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._job, self._result, self._made = services, running, result, made
        self._draws = 0  # how often a segment was tried again
        result.panel.kept.connect(self._edit)
        result.panel.again_asked.connect(self._try_again)
        result.panel.accept_asked.connect(self._accept)

    def _edit(self, place: int, text: str) -> None:
        """The user's own translation of a segment: checked, kept and remembered."""
        made, services = self._made(), self._services
        if made is None:
            return

        def done(own: Own) -> None:
            words = self.tr("Your version is kept. It is used wherever this sentence comes again.")
            self._tell(own, words, partial(self._take_back, made, place, own))
            self._put(made, place, own.segment)
            self.kept.emit()

        services.tasks.start(lambda _context: job.edit(services, made, place, text), owner=self, on_done=done)

    def _accept(self, place: int) -> None:
        """It is right as it is: from now on it is the user's own."""
        made, services = self._made(), self._services
        if made is None:
            return
        mine = accepted(made.translation.segments[place])

        def done(own: Own) -> None:
            words = self.tr("The translation stays. It is used wherever this sentence comes again.")
            self._tell(own, words, partial(self._take_back, made, place, own))

        self._put(made, place, mine)
        services.tasks.start(lambda _context: job.remember(services, made, mine), owner=self, on_done=done)

    def _tell(self, own: Own, words: str, undo: Callable[[], None]) -> None:
        if own.problem is not None:
            self._services.notify.show_error(own.problem)
        else:
            self._services.notify.show(words, undo=undo)

    def _take_back(self, made: Made, place: int, own: Own) -> None:
        """The segment is as it was in `made`, and what was remembered, too; a newer version stays."""
        services = self._services

        def done(_none: None) -> None:
            now = self._made()
            if now is None or now.work is not made.work or now.translation.segments[place] == own.segment:
                self._put(made, place, made.translation.segments[place])

        services.tasks.start(lambda _context: job.take_back(services, own), owner=self, on_done=done)

    def _try_again(self, place: int) -> None:
        made, services = self._made(), self._services
        if made is None or self._job.refuse():
            return
        self._draws += 1
        seed = _DRAWS * self._draws + (services.seed or 0)

        def work(context: TaskContext) -> Segment:
            return job.again(services, made, place, seed, context)

        def done(segment: Segment) -> None:
            if segment.target == made.translation.segments[place].target:
                services.notify.show(self.tr("The model gave the same translation again."))
            self._put(made, place, segment)

        self._job.start(work, done)

    def _put(self, before: Made, place: int, segment: Segment) -> None:
        """Another translation of a segment; it is only kept where another text shows by now."""
        shown, services = self._made(), self._services
        shows = shown is not None and shown.work is before.work
        made = shown if shown is not None and shows else before
        segments = list(made.translation.segments)
        segments[place] = segment
        changed = replace(made, translation=replace(made.translation, segments=tuple(segments)))
        if shows:
            self.changed.emit(changed)
        if self._result.work is made.work:
            self._result.replace(place, segment)
        services.tasks.start(
            lambda _context: job.keep(services, changed), owner=self, on_done=lambda _none: None, in_turn=True
        )
